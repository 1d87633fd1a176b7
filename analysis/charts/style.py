"""The house style: fonts, palette, canvas and the two or three marks that every chart shares.

A chart is a function of one or more DataFrames and of ``wide`` (True for a page, False for a phone) that returns a Figure.
Colours and marks are in ``palette``.
"""

import functools
import io
import math
import re
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import ScaledTranslation

from analysis.charts.lean import lean
from analysis.charts.palette import (  # noqa: F401 - charts take the whole style from here
    GRID,
    INK,
    LINE,
    MUTED,
    PAPER,
    SIDES,
    TEN_THOUSAND,
    THEME,
    color,
    marker,
)

STYLE = Path(__file__).with_name("book.mplstyle")
FONTS = Path(__file__).parents[1] / "fonts"

WIDTHS = {True: 6.9, False: 3.5}  # inches: a page's column, a phone
TITLE, SUBTITLE = 12.5, 9.5  # points
LEAD = 3  # points between title and subtitle

for font in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(font)


def styled(draw):
    """Make a chart draw in the house style, leaving matplotlib's settings as they were."""

    @functools.wraps(draw)
    def chart(*frames, **options):
        with matplotlib.rc_context(fname=STYLE):
            return _typeset(draw(*frames, **options))

    return chart


def apostrophes(text):
    """``text`` with the apostrophe of print: the NIS’s."""
    return re.sub(r"(?<=\w)'", "’", text)


def _typeset(figure):
    """Every word of a chart as print has it."""
    for text in [*figure.texts, *(part for axes in figure.axes for part in axes.get_children())]:
        if isinstance(text, Text):
            text.set_text(apostrophes(text.get_text()))
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        if isinstance(axis.get_major_locator(), FixedLocator):  # only such labels can be words
            labels = [label.get_text() for label in axis.get_ticklabels()]
            if any("'" in label for label in labels):
                axis.set_ticklabels([apostrophes(label) for label in labels])
    return figure


@functools.cache
def text_width(text, points, weight=400):
    """Inches that ``text`` takes in the house's face."""
    face = font_manager.FontProperties(family="Ten Thousand Sans", size=points, weight=weight)
    return text_to_path.get_text_width_height_descent(text, face, False)[0] / 72


def wrapped(text, points, inches, weight=400):
    """``text`` as a list of the fewest lines that fit ``inches`` at ``points``, as even as they can be.

    What must hold together stays on one line: a number and the word after it, a range, a figure with its currency.
    """
    words = re.sub(r"(USD|RUB) (?=\d)|(?<=\d) (?=million|billion|\(|%)", lambda space: space[0][:-1] + "\u00a0", text)
    words = words.split(" ")

    def lines(limit):
        out = [words[0]]
        for word in words[1:]:
            longer = f"{out[-1]} {word}"
            if text_width(longer, points, weight) <= limit:
                out[-1] = longer
            else:
                out.append(word)
        return out

    limit = inches * 0.985  # a browser sets text a trace wider than it is measured
    fewest = len(lines(limit))
    if fewest > 1:
        steps = [limit * share / 50 for share in range(25, 50)]
        limit = next((step for step in steps if len(lines(step)) == fewest), limit)
    return [line.replace("\u00a0", " ") for line in lines(limit)]


def canvas(title, subtitle, height, *, wide, left=0.0, right=0.0, top=0.0, bottom=0.3, panels=None, gap=0.35):
    """A Figure with its heading set, and an Axes below it.

    Args:
        title: the finding. subtitle: measure and unit.
        height: inches of the plot alone; the heading, ``top`` and ``bottom`` come on top of it.
        left, right, top, bottom: inches kept free for labels around the plot.
        panels: heights in inches of several Axes one above the other; then ``height`` is not used and a list is returned.
        gap: inches between panels.

    Returns:
        (Figure, Axes) or (Figure, list of Axes).
    """
    width = WIDTHS[wide]
    heading = [(line, TITLE, INK, 600) for line in wrapped(title, TITLE, width, 600)]
    heading += [(line, SUBTITLE, MUTED, 400) for line in wrapped(subtitle, SUBTITLE, width)]
    plots = panels or [height]
    head = (sum(points * 1.24 for _, points, _, _ in heading) + LEAD) / 72 + 0.14 + top
    total = head + sum(plots) + gap * (len(plots) - 1) + bottom
    figure, down = Figure(figsize=(width, total)), 0.0
    for place, (line, points, ink, weight) in enumerate(heading):
        if points == SUBTITLE and heading[place - 1][1] == TITLE:
            down += LEAD / 72
        figure.text(0, 1 - down / total, line, fontsize=points, color=ink, fontweight=weight, va="top")
        down += points * 1.24 / 72
    axes, edge = [], total - head
    for plot in plots:
        axes.append(figure.add_axes((left / width, (edge - plot) / total, 1 - (left + right) / width, plot / total)))
        edge -= plot + gap
    return figure, (axes if panels else axes[0])


def broken(line, column="year", gap=1):
    """Split a series wherever more than ``gap`` years lie between two values, so that no line bridges missing years."""
    return [part for _, part in line.groupby((line[column].astype(int).diff() > gap).cumsum())]


def spread(positions, gap):
    """Move sorted or unsorted ``positions`` apart, as little as possible, until neighbours stand ``gap`` from each other."""
    order = np.argsort(positions, kind="stable")
    placed = np.asarray(positions, dtype=float)[order]
    for _ in range(200):
        overlap = gap - np.diff(placed)
        if (overlap <= 1e-9).all():
            break
        push = np.where(overlap > 0, overlap, 0) / 2
        placed[:-1] -= push
        placed[1:] += push
    result = np.empty_like(placed)
    result[order] = placed
    return result


