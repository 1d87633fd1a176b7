"""Charts of the claims chapter: who said what about the troops."""

import calendar

import numpy as np

from analysis.charts.style import (
    GRID,
    INK,
    LINE,
    MUTED,
    TEN_THOUSAND,
    bound,
    canvas,
    color,
    compact,
    compact_range,
    ends,
    key,
    marker,
    past,
    shorter,
    styled,
)
from analysis.measures.claims import settled

WORDS = {"Ukraine": "Ukraine", "South Korea": "South Korea", "United States": "US", "Europe and NATO": "Europe"}
SHORT = {  # claimants as a label has room for them
    "National Intelligence Service (South Korea)": "NIS",
    "Defence Intelligence (Ukraine)": "HUR",
    "Ministry of Defence (Ukraine)": "Umerov",
    "Security Council (Russia)": "Shoigu",
    "Volodymyr Zelensky": "Zelensky",
    "US Department of Defense": "Pentagon",
    "US Mission to the United Nations": "US at the UN",
    "Presidential Office (South Korea)": "Seoul, presidency",
    "National Resistance Center (Ukraine)": "Kyiv, Resistance Center",
    "Ukrainian intelligence officials (unnamed)": "Ukrainian officials",
}


def month(date, *, year=True, whole=False):
    """A date as a label: Oct 2024, Oct, or October 2024 with the ``whole`` name."""
    name = (calendar.month_name if whole else calendar.month_abbr)[int(date[5:7])]
    return f"{name} {date[:4]}" if year else name


def stated(claim):
    """The figure of a row as it was stated: 10,000; 11,000–12,000; at least 3,000; up to 8,000."""
    if np.isnan(claim["upper"]):
        return f"at least {compact(claim['best'])}"
    if np.isnan(claim["lower"]):
        return f"up to {compact(claim['best'])}"
    return compact_range(claim["lower"], claim["upper"])


PANELS = {
    "troops_in_russia": "In Russia",
    "troops_in_kursk": "In Kursk Oblast",
    "troops_sent_total": "Sent in all",
}


@styled
def troop_estimates(rows, *, wide=True):
    """Every estimate of the contingent by date, a panel for each definition; the first weeks are stretched."""
    most = rows[rows["metric"] == "troops_sent_total"]["best"].max()
    figure, panels = canvas(
        f"Estimates for Russia settled at {compact_range(*settled(rows))} within three weeks; "
        f"the highest for all sent is {compact(most)}",
        "Estimates of the contingent, thousand people, by date and side, three definitions apart; arrowheads: “at least”, “up to”",
        0,
        wide=wide,
        left=0.3,
        right=0.05,
        panels=[1.35] * 3,
        gap=0.32,
        top=0.36,
    )
    breaks = [2024 + 9.4 / 12, 2025.0, 2026.2]

    def stretched(year):
        """Twelve weeks of 2024 take the left half, the fourteen months after them the right half."""
        return np.interp(year, breaks, [0.0, 0.5, 1.0])

    ticks = [
        (2024 + 9.5 / 12, "mid-Oct 2024"),
        (2024 + 11 / 12, "Dec"),
        (2025.25, "Apr 2025"),
        (2025.75, "Oct"),
        (2026.1, "2026"),
    ]
    if not wide:
        ticks = [(2024 + 9.5 / 12, "Oct 24"), (2024 + 11 / 12, "Dec"), (2025.5, "Jul 25"), (2026.1, "2026")]
    for axes, (metric, name) in zip(panels, PANELS.items(), strict=True):
        points = rows[rows["metric"] == metric]
        x = stretched(points["when"])
        places = dict(zip(points.index, x, strict=True))
        for index, claim in points.iterrows():
            ink, at = color(claim["side"]), places[index]
            ends(axes, at, claim, ink, 1000)
            axes.plot(
                at,
                claim["best"] / 1000,
                marker(claim["side"]),
                color=ink,
                markersize=5.5,
                markerfacecolor="none",
                markeredgewidth=1.3,
            )
        axes.axhline(10, color=TEN_THOUSAND, linewidth=1, zorder=0)
        axes.set_ylim(0, 17)
        axes.set_yticks([0, 5, 10, 15])
        axes.set_xlim(-0.02, 1.02)
        axes.grid(axis="y")
        axes.set_title(name, loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)
        axes.set_xticks([stretched(year) for year, _ in ticks], [""] * len(ticks))
    panels[-1].set_xticklabels([text for _, text in ticks])
    words = {"Ukraine": "Ukraine", "South Korea": "South Korea", "United States": "US", "Europe and NATO": "Europe"}
    key(figure, panels[0], {**words, "independent": "others"}, wide=wide, hollow=True)
    return figure


