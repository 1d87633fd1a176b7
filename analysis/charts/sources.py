"""The chart of the methods chapter: what kinds of pages carry the rows."""

from analysis.charts.style import GRID, INK, LINE, MUTED, PAPER, WIDTHS, canvas, styled

WORDS = {
    "press": "Press and\nbroadcasters",
    "dataset": "Data sets",
    "reference": "Reference\nworks",
    "wire": "News\nagencies",
    "primary": "Primary\ndocuments",
    "research": "Institutes",
}
PARTS = (  # column, word, fill
    ("sound", "own text", MUTED),
    ("copied", "copy", GRID),
    ("weak", "weak carrier", PAPER),
)


@styled
def kinds_of_sources(rows, *, wide=True):
    """Rows of the claim tables by kind of page; what is a copy, or marked as weak, is set apart."""
    total = rows["rows"].sum()
    count = rows.set_index("kind")["rows"]
    left = 1.1 if wide else 0.95
    figure, axes = canvas(
        f"{count['press'] / total:.0%} of {total:,} figures were read in the press, {count['primary'] / total:.0%} in primary "
        f"documents; {rows['weak'].sum() / total:.0%} rest on a weak page",
        "Rows of the claim tables by the kind of page on which the figure was read",
        0.4 * len(rows),
        wide=wide,
        left=left,
        right=0.35,
        top=0.3,
        bottom=0.05,
    )
    inch = (WIDTHS[wide] - left - 0.35) / rows["rows"].max()
    for place, row in enumerate(rows.itertuples()):
        start = 0
        for column, _, ink in PARTS:
            part = int(getattr(row, column))
            edge = "none" if ink == MUTED else LINE
            axes.barh(place, part, left=start, height=0.62, color=ink, edgecolor=edge, linewidth=0.8)
            if part * inch > 0.05 + 0.075 * len(str(part)) and column != "sound":
                axes.text(start + part / 2, place, f"{part}", va="center", ha="center", color=INK, fontsize=8)
            start += part
        axes.text(start + 0.05 / inch, place, f"{row.rows}", va="center", color=INK, fontweight=600)
    axes.set_yticks(range(len(rows)), [WORDS[kind] for kind in rows["kind"]])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, rows["rows"].max())
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    _key(figure, axes, wide=wide)
    return figure


def _key(figure, axes, *, wide):
    """A line above the plot that says what each fill means."""
    height, width = figure.get_size_inches()[1], WIDTHS[wide]
    strip = figure.add_axes((0, axes.get_position().y1 + 0.06 / height, 1, 0.2 / height))
    strip.set_axis_off()
    strip.set_xlim(0, width)
    strip.set_ylim(0, 1)
    at = 0.0
    for _, word, ink in PARTS:
        edge = "none" if ink == MUTED else LINE
        strip.barh(0.5, 0.15, left=at, height=0.62, color=ink, edgecolor=edge, linewidth=0.8)
        strip.text(at + 0.2, 0.46, word, va="center", color=INK)
        at += 0.4 + 0.068 * len(word)
