"""The house style: fonts, palette, canvas and the two or three marks that every chart shares.

A chart is a function of one or more DataFrames and of ``wide`` (True for a page, False for a phone) that returns a Figure.
Colours and marks are in ``palette``.
"""

import functools
import io
import textwrap
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

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

for font in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(font)


def styled(draw):
    """Make a chart draw in the house style, leaving matplotlib's settings as they were."""

    @functools.wraps(draw)
    def chart(*frames, **options):
        with matplotlib.rc_context(fname=STYLE):
            return draw(*frames, **options)

    return chart


def wrapped(text, points, inches):
    """``text`` as a list of lines that fit ``inches`` at ``points``; half an em is a fair mean width of this face."""
    return textwrap.wrap(text, max(12, int(inches * 72 / (points * 0.485))))


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
    heading = [(line, TITLE, INK, 600) for line in wrapped(title, TITLE, width)]
    heading += [(line, SUBTITLE, MUTED, 400) for line in wrapped(subtitle, SUBTITLE, width)]
    plots = panels or [height]
    head = sum(points * 1.24 for _, points, _, _ in heading) / 72 + 0.14 + top
    total = head + sum(plots) + gap * (len(plots) - 1) + bottom
    figure, down = Figure(figsize=(width, total)), 0.0
    for line, points, ink, weight in heading:
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


def key(figure, axes, sides, *, wide, hollow=False, lift=0.0):
    """A line of markers and names above ``axes``, ``lift`` inches higher: ``sides`` maps each side to the word for it."""
    height, width = figure.get_size_inches()[1], WIDTHS[wide]
    edge = axes.get_position().y1 + (0.24 + lift) / height
    strip = figure.add_axes((0, edge, 1, 0.2 / height))
    strip.set_axis_off()
    strip.set_xlim(0, width)
    strip.set_ylim(0, 1)
    at = 0.06
    for side, word in sides.items():
        word = (
            word
            if wide
            else {"South Korea": "Seoul", "North Korea": "Pyongyang", "independent": "others"}.get(word, word)
        )
        face = "none" if hollow else color(side)
        strip.plot(at, 0.5, marker(side), color=color(side), markersize=5.5, markerfacecolor=face, markeredgewidth=1.3)
        strip.text(at + 0.1, 0.46, word, va="center", color=color(side), fontweight=600)
        at += (0.34 if wide else 0.27) + 0.068 * len(word)


def svg(figure, prefix=""):
    """The figure as a lean SVG element: text as text, lengths in CSS pixels, the same bytes for the same figure.

    ``prefix`` goes before every id, so that several charts can stand in one page.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context(fname=STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = buffer.getvalue()
    return lean(text[text.index("<svg") :], prefix, "'Ten Thousand Sans',sans-serif")


def png(figure):
    """The figure as PNG bytes on a white ground, at 200 dots an inch."""
    buffer = io.BytesIO()
    with matplotlib.rc_context(fname=STYLE):
        FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()
