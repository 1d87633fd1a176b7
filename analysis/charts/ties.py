"""Charts of the history chapter's later half: treaties, debt, meetings, contacts, the Korean War, total trade."""

import numpy as np

from analysis.charts.style import (
    HALO,
    INK,
    LINE,
    MUTED,
    PAPER,
    TEN_THOUSAND,
    bound,
    broken,
    canvas,
    color,
    compact,
    marker,
    past,
    styled,
    swatches,
)
from analysis.measures.ties import at_least_times, left_for_others, most_before, share_left, years_without_promise


def _usd(million):
    """USD million as a label: USD 238 million, USD 11 billion."""
    return f"USD {compact(million * 1e6)}"


def _named(axes, title):
    """Put a panel's own small heading above it."""
    axes.set_title(title, loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)


TREATIES = {"1961": "1961, alliance", "2000": "2000, friendship", "2024": "2024, partnership"}


@styled
def treaty_spans(rows, *, wide=True):
    """Each treaty's life as a bar: filled where it promises military help, open where it does not, dashed where its end is disputed."""
    gap = years_without_promise(rows)
    figure, axes = canvas(
        f"For {gap[0]:.0f} to {gap[1]:.0f} years no treaty obliged Moscow and Pyongyang to help each other in war",
        "Treaties in force; tick: signature; dashed: end disputed",
        1.35,
        wide=wide,
        left=1.2 if wide else 1.12,
        right=0.1,
        top=0.46,
    )
    ink = color("Russia")
    axes.axvline(2024.8, color=TEN_THOUSAND, linewidth=1.2, zorder=1)
    for place, row in enumerate(rows.iloc[::-1].itertuples()):
        look = {"facecolor": ink if row.promise else PAPER, "edgecolor": ink, "linewidth": 1.3, "height": 0.5}
        until = row.doubtful_from if row.doubtful_from == row.doubtful_from else row.drawn_to
        axes.barh(place, until - row.start, left=row.start, zorder=2, **look)
        if row.doubtful_from < row.end:
            dashed = {"facecolor": "none", "edgecolor": ink, "linewidth": 1.1, "linestyle": (0, (2, 1.5))}
            axes.barh(place, row.end - row.doubtful_from, left=row.doubtful_from, height=0.5, zorder=2, **dashed)
        axes.plot(row.signed, place, "|", color=INK, markersize=17, markeredgewidth=1.2, zorder=3)
    promises = rows[rows["promise"]].sort_values("start")
    first, last = promises.iloc[0], promises.iloc[1]
    top = len(rows) - 1 - rows.index.get_loc(first.name)
    span = {"arrowstyle": "|-|", "mutation_scale": 3, "color": INK, "linewidth": 1, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (first["end"] + 0.7, top), (last["start"], top), arrowprops=span)
    axes.text(
        (first["end"] + last["start"]) / 2,
        top + 0.1,
        f"{gap[0]:.0f} to {gap[1]:.0f} years",
        ha="center",
        va="bottom",
        color=INK,
        fontweight=600,
    )
    swatches(
        figure,
        axes,
        [
            ("promise of military help", {"color": ink}),
            ("no such promise", {"facecolor": PAPER, "edgecolor": ink, "linewidth": 1.2}),
        ],
        lift=0.26,
    )
    axes.text(
        2026.9, len(rows) - 0.45, "first troops reported", color=TEN_THOUSAND, ha="right", va="bottom", fontweight=600
    )
    axes.set_yticks(range(len(rows)), [TREATIES[name] for name in rows["treaty"]][::-1])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(1959, 2027)
    axes.set_ylim(-0.5, len(rows) - 0.5)
    axes.set_xticks(range(1960, 2030, 10 if wide else 20))
    axes.grid(axis="x")
    return figure