def digits(number):
    """Three significant digits, never with an exponent: 1.28; 1,340."""
    return f"{float(f'{number:.3g}'):,g}"


def compact(number):
    """A number as a reader says it: 950, 13,000, 1.28 million, 2.7 billion."""
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(number) >= 0.9995 * size:  # what rounds to a million is a million
            return digits(number / size) + word
    return f"{number:,.0f}"


def compact_range(low, high):
    """A range as a reader says it: 40,000–80,000; 1.1–1.2 million; 320 million–1.34 billion; one number when both ends are the same."""
    if low == high:
        return compact(low)
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if size <= low and high < size * 1000:
            return f"{digits(low / size)}–{digits(high / size)}{word}"
    return f"{compact(low)}–{compact(high)}"


def shorter(words, short):
    """A label for a phone: ``words`` with each key of ``short`` replaced by its value."""
    for long, brief in short.items():
        words = words.replace(long, brief)
    return words


def _strip(figure, axes, lift):
    """An invisible line of inches above ``axes``, ``lift`` inches higher than their top, for a key."""
    width, height = figure.get_size_inches()
    strip = figure.add_axes((0, axes.get_position().y1 + lift / height, 1, 0.2 / height))
    strip.set_axis_off()
    strip.set_xlim(0, width)
    strip.set_ylim(0, 1)
    return strip


def key(figure, axes, sides, *, wide, hollow=False, lift=0.0):
    """A line of markers and names above ``axes``, ``lift`` inches higher: ``sides`` maps each side to the word for it."""
    strip, at = _strip(figure, axes, 0.24 + lift), 0.06
    for side, word in sides.items():
        word = (
            word
            if wide
            else {"South Korea": "Seoul", "North Korea": "Pyongyang", "independent": "others"}.get(word, word)
        )
        face = "none" if hollow else color(side)
        strip.plot(at, 0.5, marker(side), color=color(side), markersize=5.5, markerfacecolor=face, markeredgewidth=1.3)
        strip.text(at + 0.1, 0.46, word, va="center", color=color(side), fontweight=600)
        at += (0.34 if wide else 0.27) + text_width(word, 9, 600)


def swatches(figure, axes, entries, *, lift=0.06):
    """A line of marks and words above ``axes``: each entry is a word and how its mark looks.

    A look with ``marker`` is drawn as that marker, any other as a small bar; both take matplotlib's own options.
    """
    strip, at = _strip(figure, axes, lift), 0.0
    for word, look in entries:
        if "marker" in look:
            strip.plot(at + 0.08, 0.5, linestyle="none", **{"markersize": 6, **look})
        else:
            strip.barh(0.5, 0.16, left=at + 0.005, height=0.6, **{"linewidth": 0.8, **look})
        strip.text(at + 0.22, 0.46, word, va="center", color=INK)
        at += 0.22 + text_width(word, 9) + 0.2


HALO = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}  # a label's box where a line runs under it
REACH = 10.5  # points, 14 px: the arrow of an open bound, on every chart and at both sizes
HEAD = 5.5  # points from a mark to the arrowhead that stands for the arrow in crowded charts


def bound(axes, x, y, direction, ink, *, clear=3.5, zorder=None):
    """The sign for an open bound: an arrow of fixed length beside a mark, ``direction`` >, <, ^ or v.

    ``clear`` is half of the mark, in points; a label that comes after the arrow stands ``past(clear)`` away.
    """
    dx, dy = {">": (1, 0), "<": (-1, 0), "^": (0, 1), "v": (0, -1)}[direction]
    end = clear + REACH
    line = {"arrowstyle": "<-", "color": ink, "linewidth": 1.2, "shrinkA": 0, "shrinkB": clear, "mutation_scale": 7}
    axes.annotate(
        "",
        (x, y),
        xytext=(dx * end, dy * end),
        textcoords="offset points",
        arrowprops=line,
        annotation_clip=False,
        **({} if zorder is None else {"zorder": zorder}),
    )


def past(clear=3.5):
    """Points from a mark to the label that comes after its arrow, see ``bound``."""
    return clear + REACH + 3


def ends(axes, x, row, ink, unit=1, *, linewidth=2):
    """How far a mark of a crowded chart is sure: a bar over its range, a small arrowhead above a floor or below a ceiling.

    Args:
        row: has lower, best and upper, of which one end may be open (NaN).
        unit: what the axis counts in, in the unit of ``row``.
    """
    if row.lower < row.upper:
        axes.plot([x, x], [row.lower / unit, row.upper / unit], color=ink, linewidth=linewidth)
    for end, head, way in ((row.upper, "^", 1), (row.lower, "v", -1)):
        if math.isnan(end):
            beside = axes.transData + ScaledTranslation(0, way * HEAD / 72, axes.figure.dpi_scale_trans)
            axes.plot(x, row.best / unit, head, color=ink, markersize=3, transform=beside)


def svg(figure, prefix=""):
    """The figure as a lean SVG element: text as text, lengths in CSS pixels, the same bytes for the same figure.

    ``prefix`` goes before every id, so that several charts can stand in one page.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context(fname=STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = buffer.getvalue()
    return lean(text[text.index("<svg") :], prefix, "'Ten Thousand Sans',sans-serif")


DOTS = 200  # to the inch, in a PNG


def png(figure):
    """The figure as PNG bytes on a white ground, at 200 dots an inch."""
    buffer = io.BytesIO()
    with matplotlib.rc_context(fname=STYLE):
        FigureCanvasAgg(figure).print_figure(buffer, format="png", dpi=DOTS, metadata={"Software": None})
    return buffer.getvalue()
