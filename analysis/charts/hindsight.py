"""Charts of the hindsight chapter: what became of the explainer's claims, and what followed."""

from analysis.charts.claims import month
from analysis.charts.style import (
    GRID,
    INK,
    LINE,
    MUTED,
    WIDTHS,
    canvas,
    color,
    compact,
    key,
    marker,
    shorter,
    styled,
)

OUTCOMES = {  # order and word of each outcome
    "confirmed": "held",
    "said": "was said",
    "revised": "revised",
    "unverifiable": "open",
    "contradicted": "contradicted",
}
LOOKS = {  # colour is kept for sides, so an outcome is a shape
    "confirmed": {"marker": "o", "markerfacecolor": INK, "markeredgecolor": INK},
    "said": {"marker": "o", "markerfacecolor": LINE, "markeredgecolor": LINE},
    "revised": {
        "marker": "o",
        "fillstyle": "left",
        "markerfacecolor": INK,
        "markerfacecoloralt": "none",
        "markeredgecolor": INK,
    },
    "unverifiable": {"marker": "o", "markerfacecolor": "none", "markeredgecolor": INK},
    "contradicted": {"marker": "x", "markeredgecolor": INK, "markeredgewidth": 2.6},
}
THEMES = ["history", "deployment", "reactions", "law", "scale", "motivations"]
KINDS = {"history": "History", "statement": "Statements", "figure": "Figures", "assessment": "Assessments"}
SIDES = ["independent", "Europe and NATO", "South Korea", "United States", "Russia", "North Korea"]


def _mark(axes, x, y, outcome, size=8.5):
    axes.plot(x, y, linestyle="none", clip_on=False, **{"markersize": size, "markeredgewidth": 1.3, **LOOKS[outcome]})


def _outcome_key(figure, axes, outcomes, *, wide):
    """A line above the plot that says what each shape means; an outcome that no claim has stays out."""
    height, width = figure.get_size_inches()[1], WIDTHS[wide]
    strip = figure.add_axes((0, axes.get_position().y1 + 0.16 / height, 1, 0.2 / height))
    strip.set_axis_off()
    strip.set_xlim(0, width)
    strip.set_ylim(0, 1)
    at = 0.07
    for outcome, word in OUTCOMES.items():
        if outcome not in set(outcomes):
            continue
        word = word if wide else word.replace("contradicted", "fell")
        _mark(strip, at, 0.5, outcome, 7)
        strip.text(at + 0.1, 0.46, word, va="center", color=INK, fontweight=600)
        at += 0.32 + 0.064 * len(word)


@styled
def verdicts_by_theme(rows, *, wide=True):
    """One mark a claim, by theme of the explainer; the shape is what became of it."""
    count = rows["verdict"].value_counts()
    fell = f", {count['contradicted']} fell" if "contradicted" in count else ""
    figure, axes = canvas(
        f"{count['confirmed']} of {len(rows)} claims held, {(rows['outcome'] == 'said').sum()} of them only as things said; "
        f"{count['revised']} were revised, {count['unverifiable']} stay open{fell}",
        "Claims of the explainer by theme, a mark for each; pale: checked only as a statement that somebody made",
        0.33 * len(THEMES),
        wide=wide,
        left=1.05,
        right=0.55,
        top=0.34,
        bottom=0.04,
    )
    order = list(OUTCOMES)
    for place, theme in enumerate(reversed(THEMES)):
        claims = sorted(rows[rows["theme"] == theme]["outcome"], key=order.index)
        for at, outcome in enumerate(claims):
            _mark(axes, at, place, outcome)
        fine = (rows[rows["theme"] == theme]["verdict"] == "confirmed").sum()
        axes.text(len(claims) - 0.35, place - 0.02, f"{fine}/{len(claims)}", va="center", color=MUTED)
    axes.set_yticks(range(len(THEMES)), [theme.capitalize() for theme in reversed(THEMES)])
    axes.tick_params(axis="y", labelcolor=INK, length=0)
    axes.set_xlim(-0.6, rows["theme"].value_counts().max() - 0.2)
    axes.set_ylim(-0.6, len(THEMES) - 0.4)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    _outcome_key(figure, axes, rows["outcome"], wide=wide)
    return figure


