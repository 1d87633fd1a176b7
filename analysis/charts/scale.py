"""Charts of the scale chapter, and the first chart of the book."""

import math

from matplotlib.patches import Rectangle

from analysis.charts.style import (
    INK,
    LINE,
    MUTED,
    TEN_THOUSAND,
    canvas,
    color,
    compact,
    compact_range,
    ends,
    marker,
    styled,
)
from analysis.measures.common import decimal_year

SHORT = {
    "The North's special forces": "Special forces",
    "Russian force in the war": "Russia in the war",
    "Russian force in Kursk": "Russia in Kursk",
    "Russian losses claimed, October": "Losses claimed, Oct",
}
UNIT = 10_000  # people that one square stands for
OWNER = {  # whose people a block of squares shows
    "North Korea's army": "North Korea",
    "The North's special forces": "North Korea",
    "Storm Corps": "North Korea",
    "Russian force in the war": "Russia",
    "Russian force in Kursk": "Russia",
    "Russian losses claimed, October": "Russia",
}


def _squares(axes, x, top, people, rows, face, *, filled=True, skip=0, cell=1.0, mark=0.82):
    """Draw ``people`` as squares of 10,000, filling columns of ``rows`` from the top left; the rest as part of a square."""
    count = people / UNIT
    for number in range(skip, math.ceil(round(count, 6))):
        part = min(1.0, count - number)
        column, line = divmod(number, rows)
        axes.add_patch(
            Rectangle(
                (x + column * cell, top - line * cell - mark),
                mark * part,
                mark,
                facecolor=face if filled else "none",
                edgecolor=face,
                linewidth=0 if filled else 0.8,
            )
        )


