"""A leaner SVG: what matplotlib writes, without what draws nothing, with lengths in CSS pixels and short numbers.

A page holds up to two dozen drawings, so each empty group and each needless digit counts, for a phone above all.
"""

import re
import xml.etree.ElementTree as ElementTree

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
SCALE = 1.5  # pixels a point: the smallest type of a chart, 8 points, is 12 pixels, which browsers count as legible
LENGTHS = ("font-size", "stroke-width", "stroke-dasharray", "stroke-dashoffset")
NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
COMMAND = re.compile(r"([MLCQz])([^MLCQz]*)")

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


def _short(number):
    """A number with at most one decimal: 12, 0.5, -3.1."""
    text = f"{number:.1f}"
    return "0" if text in ("0.0", "-0.0") else text.removesuffix(".0")


def _scaled(text):
    """Every number of ``text`` in pixels."""
    return NUMBER.sub(lambda found: _short(float(found[0]) * SCALE), text)


def _joined(numbers):
    """Numbers of a path, a space only where a sign does not part them."""
    return re.sub(r" -", "-", " ".join(_short(number) for number in numbers))


def path(data):
    """Path data in pixels: steps from point to point, counted from rounded points so that no error adds up."""
    parts, at, start = [], (0.0, 0.0), (0.0, 0.0)
    for command, inner in COMMAND.findall(data):
        values = [round(float(number) * SCALE, 1) for number in NUMBER.findall(inner)]
        if command == "z":
            parts.append("z")
            at = start
            continue
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "M":
            at = start = points[0]
            parts.append("M" + _joined(at))
            continue
        steps = [value - origin for point in points for value, origin in zip(point, at, strict=True)]
        letter = command.lower()
        joined = _joined(steps)
        if parts and parts[-1][0] == letter:
            parts[-1] += joined if joined[0] == "-" else " " + joined
        else:
            parts.append(letter + joined)
        at = points[-1]
    return "".join(parts)


def _style(text):
    """A style without spaces, its lengths in pixels, without the family that the drawing as a whole sets."""
    rules = [rule.split(":", 1) for rule in text.split(";") if rule.strip()]
    kept = {name.strip(): value.strip() for name, value in rules if name.strip() != "font-family"}
    return ";".join(f"{name}:{_scaled(value) if name in LENGTHS else value}" for name, value in kept.items())


def _draws_nothing(element):
    tag = element.tag.partition("}")[2]
    if tag in ("metadata", "style"):
        return True
    if tag in ("g", "defs") and not len(element):
        return True
    return tag == "path" and "id" not in element.attrib and element.get("style", "").replace(" ", "") == "fill:none"


def _tidy(parent):
    """Drop what draws nothing, and groups that only group."""
    children = []
    for child in parent:
        _tidy(child)
        if _draws_nothing(child):
            continue
        child.tail = None
        bare = child.tag == f"{{{SVG}}}g" and not child.attrib
        children.extend(child if bare else [child])
    parent[:] = children
    parent.tail = None
    if parent.tag != f"{{{SVG}}}text":
        parent.text = None


def lean(text, prefix, family):
    """The SVG ``text`` of matplotlib, made lean.

    Args:
        text: an SVG element. prefix: goes before every id that is used; others are dropped.
        family: the font family of all text.
    """
    root = ElementTree.fromstring(text)
    used = dict.fromkeys(re.findall(r"#([\w-]+)[\")]", text))
    names = {name: f"{prefix}{number}" for number, name in enumerate(used)}
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name in names:
            element.set("id", names[name])
        for key, value in list(element.items()):
            if key == "d":
                element.set(key, path(value))
            elif key == "style":
                element.set(key, _style(value))
            elif key in ("x", "y", "width", "height"):
                element.set(key, _scaled(value.removesuffix("pt")))
            elif key == "viewBox":
                element.set(key, _scaled(value))
            elif key == "transform":
                kind, inner = re.fullmatch(r"(\w+)\((.*)\)", value).groups()
                angle, _, rest = inner.partition(" ") if kind == "rotate" else ("", "", inner)
                if kind == "rotate" and float(angle) == 0:
                    del element.attrib[key]
                elif kind in ("rotate", "translate"):
                    element.set(key, f"{kind}({angle and _short(float(angle)) + ' '}{_scaled(rest)})")
            elif key == f"{{{XLINK}}}href" or value.startswith("url(#"):
                element.set(key, re.sub(r"#([\w-]+)", lambda found: "#" + names[found[1]], value))
    _tidy(root)
    style = f"font-family:{family};stroke-linejoin:round;stroke-linecap:butt"
    group = ElementTree.Element(f"{{{SVG}}}g", {"style": style})
    group.extend(root)
    root[:] = [group]
    del root.attrib["version"]
    return re.sub(r" />", "/>", ElementTree.tostring(root, encoding="unicode"))
