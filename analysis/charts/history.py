"""Charts of the history chapter."""

import textwrap

import numpy as np

from analysis.charts.style import GRID, INK, LINE, MUTED, SIDES, TEN_THOUSAND, broken, canvas, color, spread, styled
from analysis.measures.history import close_since

LANES = {
    "treaty": "Treaties",
    "summit": "Summits",
    "visit": "Visits",
    "diplomacy": "Diplomacy",
    "arms": "Arms",
    "war": "War",
    "economy": "Economy",
    "sanctions": "Sanctions",
    "rupture": "Ruptures",
}


@styled
def ties_timeline(events, *, wide=True):
    """Every dated event of the ties, in a lane for each kind."""
    kinds = [kind for kind in LANES if (events["category"] == kind).any()]
    figure, axes = canvas(
        "The ties broke around 1990; arms and visits came back with the war in Ukraine",
        "Events between Moscow and Pyongyang by kind, 1945 to 2026; each mark is one event",
        3.0 if wide else 3.2,
        wide=wide,
        left=0.85,
        top=0.2,
    )
    for lane, kind in enumerate(reversed(kinds)):
        rows = events[events["category"] == kind]
        axes.axhline(lane, color=GRID, linewidth=0.7, zorder=0)
        axes.plot(
            rows["when"],
            np.full(len(rows), lane),
            "|",
            color=color("Russia"),
            markersize=11 if wide else 9,
            markeredgewidth=1.5,
        )
    axes.axvline(2024.8, color=TEN_THOUSAND, linewidth=1.6)
    axes.text(2027, len(kinds) - 0.35, "troops sent", color=TEN_THOUSAND, ha="right", va="bottom", fontweight=600)
    axes.set_yticks(range(len(kinds)), [LANES[kind] for kind in reversed(kinds)])
    axes.set_ylim(-0.6, len(kinds) - 0.4)
    axes.set_xlim(1944, 2027)
    axes.set_xticks(range(1950, 2030, 10 if wide else 20))
    return figure


@styled
def trade_partners(rows, *, wide=True):
    """Total trade with Russia and China on a log axis, a line for each statistical series, broken where years are missing."""
    figure, axes = canvas(
        "Trade with Moscow collapsed in the 1990s and has not come back; trade with China grew after 2000",
        "North Korea's total trade, USD million a year, log axis; a line for each statistical series, broken where years are missing",
        3.3,
        wide=wide,
        left=0.45,
        right=0.6,
    )
    for (partner, _series), line in rows.groupby(["partner", "series"]):
        for part in broken(line):
            axes.plot(
                part["year"].astype(int),
                part["best"],
                color=color(partner),
                marker="v" if partner == "China" else "D",
                markersize=2.8,
                linewidth=1.3,
            )
    for partner in ("Russia", "China"):
        last = rows[rows["partner"] == partner].sort_values("year").iloc[-1]
        axes.annotate(
            partner,
            (int(last["year"]), last["best"]),
            xytext=(6, 0),
            textcoords="offset points",
            color=color(partner),
            fontweight=600,
            va="center",
        )
    axes.set_yscale("log")
    axes.set_yticks([0.1, 1, 10, 100, 1000, 10000], ["0.1", "1", "10", "100", "1,000", "10,000"])
    axes.grid(axis="y")
    axes.set_xlim(1988, 2026)
    axes.set_xticks(range(1990, 2026, 5 if wide else 10))
    return figure


@styled
def voting_distance(rows, *, wide=True):
    """Distance of voting positions from Russia's, with the range that both intervals allow."""
    since = close_since(rows, "North Korea")
    figure, axes = canvas(
        f"Pyongyang's votes came within half a point of Moscow's by {since} and have stayed there",
        "Distance of estimated voting positions from Russia's (0 = the same); bands: what the 5–95% intervals allow",
        2.9,
        wide=wide,
        left=0.3,
        right=1.0,
    )
    ends = []
    for state, side in (("North Korea", "North Korea"), ("China", "China"), ("South Korea", "South Korea")):
        line = rows[rows["state"] == state].sort_values("year")
        years = line["year"].astype(int)
        axes.fill_between(years, line["nearest"], line["farthest"], color=color(side), alpha=0.16, linewidth=0)
        axes.plot(years, line["distance"], color=color(side))
        ends.append((line["distance"].iloc[-1], state, side))
    places = spread([end for end, _, _ in ends], 0.22)
    for place, (_, state, side) in zip(places, ends, strict=True):
        axes.annotate(
            state,
            (2024.4, place),
            xytext=(3, 0),
            textcoords="offset points",
            color=color(side),
            fontweight=600,
            va="center",
            annotation_clip=False,
        )
    axes.set_xlim(1991, 2024.4)
    axes.set_ylim(0, None)
    axes.grid(axis="y")
    axes.set_xticks(range(1995, 2025, 5 if wide else 10))
    return figure


