"""The leaner SVG draws what matplotlib drew."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from analysis.charts.lean import SCALE, SVG, lean, path

RAW = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="72pt" height="36pt"
 viewBox="0 0 72 36" version="1.1"><metadata>made by</metadata><defs><style>*{stroke-linecap: butt}</style></defs>
 <g id="figure_1"><g id="patch_1"><path d="M 0 0 L 72 0 z " style="fill: none"/></g>
 <g id="line"><path d="M 10 10 L 20 10.04 L 20 30 " clip-path="url(#pabc)" style="fill: none; stroke: #d55e00; stroke-width: 2"/></g>
 <g id="text_1"><text style="font-size: 8px; font-family: 'X'; fill: #22272e" x="10" y="12" transform="rotate(-0 10 12)">Kursk &amp; more</text></g>
 <g id="text_2"><text style="font-size: 8px" x="1" y="2" transform="rotate(-90 1 2)">up</text></g></g>
 <defs><clipPath id="pabc"><rect x="0" y="0" width="72" height="36"/></clipPath></defs></svg>"""


def points(data):
    """The corners of a path of absolute moves and relative lines."""
    at, found = (0, 0), []
    for letter, inner in re.findall(r"([MLlz])([^MLlz]*)", data):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", inner)]
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            at = (at[0] + x, at[1] + y) if letter == "l" else (x, y)
            found.append(at)
    return found


def test_a_long_path_does_not_drift():
    raw = "M 0 0 " + " ".join(f"L {step * 0.333:.3f} {step % 7 * 0.777:.3f}" for step in range(1, 2000)) + " z"
    for (x, y), (lean_x, lean_y) in zip(points(raw), points(path(raw)), strict=True):
        assert lean_x == pytest.approx(x * SCALE, abs=0.051)
        assert lean_y == pytest.approx(y * SCALE, abs=0.051)


def test_what_draws_stays_and_what_does_not_goes():
    root = ElementTree.fromstring(lean(RAW, "p-", "'Y'"))
    kept = [element.tag.removeprefix(f"{{{SVG}}}") for element in root.iter()]
    assert kept.count("path") == 1 and kept.count("text") == 2
    assert kept.count("g") == 1 and "metadata" not in kept and "style" not in kept
    line, clip = root.find(f".//{{{SVG}}}path"), root.find(f".//{{{SVG}}}clipPath")
    assert line.get("clip-path") == f"url(#{clip.get('id')})" and clip.get("id").startswith("p-")
    assert line.get("style") == f"fill:none;stroke:#d55e00;stroke-width:{2 * SCALE:g}"


def test_text_stays_text_in_its_place_with_its_turn():
    root = ElementTree.fromstring(lean(RAW, "p-", "'Y'"))
    level, turned = root.iter(f"{{{SVG}}}text")
    assert level.text == "Kursk & more" and level.get("transform") is None
    assert float(level.get("x")) == 10 * SCALE and "font-size:12px" in level.get("style")
    assert turned.get("transform") == f"rotate(-90 {SCALE:g} {2 * SCALE:g})"
    assert root.get("viewBox") == f"0 0 {72 * SCALE:g} {36 * SCALE:g}"
