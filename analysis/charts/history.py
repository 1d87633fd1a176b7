"""Charts of the history chapter."""

import numpy as np
import pandas as pd

from analysis.charts.style import (
    GRID,
    HALO,
    INK,
    LINE,
    MUTED,
    SIDES,
    TEN_THOUSAND,
    bound,
    broken,
    canvas,
    color,
    compact_range,
    spread,
    styled,
    swatches,
)
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


STRETCH = (
    1944,
    2020,
    2027,
)  # the time axis of the ties: two thirds to the years before the middle one, a third to those after


def _stretched(when):
    """Decimal years as places between 0 and 1 on an axis whose last years are stretched."""
    return np.interp(np.asarray(when, dtype=float), STRETCH, (0, 0.66, 1))


@styled
def ties_timeline(events, *, wide=True):
    """Every dated event of the ties, in a lane for each kind; the years since 2020 on a scale of their own."""
    kinds = [kind for kind in LANES if (events["category"] == kind).any()]
    figure, axes = canvas(
        "The ties broke around 1990; arms and visits came back with the war in Ukraine",
        "Events between Moscow and Pyongyang by kind; each mark is one event; the tinted years are stretched",
        3.0 if wide else 3.2,
        wide=wide,
        left=0.75 if wide else 0.72,
        right=0.08,
        top=0.2,
    )
    axes.axvspan(_stretched(STRETCH[1]), 1, color=GRID, alpha=0.5, linewidth=0, zorder=0)
    axes.axvline(_stretched(2024.8), color=TEN_THOUSAND, linewidth=1.2, zorder=1)
    for lane, kind in enumerate(reversed(kinds)):
        rows = events[events["category"] == kind]
        axes.axhline(lane, color=LINE, linewidth=0.5, zorder=0)
        axes.plot(
            _stretched(rows["when"]),
            np.full(len(rows), lane),
            "|",
            color=color("Russia"),
            markersize=11 if wide else 9,
            markeredgewidth=1.4 if wide else 1.2,
            zorder=2,
        )
    axes.text(
        _stretched(2026.9),
        len(kinds) - 0.35,
        "troops sent, Oct 2024",
        color=TEN_THOUSAND,
        ha="right",
        va="bottom",
        fontweight=600,
    )
    axes.set_yticks(range(len(kinds)), [LANES[kind] for kind in reversed(kinds)])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(-0.6, len(kinds) - 0.4)
    axes.set_xlim(0, 1)
    years = (
        [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020, 2022, 2024, 2026] if wide else [1950, 1970, 1990, 2020, 2024]
    )
    axes.set_xticks(_stretched(years), years)
    return figure


FLOOR = 1  # USD million: where the axis of trade ends below; what is less is named there


@styled
def trade_partners(rows, *, wide=True):
    """Total trade with Russia and China on a log axis, a line for each statistical series, broken where years are missing."""
    figure, axes = canvas(
        "Trade with Moscow collapsed in the 1990s and has not come back; trade with China grew after 2000",
        "North Korea's total trade, USD million a year, log axis; lines join the years of one statistical series",
        3.0,
        wide=wide,
        left=0.45,
        right=0.72 if wide else 0.62,
    )
    for (partner, _series), line in rows.groupby(["partner", "series"]):
        for part in broken(line):
            axes.plot(
                part["year"].astype(int),
                part["best"].clip(lower=FLOOR),
                color=color(partner),
                marker="v" if partner == "China" else "D",
                markersize=3,
                linewidth=1.2,
            )
    for row in rows[rows["best"] < FLOOR].itertuples():
        text = f"{row.year}:\nUSD {row.best * 1e6:,.0f}"
        axes.annotate(
            text,
            (int(row.year), FLOOR),
            xytext=(-7, 3),
            textcoords="offset points",
            color=color(row.partner),
            ha="right",
            va="bottom",
            linespacing=1.1,
        )
        bound(axes, int(row.year), FLOOR, "v", color(row.partner), clear=2)
    ends = {  # the figures that end the lines, their names and how far these stand above them, in points
        "trade-china-total-2025-gac": ("China", 0),
        "trade-russia-total-2024-raei": ("exporters", -4),
        "trade-russia-total-2024-fnf": ("FNF", 6),
    }
    for row in rows[rows["id"].isin(list(ends))].itertuples():
        text, above = ends[row.id]
        if np.isnan(row.upper):
            bound(axes, int(row.year), row.best, "^", color(row.partner), clear=2.5)
        axes.annotate(
            text,
            (int(row.year), row.best),
            xytext=(6, above),
            textcoords="offset points",
            color=color(row.partner),
            fontweight=600 if row.partner == "China" else 400,
            va="center",
            fontsize=9 if row.partner == "China" else 8.5,
            annotation_clip=False,
        )
    first = rows[rows["partner"] == "Russia"].sort_values("year").iloc[0]
    axes.annotate(
        "Soviet Union,\nthen Russia" if not wide else "Soviet Union, then Russia",
        (int(first["year"]), first["best"]),
        xytext=(10, 7) if wide else (12, 2),
        textcoords="offset points",
        color=color("Russia"),
        fontweight=600,
        va="bottom",
        linespacing=1.1,
    )
    axes.set_yscale("log")
    axes.set_yticks([1, 10, 100, 1000, 10000], ["1", "10", "100", "1,000", "10,000"])
    axes.minorticks_off()
    axes.grid(axis="y")
    axes.set_ylim(FLOOR * 0.72, 14000)
    axes.set_xlim(1988, 2026)
    axes.set_xticks(range(1990, 2026, 5 if wide else 10))
    return figure


