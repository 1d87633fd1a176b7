"""Charts of the reactions chapter."""

import numpy as np
import pandas as pd
from matplotlib.transforms import blended_transform_factory

from analysis.charts.style import (
    GRID,
    HALO,
    INK,
    LINE,
    MUTED,
    PAPER,
    SIDES,
    TEN_THOUSAND,
    WIDTHS,
    canvas,
    color,
    marker,
    spread,
    styled,
    swatches,
    text_width,
)

STANCES = {  # lanes from top to bottom, each with a line of its own
    "deny": "Denies",
    "justify": "Calls it lawful\nor own business",
    "neutral": "Takes no side",
    "call_restraint": "Asks for calm",
    "confirm": "Confirms",
    "concern": "Voices concern",
    "condemn": "Condemns",
}
SPEAKERS = {
    "Russia": "Russia",
    "North Korea": "North Korea",
    "China": "China",
    "UN": "UN",
    "Ukraine": "Ukraine",
    "South Korea": "South Korea",
    "United States": "US",
    "Europe and NATO": "Europe",
    "other": "others",
}


def _date(text):
    """28 Oct 2024, from a date of the tables; 2025-02 becomes Feb 2025."""
    day = pd.Timestamp(text)
    return f"{day:%b %Y}" if len(text) == 7 else f"{day.day} {day:%b %Y}"


def _stacked(places, gap):
    """A level for each of the sorted ``places``, so that neighbours on one level stand at least ``gap`` apart."""
    ends, levels = [], []
    for place in places:
        free = [number for number, end in enumerate(ends) if place - end >= gap]
        level = free[0] if free else len(ends)
        ends[level : level + 1] = [place]
        levels.append(level)
    return levels


def _speakers(figure, axes, sides, *, wide):
    """Markers and names of the sides above ``axes``, in one line on a page and in two on a phone."""
    height, width = figure.get_size_inches()[1], WIDTHS[wide]
    lines = [list(sides)] if wide else [list(sides)[:5], list(sides)[5:]]
    for number, names in enumerate(lines):
        down = 0.2 * (len(lines) - 1 - number)
        strip = figure.add_axes((0, axes.get_position().y1 + (0.12 + down) / height, 1, 0.2 / height))
        strip.set_axis_off()
        strip.set_xlim(0, width)
        strip.set_ylim(0, 1)
        at = 0.06
        for side in names:
            word = sides[side] if wide else {"South Korea": "Seoul", "North Korea": "Pyongyang"}.get(side, sides[side])
            strip.plot(
                at, 0.5, marker(side), color=color(side), markersize=8 if side == "other" else 5.5, markeredgewidth=0
            )
            strip.text(at + 0.1, 0.46, word, va="center", color=color(side), fontweight=600)
            at += (0.3 if wide else 0.25) + text_width(word, 9, 600)


