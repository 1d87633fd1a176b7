"""Charts of the motivations chapter."""

import calendar

import numpy as np

from analysis.charts.style import (
    INK,
    MUTED,
    PAPER,
    TEN_THOUSAND,
    WIDTHS,
    bound,
    canvas,
    color,
    compact,
    compact_range,
    key,
    marker,
    styled,
    swatches,
)

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
        left=1.55 if wide else 1.4,
        right=0.15,
    )
    for place, row in rows.iterrows():
        ink = TEN_THOUSAND if row["label"] == "Wages of the troops" else color("North Korea")
        if row["open_end"]:
            bound(axes, row["lower"], place, ">", ink)
        axes.hlines(place, row["lower"], row["upper"], color=ink, linewidth=6, capstyle="butt")
        axes.plot([row["lower"], row["upper"]], [place, place], "|", color=ink, markersize=9, markeredgewidth=2)
        before = row["upper"] > 2000 or (row["lower"] > 800 and not wide)  # no room after the bar
        over = row["upper"] > 1000 and not before and not wide  # nor before it
        axes.annotate(
            compact_range(row["lower"] * 1e6, row["upper"] * 1e6),
            (row["lower"] if before else row["upper"], place),
            xytext=(0, 5) if over else (-6 if before else 6, 0),
            textcoords="offset points",
            ha="right" if before or over else "left",
            va="bottom" if over else "center",
            color=ink if over else INK,
            zorder=4,
        )
    axes.set_yticks(range(len(rows)), rows["label"])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xscale("log")
    axes.set_xticks([100, 300, 1000, 3000], ["100", "300", "1,000", "3,000"])
    axes.set_xlim(100, 6000)
    axes.minorticks_off()
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


def _until(text):
    """Dec 2025, from 2025-12; a year stays a year."""
    year, _, month = text.partition("-")
    return f"{calendar.month_abbr[int(month)]} {year}" if month else year


@styled
def deal_values(rows, *, wide=True):
    """Worth of arms and troops, or income from them, by author, and what was seen to come back."""
    rows = rows.iloc[::-1].reset_index(drop=True)
    sums, back = rows[rows["kind"] != "returned"], rows[rows["kind"] == "returned"]
    least, most = sums["lower"].fillna(sums["best"]).min(), sums["upper"].max()
    figure, axes = canvas(
        f"Estimates of what Pyongyang gave or earned run from {_usd(least)} up to {compact(most * 1e6)}; "
        f"what was seen to come back is at most {_usd(back['upper'].max())}",
        "USD billion, by author, up to the date named; dashed: only an upper bound",
        (0.34 if wide else 0.42) * len(rows),
        wide=wide,
        left=2.75 if wide else 1.3,
        right=0.2,
        top=0.26,
    )
    inks = {"given": color("North Korea"), "returned": color("Russia")}
    for place, row in rows.iterrows():
        ink = inks["returned" if row["kind"] == "returned" else "given"]
        low, high = row["lower"] / 1000, row["upper"] / 1000
        if low < high:
            axes.hlines(place, low, high, color=ink, linewidth=6, capstyle="butt")
            axes.plot([low, high], [place, place], "|", color=ink, markersize=9, markeredgewidth=2)
            text = compact_range(row["lower"] * 1e6, row["upper"] * 1e6).replace(" billion", "")
            if row["lower"] < 1000:
                text = f"{low:.3g}–{high:.3g}"
        elif np.isnan(low):  # only a ceiling
            axes.plot([0, high], [place, place], color=ink, linewidth=1.6, linestyle=(0, (4, 3)))
            axes.plot(high, place, "|", color=ink, markersize=9, markeredgewidth=2)
            text = f"up to {high:g}"
        else:
            axes.plot(high, place, "D", color=ink, markersize=6)
            text = f"{high:g}"
        before = high > 18
        axes.annotate(
            text,
            (high, place),
            xytext=(0 if before else 6, 5 if before else 0),
            textcoords="offset points",
            ha="right" if before else "left",
            va="bottom" if before else "center",
            color=INK,
        )
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
        name, until = short.get(row.claimant, row.claimant), _until(row.until)
        labels.append(f"{name}: {what}, to {until}" if wide else f"{name.split()[0]}: {what},\nto {until}")
    axes.set_yticks(range(len(rows)), labels, linespacing=1.05)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 21)
    axes.set_xticks([0, 5, 10, 15, 20])
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    words = ("given, or earned by it", "seen to come back")
    swatches(figure, axes, [(word, {"color": ink}) for word, ink in zip(words, inks.values(), strict=True)], lift=0.08)
    return figure


