"""Charts of the motivations chapter."""

import calendar

import numpy as np

from analysis.charts.style import INK, MUTED, TEN_THOUSAND, canvas, color, compact, compact_range, key, marker, styled

MOTIVES = {
    "technology": "Military technology",
    "money": "Money",
    "combat_experience": "Combat experience",
    "security_guarantee": "Security guarantee",
    "alliance": "Alliance with Moscow",
    "leverage": "Leverage on others",
    "regime_status": "Standing of the regime",
}


def _usd(million):
    """USD million as a label: USD 360 million, USD 1.4 billion."""
    return f"USD {compact(million * 1e6)}"


@styled
def currency_sources(rows, *, wide=True):
    """Yearly foreign currency by source, as ranges; an arrow where only a floor is known."""
    rows = rows.iloc[::-1].reset_index(drop=True)
    by = rows.set_index("label")
    arms, pay = by.loc["Arms for Russia"], by.loc["Wages of the troops"]
    figure, axes = canvas(
        f"Arms are put at USD {compact_range(arms['lower'] * 1e6, arms['upper'] * 1e6)} a year, "
        f"the soldiers' pay by one institute at {compact_range(pay['lower'] * 1e6, pay['upper'] * 1e6)}",
        "Foreign currency by source, USD million a year, about 2024, log axis; bars run from the lowest to the highest estimate",
        0.36 * len(rows),
        wide=wide,
        left=1.6 if wide else 1.45,
        right=0.25,
    )
    for place, row in rows.iterrows():
        ink = TEN_THOUSAND if row["label"] == "Wages of the troops" else color("North Korea")
        if row["open_end"]:
            axes.annotate(
                "",
                (row["lower"] * 2, place),
                (row["lower"], place),
                arrowprops={"arrowstyle": "->", "color": ink, "linewidth": 2},
            )
        axes.hlines(place, row["lower"], row["upper"], color=ink, linewidth=7, alpha=0.75)
        axes.plot(row["lower"], place, "|", color=ink, markersize=9, markeredgewidth=2)
        axes.plot(row["upper"], place, "|", color=ink, markersize=9, markeredgewidth=2)
    axes.set_yticks(range(len(rows)), rows["label"])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xscale("log")
    axes.set_xticks([100, 300, 1000, 3000], ["100", "300", "1,000", "3,000"])
    axes.set_xlim(100, 6000)
    axes.minorticks_off()
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


def _until(text, wide):
    """Dec 2025, from 2025-12; a year stays a year; on a phone the year alone."""
    year, _, month = text.partition("-")
    return f"{calendar.month_abbr[int(month)]} {year}" if month and wide else year


@styled
def deal_values(rows, *, wide=True):
    """Worth of arms and troops, or income from them, by author, and what was seen to come back."""
    rows = rows.iloc[::-1].reset_index(drop=True)
    sums, back = rows[rows["kind"] != "returned"], rows[rows["kind"] == "returned"]
    least, most = sums["lower"].fillna(sums["best"]).min(), sums["upper"].max()
    figure, axes = canvas(
        f"Estimates of what Pyongyang gave or earned run from {_usd(least)} up to {compact(most * 1e6)}; "
        f"what was seen to come back is at most {_usd(back['upper'].max())}",
        "USD billion up to the date named, by author; dark: deliveries priced or income reckoned, pale: seen to return; arrow: 'up to'",
        0.34 * len(rows),
        wide=wide,
        left=2.75 if wide else 1.75,
        right=0.25,
    )
    for place, row in rows.iterrows():
        gave = row["kind"] != "returned"
        ink = color("North Korea") if gave else color("Russia")
        low, high = row["lower"] / 1000, row["upper"] / 1000
        if low < high:
            axes.hlines(place, low, high, color=ink, linewidth=7, alpha=0.75 if gave else 0.4)
            axes.plot([low, high], [place, place], "|", color=ink, markersize=9, markeredgewidth=2)
        else:  # one figure, or only a ceiling
            axes.plot(row["best"] / 1000, place, "<" if np.isnan(low) else "D", color=ink, markersize=6)
    short = {
        "Friedrich Naumann Foundation (Olena Guseinova)": "FNF (Guseinova)",
        "INSS (South Korea)": "INSS",
        "KIDA (South Korea)": "KIDA",
    }
    labels = []
    for row in rows.itertuples():
        what = {"given": "arms and troops", "earned": "income", "returned": "seen to return"}[row.kind]
        if row.metric == "arms_value_cumulative":
            what = "arms"
        name, until = short.get(row.claimant, row.claimant), _until(row.until, wide)
        labels.append(f"{name}: {what}, to {until}" if wide else f"{name.split()[0]}: {what}, {until}")
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 21)
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