@styled
def voting_distance(rows, *, wide=True):
    """Distance of voting positions from Russia's; for North Korea with the range that both intervals allow."""
    since = close_since(rows, "North Korea")
    figure, axes = canvas(
        f"Pyongyang's votes came within half a point of Moscow's by {since} and have stayed there",
        "Distance of estimated voting positions from Russia's (0 = the same); band: what the 5–95% intervals allow for North Korea",
        2.9,
        wide=wide,
        left=0.2,
        right=0.85,
    )
    ends = []
    for state in ("China", "South Korea", "North Korea"):
        line = rows[rows["state"] == state].sort_values("year")
        years, north = line["year"].astype(int), state == "North Korea"
        if north:
            axes.fill_between(years, line["nearest"], line["farthest"], color=color(state), alpha=0.18, linewidth=0)
            start = line[years == since]["distance"].iloc[0]
            axes.plot(since, start, "s", color=color(state), markersize=5)
        axes.plot(years, line["distance"], color=color(state), linewidth=2.2 if north else 1.3)
        ends.append((line["distance"].iloc[-1], state))
    places = spread([end for end, _ in ends], 0.24)
    for place, (_, state) in zip(places, ends, strict=True):
        axes.annotate(
            state,
            (2024.4, place),
            xytext=(3, 0),
            textcoords="offset points",
            color=color(state),
            fontweight=600,
            va="center",
            annotation_clip=False,
        )
    axes.axhline(0.5, color=INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    axes.axvline(2022, color=MUTED, linewidth=0.8, zorder=0)
    axes.text(2021.7, 3.45, "invasion of Ukraine", color=MUTED, ha="right", va="center")
    axes.annotate(
        f"North Korea, {since}",
        (since, 0.31),
        xytext=(since + 2.4, 2.3),
        color=color("North Korea"),
        ha="right",
        arrowprops={
            "arrowstyle": "-",
            "color": color("North Korea"),
            "linewidth": 0.8,
            "shrinkB": 4,
            "relpos": (0.5, 0),
        },
    )
    axes.set_xlim(1991, 2024.4)
    axes.set_ylim(0, 3.75)
    axes.set_yticks([0, 0.5, 1, 2, 3], ["0", "0.5", "1", "2", "3"])
    axes.grid(axis="y")
    axes.set_xticks(range(1995, 2025, 5 if wide else 10))
    return figure


@styled
def sanctions_votes(rows, *, wide=True):
    """Russia's vote on each Security Council text on North Korea: adopted with a yes, or vetoed; stacked by year."""
    yes, no = rows[rows["vote"] == "yes"], rows[rows["vote"] == "no"]
    figure, axes = canvas(
        "Moscow voted for every round of sanctions on Pyongyang, then began to veto",
        "Russia's vote on Security Council texts on sanctions and their monitoring; a mark is one text",
        1.45,
        wide=wide,
        left=0.45,
        right=0.1,
    )
    year = yes["when"].astype(int)
    level = yes.groupby(year).cumcount() + 1
    axes.plot(year + 0.5, level, "D", color=color("Russia"), markersize=6 if wide else 5.5, markeredgewidth=0)
    axes.text(
        2006,
        2.6,
        f"{len(yes)} resolutions adopted\nwith Russia's yes",
        color=INK,
        va="center",
        linespacing=1.15,
    )
    axes.axhline(0, color=LINE, linewidth=0.7, zorder=0)
    notes = {"draft-2022-05-26": "new sanctions", "draft-2024-03-28": "renewal of the expert panel"}
    for place, row in enumerate(no.itertuples()):
        axes.plot(int(row.when) + 0.5, -1 - place, "X", color=color("Russia"), markersize=8, markeredgewidth=0)
        day = pd.Timestamp(row.date)
        note = notes.get(row.id, row.title)
        axes.annotate(
            f"{day:%b %Y}: {note}",
            (int(row.when) + 0.5, -1 - place),
            xytext=(-8, 0),
            textcoords="offset points",
            color=INK,
            ha="right",
            va="center",
        )
    axes.set_yticks([level.max() / 2 + 0.5, -(len(no) + 1) / 2], ["Yes", "Veto"])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(-len(no) - 0.6, level.max() + 0.7)
    axes.set_xlim(2005.5, 2026)
    years = range(2006, 2026, 3 if wide else 6)
    axes.set_xticks([each + 0.5 for each in years], years)
    return figure


BALLOTS = {  # how each vote is drawn, and its word in the key
    "yes": ("yes", {"marker": "o", "color": INK, "markersize": 7, "markeredgewidth": 0}),
    "abstain": ("abstained", {"marker": "_", "color": MUTED, "markersize": 8, "markeredgewidth": 2}),
    "no": ("no", {"marker": "X", "color": color("Russia"), "markersize": 7.5, "markeredgewidth": 0}),
    "not_voting": (
        "not voting",
        {"marker": "o", "color": MUTED, "markersize": 5, "markerfacecolor": "none", "markeredgewidth": 1},
    ),
    "not seen": ("not seen", {"marker": ".", "color": MUTED, "markersize": 3.5, "markeredgewidth": 0}),
}
TEXTS = {  # what each text of the Assembly is about, in a few words
    "res-68-262": "Integrity of Ukraine (Crimea)",
    "res-es-11-1": "End the use of force, withdraw",
    "res-es-11-2": "Humanitarian consequences",
    "res-es-11-3": "Russia out of rights council",
    "res-es-11-4": "Annexations invalid",
    "res-es-11-5": "Reparation, register of damage",
    "res-es-11-6": "Just and lasting peace",
    "res-es-11-7": "Just and lasting peace",
    "res-es-11-8": "US text, amended",
    "res-es-11-9": "Return of children",
    "res-78-316": "Safety of nuclear facilities",
    "res-peace-2026-02-24": "Lasting peace",
}


@styled
def assembly_votes(grid, *, wide=True):
    """Votes on the General Assembly's texts on Ukraine as a matrix of marks."""
    states = list(dict.fromkeys(grid["state"]))
    texts = list(dict.fromkeys(grid["resolution"]))
    row_height = 0.24 if wide else 0.36
    figure, axes = canvas(
        "North Korea voted with Russia on every text on Ukraine where its vote was seen",
        "Votes in the General Assembly on texts about Ukraine, 2014 to 2026",
        row_height * len(texts),
        wide=wide,
        left=2.9 if wide else 1.13,
        top=0.66 if wide else 0.86,
        bottom=0.05,
    )
    for vote, (_, look) in BALLOTS.items():
        cast = grid[grid["vote"] == vote]
        axes.plot(
            [states.index(state) for state in cast["state"]],
            [texts.index(text) for text in cast["resolution"]],
            linestyle="none",
            **look,
        )
    first = grid.drop_duplicates("resolution").set_index("resolution")
    labels = []
    for text in texts:
        crimea = "Crimea" in first.at[text, "title"]
        name = TEXTS.get(text, "Human rights in occupied Crimea" if crimea else "Human rights in occupied areas")
        day = pd.Timestamp(first.at[text, "date"])
        if wide:
            labels.append(f"{name}, {day:%b %Y}")
        else:
            name = name.replace("Human rights in occupied", "Rights,").replace(
                "Integrity of Ukraine (Crimea)", "Crimea"
            )
            short = {
                "End the use of force, withdraw": "End the use of force",
                "Humanitarian consequences": "Humanitarian",
                "Russia out of rights council": "Out of rights council",
                "Reparation, register of damage": "Reparation",
                "Safety of nuclear facilities": "Nuclear facilities",
            }
            labels.append(f"{short.get(name, name)}\n{day:%b %Y}")
    axes.set_yticks(range(len(texts)), labels, fontsize=9 if wide else 8, linespacing=1.0)
    axes.tick_params(axis="y", labelcolor=INK)
    for place in range(len(texts) - 1):
        axes.axhline(place + 0.5, color=GRID, linewidth=0.5, zorder=0)
    axes.set_xticks(range(len(states)), [state.replace(" ", "\n") for state in states], fontsize=9 if wide else 8)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0, labelcolor=INK)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(-0.6, len(states) - 0.4)
    axes.set_ylim(len(texts) - 0.4, -0.6)
    entries = list(BALLOTS.values())
    if wide:
        swatches(figure, axes, entries, lift=0.46)
    else:
        swatches(figure, axes, entries[:3], lift=0.64)
        swatches(figure, axes, entries[3:], lift=0.44)
    return figure


