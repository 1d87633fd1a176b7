"""Every chart: drawn as the chapters draw it, in both sizes, inside its edges, in the house's fonts and colours."""

import importlib
import inspect
import io
import pkgutil
import re
from types import SimpleNamespace

import jupytext
import matplotlib
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

import book.chapter
from analysis import charts
from analysis.charts import scale, style
from analysis.tables import read


def drawn():
    """Each chart function with the frames and options that the chapters give it: their cells are run, nothing is published."""
    found = {}
    real = {name: getattr(book.chapter, name) for name in ("show", "number", "listing")}
    book.chapter.show = lambda chart, *frames, **options: found.setdefault(chart, (frames, options))
    book.chapter.number = lambda name, value, *rest: value
    book.chapter.listing = lambda *parts, **options: None
    try:
        for page in [ROOT / "index.md", *sorted(ROOT.glob("chapters/*.md"))]:
            names = {}
            for cell in jupytext.read(page).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, page.name, "exec"), names)
    finally:
        for name, function in real.items():
            setattr(book.chapter, name, function)
    return found


CHARTS = drawn()


@pytest.fixture(
    scope="module",
    params=[(chart, wide) for chart in CHARTS for wide in (True, False)],
    ids=lambda p: f"{p[0].__name__}-{p[1]}",
)
def figure(request):
    chart, wide = request.param
    frames, options = CHARTS[chart]
    return chart(*frames, wide=wide, **options), wide


def test_no_chart_is_left_out():
    modules = [
        importlib.import_module(f"{charts.__name__}.{found.name}") for found in pkgutil.iter_modules(charts.__path__)
    ]
    public = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and hasattr(function, "__wrapped__")
    }
    assert public == set(CHARTS)


def test_no_two_charts_share_a_name():
    names = [chart.__name__ for chart in CHARTS]
    assert len(names) == len(set(names)) >= 28


def labels_in_view(axis):
    """The tick labels that a reader sees: matplotlib keeps more, beyond the ends of the axis."""
    low, high = sorted(axis.get_view_interval())
    return [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]


def test_text_stays_inside_the_picture(figure):
    fig, _ = figure
    canvas = FigureCanvasAgg(fig)
    with matplotlib.rc_context(fname=style.STYLE):
        canvas.draw()
        width, height = fig.get_size_inches() * fig.dpi
        for axes in fig.axes:
            for text in [*axes.texts, axes.title, *labels_in_view(axes.xaxis), *labels_in_view(axes.yaxis)]:
                if not text.get_text() or not text.get_visible():
                    continue
                box = text.get_window_extent(canvas.get_renderer())
                assert box.x0 >= -3 and box.x1 <= width + 3, (text.get_text(), box.x0, box.x1, width)
                assert box.y0 >= -3 and box.y1 <= height + 3, (text.get_text(), box.y0, box.y1, height)


def test_the_heading_fits(figure):
    fig, _ = figure
    canvas = FigureCanvasAgg(fig)
    with matplotlib.rc_context(fname=style.STYLE):
        canvas.draw()
        for text in fig.texts:
            box = text.get_window_extent(canvas.get_renderer())
            assert box.x1 <= fig.get_size_inches()[0] * fig.dpi + 2, text.get_text()


def test_the_sources_of_all_rows_drawn_are_known():
    known = set(read("sources")["id"])
    for chart, (frames, _) in CHARTS.items():
        for frame in frames:
            assert "source" in frame, chart.__name__
            assert {key for cell in frame["source"] for key in cell.split()} <= known, chart.__name__


def test_the_same_figure_gives_the_same_bytes():
    frames, options = CHARTS[scale.armies]
    assert style.svg(scale.armies(*frames, **options)) == style.svg(scale.armies(*frames, **options))


@pytest.mark.parametrize("wide", [True, False])
def test_a_picture_has_two_hundred_dots_to_the_inch_and_a_white_ground(wide):
    frames, options = CHARTS[scale.armies]
    figure = scale.armies(*frames, wide=wide, **options)
    picture = Image.open(io.BytesIO(style.png(figure)))
    assert picture.size == tuple(int(inches * 200) for inches in figure.get_size_inches())
    assert picture.getpixel((picture.width - 1, picture.height - 1)) == (255, 255, 255, 255)