@styled
def munitions(rows, *, wide=True):
    """Containers and shells, cumulative, by claimant; capacity hollow, deliveries filled."""
    figure, (boxes, shells) = canvas(
        "Containers rose from a thousand to the tens of thousands; on the shells in them, estimates differ by millions",
        "Cumulative claims by date and side. Above: containers, thousand. Below: shells, million; hollow: what containers could hold, filled: said to be delivered",
        0,
        wide=wide,
        left=0.3,
        right=0.1,
        panels=[1.6, 1.9],
        gap=0.42,
        top=0.36,
    )
    for axes, metrics, unit in (
        (boxes, ["containers_shipped"], 1e3),
        (shells, ["shells_capacity", "shells_delivered"], 1e6),
    ):
        for row in rows[rows["metric"].isin(metrics)].itertuples():
            ink = color(row.side)
            hollow = row.metric == "shells_capacity"
            if row.lower < row.upper:
                axes.plot([row.when] * 2, [row.lower / unit, row.upper / unit], color=ink, linewidth=2)
            if np.isnan(row.upper):
                axes.annotate(
                    "",
                    (row.when, row.best / unit + (2.6 if unit == 1e3 else 1.3)),
                    (row.when, row.best / unit),
                    arrowprops={"arrowstyle": "->", "color": ink, "linewidth": 0.9},
                )
            axes.plot(
                row.when,
                row.best / unit,
                marker(row.side),
                color=ink,
                markersize=6,
                markerfacecolor="none" if hollow else ink,
                markeredgewidth=1.3,
            )
        axes.grid(axis="y")
        axes.set_xlim(2023.7, 2026.3)
        axes.set_xticks([2024, 2025, 2026])
    boxes.set_ylim(0, 31)
    shells.set_ylim(0, 14.5)
    boxes.set_title("Containers, thousand", loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)
    shells.set_title("Shells, million", loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)
    words = {"United States": "US", "South Korea": "South Korea", "Ukraine": "Ukraine", "independent": "others"}
    key(figure, boxes, words, wide=wide)
    return figure


@styled
def oil(rows, cap, *, wide=True):
    """Refined oil from Russia: what was reported to the UN, and estimates for part of 2024, against the yearly cap."""
    limit = cap["value"].iloc[0]
    figure, axes = canvas(
        "Reports to the UN stayed under the oil cap, then stopped; estimates for 2024 are at least double the cap",
        "Refined petroleum from Russia, thousand barrels; bars: reported for whole years, hollow: estimates for part of the year ('at least')",
        2.5,
        wide=wide,
        left=0.45,
        right=0.1,
    )
    reported = rows[rows["kind"] == "reported"]
    axes.bar(reported["year"], reported["best"] / 1000, width=0.6, color=color("Russia"), alpha=0.75)
    estimated = rows[rows["kind"] == "estimated"]
    floor = estimated.loc[estimated["best"].idxmax()]
    axes.bar(
        2024, floor["best"] / 1000, width=0.6, facecolor="none", edgecolor=color("UN"), linewidth=1.3, linestyle="--"
    )
    axes.annotate(
        "",
        (2024, floor["best"] / 1000 + 140),
        (2024, floor["best"] / 1000),
        arrowprops={"arrowstyle": "->", "color": color("UN")},
    )
    axes.axhline(limit / 1000, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    axes.text(2017.6, limit / 1000 + 18, "UN cap, 500,000 a year" if wide else "UN cap", color=INK)
    for year in (2020, 2021, 2022):
        axes.text(year, 12, "no full-year\nfigure" if wide else "–", ha="center", va="bottom", color=MUTED, fontsize=8)
    axes.set_ylim(0, 1200)
    axes.set_xlim(2017.5, 2024.6)
    axes.set_xticks(range(2018, 2025), [str(year) if wide else f"’{year % 100}" for year in range(2018, 2025)])
    axes.grid(axis="y")
    return figure


@styled
def legal_exports(rows, *, wide=True):
    """Legal exports by year."""
    peak, last = rows.loc[rows["best"].idxmax()], rows.iloc[-1]
    figure, axes = canvas(
        f"Legal exports in {int(last['year'])} were {last['best'] / peak['best']:.0%} of their peak in {int(peak['year'])}",
        "North Korea's exports of goods, USD million a year, KOTRA (without trade with the South)",
        2.3,
        wide=wide,
        left=0.45,
        right=0.05,
    )
    axes.bar(rows["year"].astype(int), rows["best"], width=0.75, color=color("North Korea"), alpha=0.7)
    axes.axvline(2017.5, color=MUTED, linewidth=0.8)
    axes.text(2017.7, peak["best"], "UN bans of 2017" if wide else "UN bans", color=MUTED, va="top")
    axes.grid(axis="y")
    axes.set_yticks([0, 1000, 2000, 3000], ["0", "1,000", "2,000", "3,000"])
    return figure


@styled
def motives(rows, *, wide=True):
    """How many assessors of each side name each motive: a dot for each assessor."""
    total = rows.groupby("motive")["assessors"].sum()
    order = [motive for motive in total.sort_values().index if motive in MOTIVES]
    sides = ["South Korea", "United States", "Europe and NATO", "North Korea", "independent"]
    leading = set(rows[(rows["motive"] == order[-1]) & (rows["assessors"] > 0)]["side"])
    capitals = ("Seoul", "Washington", "Europe", "Pyongyang")
    named = [place for side, place in zip(sides, capitals, strict=False) if side in leading]
    where = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    figure, axes = canvas(
        f"{MOTIVES[order[-1]]} is the motive named most often, by assessors in {where}"
        + (" and by independent ones" if "independent" in leading else ""),
        "Assessors who name each motive, a mark for each; marks are texts found, not a survey",
        0.31 * len(order),
        wide=wide,
        left=1.6 if wide else 1.5,
        right=0.05,
        top=0.3,
        bottom=0.02,
    )
    for place, motive in enumerate(order):
        at = 0
        for side in sides:
            count = int(rows[(rows["motive"] == motive) & (rows["side"] == side)]["assessors"].sum())
            axes.plot(np.arange(at, at + count), np.full(count, place), marker(side), color=color(side), markersize=7)
            at += count
    axes.set_yticks(range(len(order)), [MOTIVES[motive] for motive in order])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(-0.6, len(order) - 0.4)
    axes.set_xlim(-0.6, max(12, total.max()) - 0.2)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    words = ["South Korea", "US", "Europe", "North Korea", "independent"]
    key(figure, axes, dict(zip(sides, words, strict=True)), wide=wide)
    return figure