@styled
def stances(rows, *, wide=True):
    """Statements by stance and date, a mark each, coloured and shaped by who speaks."""
    last = rows[rows["stance"] == "deny"]["date"].max()
    condemned = int((rows["stance"] == "condemn").sum())
    left, right = (1.12, 0.1) if wide else (0.95, 0.08)
    days = (pd.to_datetime(rows["date"]) - pd.Timestamp("2024-10-01")).dt.days
    span = (7, 82)  # days after 1 October that the axis shows
    inch = (WIDTHS[wide] - left - right) / (span[1] - span[0])
    gap = 0.115 / inch
    lanes = {}
    for stance in STANCES:
        places = days[rows["stance"] == stance]
        lanes[stance] = dict(zip(places.index, _stacked(places, gap), strict=True))
    heights = {stance: 1 + max(levels.values(), default=0) for stance, levels in lanes.items()}
    unit = 0.13
    total = sum(heights.values()) * unit + len(STANCES) * 0.17
    figure, axes = canvas(
        f"Only Moscow and Pyongyang denied the troops, last on {_date(last)}; "
        f"{condemned} of {len(rows)} statements condemn the dispatch",
        "Statements by states and organisations on the troops, by stance and date; a mark is one statement",
        total,
        wide=wide,
        left=left,
        right=right,
        top=0.3 if wide else 0.5,
    )
    base, middles = total, []
    for stance in STANCES:
        room = heights[stance] * unit + 0.17
        base -= room
        axes.axhline(base, color=GRID, linewidth=0.7, zorder=0)
        middles.append(base + room / 2)
        for index, level in lanes[stance].items():
            side = rows.at[index, "side"]
            axes.plot(
                days[index],
                base + 0.14 + level * unit,
                marker(side),
                color=color(side),
                markersize=8 if side == "other" else 5.5,
                markeredgewidth=0,
            )
    ticks = ["2024-10-10", "2024-10-20", "2024-11-01", "2024-11-15", "2024-12-01", "2024-12-15"]
    names = ["10 Oct", "20", "1 Nov", "15", "1 Dec", "15"]
    axes.set_xticks([(pd.Timestamp(tick) - pd.Timestamp("2024-10-01")).days for tick in ticks], names)
    axes.set_xlim(*span)
    axes.set_ylim(0, total)
    axes.set_yticks(middles, list(STANCES.values()))
    axes.tick_params(axis="y", labelcolor=INK)
    axes.spines["bottom"].set_visible(False)
    _speakers(figure, axes, SPEAKERS, wide=wide)
    return figure


TEXTS = {  # what each text of the Assembly is about, in a few words
    "res-es-11-1": "End the use of force",
    "res-es-11-6": "Lasting peace",
    "res-es-11-7": "Lasting peace",
    "res-es-11-8": "US text, amended",
    "res-peace-2026-02-24": "Lasting peace",
    "res-es-11-2": "Humanitarian aid",
    "res-es-11-3": "Russia out of rights body",
    "res-es-11-4": "Annexations void",
    "res-es-11-5": "Reparation",
    "res-78-316": "Nuclear safety",
    "res-es-11-9": "Return of children",
}
GROUPS = {
    "ending": "On the war as a whole",
    "single": "On single questions",
    "rights": "Human rights in occupied areas, yearly",
}
VOTES = (
    ("yes", "for", MUTED),
    ("abstain", "abstaining", GRID),
    ("silent", "not voting", PAPER),
    ("no", "against", SIDES["Russia"][0]),
)


@styled
def assembly_support(rows, *, wide=True):
    """Votes of all members on each text about Ukraine as stacked bars: for, abstaining, not voting, against."""
    by = rows.set_index("id")["yes"]
    left, right = (2.15, 0.25) if wide else (1.5, 0.22)
    figure, axes = canvas(
        f"Ukraine's texts on the war had {by['res-es-11-1']} votes in 2022, {by['res-es-11-6']} in 2023, "
        f"{by['res-es-11-7']} in 2025 and {by['res-peace-2026-02-24']} in 2026",
        "Votes of the 193 members of the General Assembly on texts about Ukraine since 2022",
        0.235 * (len(rows) + 1.45 * len(GROUPS)),
        wide=wide,
        left=left,
        right=right,
        top=0.25,
        bottom=0.05,
    )
    y, places = 0.0, []
    for group, heading in GROUPS.items():
        y += 0.45
        axes.text(0, y, heading, fontweight=600, va="center", transform=_from_edge(axes, figure))
        y += 1
        for row in rows[rows["group"] == group].itertuples():
            start = 0
            for column, _, ink in VOTES:
                count = int(getattr(row, column))
                edge = LINE if ink in (GRID, PAPER) else "none"
                axes.barh(y, count, left=start, height=0.74, color=ink, edgecolor=edge, linewidth=0.5)
                if column == "no":  # beside the bar, where there is always room
                    axes.text(196, y, f"{count}", va="center", color=ink, fontsize=8.5, fontweight=600)
                elif wide or column != "silent":  # on a phone the rest has no room for its figure
                    over = PAPER if ink == MUTED else INK
                    axes.text(start + count / 2, y, f"{count}", va="center", ha="center", color=over, fontsize=8)
                start += count
            name = TEXTS.get(row.id, "Occupied areas")
            if not wide:
                name = {"Russia out of rights body": "Out of rights body"}.get(name, name)
            places.append((y, f"{name}, {pd.Timestamp(row.date):{'%b %Y' if wide else '%Y'}}"))
            y += 1
    swatches(
        figure,
        axes,
        [(word, {"facecolor": ink, "edgecolor": LINE if ink in (GRID, PAPER) else ink}) for _, word, ink in VOTES],
    )
    axes.set_yticks([place for place, _ in places], [text for _, text in places], fontsize=9 if wide else 8.5)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(y - 0.4, -0.1)
    axes.set_xlim(0, 193)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return figure