@styled
def sanctions_votes(rows, *, wide=True):
    """Russia's vote on each Security Council text on North Korea: adopted with a yes, or vetoed."""
    yes, no = rows[rows["vote"] == "yes"], rows[rows["vote"] == "no"]
    figure, axes = canvas(
        "Moscow voted for every round of sanctions on Pyongyang, then began to veto",
        "Russia's vote on Security Council texts on sanctions and their monitoring, by date",
        1.5 if wide else 1.7,
        wide=wide,
        left=0.45,
    )
    axes.axhline(0, color=GRID, zorder=0)
    axes.axhline(1, color=GRID, zorder=0)
    axes.plot(yes["when"], np.ones(len(yes)), "D", color=color("Russia"), markersize=7)
    axes.plot(no["when"], np.zeros(len(no)), "X", color=color("Russia"), markersize=9, markeredgewidth=0)
    axes.annotate(
        f"{len(yes)} resolutions adopted",
        (yes["when"].iloc[0], 1),
        xytext=(0, 9),
        textcoords="offset points",
        color=MUTED,
        ha="left",
    )
    notes = {"draft-2022-05-26": "new sanctions", "draft-2024-03-28": "end of the expert panel"}
    vetoes = list(no.itertuples())
    for row in vetoes:
        axes.annotate(
            notes.get(row.id, row.title),
            (row.when, 0),
            xytext=(-8, 0) if row is vetoes[0] else (5, 8),
            textcoords="offset points",
            color=MUTED,
            ha="right",
            va="center" if row is vetoes[0] else "bottom",
        )
    axes.set_yticks([0, 1], ["Veto", "Yes"])
    axes.set_ylim(-0.35, 1.5)
    axes.set_xlim(2005.5, 2026)
    axes.set_xticks(range(2006, 2026, 3 if wide else 6))
    return figure


@styled
def assembly_votes(grid, *, wide=True):
    """Votes on the General Assembly's texts on Ukraine as a matrix of marks."""
    states = list(dict.fromkeys(grid["state"]))
    texts = list(dict.fromkeys(grid["resolution"]))
    figure, axes = canvas(
        "North Korea voted with Russia on every text on Ukraine where its vote was seen",
        "Votes in the General Assembly on texts about Ukraine, 2014 to 2026",
        0.24 * len(texts),
        wide=wide,
        left=3.75 if wide else 0.75,
        top=0.36,
        bottom=0.3,
    )
    looks = {
        "yes": dict(marker="o", color=color("South Korea")),
        "abstain": dict(marker="_", color=MUTED, markeredgewidth=2),
        "no": dict(marker="X", color=color("Russia")),
        "not seen": dict(marker=".", color=LINE, markersize=3),
        "not_voting": dict(marker="o", markerfacecolor="none", markeredgecolor=MUTED, markeredgewidth=1, markersize=4),
    }
    for vote, look in looks.items():
        cast = grid[grid["vote"] == vote]
        axes.plot(
            [states.index(state) for state in cast["state"]],
            [texts.index(text) for text in cast["resolution"]],
            linestyle="none",
            **{"markersize": 7, "markeredgewidth": 0, **look},
        )
    first = grid.drop_duplicates("resolution").set_index("resolution")
    labels = [
        f"{textwrap.shorten(first.at[text, 'title'], 58, placeholder='…')}, {first.at[text, 'date'][:7]}"
        if wide
        else first.at[text, "date"]
        for text in texts
    ]
    axes.set_yticks(range(len(texts)), labels)
    axes.set_xticks(range(len(states)), [state.replace(" ", "\n") for state in states])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(-0.6, len(states) - 0.4)
    for number, (vote, word) in enumerate(
        (("yes", "yes"), ("abstain", "abstained"), ("no", "no"), ("not seen", "not seen" if wide else "unseen"))
    ):
        x = (number / 4 if wide else (0, 0.18, 0.53, 0.72)[number]) * (len(states) - 0.2) - 0.4
        axes.plot(x, len(texts) + 0.1, clip_on=False, **{"markersize": 7, "markeredgewidth": 0, **looks[vote]})
        axes.text(x + 0.22, len(texts) + 0.1, word, va="center", color=MUTED)
    axes.set_ylim(len(texts) - 0.4, -0.6)
    return figure


@styled
def contingents_abroad(rows, contingent, *, wide=True):
    """North Koreans abroad before 2024, range by contingent, against the contingent in Russia (a row of the claims)."""
    rows = rows[rows["upper"].notna()].iloc[::-1]
    figure, axes = canvas(
        "Nothing that Pyongyang is known to have sent abroad before was as large as the contingent in Russia",
        "People sent, by contingent, log axis; bars run from the lowest to the highest figure found",
        0.23 * (len(rows) + 1),
        wide=wide,
        left=1.85 if wide else 1.35,
        right=0.25,
    )
    y = np.arange(len(rows))
    axes.hlines(y, rows["lower"], rows["upper"], color=color("North Korea"), linewidth=3, alpha=0.55)
    axes.plot(rows["lower"], y, SIDES["North Korea"][1], color=color("North Korea"), markersize=4)
    axes.plot(rows["upper"], y, SIDES["North Korea"][1], color=color("North Korea"), markersize=4)
    axes.plot(contingent["value"], [len(rows)], "s", color=TEN_THOUSAND, markersize=8)
    names = [name.removeprefix("North Korea in ").removeprefix("North Korea: ") for name in rows["contingent"]]
    spans = [
        f"{name}, {first}" if wide else name
        for name, first in zip(names, rows["year_from"].astype("string").fillna(""), strict=True)
    ]
    axes.set_yticks([*y, len(rows)], [*(text.rstrip(", ") for text in spans), "Russia, 2024"])
    axes.get_yticklabels()[-1].set_color(TEN_THOUSAND)
    axes.get_yticklabels()[-1].set_fontweight(600)
    axes.set_xscale("log")
    axes.set_xticks([10, 100, 1000, 10000], ["10", "100", "1,000", "10,000"])
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) + 0.6)
    axes.tick_params(axis="y", labelcolor=INK)
    return figure