@styled
def munitions(rows, *, wide=True):
    """Containers and shells, cumulative, by claimant; capacity hollow, deliveries filled."""
    figure, (boxes, shells) = canvas(
        "Containers rose from a thousand to the tens of thousands; on the shells in them, estimates differ by millions",
        "Cumulative claims by date and side. Shells: hollow, what containers could hold; filled, said to be delivered. Arrows: at least",
        0,
        wide=wide,
        left=0.3,
        right=0.3,
        panels=[1.6, 1.9],
        gap=0.6,
        top=0.36,
    )
    for axes, metrics, unit in (
        (boxes, ["containers_shipped"], 1e3),
        (shells, ["shells_capacity", "shells_delivered"], 1e6),
    ):
        for row in rows[rows["metric"].isin(metrics)].itertuples():
            side = "independent" if row.side == "other" else row.side
            ink = color(side)
            hollow = row.metric == "shells_capacity"
            if row.lower < row.upper:
                axes.plot([row.when] * 2, [row.lower / unit, row.upper / unit], color=ink, linewidth=2)
            if np.isnan(row.upper):
                bound(axes, row.when, row.best / unit, "^", ink)
            axes.plot(
                row.when,
                row.best / unit,
                marker(side),
                color=ink,
                markersize=6,
                markerfacecolor=PAPER if hollow else ink,
                markeredgewidth=1.3,
            )
        axes.grid(axis="y")
        axes.set_xlim(2023.7, 2025.85)
        axes.set_xticks([2024, 2024.5, 2025, 2025.5], ["Jan 2024", "Jul", "Jan 2025", "Jul"])
    first = rows[rows["metric"] == "containers_shipped"].iloc[0]
    beside = {"textcoords": "offset points", "va": "center", "color": INK, "zorder": 4}
    boxes.annotate(compact(first["best"]), (first["when"], first["best"] / 1e3), xytext=(7, 0), **beside)
    for axes, metric, unit in ((boxes, "containers_shipped", 1e3), (shells, "shells_capacity", 1e6)):
        found = rows[rows["metric"] == metric]
        most = found.loc[found["best"].idxmax()]
        axes.annotate(compact(most["best"]), (most["when"], most["best"] / unit), xytext=(7, 0), **beside)
    late = rows[(rows["metric"] == "shells_delivered") & (rows["when"] > 2025.2)]
    for row in late.itertuples():
        aside, side = (-7, "right") if row.best == late["best"].max() or row.when < 2025.4 else (7, "left")
        crowded = row.side == "Ukraine"
        shells.annotate(
            f"{row.best / 1e6:g}",
            (row.when, row.best / 1e6),
            xytext=(-7 if crowded else aside, 0),
            ha="right" if crowded else side,
            **beside,
        )
    boxes.set_ylim(0, 31)
    shells.set_ylim(0, 14.5)
    shells.set_yticks([0, 5, 10])
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
        "Refined petroleum from Russia, thousand barrels; bars: reported for whole years; dashed: estimates for part of the year; arrow: at least",
        2.5,
        wide=wide,
        left=0.45,
        right=0.1,
    )
    reported = rows[rows["kind"] == "reported"]
    axes.bar(reported["year"], reported["best"] / 1000, width=0.6, color=color("Russia"))
    for row in reported.itertuples():
        axes.text(row.year, row.best / 1000 + 18, f"{row.best / 1000:.0f}", ha="center", va="bottom", color=INK)
    estimated = rows[rows["kind"] == "estimated"]
    floor = estimated.loc[estimated["best"].idxmax()]
    height = floor["best"] / 1000
    axes.plot(
        [2023.7, 2023.7, 2024.3, 2024.3],
        [0, height, height, 0],
        color=color("UN"),
        linewidth=1.3,
        linestyle=(0, (4, 3)),
    )
    bound(axes, 2024, height, "^", color("UN"), clear=1)
    axes.annotate(
        f"at least\n{height:,.0f}",
        (2023.7, height),
        xytext=(-6, 4),
        textcoords="offset points",
        ha="right",
        va="top",
        color=INK,
        linespacing=1.1,
    )
    axes.axhline(limit / 1000, color=INK, linewidth=1)
    axes.text(2017.6, limit / 1000 + 18, f"UN cap, {limit / 1000:,.0f} a year", color=INK, va="bottom")
    axes.text(2021, 12, "no full-year figure", ha="center", va="bottom", color=MUTED)
    axes.set_ylim(0, 1200)
    axes.set_yticks([0, 250, 500, 750, 1000], ["0", "250", "500", "750", "1,000"])
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
    axes.bar(rows["year"].astype(int), rows["best"], width=0.75, color=color("North Korea"))
    for row in (peak, last):
        axes.text(int(row["year"]), row["best"] + 40, f"{row['best']:,.0f}", ha="center", va="bottom", color=INK)
    axes.axvline(2017.5, color=MUTED, linewidth=0.8)
    axes.text(2017.7, peak["best"] * 0.9, "UN bans" if not wide else "UN bans of 2017", color=MUTED, va="top")
    axes.set_xlim(1989.3, 2025)
    axes.set_ylim(0, peak["best"] * 1.1)
    axes.set_xticks(range(1990, 2025, 5 if wide else 10))
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
    step, left = 0.2 if wide else 0.155, 1.6 if wide else 1.4
    most = max(12, int(total.max()))
    figure, axes = canvas(
        f"{MOTIVES[order[-1]]} is the motive named most often, by assessors in {where}"
        + (" and by independent ones" if "independent" in leading else ""),
        "Assessors who name each motive, a mark for each; marks are texts found, not a survey",
        0.31 * len(order),
        wide=wide,
        left=left,
        right=max(WIDTHS[wide] - left - step * (most + 1), 0),
        top=0.34,
        bottom=0.02,
    )
    for place, motive in enumerate(order):
        at = 0
        for side in sides:
            count = int(rows[(rows["motive"] == motive) & (rows["side"] == side)]["assessors"].sum())
            axes.plot(np.arange(at, at + count), np.full(count, place), marker(side), color=color(side), markersize=7)
            at += count
        axes.text(at - 0.2, place, f"{at}", va="center", color=INK, fontweight=600)
    axes.set_yticks(range(len(order)), [MOTIVES[motive] for motive in order])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(-0.6, len(order) - 0.4)
    axes.set_xlim(-0.6, most + 0.4)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    words = ["South Korea", "US", "Europe", "North Korea", "independent"]
    key(figure, axes, dict(zip(sides, words, strict=True)), wide=wide, lift=-0.12)
    return figure
