"""Charts of the motivations chapter's later half: pay, growth, theft, workers, tests, the Vietnam precedent."""

import numpy as np
import pandas as pd
from matplotlib.transforms import blended_transform_factory

from analysis.charts.style import (
    GRID,
    INK,
    LINE,
    MUTED,
    PAPER,
    TEN_THOUSAND,
    bound,
    canvas,
    color,
    compact,
    marker,
    past,
    shorter,
    styled,
    swatches,
)
from analysis.measures.economy import PAY, ROUBLES, first_year_in_wages, level, widest_gap

CLAIMANTS = {
    "National Intelligence Service (South Korea)": "NIS",
    "KIDA (South Korea)": "KIDA",
    "Defence Intelligence (Ukraine)": "Ukraine's HUR",
    "Sri Lankan prisoner (via Deutsche Welle)": "a prisoner",
    "Maria Werlau (Cuba Archive)": "Cuba Archive",
    "North Korean defectors": "defectors",
    "UN Panel of Experts (1718 Committee)": "UN panel",
    "Multilateral Sanctions Monitoring Team": "MSMT",
    "Blockchain security researchers (unnamed)": "researchers",
    "US Department of State": "US State Dept.",
    "Government of Russia": "Russia",
}


def _who(name):
    """A claimant's name as short as a label needs it."""
    return CLAIMANTS.get(name, name)


def _span(axes, row, place, unit, ink, *, hollow=True, shape="o"):
    """One figure on a row: a bar for a range, a mark for a number, the sign of an open bound.

    Returns:
        How far right of the figure, in points, a label has room.
    """
    low, high, best = row["lower"] / unit, row["upper"] / unit, row["best"] / unit
    if low < high:
        axes.hlines(place, low, high, color=ink, linewidth=6, capstyle="butt")
        axes.plot([low, high], [place, place], "|", color=ink, markersize=9, markeredgewidth=1.8)
        return 5
    axes.plot(
        best, place, shape, color=ink, markersize=6.5, markerfacecolor=PAPER if hollow else ink, markeredgewidth=1.4
    )
    if np.isnan(low) or np.isnan(high):
        bound(axes, best, place, ">" if np.isnan(high) else "<", ink, clear=4)
    return past(4) if np.isnan(high) else 7


def _label(axes, text, x, place, away, **look):
    """A figure's number, ``away`` points right of it, or left where that is negative."""
    axes.annotate(
        text,
        (x, place),
        xytext=(away, 0),
        textcoords="offset points",
        ha="left" if away > 0 else "right",
        va="center",
        **{"color": INK, "zorder": 4, **look},
    )


def _edge_words(axes, figure, place, text):
    """A subhead flush with the figure's left edge, at the height of a row."""
    axes.text(
        0,
        place,
        text,
        fontweight=600,
        va="center",
        transform=blended_transform_factory(figure.transFigure, axes.transData),
    )


def _named(axes, title):
    """Put a panel's own small heading above it."""
    axes.set_title(title, loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)


@styled
def pay_compared(rows, *, wide=True):
    """Monthly pay in dollars by who earns it and who says so; orange for the contingent."""
    groups = list(PAY)
    soldier, worker = rows[rows["group"] == groups[0]].iloc[0], rows[rows["group"] == groups[3]].iloc[0]
    figure, axes = canvas(
        f"The claimed USD {soldier['best']:,.0f} a month is what other foreigners were offered, and {soldier['best'] / worker['best']:.1f} times a worker's pay",
        "US dollars a month of the time, one line a claim; shapes: who says so; orange: the soldiers; arrows: at least; none is confirmed",
        0.27 * len(rows),
        wide=wide,
        left=3.1 if wide else 1.75,
        right=0.25,
    )
    short = {
        groups[0]: "N. Korean soldier",
        groups[1]: "Foreign recruit",
        groups[2]: "Cuban in Angola",
        groups[3]: "N. Korean worker",
        groups[4]: "worker keeps",
        groups[5]: "wage at home",
    }
    labels = []
    for place, row in rows.iloc[::-1].reset_index(drop=True).iterrows():
        ink = TEN_THOUSAND if row["group"] == groups[0] else color(row["side"]) if row["side"] != "other" else MUTED
        if np.isnan(row["lower"]):
            axes.text(25, place, "less than one dollar", va="center", color=INK)
        else:
            shape = marker(row["side"]) if row["side"] != "other" else "p"
            away = _span(axes, row, place, 1, ink, shape=shape)
            low, high = row["lower"], row["upper"]
            text = f"{low:,.0f}–{high:,.0f}" if low < high else f"{row['best']:,.0f}"
            if (low < high and low >= 1000) or np.isnan(high):
                _label(axes, text, row["lower"], place, -7)
            else:
                _label(axes, text, row["best"] if np.isnan(high) else high, place, away)
        labels.append(
            f"{row['group']} ({_who(row['claimant'])})"
            if wide
            else f"{short[row['group']]}, {_who(row['claimant'])}".replace("Ukraine's ", "")
        )
    if not wide:
        labels = [label.replace("Cuban in Angola, Cuba Archive", "Cuban in Angola") for label in labels]
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 2600)
    axes.set_xticks([0, 1000, 2000], ["0", "1,000", "2,000"])
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


ROUBLE_LABELS = {
    "rupay-average-wage-2024-07": "average wage, July 2024",
    "rupay-month-204k-2024-07": "soldier, least, Reuters, July 2024",
    "rupay-month-210k-2024-07": "soldier, least, Moscow Times, July 2024",
    "rupay-bonus-federal-195k-2022-09": "federal part, 2022",
    "rupay-bonus-federal-400k-2024-07": "federal part, July 2024",
    "rupay-bonus-average-485k-2024-06": "average of regions, June 2024",
    "rupay-bonus-moscow-1900k-2024-07": "Moscow's part, July 2024",
    "rupay-bonus-samara-total-4000k-2025-01": "Samara in all, January 2025",
    "rupay-bonus-samara-total-800k-2025-10": "Samara in all, October 2025",
    "rupay-firstyear-3250k-2024-07": "least, July 2024",
    "rupay-firstyear-moscow-5200k-2024-07": "Moscow, July 2024",
    "rupay-firstyear-khmao-5270k-2024-10": "Khanty-Mansi, October 2024",
    "rupay-death-presidential-2022-03": "presidential payment, 2022",
    "rupay-death-total-12500k-2022-07": "all federal payments, 2022",
}

ROUBLES_SHORT = {  # words of the rouble figures as a phone has room for them
    "January": "Jan",
    "October": "Oct",
    "June": "Jun",
    "July": "Jul",
    "Moscow Times": "M. Times",
    "soldier, least, ": "soldier, ",
    "presidential payment": "presidential",
    "average of regions": "regions’ average",
    "all federal payments": "all federal",
}


@styled
def rouble_pay(rows, *, wide=True):
    """What Russia pays its own soldiers and their families, in roubles, grouped by occasion."""
    year = rows[rows["group"] == "First year"]["best"].min()
    counts = {group: int((rows["group"] == group).sum()) for group in ROUBLES}
    step = 0.25 if wide else 0.27
    figure, panels = canvas(
        f"A Russian recruit's first year was worth at least RUB {year / 1e6:.2f} million, {first_year_in_wages(rows):.1f} average yearly wages",
        "Roubles of the time, not converted; each group on a scale of its own; arrows: at least, up to",
        0,
        wide=wide,
        left=2.55 if wide else 1.78,
        right=0.75,
        top=0.22,
        bottom=0.08,
        panels=[step * count for count in counts.values()],
        gap=0.32,
    )
    ink = color("Russia")
    for axes, group in zip(panels, ROUBLES, strict=True):
        shown = rows[rows["group"] == group].reset_index(drop=True)
        labels = []
        for place, row in shown.iterrows():
            axes.barh(-place, row["best"], height=0.6, color=ink)
            floor, ceiling = np.isnan(row["upper"]), np.isnan(row["lower"])
            if floor or ceiling:
                bound(axes, row["best"], -place, ">" if floor else "<", ink if floor else PAPER, clear=1, zorder=5)
            away = past(1) if floor else 4
            _label(axes, compact(row["best"]), row["best"], -place, away)
            words = ROUBLE_LABELS[row["id"]]
            labels.append(words if wide else shorter(words, ROUBLES_SHORT))
        axes.set_yticks([-place for place in range(len(shown))], labels, fontsize=9 if wide else 8.5)
        axes.tick_params(axis="y", labelcolor=INK)
        axes.set_xlim(0, shown["best"].max())
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.spines["left"].set_visible(True)
        axes.set_ylim(-len(shown) + 0.5, 0.5)
        _edge_words(axes, figure, 0.5 + 0.14 / step, group)
    return figure


@styled
def gdp_growth(rows, *, wide=True):
    """Real growth by year, the Bank of Korea's estimates."""
    last, peak = int(rows["year"].max()), 2016
    down = level(rows, peak, last)
    figure, (axes, low) = canvas(
        f"The economy grew in 2023 and 2024 and was still {-down:.0%} smaller than in {peak}",
        "Real size of North Korea's economy, as estimated by the Bank of Korea",
        0,
        wide=wide,
        left=0.35,
        right=0.35,
        top=0.22,
        panels=[1.9, 0.95],
        gap=0.58,
    )
    axes.bar(rows["year"], rows["best"], width=0.7, color=color("South Korea"))
    axes.axhline(0, color=INK, linewidth=0.8)
    for row in rows[rows["year"].isin([2016, 2017, 2018, 2020, 2023, 2024])].itertuples():
        up = row.best > 0
        axes.text(
            row.year,
            row.best + (0.15 if up else -0.15),
            f"{row.best:+.1f}".replace("-", "−"),
            ha="center",
            va="bottom" if up else "top",
            color=INK,
            fontsize=8.5 if wide else 8,
        )
    axes.text(2017.5, 0.3, "UN bans" if wide else "UN\nbans", ha="center", va="bottom", color=MUTED, linespacing=1.1)
    axes.text(2020, 0.85, "border\nclosed", ha="center", va="bottom", color=MUTED, linespacing=1.1)
    axes.set_ylim(-5.6, 5)
    axes.set_yticks([-4, -2, 0, 2, 4], ["−4", "−2", "0", "+2", "+4"])
    _named(axes, "Growth, percent a year")
    years = range(peak, last + 1)
    size = [100 * (1 + level(rows, peak, year)) if year > peak else 100 for year in years]
    low.plot(years, size, color=color("South Korea"), marker=marker("South Korea"), markersize=4)
    low.axhline(100, color=LINE, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    _label(low, f"{size[-1]:.0f}", last, size[-1], 7, fontweight=600, annotation_clip=False)
    low.set_ylim(86, 102)
    low.set_yticks([90, 100])
    _named(low, f"Size, {peak} = 100")
    for panel in (axes, low):
        panel.set_xlim(2008.4, 2024.6)
        panel.set_xticks(range(2009, 2025, 3 if wide else 5))
        panel.grid(axis="y")
    return figure


@styled
def crypto_theft(rows, *, wide=True):
    """Stolen cryptocurrency by year, a line for each figure; hollow for part of a year."""
    year, times = widest_gap(rows)
    whole = rows[~rows["part"]]
    most = whole.loc[whole["best"].idxmax()]
    figure, axes = canvas(
        f"{_who(most['claimant'])} has a record USD {compact(most['best'] * 1e6)} for {most['year']}; figures for {year} differ by a factor of {times:.1f}",
        "Cryptocurrency stolen and attributed to North Korea, USD million; hollow: part of the year; bar: range; arrow: at least",
        0.25 * len(rows),
        wide=wide,
        left=2.2 if wide else 1.62,
        right=0.3,
        top=0.24,
    )
    labels, seen, of_year = [], set(), whole[whole["year"] == year]
    named = {most["id"], of_year.loc[of_year["lower"].idxmin(), "id"], of_year.loc[of_year["upper"].idxmax(), "id"]}
    for place, row in rows.iterrows():
        public = row["side"] in ("UN", "other")
        side = "UN" if public else "independent"
        away = _span(axes, row, -place, 1, color(side), hollow=row["part"], shape=marker(side))
        high = row["best"] if np.isnan(row["upper"]) else row["upper"]
        text = f"{row['lower']:,.0f}–{high:,.0f}" if row["lower"] < high else f"{high:,.0f}"
        before = high > 1500 and (np.isnan(row["upper"]) or not wide)
        _label(axes, text, high, -place, -7 if before else away, fontweight=600 if row["id"] in named else 400)
        if row["year"] not in seen:
            _edge_words(axes, figure, -place, str(row["year"]))
            if place:
                edge = {"transform": blended_transform_factory(figure.transFigure, axes.transData), "clip_on": False}
                axes.plot([0, 1], [-place + 0.5] * 2, color=GRID, linewidth=0.8, zorder=0, **edge)
        note = {"crypto-chainalysis-2023-first": " (first edition)" if wide else " (first)"}.get(row["id"], "")
        months = {"09": "to September", "06": "to June"}.get(row["date"][5:7], "") if row["part"] else ""
        labels.append(_who(row["claimant"]) + note + (f", {months if wide else months[:6]}" if months else ""))
        seen.add(row["year"])
    axes.set_yticks([-place for place in range(len(rows))], labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 2300)
    axes.set_xticks([0, 1000, 2000], ["0", "1,000", "2,000"])
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    axes.grid(axis="x")
    entries = [
        (word, {"marker": marker(side), "color": color(side), "markeredgewidth": 0})
        for word, side in (("firms", "independent"), ("UN panel and its successor, MSMT", "UN"))
    ]
    swatches(figure, axes, entries, lift=0.06)
    return figure


UNDATED = {"workers-csis-30000-2026-03"}  # its page gives neither the date nor the method of the figure


@styled
def workers(rows, *, wide=True):
    """Workers abroad, in Russia and planned for Russia, a line for each claim; plans dashed."""
    there = rows[rows["kind"] == "in Russia"].sort_values("when")
    first, last = there.iloc[0], there.iloc[-1]
    plans = rows[rows["kind"] == "planned"]
    shown = rows[rows["kind"] != "abroad"]
    order = {"in Russia": 0, "planned": 1}
    shown = shown.assign(order=shown["kind"].map(order)).sort_values(["order", "when"]).reset_index(drop=True)
    groups = (("in Russia", "Said to be in Russia"), ("planned", "Planned"))
    figure, axes = canvas(
        f"Estimates of workers in Russia run from {compact(first['best'])} in {first['date'][:4]} to at least {compact(last['best'])} "
        + ("on an undated page" if last["id"] in UNDATED else f"in {last['date'][:4]}")
        + f"; plans named go up to {compact(plans['upper'].max())}",
        "North Korean workers in Russia by claimant and date, thousand people; hollow and dashed: planned; arrows: at least, up to",
        0.27 * (len(shown) + 1.1 * len(groups)),
        wide=wide,
        left=2.25 if wide else 1.68,
        right=0.3,
        top=0.16,
    )
    labels, places, place = [], [], 0.0
    for kind, heading in groups:
        _edge_words(axes, figure, -place, heading)
        place += 1
        for _, row in shown[shown["kind"] == kind].iterrows():
            plan = kind == "planned"
            side = row["side"] if row["side"] != "other" else "UN"
            ink, best = color(side), row["best"] / 1e3
            dashes = (0, (3, 3)) if plan else "-"
            if plan and row["lower"] < row["upper"]:
                ends = [row["lower"] / 1e3, row["upper"] / 1e3]
                axes.hlines(-place, *ends, color=ink, linewidth=1.6, linestyle=(0, (3, 2)))
                axes.plot(ends, [-place] * 2, "|", color=ink, markersize=9, markeredgewidth=1.8)
                axes.text(sum(ends) / 2, -place + 0.1, f"{ends[0]:g}–{ends[1]:g}", ha="center", va="bottom", color=INK)
            else:
                axes.hlines(-place, 0, best, color=ink, linewidth=1 if plan else 1.4, linestyle=dashes, zorder=1)
                away = _span(axes, row, -place, 1000, ink, hollow=plan, shape=marker(side))
                _label(axes, f"{best:g}", best, -place, away, annotation_clip=False)
            what = "Alabuga, " if "alabuga" in row["id"] else ""
            when = "undated" if row["id"] in UNDATED else f"{pd.Timestamp(row['date']):%b %Y}"
            who = _who(row["claimant"]) if wide else _who(row["claimant"]).replace("Ukraine's ", "")
            labels.append(f"{what}{who}, {when}")
            places.append(-place)
            place += 1
        place += 0.1
    axes.axvline(10, color=TEN_THOUSAND, linewidth=1, zorder=1)
    axes.text(10, 0.62, "the contingent, 10", ha="center", va="bottom", color=TEN_THOUSAND)
    axes.set_yticks(places, labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 53)
    axes.set_xticks([0, 10, 20, 30, 40, 50])
    axes.set_ylim(-place + 0.5, 0.6)
    axes.grid(axis="x")
    return figure


@styled
def missile_tests(missiles, events, nuclear, *, wide=True):
    """Missiles (above) and launch events (below) a year, with the nuclear tests; hollow: the year is not complete."""
    peak = missiles.loc[missiles["missiles"].idxmax()]
    whole = missiles[missiles["complete"]].iloc[-1]
    unfinished = missiles[~missiles["complete"].astype(bool) & (missiles["year"] > whole["year"])]
    after = "".join(f"; part of {row.year} already has {row.missiles}" for row in unfinished.itertuples())
    figure, (top, low) = canvas(
        f"Missiles tested fell from {peak['missiles']} in {peak['year']} to {whole['missiles']} in {whole['year']}{after}",
        "Missiles as counted by the James Martin Center; launch events, which may hold several missiles, by CSIS; hollow: part of the year",
        0,
        wide=wide,
        left=0.3,
        right=0.05,
        top=0.22,
        panels=[1.6, 1.2],
        gap=0.58,
    )
    ink = color("North Korea")
    for axes, years, values, part in (
        (top, missiles["year"].astype(int), missiles["missiles"].astype(int), ~missiles["complete"].astype(bool)),
        (low, events["year"], events["best"], events["part"]),
    ):
        axes.bar(years[~part], values[~part], width=0.7, color=ink)
        axes.bar(years[part], values[part], width=0.7, facecolor="none", edgecolor=ink, linewidth=1.1)
        axes.set_xlim(2005.4, 2026.6)
        axes.set_xticks(range(2006, 2027, 4))
        axes.grid(axis="y")
        for year, value in zip(years, values, strict=True):
            if value == 0 or year in (peak["year"], whole["year"], *unfinished["year"]):
                gray = MUTED if value == 0 else INK
                axes.text(year, value + 1, f"{value:.0f}", ha="center", va="bottom", color=gray, fontsize=8.5)
    top.plot(nuclear["when"], np.full(len(nuclear), 84), "X", color=INK, markersize=7, markeredgewidth=0)
    top.text(2018.4, 84, f"none since {int(nuclear['when'].max())}", va="center", color=MUTED)
    top.set_ylim(0, 90)
    top.set_yticks([0, 30, 60])
    low.text(2008.5, 4, "no count", ha="center", color=MUTED)
    low.set_ylim(0, 42)
    low.set_yticks([0, 20, 40])
    _named(top, "Missiles, and nuclear tests (crosses)")
    _named(low, "Launch events")
    return figure


@styled
def vietnam_precedent(strength, shares, *, wide=True):
    """South Korea in Vietnam: strength by year above, share of the pay that reached home below."""
    seoul, north = shares.iloc[0], shares.iloc[1]
    figure, (low, top) = canvas(
        f"South Koreans in Vietnam sent home at least {seoul['lower']:.0f}% of their allowances; North Koreans are expected to keep {north['best']:.0f}%",
        "Share of pay that reaches soldiers and families, and South Korean strength in Vietnam; hollow: expected, not observed; arrow: at least",
        0,
        wide=wide,
        left=1.75 if wide else 1.5,
        right=0.3,
        top=0.22,
        panels=[0.6, 0.25 * len(strength)],
        gap=0.72,
    )
    ink = color("South Korea")
    places = -np.arange(len(strength))
    top.axvline(10, color=TEN_THOUSAND, linewidth=1, zorder=1)
    top.barh(places, strength["best"] / 1000, height=0.6, color=ink, zorder=2)
    for place, row in zip(places, strength.itertuples(), strict=True):
        _label(top, compact(row.best), row.best / 1000, place, 4)
    top.text(10, 0.55, "the contingent, 10", color=TEN_THOUSAND, va="bottom")
    top.set_yticks(places, strength["year"].astype(str))
    top.set_xlim(0, 62)
    top.set_ylim(-len(strength) + 0.4, 0.6)
    top.set_xticks([0, 20, 40, 60])
    top.set_title("Strength, thousand", loc="left", fontsize=9.5, fontweight=600, color=INK, pad=15)
    low.barh(0, seoul["lower"], height=0.55, color=ink)
    bound(low, seoul["lower"], 0, ">", ink, clear=1)
    _label(low, f"{seoul['lower']:.0f}%", seoul["lower"], 0, past(1), annotation_clip=False)
    low.barh(-1, north["best"], height=0.55, facecolor=PAPER, edgecolor=TEN_THOUSAND, linewidth=1.3)
    _label(low, f"{north['best']:.0f}%", north["best"], -1, 4)
    low.set_yticks(
        [0, -1],
        [row.case if wide else row.case.replace("South", "S.").replace("North", "N.") for row in shares.itertuples()],
    )
    low.set_xlim(0, 100)
    low.set_xticks([0, 50, 100])
    low.set_ylim(-1.5, 0.5)
    _named(low, "Share reaching home, percent")
    for axes in (top, low):
        axes.tick_params(axis="y", labelcolor=INK)
        axes.grid(axis="x")
    return figure