def _from_edge(axes, figure):
    """A transform whose x runs over the whole figure and whose y is the data's."""
    return blended_transform_factory(figure.transFigure, axes.transData)


@styled
def sanctions_listings(rows, *, wide=True):
    """Listings by package on a log axis: all of it (hollow) and the part named over the deployment (filled)."""
    over = rows[rows["named"].notna()]
    last = pd.Timestamp(over["date"].max())
    groups = [("arms trade", "Before the deployment, over the arms trade"), ("whole package", "After the deployment")]
    figure, axes = canvas(
        f"{over['named'].sum():.0f} of {over['listed'].sum():.0f} listings in {len(over)} packages name the deployment, "
        f"the last in {last:%B %Y}",
        "Individuals and entities listed, log axis; hollow: the whole package, filled: named over the deployment",
        0.25 * (len(rows) + 1.2 * len(groups)),
        wide=wide,
        left=2.2 if wide else 1.52,
        right=0.35,
    )
    beside = {"textcoords": "offset points", "va": "center"}
    y, places = 0.0, []
    for about, heading in groups:
        y += 0.35
        axes.text(0, y, heading, fontweight=600, va="center", transform=_from_edge(axes, figure))
        y += 0.9
        for row in rows[rows["about"] == about].itertuples():
            ink, shape = color(row.side), "o" if row.side == "other" else marker(row.side)
            if pd.notna(row.named):
                axes.plot([row.named, row.listed], [y, y], color=LINE, linewidth=0.9, zorder=1)
                axes.plot(row.named, y, shape, color=ink, markersize=6.5)
                axes.annotate(
                    f"{row.named:.0f}", (row.named, y), xytext=(-7, 0), ha="right", color=INK, fontweight=600, **beside
                )
            axes.plot(row.listed, y, shape, color=ink, markersize=6.5, markerfacecolor=PAPER, markeredgewidth=1.3)
            axes.annotate(f"{row.listed:.0f}", (row.listed, y), xytext=(7, 0), color=MUTED, **beside)
            who = (
                row.sanctioner
                if wide
                else {
                    "United Kingdom": "UK",
                    "United States": "US",
                    "European Union": "EU",
                    "South Korea": "Seoul",
                }.get(row.sanctioner, row.sanctioner)
            )
            places.append((y, f"{who}, {_date(row.date) if wide else pd.Timestamp(row.date).strftime('%b %Y')}"))
            y += 1
    axes.set_yticks([place for place, _ in places], [text for _, text in places])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xscale("log")
    axes.set_xlim(1, 240)
    axes.set_xticks([1, 3, 10, 30, 100], ["1", "3", "10", "30", "100"])
    axes.grid(axis="x")
    axes.set_ylim(y - 0.3, -0.2)
    return figure