@styled
def verdicts_by_kind(rows, *, wide=True):
    """Kinds of claims against verdicts, a mark a claim, coloured and shaped by who the explainer says it from."""
    verdicts = [
        name for name in ("confirmed", "revised", "unverifiable", "contradicted") if name in set(rows["verdict"])
    ]
    past, views = rows[rows["kind"] == "history"], rows[rows["kind"] == "assessment"]
    across = {"confirmed": 9 if wide else 5, "revised": 3 if wide else 2, "unverifiable": 2, "contradicted": 2}
    place, y = {}, 0.0
    for kind in KINDS:
        counts = rows[rows["kind"] == kind]["verdict"].value_counts()
        place[kind] = y
        y += max(-(-int(counts.get(verdict, 0)) // across[verdict]) for verdict in verdicts) + 0.9
    figure, axes = canvas(
        f"All {len(past)} claims about the past held; of {len(views)} assessments {(views['verdict'] == 'confirmed').sum()} did",
        "Claims by kind and verdict, a mark for each, by speaker; a statement held if made, whoever made it",
        0.22 * y,
        wide=wide,
        left=1.0,
        right=0.05,
        top=0.62 if wide else 0.98,
        bottom=0.04,
    )
    x = 0.0
    for verdict in verdicts:
        word = {"unverifiable": "open", "contradicted": "contradicted" if wide else "fell"}.get(verdict, verdict)
        word = "held" if verdict == "confirmed" else word
        axes.text(x - 0.4, -1.0, word, color=INK, fontweight=600, va="baseline")
        for kind in KINDS:
            cell = rows[(rows["kind"] == kind) & (rows["verdict"] == verdict)]
            sides = sorted(cell["side"], key=SIDES.index)
            for number, side in enumerate(sides):
                row, column = divmod(number, across[verdict])
                axes.plot(x + column, place[kind] + row, marker(side), color=color(side), markersize=8, clip_on=False)
        x += across[verdict] + (1.4 if wide else 0.7)
    for kind in list(KINDS)[1:]:
        axes.axhline(place[kind] - 0.95, color=GRID, linewidth=0.8, zorder=0)
    axes.set_yticks([place[kind] for kind in KINDS], list(KINDS.values()))
    axes.tick_params(axis="y", labelcolor=INK, length=0)
    axes.set_xlim(-0.6, x - 0.8)
    axes.set_ylim(y - 1.2, -0.6)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    words = dict(zip(SIDES, ["explainer, experts", "NATO", "Seoul", "Washington", "Moscow", "Pyongyang"], strict=True))
    if wide:
        key(figure, axes, words, wide=wide, lift=0.14)
    else:
        for line, lift in ((SIDES[:3], 0.4), (SIDES[3:], 0.14)):
            key(figure, axes, {side: words[side] for side in line}, wide=wide, lift=lift)
    return figure


@styled
def evidence_dates(rows, *, wide=True):
    """When the evidence behind each verdict came: a block of what was on record, then a column a month."""
    known, later = rows[rows["on_record"]], rows[~rows["on_record"]]
    order = list(OUTCOMES)
    across = 3
    deep = -(-len(known) // across)
    last = int(later["months"].max())
    figure, axes = canvas(
        f"For {len(known)} of {len(rows)} claims the evidence was on record that day; the rest waited up to {last} months",
        "Claims by the month of the evidence cited for the verdict, a mark for each",
        0.24 * (deep + 0.6),
        wide=wide,
        left=0.0,
        right=0.05,
        top=0.34,
        bottom=0.42,
    )
    for number, outcome in enumerate(sorted(known["outcome"], key=order.index)):
        column, line = divmod(number, deep)
        _mark(axes, column, line, outcome, 8 if wide else 6.5)
    shift = across + 0.3  # the first month after the block
    for wait, group in later.groupby("months"):
        for line, outcome in enumerate(sorted(group["outcome"], key=order.index)):
            _mark(axes, shift + wait, line, outcome, 8 if wide else 6.5)
    axes.axvline(across - 0.1, color=LINE, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_ylim(-0.7, deep - 0.1)
    axes.set_xlim(-0.6, shift + last + 0.6)
    months = (
        [(1, "Nov 2024"), (6, "Apr 2025"), (11, "Sep"), (last, "Dec")]
        if wide
        else [(1, "Nov"), (6, "Apr 25"), (last, "Dec")]
    )
    axes.set_xticks(
        [1, *(shift + month for month, _ in months)],
        ["by 30 Oct 2024" if wide else "by 30\nOct 24", *(text for _, text in months)],
    )
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    _outcome_key(figure, axes, rows["outcome"], wide=wide)
    return figure


LANES = {
    "movement": "Movement",
    "denial": "Denial",
    "said by others": "Said by others",
    "combat": "Combat",
    "prisoners": "Prisoners",
    "reinforcement": "Reinforcement",
    "admission": "Admission",
    "commemoration": "Ceremonies",
}
SHORT = {"said by others": "By others", "reinforcement": "Reinforced"}
PARTY = ("denial", "admission", "commemoration")  # acts of Moscow and Pyongyang


@styled
def stages(rows, *, wide=True):
    """Events on record by stage and quarter: a bar from each lane's own base, all to one scale."""
    quarters = sorted(rows["quarter"].unique())
    counts = rows.groupby(["stage", "quarter"]).size()
    denial = rows[rows["stage"] == "denial"]["date"].max()
    own = rows[rows["stage"].isin(["admission", "commemoration"])]["date"].min()
    figure, axes = canvas(
        f"The last denial is of {month(denial, whole=True)}; from {month(own, whole=True)} come admissions and ceremonies",
        "Events of the deployment in this book's record by kind and quarter, number; dark: by Moscow or Pyongyang",
        0.44 * len(LANES),
        wide=wide,
        left=1.15 if wide else 0.95,
        right=0.05,
        bottom=0.46,
    )
    top = counts.max() * 1.75
    for place, stage in enumerate(reversed(LANES)):
        axes.axhline(place, color=GRID, linewidth=0.8, zorder=0)
        for at, quarter in enumerate(quarters):
            number = counts.get((stage, quarter), 0)
            if number:
                axes.bar(at, number / top, width=0.62, bottom=place, color=INK if stage in PARTY else LINE, linewidth=0)
                axes.text(
                    at, place + number / top + 0.03, str(number), ha="center", va="bottom", color=INK, fontsize=8.5
                )
    axes.set_yticks(
        [place + 0.14 for place in range(len(LANES))],
        [LANES[stage] if wide else SHORT.get(stage, LANES[stage]) for stage in reversed(LANES)],
    )
    axes.tick_params(axis="y", labelcolor=INK, length=0)
    axes.set_ylim(-0.05, len(LANES) + 0.05)
    axes.set_xlim(-0.5, len(quarters) - 0.5)
    labels = []
    for number, quarter in enumerate(quarters):
        year = quarter[:4] if wide else f"’{quarter[2:4]}"
        labels.append(quarter[4:] + (f"\n{year}" if number == 0 or quarter.endswith("Q1") else ""))
    axes.set_xticks(range(len(quarters)), labels)
    axes.spines["bottom"].set_visible(False)
    return figure


BRIEF = {  # words of the account as a phone has room for them
    "Sent in two waves": "Sent",
    "Engineers arrived": "Engineers",
    "Wounded sent home": "Wounded home",
    "Left by these figures": "Left",
    "Stated for Kursk": "Stated",
    " 2025": " 25",
    " 2026": " 26",
}


@styled
def kursk_balance(rows, *, wide=True):
    """The service's figures as a running account, bars from left to right, and its own figure for the force that is there."""
    left = rows[rows["kind"] == "left"].iloc[0]
    stated = rows[rows["kind"] == "stated"].iloc[0]
    figure, axes = canvas(
        f"The NIS's figures leave {compact(left['people'])} of those sent; "
        f"in {month(stated['date'])} it put them at {compact(stated['people'])}",
        "South Korea's National Intelligence Service (NIS), people; hollow: taken off; builders left out",
        0.31 * len(rows),
        wide=wide,
        left=2.15 if wide else 1.72,
        right=0.65,
    )
    ink = color("South Korea")
    order = rows.reset_index(drop=True)
    for place, row in order.iterrows():
        low, high = sorted((row["start"], row["end"]))
        minus = row["people"] < 0
        axes.barh(
            place,
            high - low,
            left=low,
            height=0.55,
            facecolor="none" if minus else ink,
            edgecolor=ink,
            linewidth=1.2 if minus else 0,
            alpha=1 if minus else (0.85 if row["kind"] == "stated" else 0.5),
        )
        sign = "−" if minus else "+" if row["kind"] == "flow" and place else ""
        axes.annotate(
            f"{sign}{compact(abs(row['people']))}",
            (high, place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=ink,
            fontweight=600,
            annotation_clip=False,
        )
        if row["kind"] == "flow":
            axes.plot([row["end"]] * 2, [place + 0.28, place + 0.72], color=LINE, linewidth=0.8)
    labels = order["label"] if wide else [shorter(label, BRIEF) for label in order["label"]]
    axes.set_yticks(range(len(order)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_xlim(0, 16_500)
    axes.set_xticks(
        [0, 5000, 10_000, 15_000], ["0", "5,000", "10,000", "15,000"] if wide else ["0", "5,000", "", "15,000"]
    )
    axes.grid(axis="x")
    return figure