def test_text_stays_text_and_ids_are_prefixed():
    svg = style.svg(scale.days_of_losses(*CHARTS[scale.days_of_losses][0]), "p-")
    assert "October 2024" in svg
    assert 'id="' not in svg.replace('id="p-', "")
    assert "<metadata" not in svg


def test_drawing_leaves_the_settings_alone():
    before = dict(matplotlib.rcParams)
    scale.armies(*CHARTS[scale.armies][0])
    assert dict(matplotlib.rcParams) == before


def luminance(hexcode):
    channels = [int(hexcode[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_of_a_side_stands_out_on_white():
    for side, (hexcode, _) in style.SIDES.items():
        assert 1.05 / (luminance(hexcode) + 0.05) >= 3, side


def test_sides_that_share_a_colour_differ_in_shape():
    looks = list(style.SIDES.values())
    assert len(looks) == len(set(looks))


def test_every_colour_has_its_name_for_dark_pages():
    css = (style.STYLE.parents[2] / "book" / "static" / "book.css").read_text(encoding="utf-8")
    for name in style.THEME.values():
        assert css.count(f"--{name}:") >= 3, name  # light, dark by choice, dark by the system


@pytest.mark.parametrize(
    ("lower", "upper", "signs"), [(8.0, None, ["^"]), (None, 12.0, ["v"]), (8.0, 12.0, ["None"]), (10.0, 10.0, [])]
)
def test_a_floor_points_up_a_ceiling_down_and_a_range_is_a_bar(lower, upper, signs):
    _, axes = style.canvas("Title", "Unit", 2, wide=True)
    row = SimpleNamespace(lower=float(lower or "nan"), best=10.0, upper=float(upper or "nan"))
    style.ends(axes, 3, row, style.INK, 2)
    assert [line.get_marker() for line in axes.lines] == signs
    for line in axes.lines:
        assert list(line.get_ydata()) == ([4, 6] if line.get_marker() == "None" else [5])
        x, y = axes.transData.inverted().transform(line.get_transform().transform((3, 5)))
        assert x == pytest.approx(3)
        assert (y > 5, y < 5) == (line.get_marker() == "^", line.get_marker() == "v")


def test_every_word_of_a_chart_has_the_apostrophe_of_print(figure):
    fig, _ = figure
    words = [text.get_text() for text in fig.texts]
    for axes in fig.axes:
        words += [text.get_text() for text in axes.texts]
        words += [label.get_text() for axis in (axes.xaxis, axes.yaxis) for label in labels_in_view(axis)]
    assert not [text for text in words if re.search(r"\w'", text)]
    assert not [text for text in words if re.search(r"'\w", text)]


def test_labels_spread_apart_and_keep_their_order():
    places = style.spread([1.0, 1.1, 3.0], 0.5)
    assert places[1] - places[0] >= 0.5 - 1e-6
    assert list(places) == sorted(places)


@pytest.mark.parametrize(
    ("number", "text"),
    [(950, "950"), (13_000, "13,000"), (1_280_000, "1.28 million"), (999_600_000, "1 billion"), (2.7e9, "2.7 billion")],
)
def test_numbers_as_readers_say_them(number, text):
    assert style.compact(number) == text


def test_ranges_as_readers_say_them():
    assert style.compact_range(40_000, 80_000) == "40,000–80,000"
    assert style.compact_range(1.1e6, 1.2e6) == "1.1–1.2 million"
    assert style.compact_range(320e6, 1.34e9) == "320 million–1.34 billion"
    assert style.compact_range(5, 5) == "5"


@given(st.floats(0, 1e13), st.floats(0, 1e13))
def test_no_number_is_written_with_an_exponent(one, other):
    low, high = sorted([one, other])
    assert not re.search(r"\de[+-]?\d", style.compact_range(low, high))