@styled
def ten_thousand_in_context(rows, *, wide=True):
    """Everything in squares of 10,000 people: one orange square is the contingent, and every block is a true area."""
    rows = rows.set_index("label")
    kursk = rows.at["Russian force in Kursk", "best"]
    army = rows.at["North Korea's army", "best"]
    figure, axes = canvas(
        f"One square in {army / UNIT:.0f} of the North's army, one for every {kursk / UNIT:.0f} of Russia's force in Kursk",
        "Each square is 10,000 people; the orange one is the contingent in Russia as the Pentagon put it on 28 October 2024",
        3.65 if wide else 5.55,
        wide=wide,
        bottom=0.02,
    )
    # label, x of the block, y of its top, squares in a column: laid out in units of one square
    if wide:
        places = [
            ("North Korea's army", 0, 8, 8),
            ("Russian force in the war", 18, 8, 8),
            ("The North's special forces", 0, -2.6, 4),
            ("Storm Corps", 9.5, -2.6, 4),
            ("Russian force in Kursk", 15.5, -2.6, 4),
            ("Russian losses claimed, October", 23, -2.6, 4),
        ]
        box = (0, 31, -6.8, 9.6)
    else:
        places = [
            ("North Korea's army", 0, 8, 8),
            ("Russian force in the war", 0, -2.6, 8),
            ("Russian force in Kursk", 10, -2.6, 4),
            ("The North's special forces", 0, -13.2, 4),
            ("Storm Corps", 10, -13.2, 4),
            ("Russian losses claimed, October", 10, -8.4, 2),
        ]
        box = (0, 17, -17.3, 9.6)
    for label, x, top, lines in places:
        face = color(OWNER[label])
        lower, best, upper = rows.loc[label, ["lower", "best", "upper"]]
        ranged = upper > lower
        _squares(axes, x, top, lower if ranged else best, lines, face)
        if ranged:
            _squares(axes, x, top, upper, lines, face, filled=False, skip=int(lower // UNIT))
        _squares(axes, x, top, UNIT, lines, TEN_THOUSAND)
        figures = compact_range(lower, upper) if ranged else compact(best)
        axes.text(x, top + 1.25, SHORT.get(label, label), va="center", fontweight=600)
        axes.text(x, top + 0.5, figures, va="center", color=MUTED)
    axes.set_xlim(box[0], box[1])
    axes.set_ylim(box[2], box[3])
    axes.set_aspect("equal", anchor="NW")
    axes.set_axis_off()
    return figure


@styled
def armies(rows, *, wide=True):
    """Each army as a square of true area, with the 10,000 as a square of the same scale in its corner."""
    sides = {"United States": "United States"}
    per_row = 6 if wide else 3
    largest = math.sqrt(rows["best"].max())
    step = largest * 1.12
    lines = math.ceil(len(rows) / per_row)
    share = UNIT / rows.set_index("state").at["North Korea", "best"]
    figure, axes = canvas(
        f"Against any of the armies around it, the contingent is a corner: {share:.1%} of the North's own",
        "Active personnel as squares of true area; the orange square is 10,000 people on the same scale",
        1.55 if wide else 3.3,
        wide=wide,
        bottom=0.0,
    )
    for number, army in enumerate(rows.itertuples()):
        line, column = divmod(number, per_row)
        x, y = column * step, -line * (step + largest * 0.36)
        side = math.sqrt(army.best)
        face = color(sides.get(army.state, army.state))
        axes.add_patch(Rectangle((x, y), side, side, facecolor=face, alpha=0.32))
        axes.add_patch(Rectangle((x, y), math.sqrt(UNIT), math.sqrt(UNIT), facecolor=TEN_THOUSAND))
        axes.text(x, y - largest * 0.05, army.state, va="top", fontweight=600)
        axes.text(x, y - largest * 0.18, compact_range(army.lower, army.upper), va="top", color=MUTED)
    axes.set_xlim(0, per_row * step)
    axes.set_ylim(-(lines - 1) * (step + largest * 0.36) - largest * 0.32, largest)
    axes.set_aspect("equal", anchor="NW")
    axes.set_axis_off()
    return figure


@styled
def russian_force(rows, *, wide=True):
    """The Russian force in the war as its sides put it, with the contingent drawn to scale."""
    figure, axes = canvas(
        "Both sides speak of a growing Russian force; beside it the contingent is a sliver",
        "Russian force in the war zone, thousand people, by claimant; orange: 10,000 to scale",
        3.1,
        wide=wide,
        left=0.35,
        right=0.1,
    )
    for side in ("Russia", "Ukraine", "United States"):
        points = rows[rows["side"] == side]
        axes.plot(
            points["when"],
            points["best"] / 1000,
            marker(side),
            color=color(side),
            markersize=6,
            markerfacecolor=color(side) if side == "Russia" else "none",
            markeredgewidth=1.4,
        )
        for claim in points.itertuples():
            ends(axes, claim.when, claim, color(side), 1000)
    place = {"Russia": (2024.0, 655), "Ukraine": (2024.15, 420), "United States": (2025.2, 545)}
    for side, (x, y) in place.items():
        axes.text(x, y, {"United States": "US officials"}.get(side, f"{side} says"), color=color(side), fontweight=600)
    axes.bar(2024.8, 10, width=0.5, bottom=0, color=TEN_THOUSAND)
    axes.text(2024.8, 20, "10,000", color=TEN_THOUSAND, ha="center", va="bottom", fontweight=600)
    axes.set_ylim(0, 790)
    axes.set_xlim(2022, 2026.7)
    axes.set_xticks(range(2022, 2027))
    axes.grid(axis="y")
    return figure


@styled
def days_of_losses(rows, *, wide=True):
    """Days of claimed Russian losses that 10,000 make up, month by month; hollow: an incomplete month."""
    shown = rows[rows["when"] >= 2022.3]
    at = shown[shown["month"] == "2024-10"].iloc[0]
    figure, axes = canvas(
        f"In October 2024 the contingent made up {at['days']:.1f} days of the losses that Kyiv claims",
        "Days of Russian losses (killed and wounded, claimed by Ukraine's General Staff) that 10,000 make up, by month",
        2.7,
        wide=wide,
        left=0.3,
        right=0.05,
    )
    width = 1 / 12 * 0.78
    whole = shown[shown["complete"]]
    axes.bar(whole["when"], whole["days"], width=width, color=color("Ukraine"), alpha=0.55)
    part = shown[~shown["complete"]]
    axes.bar(part["when"], part["days"], width=width, facecolor="none", edgecolor=color("Ukraine"), linewidth=0.9)
    axes.bar(at["when"], at["days"], width=width, color=TEN_THOUSAND)
    axes.annotate(
        "October 2024",
        (at["when"], at["days"]),
        xytext=(0, 16),
        textcoords="offset points",
        color=TEN_THOUSAND,
        fontweight=600,
        ha="center",
        arrowprops={"arrowstyle": "-", "color": TEN_THOUSAND, "linewidth": 0.8},
    )
    axes.set_ylim(0, None)
    axes.set_xlim(shown["when"].min() - 0.06, shown["when"].max() + 0.06)
    axes.set_xticks(range(2023, 2027))
    axes.grid(axis="y")
    return figure


@styled
def contingents(rows, contingent, *, wide=True):
    """Peak (filled) and total served (hollow) of earlier contingents on a log axis; ``contingent`` holds Russia's guests."""
    order = rows.groupby("contingent")["lower"].min().sort_values().index
    peaks = rows[rows["basis"] == "peak"]
    larger = int((peaks["upper"] > contingent["lower"].min()).sum())
    figure, axes = canvas(
        f"{larger} of {len(peaks)} foreign contingents compared were larger at their peak than ten thousand",
        "Foreign contingents, people, log axis; filled: most at one time, hollow: all who served; bars: range of sources",
        0.25 * (len(order) + 1),
        wide=wide,
        left=2.2 if wide else 1.3,
        right=0.2,
    )
    for place, name in enumerate(order):
        for row in rows[rows["contingent"] == name].itertuples():
            peak = row.basis == "peak"
            if row.upper > row.lower:
                axes.hlines(place, row.lower, row.upper, color=MUTED, linewidth=1.4)
            axes.plot(
                [row.lower, row.upper],
                [place, place],
                "o",
                color=MUTED,
                linestyle="none",
                markersize=5,
                markerfacecolor=MUTED if peak else "white",
                markeredgewidth=1.1,
            )
    for row in contingent.itertuples():
        axes.plot(
            row.best,
            len(order),
            "s",
            color=TEN_THOUSAND,
            markersize=7,
            markerfacecolor=TEN_THOUSAND if row.metric == "troops_in_russia" else "white",
            markeredgewidth=1.4,
        )
    axes.axvline(UNIT, color=TEN_THOUSAND, linewidth=0.9, zorder=0)
    first = rows.groupby("contingent")["year_from"].min()
    short = {"Germany in Spain (Condor Legion)": "Germany in Spain", "Italy in Spain (CTV)": "Italy in Spain"}
    names = [
        f"{short.get(name, name)}, {first[name]}"
        if wide
        else short.get(name, name)
        .replace("South Korea", "S. Korea")
        .replace("United States", "US")
        .replace("Soviet Union", "USSR")
        .replace("International Brigades", "Brigades")
        for name in order
    ]
    axes.set_yticks(range(len(order) + 1), [*names, "North Korea in Russia" + (", 2024" if wide else "")])
    axes.get_yticklabels()[-1].set_color(TEN_THOUSAND)
    axes.get_yticklabels()[-1].set_fontweight(600)
    axes.set_xscale("log")
    axes.set_xticks([1000, 10_000, 100_000, 1_000_000], ["1,000", "10,000", "100,000", "1 million"])
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(order) + 0.6)
    axes.tick_params(axis="y", labelcolor=INK)
    return figure


@styled
def kursk(area, claims, forces, arrival, *, wide=True):
    """Ground held in Kursk Oblast (measured and claimed) above the forces claimed there; ``arrival`` is a line across both."""
    peak = area.loc[area["held_km2"].idxmax()]
    came = decimal_year(arrival["date"]).iloc[0]
    figure, (ground, people) = canvas(
        "When the troops came, the ground held in Kursk was already shrinking",
        "Above: area held by Ukraine, km²; filled: measured from DeepState's maps, marks: claims by side. Below: forces, thousand people",
        0,
        wide=wide,
        left=0.4,
        right=0.05,
        panels=[1.7, 1.7],
        gap=0.28,
    )
    ground.fill_between(area["when"], area["held_km2"], color=LINE, alpha=0.45, linewidth=0)
    ground.fill_between(
        area["when"], area["held_km2"], area["held_km2"] + area["grey_zone_km2"], color=LINE, alpha=0.2, linewidth=0
    )
    ground.text(peak["when"] + 0.02, 250, "held", color=INK, va="center")
    ground.text(came + 0.02, 720, "control unknown", color=MUTED, va="center")
    ground.text(
        came + 0.012,
        1370,
        "first North Koreans recorded" if wide else "first recorded",
        color=TEN_THOUSAND,
        va="center",
    )
    for claim in claims.itertuples():
        ground.plot(
            claim.when,
            claim.best,
            marker(claim.side),
            color=color(claim.side),
            markersize=5,
            markerfacecolor="none",
            markeredgewidth=1.2,
        )
        ends(ground, claim.when, claim, color(claim.side))
    ground.set_ylim(0, 1450)
    ground.yaxis.set_major_formatter("{x:,.0f}")
    for force in ("Russia", "Ukraine", "North Korea"):
        for claim in forces[forces["force"] == force].itertuples():
            ink = TEN_THOUSAND if force == "North Korea" else color(force)
            people.plot(
                claim.when,
                claim.best / 1000,
                marker(force),
                color=ink,
                markersize=5,
                markerfacecolor="none",
                markeredgewidth=1.2,
            )
            ends(people, claim.when, claim, ink, 1000)
    people.set_ylim(0, 72)
    people.text(2024.95, 66, "Russian force", color=color("Russia"), fontweight=600)
    people.text(2025.15, 17, "North Koreans", color=TEN_THOUSAND, fontweight=600)
    people.text(2024.67, 4, "Ukrainian" if wide else "Ukr.", color=color("Ukraine"), fontweight=600, va="center")
    for axes in (ground, people):
        axes.set_xlim(2024.58, area["when"].max() + 0.01)
        axes.grid(axis="y")
        axes.axvline(came, color=TEN_THOUSAND, linewidth=0.9, zorder=0)
        axes.set_xticks([2024.625, 2024.79, 2024.96, 2025.125, 2025.29, 2025.46], [""] * 6)
    people.set_xticklabels(["Aug", "Oct", "Dec", "Feb 2025", "Apr", "Jun"])
    return figure