@styled
def debt(rows, *, wide=True):
    """North Korea's debt to Moscow, roubles above and dollars below, each on its own axis."""
    left = share_left(rows)
    claim = rows[(rows["currency"] == "USD") & (rows["kind"] == "claimed")]["best"].max()
    counts = [int((rows["currency"] == currency).sum()) for currency in ("RUB", "USD")]
    figure, panels = canvas(
        f"Moscow claimed {_usd(claim)} and wrote off all but {left:.0%}",
        "North Korea's debt to Moscow, by date and source; each currency on its own axis",
        0,
        wide=wide,
        left=2.35 if wide else 1.3,
        right=0.35,
        top=0.5,
        panels=[(0.27 if wide else 0.38) * count for count in counts],
        gap=0.62,
    )
    short = {"Government of the Soviet Union": "Soviet government", "State Duma (Russia)": "Duma"}
    words = {"claimed": "claimed", "left": "left to pay", "market": "at market rate"}
    grey = color("independent")
    looks = {
        "Moscow": {"facecolor": color("Russia"), "edgecolor": color("Russia")},
        "press": {"facecolor": grey, "edgecolor": grey},
        "press, at market rate" if wide else "at market rate": {"facecolor": PAPER, "edgecolor": grey},
    }
    for axes, currency, head in zip(
        panels, ("RUB", "USD"), ("Soviet roubles, billion", "US dollars, billion"), strict=True
    ):
        shown = rows[rows["currency"] == currency].iloc[::-1].reset_index(drop=True)
        for place, row in shown.iterrows():
            moscow, press, market = looks.values()
            look = market if row["kind"] == "market" else moscow if row["side"] == "Russia" else press
            axes.barh(place, row["best"] / 1000, height=0.6 if wide else 0.45, linewidth=1, **look)
            number = f"{row['best'] / 1000:.2f}".rstrip("0")
            axes.annotate(
                number, (row["best"] / 1000, place), xytext=(5, 0), textcoords="offset points", va="center", color=INK
            )
        axes.set_yticks(
            range(len(shown)),
            [
                f"{row.date[:4]} {words[row.kind]}{', ' if wide else chr(10)}{short.get(row.claimant, row.claimant)}"
                for row in shown.itertuples()
            ],
            linespacing=1.05,
        )
        axes.tick_params(axis="y", labelcolor=INK)
        axes.set_xlim(0, {"RUB": 3.3, "USD": 13.2}[currency])
        axes.set_xticks({"RUB": [0, 1, 2, 3], "USD": [0, 4, 8, 12]}[currency])
        axes.set_ylim(-0.55, len(shown) - 0.45)
        axes.grid(axis="x")
        _named(axes, head)
    swatches(figure, panels[0], looks.items(), lift=0.34)
    return figure


@styled
def meetings(rows, *, wide=True):
    """Dated summits and visits by year."""
    before = most_before(rows, 2023)
    last = rows[rows["year"].isin([2024, 2025])]["total"]
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    figure, axes = canvas(
        f"This book dates {words[last.min()]} or more meetings a year in 2024 and 2025, never more than {words[before]} before 2023; its record of visits is thin",
        "Dated meetings between the two states, by year",
        1.9,
        wide=wide,
        left=0.22,
        right=0.05,
        top=0.28,
    )
    ink, other = color("Russia"), LINE
    axes.bar(rows["year"], rows["summits"], width=0.86, color=ink)
    axes.bar(rows["year"], rows["visits"], bottom=rows["summits"], width=0.86, color=other)
    for total, years in rows[rows["year"] >= 2023].groupby("total")["year"]:
        if total > before:
            text = f"{total} in {' and '.join(str(year) for year in years)}"
            axes.text(2022.2, total, text, ha="right", va="center", color=INK, bbox=HALO)
    quiet = rows[(rows["year"] > 1986) & (rows["year"] < 2000)]
    axes.text(
        quiet["year"].mean(),
        1.35,
        f"{quiet['summits'].sum() or 'no'} summit\n1987 to 1999",
        ha="center",
        va="bottom",
        color=MUTED,
    )
    swatches(figure, axes, [("leaders", {"color": ink}), ("other visits", {"color": other})], lift=0.1)
    axes.set_ylim(0, rows["total"].max() + 1)
    axes.set_yticks(range(0, rows["total"].max() + 1, 2))
    axes.set_xlim(1948, 2027)
    axes.set_xticks(range(1950, 2030, 10 if wide else 20))
    axes.grid(axis="y")
    return figure