@styled
def contingents_abroad(rows, contingent, *, wide=True):
    """North Koreans abroad before 2024, range by contingent, against the contingent in Russia (a row of the claims)."""
    rows = rows[rows["upper"].notna()].sort_values(["upper", "lower"]).reset_index(drop=True)
    size = contingent["value"].iloc[0]
    figure, axes = canvas(
        "Nothing that Pyongyang is known to have sent abroad before was as large as the contingent in Russia",
        "People sent, by contingent, log axis; bars run from the lowest to the highest figure found",
        0.23 * (len(rows) + 1),
        wide=wide,
        left=1.85 if wide else 1.5,
        right=0.45,
    )
    y, ink = np.arange(len(rows)), color("North Korea")
    axes.axvline(size, color=TEN_THOUSAND, linewidth=1, zorder=1)
    axes.hlines(y, rows["lower"], rows["upper"], color=ink, linewidth=2.5)
    axes.plot(rows["lower"], y, SIDES["North Korea"][1], color=ink, markersize=4)
    axes.plot(rows["upper"], y, SIDES["North Korea"][1], color=ink, markersize=4)
    axes.plot(size, len(rows), "s", color=TEN_THOUSAND, markersize=8)
    beside = {"textcoords": "offset points", "va": "center"}
    axes.annotate(
        f"{size:,.0f}", (size, len(rows)), xytext=(-7, 0), ha="right", color=TEN_THOUSAND, fontweight=600, **beside
    )
    for place, row in rows.iterrows():
        near = row["upper"] > 0.25 * size  # a label on the right would stand on the line
        at, aside = (row["lower"], -6) if near else (row["upper"], 6)
        axes.annotate(
            compact_range(row["lower"], row["upper"]),
            (at, place),
            xytext=(aside, 0),
            ha="right" if near else "left",
            color=INK,
            zorder=4,
            bbox=HALO,
            **beside,
        )
    names = [name.removeprefix("North Korea in ").removeprefix("North Korea: ") for name in rows["contingent"]]
    spans = [
        f"{name[0].upper()}{name[1:]}, {first}".rstrip(", ")
        for name, first in zip(names, rows["year_from"].astype("string").fillna(""), strict=True)
    ]
    axes.set_yticks([*y, len(rows)], [*spans, "Russia, 2024"])
    axes.get_yticklabels()[-1].set_fontweight(600)
    axes.set_xscale("log")
    axes.set_xticks([10, 100, 1000, 10000], ["10", "100", "1,000", "10,000"])
    axes.minorticks_off()
    axes.set_xlim(9, 13000)
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) + 0.6)
    axes.tick_params(axis="y", labelcolor=INK)
    return figure
