"""Charts of the history chapter's later half: treaties, debt, meetings, contacts, the Korean War, total trade."""

import numpy as np

from analysis.charts.style import INK, LINE, MUTED, PAPER, TEN_THOUSAND, broken, canvas, color, compact, marker, styled
from analysis.measures.ties import at_least_times, left_for_others, most_before, share_left, years_without_promise


def _usd(million):
    """USD million as a label: USD 238 million, USD 11 billion."""
    return f"USD {compact(million * 1e6)}"


def _named(axes, title):
    """Put a panel's own small heading above it."""
    axes.set_title(title, loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)


@styled
def treaty_spans(rows, *, wide=True):
    """Each treaty's life as a bar: filled where it promises military help, open where it does not, pale where its end is disputed."""
    gap = years_without_promise(rows)
    figure, axes = canvas(
        f"For {gap[0]:.0f} to {gap[1]:.0f} years no treaty obliged Moscow and Pyongyang to help each other in war",
        "Treaties in force; filled: promise of military help, open: none, pale: end disputed; tick: signature",
        1.25,
        wide=wide,
        left=0.55,
        right=0.1,
        top=0.22,
    )
    ink = color("Russia")
    for place, row in enumerate(rows.iloc[::-1].itertuples()):
        look = {"facecolor": ink if row.promise else "none", "edgecolor": ink, "linewidth": 1.3, "height": 0.5}
        axes.barh(
            place,
            row.doubtful_from - row.start if row.doubtful_from == row.doubtful_from else row.drawn_to - row.start,
            left=row.start,
            **look,
        )
        if row.doubtful_from < row.end:
            axes.barh(place, row.end - row.doubtful_from, left=row.doubtful_from, height=0.5, color=ink, alpha=0.35)
        axes.plot(row.signed, place, "|", color=INK, markersize=17, markeredgewidth=1.2)
    axes.axvline(2024.8, color=TEN_THOUSAND, linewidth=1.4, zorder=3)
    axes.text(
        2027, len(rows) - 0.42, "first troops reported", color=TEN_THOUSAND, ha="right", va="bottom", fontweight=600
    )
    axes.set_yticks(range(len(rows)), list(rows["treaty"])[::-1])
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
        "North Korea's debt to Moscow by date and claimant; each currency on its own axis; hollow: at the market rate",
        0,
        wide=wide,
        left=2.35 if wide else 1.5,
        right=0.35,
        top=0.22,
        panels=[0.27 * count for count in counts],
        gap=0.62,
    )
    short = {"Government of the Soviet Union": "Soviet government", "State Duma (Russia)": "Duma"}
    for axes, currency, head in zip(
        panels, ("RUB", "USD"), ("Soviet roubles, billion", "US dollars, billion"), strict=True
    ):
        shown = rows[rows["currency"] == currency].iloc[::-1].reset_index(drop=True)
        for place, row in shown.iterrows():
            hollow = row["kind"] == "market"
            ink = color("Russia") if row["side"] == "Russia" else color("independent")
            axes.barh(
                place,
                row["best"] / 1000,
                height=0.6,
                facecolor="none" if hollow else ink,
                edgecolor=ink,
                linewidth=1,
                alpha=1 if hollow else 0.75,
            )
            number = f"{row['best'] / 1000:.2f}".rstrip("0")
            axes.annotate(
                number, (row["best"] / 1000, place), xytext=(5, 0), textcoords="offset points", va="center", color=INK
            )
        words = {"claimed": "claimed", "left": "left to pay", "market": "at market rate"}
        axes.set_yticks(
            range(len(shown)),
            [
                f"{row.date[:4]} {words[row.kind]}" + (f", {short.get(row.claimant, row.claimant)}" if wide else "")
                for row in shown.itertuples()
            ],
        )
        axes.tick_params(axis="y", labelcolor=INK)
        axes.set_xlim(0, {"RUB": 3, "USD": 12}[currency])
        axes.set_xticks({"RUB": [0, 1, 2, 3], "USD": [0, 4, 8, 12]}[currency])
        axes.set_ylim(-0.55, len(shown) - 0.45)
        axes.grid(axis="x")
        _named(axes, head)
    return figure


@styled
def meetings(rows, *, wide=True):
    """Dated summits and visits by year."""
    before = most_before(rows, 2023)
    last = rows[rows["year"].isin([2024, 2025])]["total"]
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    figure, axes = canvas(
        f"This book dates {words[last.min()]} or more meetings a year in 2024 and 2025, never more than {words[before]} before 2023; its record of visits is thin",
        "Dated meetings of leaders (dark) and other visits (pale) between the two states, by year",
        1.9,
        wide=wide,
        left=0.22,
        right=0.05,
    )
    ink = color("Russia")
    axes.bar(rows["year"], rows["summits"], width=0.8, color=ink)
    axes.bar(rows["year"], rows["visits"], bottom=rows["summits"], width=0.8, color=ink, alpha=0.4)
    quiet = rows[(rows["year"] > 1986) & (rows["year"] < 2000)]
    axes.text(
        quiet["year"].mean(),
        1.35,
        f"{quiet['summits'].sum() or 'no'} summit\n1987 to 1999",
        ha="center",
        va="bottom",
        color=MUTED,
    )
    axes.set_ylim(0, rows["total"].max() + 0.8)
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
        panels=[1.25, 1.7],
        gap=0.58,
    )
    ink = color("South Korea")
    for row in exchanges.itertuples():
        if row.lower < row.upper:
            top.plot([row.year] * 2, [row.lower, row.upper], color=ink, linewidth=5, alpha=0.45, solid_capstyle="butt")
        else:
            top.bar(row.year, row.best, width=0.55, facecolor="none" if row.part else ink, edgecolor=ink, linewidth=1.2)
    part = exchanges[exchanges["part"]].iloc[0]
    top.text(part["year"], part["best"] + 0.7, "to 11 June" if wide else "to June", ha="center", va="bottom", color=ink)
    top.text(2021.5, 0.9, "no count", ha="center", va="bottom", color=MUTED)
    top.set_ylim(0, 24)
    top.set_yticks([0, 10, 20])
    _named(top, "Exchanges at vice-minister level or above" if wide else "Exchanges of officials")
    shift = {"North Korea": -0.21, "Russia": 0.21}
    for whose, rows in travellers.groupby("whose"):
        low.bar(rows["year"] + shift[whose], rows["best"] / 1000, width=0.4, color=color(whose), alpha=0.8)
        row = rows.loc[rows["best"].idxmax()]
        label = "North Koreans into Russia" if whose == "North Korea" else "Russians into\nthe North"
        if whose == "North Korea":
            low.text(
                row["year"] - 0.6, row["best"] / 1000, label, color=color(whose), fontweight=600, va="top", ha="right"
            )
        else:
            low.text(row["year"] + 0.6, 14.2, label, color=color(whose), fontweight=600, va="bottom", ha="right")
    low.text(2021, 0.7, "no count", ha="center", va="bottom", color=MUTED)
    low.set_ylim(0, 23)
    low.set_yticks([0, 10, 20])
    _named(low, "Travellers, thousand")
    for axes in (top, low):
        axes.set_xlim(2011.4, 2025.9)
        axes.set_xticks(
            range(2012, 2026, 2), [str(year) if wide else f"’{year % 100}" for year in range(2012, 2026, 2)]
        )
        axes.grid(axis="y")
    return figure


@styled
def korean_war_forces(rows, *, wide=True):
    """Each figure for the Chinese and Soviet forces in the Korean War; hollow where the page that carries it is weak."""
    times = at_least_times(rows)
    rows = rows.iloc[::-1].reset_index(drop=True)
    figure, axes = canvas(
        f"In the Korean War China's largest force was at least {times:.0f} times the Soviet one",
        "People by definition and claimant, log axis; hollow: weak carrier; arrows: at least, up to; orange: the contingent of 2024",
        0.27 * len(rows),
        wide=wide,
        left=2.75 if wide else 1.5,
        right=0.55 if wide else 0.62,
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
        for bound, factor in (("upper", 2.2), ("lower", 1 / 2.2)):
            if np.isnan(row[bound]):
                line = {"arrowstyle": "->", "color": ink, "linewidth": 1.2, "shrinkA": 3, "shrinkB": 0}
                axes.annotate("", (row["best"] * factor, place), (row["best"], place), arrowprops=line)
        away = (36 if wide else 22) if np.isnan(row["upper"]) else 7
        axes.annotate(
            compact(row["best"]),
            (row["best"], place),
            xytext=(away, 0),
            textcoords="offset points",
            va="center",
            color=INK,
        )
        basis = "advisers in 1950" if row["id"] == "hist-ussr-korea-advisers" else words[row["basis"]]
        who = {
            "China Internet Information Center": "China.org.cn",
            "Russian-language military history": "military history",
        }
        state = "China" if side == "China" else "Soviet Union" if wide else "USSR"
        labels.append(f"{state}, {basis}" + (f" ({who.get(row['claimant'], row['claimant'])})" if wide else ""))
    axes.axvline(10_000, color=TEN_THOUSAND, linewidth=1, zorder=0)
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xscale("log")
    axes.set_xlim(2000, 5_000_000)
    axes.set_xticks([10_000, 100_000, 1_000_000], ["10,000", "100,000" if wide else "", "1 million"])
    axes.minorticks_off()
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


@styled
def total_trade(totals, shares, *, wide=True):
    """North Korea's total trade above, China's share of it below, in KOTRA's series."""
    last, peak = totals.iloc[-1], totals.loc[totals["best"].idxmax()]
    rest = left_for_others(totals, last["year"])
    figure, (top, low) = canvas(
        f"In {last['year']} all partners but China together traded USD {compact(rest)} with the North",
        f"KOTRA's series, without trade with the South. Above: total trade, USD billion (peak {peak['best'] / 1000:.1f} in {peak['year']}). Below: China's share, percent",
        0,
        wide=wide,
        left=0.38,
        right=0.1,
        top=0.22,
        panels=[1.45, 1.15],
        gap=0.58,
    )
    top.bar(totals["year"], totals["best"] / 1000, width=0.75, color=color("North Korea"), alpha=0.7)
    top.set_yticks([0, 2, 4, 6, 8])
    top.set_ylim(0, 8.4)
    _named(top, "Total trade, USD billion")
    for part in broken(shares):
        low.plot(
            part["year"], part["best"], color=color("China"), marker=marker("China"), markersize=3.5, linewidth=1.4
        )
    low.axhline(50, color=LINE, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    low.set_ylim(0, 105)
    low.set_yticks([0, 50, 100])
    _named(low, "China's share, percent")
    for axes in (top, low):
        axes.set_xlim(1989.3, 2024.7)
        axes.set_xticks(range(1990, 2025, 5) if wide else [2000, 2010, 2020])
        axes.grid(axis="y")
    return figure
