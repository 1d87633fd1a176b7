"""Lets the text run on where a figure would leave a page half empty: the layout engine has no floats, so figures move before it.

Heights are estimated from the length of texts, in points, for the sizes in ``print/print.css``. An estimate that is off costs white
space or moves a figure behind one paragraph more, nothing else.
"""

from math import ceil

PAGE, WIDTH = 711, 470  # the type area of A4 in print.css
GAP = 50  # white space that is not worth moving a figure for
TEXT = ("p", "ul", "ol")


def _lines(tag, letters):
    return ceil(len(" ".join(tag.get_text().split())) / letters) if tag else 0


def _notes(tag):
    """The height that the footnotes called in a block take from the page."""
    return sum(len(note.get_text()) for note in tag.select(".footnote")) / 150 * 9.75


def _body(tag):
    return sum(_lines(part, 104) for part in (tag.select("li") or [tag])) * 14.5 - _notes(tag) + 6.5


def height(tag):
    """How high a block will stand, without its footnotes."""
    if tag.name == "figure":
        picture = (
            min(WIDTH * 0.88 * float(tag.img["data-ratio"]), 539) if tag.img and tag.img.get("data-ratio") else 300
        )
        return (
            46
            + picture
            + _lines(tag.select_one(".caption-text"), 112) * 12.6
            + _lines(tag.select_one(".legend"), 130) * 11.6
        )
    if tag.name in ("h1", "h2", "h3"):
        return {"h1": 45, "h2": 41, "h3": 30}[tag.name]
    if tag.name == "table":
        rows = tag.select("tr")
        return 20 + sum(
            5 + 9.75 * max(_lines(cell, 900 / len(row.select("th, td"))) / 6 for cell in row.select("th, td"))
            for row in rows
        )
    if tag.name == "div" and "answer" in tag.get("class", []):
        return 35 + _lines(tag, 93) * 16
    return _body(tag)


def blocks(section):
    """The blocks of a section and of its subsections, in order."""
    for tag in section.find_all(True, recursive=False):
        if tag.name == "section":
            yield from blocks(tag)
        else:
            yield tag


def _next_text(figure):
    """The text block that follows a figure in its section, if one does."""
    tag = figure.find_next_sibling(True)
    return tag if tag is not None and tag.name in TEXT and "rubric" not in tag.get("class", []) else None


def settle(section):
    """Move figures of a chapter behind the text that still fits before them."""
    queue, used = list(blocks(section)), 0.0
    while queue:
        tag = queue.pop(0)
        if tag.name == "figure":
            free, need = PAGE - used, height(tag) + _notes(tag)
            text = _next_text(tag)
            if GAP < free < need and text is not None:
                text.insert_after(tag.extract())
                queue[0:1] = [text, tag]
                continue
            used = used + need if need <= free else need
        else:
            used += height(tag) + _notes(tag)
            if tag.name in ("h2", "h3") and used > PAGE - 35:
                used = height(tag)
            while used > PAGE:
                used -= PAGE