@styled
def seoul_polls(rows, *, wide=True):
    """Answers of South Koreans by question and pollster: filled for yes or weapons, hollow for the others."""
    autumn = rows[rows["metric"].isin(["poll_arms", "poll_aid_three_answers"]) & (rows["date"] > "2024-10-18")]
    most = autumn[autumn["answer"].isin(["yes", "military"])]["best"].max()
    questions = list(dict.fromkeys(rows["heading"]))
    panels = []
    for heading in questions:
        part = rows[rows["heading"] == heading]
        panels.append(0.27 * part.groupby(["claimant", "date"]).ngroups)
    figure, axes = canvas(
        f"In the polls found from autumn 2024, at most {most:g}% of South Koreans were for arms to Ukraine",
        "Answers in percent, by question and pollster; every question stands apart. Undecided answers are left out",
        0,
        wide=wide,
        left=2.2 if wide else 1.5,
        right=0.3,
        panels=panels,
        gap=0.38,
        top=0.58 if wide else 0.78,
    )
    ink = color("South Korea")
    looks = {
        "yes": {"marker": "o", "markerfacecolor": ink},
        "no": {"marker": "o", "markerfacecolor": PAPER},
        "military": {"marker": "o", "markerfacecolor": ink},
        "non-military only": {"marker": "s", "markerfacecolor": PAPER},
        "none": {"marker": "D", "markerfacecolor": PAPER},
    }
    for look in looks.values():
        look |= {"color": ink, "markersize": 6, "markeredgewidth": 1.3}
    for panel, heading in zip(axes, questions, strict=True):
        part = rows[rows["heading"] == heading]
        surveys = list(dict.fromkeys(zip(part["date"], part["claimant"], strict=True)))
        for place, (date, claimant) in enumerate(surveys):
            shares = part[(part["date"] == date) & (part["claimant"] == claimant)]
            for answer in shares.itertuples():
                panel.plot(answer.best, place, **looks[answer.answer])
                before = len(shares) > 1 and answer.best == shares["best"].min()
                panel.annotate(
                    f"{answer.best:g}",
                    (answer.best, place),
                    xytext=(-6 if before else 6, 0),
                    textcoords="offset points",
                    ha="right" if before else "left",
                    va="center",
                    color=INK,
                    fontweight=600 if answer.answer in ("yes", "military") else 400,
                )
        panel.set_yticks(range(len(surveys)), [_pollster(claimant, date, wide) for date, claimant in surveys])
        panel.tick_params(axis="y", labelcolor=INK, labelsize=9 if wide else 8)
        panel.set_ylim(len(surveys) - 0.5, -0.5)
        panel.set_xlim(-1 if wide else -13, 100)  # on a phone with room for the numbers of small shares
        panel.set_xticks([0, 25, 50, 75, 100], [""] * 5)
        panel.grid(axis="x")
        panel.spines["bottom"].set_visible(False)
        panel.tick_params(axis="x", length=0)
        panel.text(0, -0.65, heading, fontweight=600, va="bottom", transform=_from_edge(panel, figure))
    axes[-1].set_xticklabels(["0", "25", "50", "75", "100%"])
    words = {"yes": "yes, or weapons", "no": "no", "non-military only": "other goods only", "none": "no aid"}
    entries = [(word, looks[answer]) for answer, word in words.items()]
    if wide:
        swatches(figure, axes[0], entries, lift=0.32)
    else:
        swatches(figure, axes[0], entries[:2], lift=0.52)
        swatches(figure, axes[0], entries[2:], lift=0.32)
    return figure


def _pollster(claimant, date, wide):
    """Pollster and month as they stand beside a row."""
    name = claimant.split(" (")[0].replace("Peaceful Unification Advisory Council", "Unification Council")
    name = name.replace("pollster not named", "Not named").replace(
        "Gallup Korea for the JoongAng Ilbo", "Gallup, JoongAng"
    )
    short = {
        "National Barometer Survey": "NBS",
        "Yeoron Josa Gongjeong": "Y. J. Gongjeong",
        "Unification Council": "PUAC",
        "Flower Research": "Flower Res.",
    }
    when = pd.Timestamp(date)
    return f"{name}, {when:%b %Y}" if wide else f"{short.get(name, name)}, {when:%b %Y}"


LABELS = {  # shorter than the titles of the table, for a phone
    "ev-2024-10-21-rok-summons": "Russian ambassador summoned",
    "ev-2024-10-22-rok-team-idea": "A team for Ukraine weighed",
    "ev-2024-10-29-yoon-zelensky": "Yoon and Zelensky speak",
    "ev-2024-12-17-rok-sanctions": "Storm Corps listed",
}


@styled
def seoul_steps(rows, *, wide=True):
    """Seoul's steps on a vertical time axis, the weeks to the impeachment stretched; bold: about arms."""
    arms = rows[rows["category"] == "arms"]["date"].min()
    law = rows[rows["id"] == "ev-2024-12-03-martial-law"]["date"].iloc[0]
    days = (pd.Timestamp(law) - pd.Timestamp(arms)).days
    height, left, reach = 5.2, (0.75 if wide else 0.4), (0.42 if wide else 0.3)
    figure, axes = canvas(
        f"Seoul weighed arms for Ukraine for {days} days before martial law, and had sent none by mid-December",
        "Steps by and towards South Korea; bold: about arms; tinted: the autumn, stretched",
        height,
        wide=wide,
        left=left,
        bottom=0.05,
        top=0.3,
    )
    breaks = [pd.Timestamp(day).toordinal() for day in ("2024-10-18", "2024-11-10", "2024-12-20", "2025-09-30")]

    def down(text):
        return float(np.interp(pd.Timestamp(text).toordinal(), breaks, [0, 0.42, 0.8, 1])) * height

    marks = spread([down(date) for date in rows["date"]], 0.1)  # steps of one day stand one under the other
    texts = spread(marks, 0.235)
    axes.axhspan(0, down("2024-12-20"), color=GRID, alpha=0.5, linewidth=0, zorder=0)
    axes.plot([0, 0], [0, height], color=LINE, linewidth=0.9, zorder=0)
    at = dict(zip(rows["id"], marks, strict=True))
    ends = [at[rows[rows["date"] == arms]["id"].iloc[0]], at["ev-2024-12-03-martial-law"]]
    axes.plot([-0.11, -0.18, -0.18, -0.11], [ends[0], ends[0], ends[1], ends[1]], color=INK, linewidth=1)
    axes.text(
        -0.24, sum(ends) / 2, f"{days}\ndays", color=INK, fontweight=600, ha="right", va="center", linespacing=1.1
    )
    for row, mark, text in zip(rows.itertuples(), marks, texts, strict=True):
        side = _actor(row)
        axes.plot([0.06, reach - 0.05], [mark, text], color=LINE, linewidth=0.7, zorder=0)
        axes.plot(0, mark, marker(side), color=color(side), markersize=6.5, markeredgewidth=0)
        when = pd.Timestamp(row.date)
        label = f"{when.day} {when:%b}: {row.title if wide else LABELS.get(row.id, row.title)}"
        axes.text(reach, text, label, va="center", color=INK, fontweight=600 if row.category == "arms" else 400)
    sides = list(dict.fromkeys(_actor(row) for row in rows.itertuples()))
    words = {"United States": "US"} | ({} if wide else {"South Korea": "Seoul"})
    swatches(
        figure,
        axes,
        [
            (words.get(side, side), {"marker": marker(side), "color": color(side), "markeredgewidth": 0})
            for side in sides
        ],
        lift=0.1,
    )
    ticks = {
        "2024-11-01": "Nov 2024",
        "2024-12-01": "Dec",
        "2025-01-01": "Jan 2025",
        "2025-04-01": "Apr",
        "2025-06-01": "Jun",
    }
    names = [name if wide else name.replace(" ", "\n") for name in ticks.values()]
    axes.set_yticks([down(tick) for tick in ticks], names, linespacing=1.0)
    axes.tick_params(axis="y", pad=0)
    axes.set_ylim(height, 0)
    axes.set_xlim(-0.45 if wide else -0.38, WIDTHS[wide] - left - (0.45 if wide else 0.38))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return figure