@styled
def contacts(exchanges, travellers, *, wide=True):
    """Exchanges of officials above, travellers below, by year; years without a count are left empty."""
    russians = travellers[travellers["whose"] == "Russia"].sort_values("year")
    first, last = russians.iloc[0], russians.iloc[-1]
    figure, (top, low) = canvas(
        f"Russians who crossed into the North rose from {compact(first['best'])} in {first['year']} to {compact(last['best'])} in {last['year']}",
        "Above: exchanges of officials a year, as counted by Seoul (range or number). Below: travellers, thousand, all purposes, Russian counts",
        0,
        wide=wide,
        left=0.3,
        right=0.1,
        top=0.22,
        panels=[1.25, 1.5],
        gap=0.8,
    )
    ink = color("South Korea")
    ranged = exchanges[exchanges["lower"] < exchanges["upper"]]
    for (low_end, high_end), span in ranged.groupby(["lower", "upper"]):  # one range for several years is one band
        years = (span["year"].min() - 0.4, span["year"].max() + 0.4)
        top.fill_between(years, low_end, high_end, color=ink, alpha=0.3, linewidth=0)
        top.text(
            sum(years) / 2,
            high_end + 0.6,
            f"{low_end:.0f} to {high_end:.0f} a year",
            ha="center",
            va="bottom",
            color=INK,
        )
    for row in exchanges[exchanges["lower"] == exchanges["upper"]].itertuples():
        face = PAPER if row.part else ink
        top.bar(row.year, row.best, width=0.7, facecolor=face, edgecolor=ink, linewidth=1.2)
        when = ("\nto 11 June" if wide else "\nto June") if row.part else ""
        top.text(
            row.year, row.best + 0.6, f"{row.best:.0f}{when}", ha="center", va="bottom", color=INK, linespacing=1.1
        )
    top.text(2021.5, 0.9, "no count", ha="center", va="bottom", color=MUTED)
    top.set_ylim(0, 29)
    top.set_yticks([0, 10, 20])
    _named(top, "Exchanges at vice-minister level or above" if wide else "Exchanges of officials")
    both = travellers.groupby("year")["whose"].nunique()
    for whose, rows in travellers.groupby("whose"):
        aside = {"North Korea": -0.24, "Russia": 0.24}[whose]
        places = [year + aside * (both[year] > 1) for year in rows["year"]]
        low.bar(places, rows["best"] / 1000, width=0.46, color=color(whose))
        for place, row in zip(places, rows.itertuples(), strict=True):
            if (row.year, whose) in ((first["year"], "North Korea"), (2024, "Russia")):
                continue  # no room beside its neighbour; the panel's axis tells it
            pair = row.year == first["year"]
            low.text(
                place + 0.23 if pair else place,
                row.best / 1000 + 0.5,
                compact(row.best),
                ha="right" if pair else "center",
                va="bottom",
                color=INK,
                fontsize=8.5,
            )
    low.text(2021, 0.7, "no count", ha="center", va="bottom", color=MUTED)
    low.text(2015, 0.7, "no count", ha="center", va="bottom", color=MUTED)
    low.set_ylim(0, 24)
    low.set_yticks([0, 10, 20])
    low.set_title("Travellers, thousand", loc="left", fontsize=9.5, fontweight=600, color=INK, pad=20)
    words = [("North Koreans into Russia", "North Korea"), ("Russians into the North", "Russia")]
    swatches(figure, low, [(word, {"color": color(side)}) for word, side in words], lift=0.05)
    for axes in (top, low):
        axes.set_xlim(2011.4, 2025.7)
        axes.set_xticks(
            range(2013, 2026, 2), [str(year) if wide else f"’{year % 100}" for year in range(2013, 2026, 2)]
        )
        axes.grid(axis="y")
    return figure