@styled
def casualty_claims(rows, *, wide=True):
    """Casualties above, killed below, on one scale of people, by date and side; floors carry an arrow."""
    service = rows[rows["claimant"] == "National Intelligence Service (South Korea)"].sort_values("date")
    casualties, killed = service[service["metric"] == "casualties"], service[service["metric"] == "killed"]
    first, last = casualties["best"].iloc[0], casualties["best"].iloc[-1]
    tops = {"casualties": 6900, "killed": 3300}
    inch = 0.36 / 1000
    figure, panels = canvas(
        f"The NIS's figure for casualties rose from {compact(first)} to {compact(last)}; "
        f"that for the dead from {compact(killed['best'].iloc[-2])} to {compact(killed['best'].iloc[-1])} by one revision",
        "North Koreans, people, by date of the claim and side; both panels to one scale; arrow: “at least”; filled: shown by Pyongyang itself",
        0,
        wide=wide,
        left=0.42,
        right=0.1,
        panels=[top * inch for top in tops.values()],
        gap=0.34,
        top=0.36,
    )
    breaks = [2024.93, 2025.16, 2026.16]

    def stretched(year):
        """Three months of winter take the left half, the year after them the right half."""
        return np.interp(year, breaks, [0.0, 0.5, 1.0])

    ticks = [
        (2024.96, "mid-Dec 2024"),
        (2025.042, "mid-Jan 2025"),
        (2025.29, "mid-Apr"),
        (2025.67, "Sep"),
        (2026.04, "2026"),
    ]
    if not wide:
        ticks = [(2024.96, "Dec 24"), (2025.042, "Jan 25"), (2025.29, "Apr"), (2025.67, "Sep"), (2026.04, "2026")]
    for axes, (metric, top), line in zip(panels, tops.items(), (casualties, killed), strict=True):
        ink = color("South Korea")
        x = stretched(line["when"])
        solid = len(line) if metric == "casualties" else len(line) - 1
        axes.plot(x[:solid], line["best"][:solid], color=ink, linewidth=1.2)
        axes.plot(x[solid - 1 :], line["best"][solid - 1 :], color=ink, linewidth=1.2, linestyle=(0, (3, 2)))
        for claim in rows[rows["metric"] == metric].itertuples():
            ink, at = color(claim.side), stretched(claim.when)
            shown = claim.status == "confirmed"
            if np.isnan(claim.upper) and not shown:
                bound(axes, at, claim.best, "^", ink)
            axes.plot(
                at,
                claim.best,
                marker(claim.side),
                color=ink,
                markersize=5.5,
                markerfacecolor=ink if shown else "none",
                markeredgewidth=1.3,
            )
        for number, (at, claim) in enumerate(zip(x, line.itertuples(), strict=True)):
            below = metric == "casualties" and number == 1 and not wide  # Kyiv's marks stand above it
            axes.annotate(
                compact(claim.best),
                (at, claim.best),
                xytext=(-7, 4) if number == 0 else (6, -8) if below else (-5, 8),
                textcoords="offset points",
                color=color("South Korea"),
                ha="left" if below else "right",
                va="center",
                fontsize=8.5,
            )
        axes.set_ylim(0, top)
        steps = range(0, top, 1000 if metric == "killed" else 2000)
        axes.set_yticks(steps, [compact(step) for step in steps])
        axes.set_xlim(-0.02, 1.02)
        axes.grid(axis="y")
        name = {"casualties": "Casualties: killed and wounded", "killed": "Killed"}[metric]
        axes.set_title(name, loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)
        axes.set_xticks([stretched(year) for year, _ in ticks], [""] * len(ticks))
    share = rows[rows["scope"] == "derived"].iloc[0]
    panels[1].annotate(
        "two thirds of 4,000" if wide else "two thirds\nof 4,000",
        (stretched(share["when"]), share["best"]),
        xytext=(-8, 0),
        textcoords="offset points",
        color=color("Ukraine"),
        ha="right",
        va="center",
        fontsize=8.5,
    )
    last = rows[rows["scope"] == "memorial"].iloc[-1]
    panels[1].annotate(
        "shown in ceremonies,\nat least" if wide else "shown,\nat least",
        (stretched(last["when"]), last["best"]),
        xytext=(8, 9),
        textcoords="offset points",
        color=color("North Korea"),
        va="center",
        fontsize=8.5,
        linespacing=1.05,
    )
    panels[-1].set_xticklabels([text for _, text in ticks])
    key(figure, panels[0], WORDS, wide=wide, hollow=True)
    return figure