def _actor(row):
    """The side whose step it is: the first actor, or South Korea."""
    first = row.actors.split(";")[0]
    return first if first in ("Russia", "United States", "Ukraine") else "South Korea"


STEPS = {  # words on the marks
    "ev-2024-10-24-duma-ratifies": "Duma ratifies",
    "ev-2024-11-09-putin-signs": "Putin signs",
    "ev-2024-11-11-kim-decree": "Kim signs",
    "ev-2024-12-04-treaty-in-force": "in force",
    "ev-2024-10-08-first-ships": "first ships",
    "ev-2024-10-23-first-kursk-sighting": "in Kursk",
    "ev-2024-11-04-came-under-fire": "under fire",
    "ev-2024-11-12-patel-combat": "US: in combat",
    "ev-2024-12-14-zelensky-assaults": "large assaults",
}


@styled
def treaty_and_troops(rows, *, wide=True):
    """Steps of the treaty (filled, on record) above those of the troops (hollow, as claimed) on one axis of days."""
    at = rows.set_index("id")["date"].map(pd.Timestamp)
    start, force = at["ev-2024-10-08-first-ships"], at["ev-2024-12-04-treaty-in-force"]
    days = (force - start).days
    figure, axes = canvas(
        f"The treaty came into force {days} days after the first soldiers are said to have sailed",
        "Steps of the treaty (filled: on record) and of the troops (hollow: as claimed), autumn 2024",
        2.5,
        wide=wide,
        left=0.62 if wide else 0.48,
        right=0.1,
    )
    axes.axvspan(0, days, ymin=0, ymax=1, color=TEN_THOUSAND, alpha=0.09, linewidth=0)
    span = {"arrowstyle": "<->", "color": INK, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 8}
    axes.annotate("", (days, 1.83), (0, 1.83), arrowprops=span)
    axes.text(
        days / 2, 1.83, f"{days} days", ha="center", va="center", color=INK, fontweight=600, bbox={**HALO, "pad": 2.5}
    )
    for lane, base in (("Treaty", 1), ("Troops", 0)):
        ink = color("Russia") if lane == "Treaty" else TEN_THOUSAND
        axes.axhline(base, color=LINE, linewidth=0.6, zorder=0)
        steps = rows[rows["lane"] == lane].reset_index(drop=True)
        for number, row in steps.iterrows():
            day = (pd.Timestamp(row["date"]) - start).days
            axes.plot(
                day,
                base,
                "D" if lane == "Treaty" else "s",
                color=ink,
                markersize=6.5,
                markerfacecolor=ink if lane == "Treaty" else PAPER,
                markeredgewidth=1.3,
            )
            when = pd.Timestamp(row["date"])
            level = 1 if row["id"] == "ev-2024-12-14-zelensky-assaults" else number % 2
            words = STEPS[row["id"]] if wide else STEPS[row["id"]].replace("large assaults", "large\nassaults")
            axes.annotate(
                f"{words}\n{when.day} {when:%b}",
                (day, base),
                xytext=(0, 8 if level == 0 else -8),
                textcoords="offset points",
                ha="center",
                va="bottom" if level == 0 else "top",
                color=INK,
                fontsize=9 if wide else 8.5,
                linespacing=1.05,
            )
    axes.set_yticks([0, 1], ["Troops", "Treaty"])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(-0.62 if wide else -0.8, 1.95)
    axes.set_xlim(-7, 72 if wide else 73)
    ticks = ["2024-10-15", "2024-11-01", "2024-11-15", "2024-12-01", "2024-12-15"]
    axes.set_xticks([(pd.Timestamp(tick) - start).days for tick in ticks], ["15 Oct", "1 Nov", "15", "1 Dec", "15"])
    return figure