@styled
def korean_war_forces(rows, *, wide=True):
    """Each figure for the Chinese and Soviet forces in the Korean War by size; hollow where the page that carries it is weak."""
    times = at_least_times(rows)
    rows = rows.sort_values("best").reset_index(drop=True)
    figure, axes = canvas(
        f"In the Korean War China's largest force was at least {times:.0f} times the Soviet one",
        "People by definition and claimant, log axis; hollow: weak carrier; arrows: at least, up to",
        0.27 * len(rows),
        wide=wide,
        left=2.75 if wide else 1.22,
        right=0.72 if wide else 0.62,
        top=0.2,
    )
    words = {"initial": "first to cross", "strength": "strength", "peak": "largest", "total_served": "all who served"}
    labels = []
    for place, row in rows.iterrows():
        side = "China" if row["sender"] == "China" else "Russia"
        ink = color(side)
        axes.plot(
            row["best"],
            place,
            marker(side),
            color=ink,
            markersize=7,
            markerfacecolor=PAPER if row["weak"] else ink,
            markeredgewidth=1.4,
        )
        floor, ceiling = np.isnan(row["upper"]), np.isnan(row["lower"])
        if floor or ceiling:
            bound(axes, row["best"], place, ">" if floor else "<", ink, clear=4)
        away = past(4) if floor or ceiling else 7
        sign = "at least " if floor else "up to " if ceiling and wide else ""
        axes.annotate(
            sign + compact(row["best"]),
            (row["best"], place),
            xytext=(-away if ceiling else away, 0),
            textcoords="offset points",
            ha="right" if ceiling else "left",
            va="center",
            color=INK,
            zorder=4,
            bbox=HALO,
        )
        basis = "advisers in 1950" if row["id"] == "hist-ussr-korea-advisers" else words[row["basis"]]
        if not wide:
            basis = basis.replace(" in 1950", "").replace("all who ", "all ")
        who = {
            "China Internet Information Center": "China.org.cn",
            "Russian-language military history": "military history",
        }
        state = "China" if side == "China" else "Soviet Union" if wide else "USSR"
        labels.append(f"{state}, {basis}" + (f" ({who.get(row['claimant'], row['claimant'])})" if wide else ""))
    largest = rows[rows["basis"].isin(["peak", "strength"])]
    pair = [
        largest[largest["sender"] == "Soviet Union"]["best"].max(),
        largest[largest["sender"] == "China"]["best"].min(),
    ]
    lane = rows.index[rows["best"] == pair[0]][0]
    axes.plot([pair[1]] * 2, [lane - 0.2, rows.index[rows["best"] == pair[1]][0] - 0.3], color=LINE, linewidth=0.9)
    span = {"arrowstyle": "<->", "color": INK, "linewidth": 0.9, "shrinkA": 5, "shrinkB": 0, "mutation_scale": 7}
    axes.annotate("", (pair[1], lane), (pair[0], lane), arrowprops=span)
    axes.text(
        (pair[0] * pair[1]) ** 0.5,
        lane - 0.12,
        f"{times:.0f} times",
        ha="center",
        va="top",
        color=INK,
        fontweight=600,
    )
    axes.axvline(10_000, color=TEN_THOUSAND, linewidth=1, zorder=1)
    axes.text(
        10_000, len(rows) - 0.35, "contingent of 2024" if wide else "10,000 in 2024", ha="center", color=TEN_THOUSAND
    )
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xscale("log")
    axes.set_xlim(1000, 4_000_000)
    axes.set_xticks([10_000, 100_000, 1_000_000], ["10,000", "100,000" if wide else "", "1 million"])
    axes.minorticks_off()
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


@styled
def total_trade(totals, shares, *, wide=True):
    """North Korea's total trade, China's part and all others', above; China's share of it below; in KOTRA's series."""
    last, peak = totals.iloc[-1], totals.loc[totals["best"].idxmax()]
    rest = left_for_others(totals, last["year"])
    figure, (top, low) = canvas(
        f"In {last['year']} all partners but China together traded USD {compact(rest)} with the North",
        "KOTRA's series, without trade with the South. Above: total trade, USD billion. Below: China's share, percent",
        0,
        wide=wide,
        left=0.32,
        right=0.1,
        top=0.5,
        panels=[1.6, 1.05],
        gap=0.58,
    )
    grey, brown = color("independent"), color("China")
    split, whole = totals[totals["others"].notna()], totals[totals["others"].isna()]
    top.bar(split["year"], split["others"] / 1000, width=0.75, color=grey)
    top.bar(
        split["year"], (split["best"] - split["others"]) / 1000, bottom=split["others"] / 1000, width=0.75, color=brown
    )
    top.bar(whole["year"], whole["best"] / 1000, width=0.71, facecolor=PAPER, edgecolor=grey, linewidth=1)
    top.text(peak["year"], peak["best"] / 1000 + 0.1, f"{peak['best'] / 1000:.1f}", ha="center", va="bottom", color=INK)
    top.set_yticks([0, 2, 4, 6, 8])
    top.set_ylim(0, 8.6)
    _named(top, "Total trade, USD billion")
    for part in broken(shares):
        low.plot(part["year"], part["best"], color=brown, marker=marker("China"), markersize=3.5, linewidth=1.4)
    end = shares.iloc[-1]
    low.text(
        end["year"] + 0.4,
        43,
        f"{end['year']}: China {end['best']:.0f}%,\nall others USD {compact(rest)}",
        ha="right",
        va="top",
        color=INK,
        linespacing=1.15,
    )
    low.axhline(50, color=LINE, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    low.set_ylim(0, 105)
    low.set_yticks([0, 50, 100])
    _named(low, "China's share, percent")
    for axes in (top, low):
        axes.set_xlim(1989.3, 2024.7)
        axes.set_xticks(range(1990, 2025, 5) if wide else [1990, 2000, 2010, 2020])
        axes.grid(axis="y")
    entries = [
        ("with China", {"color": brown}),
        ("with all others", {"color": grey}),
        ("not divided", {"facecolor": PAPER, "edgecolor": grey, "linewidth": 1}),
    ]
    swatches(figure, top, entries, lift=0.3)
    return figure