@styled
def three_days(rows, *, wide=True):
    """Every figure of three days in October 2024, by what it counts; hollow marks, arrows for floors."""
    there = rows[rows["counts"] == "In Russia"]
    groups = [group for group in ("In Russia", "In Kursk or near", "Expected") if (rows["counts"] == group).any()]
    slots = len(rows) + 0.9 * len(groups)
    low, high = there["best"].min(), there["best"].max()
    figure, axes = canvas(
        f"In three days the number in Russia was put at {compact(low)}, {compact(there['best'].median())} and at least {compact(high)}",
        "Figures stated from 28 to 30 October 2024, people, by what they count; arrow: “at least”; dashed: not there yet",
        0.25 * slots,
        wide=wide,
        left=2.25 if wide else 1.3,
        right=1.25 if wide else 0.7,
    )
    y, ticks, labels = 0.0, [], []
    for group in groups:
        axes.text(0, y + 0.1, group, fontweight=600, color=INK, va="center", ha="left", clip_on=False)
        y += 0.9
        for _, claim in rows[rows["counts"] == group].iterrows():
            ink = color(claim["side"])
            future = group == "Expected"
            axes.hlines(
                y, 0, claim["best"], color=ink, linewidth=1, alpha=0.7, linestyle=(0, (3, 2)) if future else "-"
            )
            if np.isnan(claim["upper"]):
                bound(axes, claim["best"], y, ">", ink, clear=4)
            axes.plot(
                claim["best"],
                y,
                marker(claim["side"]),
                color=ink,
                markersize=6.5,
                markerfacecolor="white",
                markeredgewidth=1.4,
            )
            axes.annotate(
                stated(claim) if wide else compact(claim["best"]),
                (claim["best"], y),
                xytext=(past(4) if np.isnan(claim["upper"]) else 7, 0),
                textcoords="offset points",
                color=ink,
                va="center",
                fontweight=600,
                annotation_clip=False,
            )
            ticks.append(y)
            name = SHORT.get(claim["claimant"], claim["claimant"])
            name = (
                name
                if wide
                else name.replace("Kyiv, Resistance Center", "Kyiv, NRC").replace("Seoul, presidency", "Seoul, pres.")
            )
            name = name if wide else name.replace("Ukrainian officials", "Ukr. officials")
            labels.append(f"{name}, {int(claim['date'][8:])}" + (" Oct" if wide else ""))
            y += 1
    axes.axvline(10_000, color=TEN_THOUSAND, linewidth=1.2, zorder=1.5)
    axes.set_yticks(ticks, labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(y - 0.4, -0.5)
    axes.set_xlim(0, 12_400)
    axes.set_xticks([0, 5000, 10_000], ["0", "5,000", "10,000"])
    axes.grid(axis="x")
    return figure


STANCES = ["report", "says so", "denies", "neither", "admits"]
SPOKEN = {  # the four labels that the strip has room for
    "ev-2024-10-10-peskov-fake": "“fake news”",
    "ev-2024-10-21-dprk-un-groundless": "“groundless\nrumours”",
    "ev-2025-04-26-gerasimov": "admitted",
    "ev-2025-04-28-kcna-confirms": "admitted",
}


@styled
def denial_to_admission(rows, days, *, wide=True):
    """Statements by side on a strip of time; ``days`` has a row for each party: side, days, from_when, to_when."""
    lanes = ["Ukraine", "South Korea", "United States", "Europe and NATO", "UN", "Russia", "North Korea"]
    height = dict.fromkeys(lanes, 1.0) | {"Russia": 2.0, "North Korea": 2.0}
    place, at = {}, 0.0
    for lane in lanes:
        at += height[lane] / 2
        place[lane] = at
        at += height[lane] / 2
    waits = days.set_index("side")["days"]
    figure, axes = canvas(
        f"From first denial to admission: {waits['Russia']} days for Moscow, {waits['North Korea']} for Pyongyang",
        "Statements on North Korean troops in Russia, by speaker; hollow: says that they are there; cross: denies; "
        "bar: neither; filled: admits",
        0.265 * (at + 1.0),
        wide=wide,
        left=1.05 if wide else 0.8,
        right=0.08,
    )
    breaks = [2024.745, 2024.872, 2025.37]

    def stretched(year):
        """Six weeks of autumn 2024 take two thirds of the strip, the half year after them one third."""
        return np.interp(year, breaks, [0.0, 0.66, 1.0])

    for lane in lanes:
        axes.axhline(place[lane], color=GRID, linewidth=0.8, zorder=0)
        own = rows[rows["side"] == lane]
        seen = {}
        for event in own.itertuples():
            x = float(stretched(event.when))
            spot = round(x, 2)
            seen[spot] = seen.get(spot, -1) + 1
            y = place[lane] - 0.3 * seen[spot]  # statements of one day stand above each other
            ink = color(lane)
            look = {"marker": marker(lane), "markerfacecolor": "none", "markersize": 6.5, "markeredgewidth": 1.3}
            if event.stance == "denies":
                look = {"marker": "x", "markersize": 8, "markeredgewidth": 2.4}
            if event.stance == "neither":
                look = {"marker": "|", "markersize": 10, "markeredgewidth": 1.8}
            if event.stance == "admits":
                look |= {"markerfacecolor": ink}
            axes.plot(x, y, color=ink, linestyle="none", zorder=3, **look)
            if event.id in SPOKEN and (event.stance == "denies" or wide):
                axes.annotate(
                    SPOKEN[event.id],
                    (x, place[lane]),
                    xytext=(0, -9) if event.stance == "denies" else (-4, -9),
                    textcoords="offset points",
                    color=ink,
                    va="top",
                    ha="center" if event.stance == "denies" else "right",
                    fontsize=8.5,
                    linespacing=1.05,
                )
    for wait in days.itertuples():
        start, end = stretched(wait.from_when), stretched(wait.to_when)
        y = place[wait.side] - 0.72
        axes.annotate("", (end, y), (start, y), arrowprops={"arrowstyle": "<->", "color": INK, "linewidth": 0.9})
        axes.text((start + end) / 2, y - 0.06, f"{wait.days} days", ha="center", va="bottom", color=INK, fontweight=600)
    explainer = stretched(2024 + (304 - 0.5) / 366)
    axes.axvline(explainer, color=LINE, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    axes.text(
        explainer + 0.008, -0.05, "explainer, 30 Oct" if wide else "explainer", color=MUTED, va="bottom", fontsize=8.5
    )
    names = (
        {"United States": "US", "Europe and NATO": "Europe, NATO"}
        if wide
        else {
            "United States": "US",
            "Europe and NATO": "Europe",
            "South Korea": "S. Korea",
            "North Korea": "N. Korea",
        }
    )
    axes.set_yticks([place[lane] for lane in lanes], [names.get(lane, lane) for lane in lanes])
    for label, lane in zip(axes.get_yticklabels(), lanes, strict=True):
        label.set_color(color(lane))
        label.set_fontweight(600)
    axes.set_ylim(at + 1.0, -0.6)
    axes.set_xlim(-0.015, 1.015)
    ticks = [(2024.75, "Oct 2024"), (2024.79, "mid-Oct"), (2024.8347, "Nov"), (2025.0, "2025"), (2025.247, "Apr")]
    if not wide:
        ticks = [(2024.75, "Oct 24"), (2024.8347, "Nov"), (2025.0, "2025"), (2025.247, "Apr")]
    axes.set_xticks([float(stretched(year)) for year, _ in ticks], [text for _, text in ticks])
    return figure


@styled
def killed_share(rows, *, wide=True):
    """Killed as a share of casualties by claimant, as a bar from zero; arrow: at least; pale: three days only."""
    rows = rows.iloc[::-1].reset_index(drop=True)
    whole = rows[~rows["window"]]
    seoul = whole[whole["side"] == "South Korea"]["share"]
    west = whole[whole["side"] == "Europe and NATO"]["share"].iloc[0]
    kyiv = whole[whole["side"] == "Ukraine"]["share"].iloc[0]
    figure, axes = canvas(
        f"The dead are {seoul.min():.0%} to {seoul.max():.0%} of the casualties by the NIS, {west:.0%} or more by Western officials, {kyiv:.0%} by Zelensky",
        "Killed as a share of casualties (killed and wounded), percent, where one claimant gives both; arrow: “at least”; pale: three days only",
        0.3 * len(rows),
        wide=wide,
        left=2.3 if wide else 1.35,
        right=1.15 if wide else 0.35,
    )
    short = {"Western officials": "Western off.", "Ukraine's special forces, three days": "Ukr. SOF, 3 days"}
    labels = []
    for place, row in rows.iterrows():
        ink, share = color(row["side"]), row["share"] * 100
        axes.barh(place, share, height=0.5, color=ink, alpha=0.3 if row["window"] else 0.65, linewidth=0)
        axes.plot(
            share, place, marker(row["side"]), color=ink, markersize=6, markerfacecolor="white", markeredgewidth=1.4
        )
        if row["floor"]:
            bound(axes, share, place, ">", ink, clear=4)
        parts = "share as stated" if row["stated"] else f"{compact(row['killed'])} of {compact(row['casualties'])}"
        text = f"{share:.0f}%" + (f"  ({parts})" if wide else "")
        axes.annotate(
            text,
            (share, place),
            xytext=(past(4) if row["floor"] else 7, 0),
            textcoords="offset points",
            va="center",
            color=ink,
            fontweight=600,
            annotation_clip=False,
        )
        label = row["label"]
        if not wide:
            label = shorter(label, short)
            for name in ("December 2024", "January 2025", "February 2025", "April 2025"):
                label = label.replace(name, f"{name[:3]} {name[-2:]}")
        labels.append(label)
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 72 if wide else 78)
    axes.set_xticks([0, 20, 40, 60], ["0", "20%", "40%", "60%"])
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


@styled
def forecasts(rows, *, wide=True):
    """Each forecast (hollow, dashed where it is a range) and the highest later estimate of what came (orange)."""
    rows = rows.sort_values(["best", "date"], ascending=False).reset_index(drop=True)
    reached, missed = rows[rows["reached"]], rows[~rows["reached"]]
    figure, axes = canvas(
        f"Forecasts of up to {compact(reached['best'].max())} were matched by a later estimate, "
        f"those of {compact(missed['lower'].fillna(missed['best']).min())} and more were not",
        f"People forecast, by speaker and date, log axis; arrow: “up to”; {'(more)' if wide else '(+)'}: on top of those there; "
        "orange: highest later estimate of what came or was on its way",
        0.29 * len(rows),
        wide=wide,
        left=2.05 if wide else 1.3,
        right=1.0 if wide else 0.95,
    )
    labels = []
    for place, row in rows.iterrows():
        ink = color(row["side"])
        axes.hlines(place, min(row["came"], row["best"]), max(row["came"], row["best"]), color=LINE, linewidth=1)
        axes.plot(row["came"], place, "|", color=TEN_THOUSAND, markersize=15, markeredgewidth=3)
        if row["lower"] < row["upper"]:
            axes.hlines(place, row["lower"], row["upper"], color=ink, linewidth=2, linestyle=(0, (2, 1)))
            for end in (row["lower"], row["upper"]):
                axes.plot(
                    end,
                    place,
                    marker(row["side"]),
                    color=ink,
                    markersize=6.5,
                    markerfacecolor="white",
                    markeredgewidth=1.4,
                )
        else:
            if np.isnan(row["lower"]):
                bound(axes, row["best"], place, "<", ink, clear=4)
            axes.plot(
                row["best"],
                place,
                marker(row["side"]),
                color=ink,
                markersize=6.5,
                markerfacecolor="white",
                markeredgewidth=1.4,
            )
        right = max(row["came"], row["upper"] if row["upper"] == row["upper"] else row["best"])
        axes.annotate(
            stated(row),
            (right, place),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=ink,
            fontweight=600,
            annotation_clip=False,
        )
        name = SHORT.get(row["claimant"], row["claimant"])
        when = month(row["date"]) if wide else f"{month(row['date'], year=False)} {row['date'][2:4]}"
        labels.append(f"{name}, {when}" + (f" ({'more' if wide else '+'})" if row["outcome_kind"] == "more" else ""))
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xscale("log")
    axes.set_xlim(3000, 105_000)
    axes.set_xticks(
        [3000, 10_000, 30_000, 100_000],
        ["3,000", "10,000", "30,000", "100,000"] if wide else ["", "10,000", "", "100,000"],
    )
    axes.minorticks_off()
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure
