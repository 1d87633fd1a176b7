"""Where the figures of a chapter stand in print: the layout engine has no floats, so figures and paragraphs change places before it.

Heights are measured by ``book.pdf`` (``data-height`` and the like on each block) or, without it, estimated from the length of texts; all
in points, for the sizes in ``print/print.css``. Within a run of paragraphs, headings and figures every order is tried in which
neither the text nor the figures change theirs; a figure may also be set smaller, and may pass a heading where that saves much. What costs
least is taken: white space at the foot of a page costs most, then a page more, a figure behind the next heading, one set small, one far
from its place.
"""

from itertools import accumulate, pairwise
from math import ceil

PAGE, WIDTH, MEASURE = 703, 453, 394  # the type area of A4 in print.css; a line of text is shorter than a chart
LINE, NOTE, RULE = 14.7, 9.75, 18  # a line of text, one of the footnotes, what divides the two and some room
KEPT = 3  # lines of a paragraph that stay together
SIZES = (1.0, 0.94, 0.88, 0.82, 0.76)  # of a chart's width
AHEAD, BEHIND = 1, 5  # how many paragraphs a figure may move up or down
BEAM = 60  # arrangements kept from one block to the next
TEXT = ("p", "ul", "ol")
HEADINGS = ("h1", "h2", "h3")
SHEET, CROSSING, SMALLER, LATER, EARLIER = (
    5,
    3,
    12,
    0.35,
    1.6,
)  # what a page, a heading passed, a size, a paragraph cost


def _lines(tag, letters):
    return ceil(len(" ".join(tag.get_text().split())) / letters) if tag else 0


def notes(tag):
    """Where in its text a block calls footnotes, as a share of the text, and how much of the page each takes; repeated ones once."""
    found, before, known = [], 0, set()
    for text in tag.find_all(string=True):
        note = text.find_parent(class_="footnote")
        if note is None:
            before += len(text)
        elif id(note) not in known:
            known.add(id(note))
            found.append((before, note.get_text()))
    first = {words: place for place, words in reversed(found)}
    return [(place / max(before, 1), (len(words) * 3.04 + 25) * 1.1 / WIDTH * NOTE) for words, place in first.items()]


def _area(feet):
    """The height of all footnotes of a page, with the rule above them."""
    return ceil(feet / NOTE) * NOTE + RULE if feet else 0


def picture(figure):
    """The height of a figure's chart at full width."""
    return min(WIDTH * float(figure.img["data-ratio"]), 560) if figure.img and figure.img.get("data-ratio") else 0


def height(tag):
    """How high a block stands without its margins: measured, or estimated from its text."""
    if tag.get("data-height"):
        return float(tag["data-height"])
    text = sum(len(note.get_text()) for note in tag.select(".footnote"))
    if tag.name == "figure":
        return 15 + picture(tag) + _lines(tag.select_one(".caption-text"), 110) * 12.6 + 22
    if tag.name in ("h1", "h2", "h3"):
        return {"h1": 29, "h2": 17, "h3": 14}[tag.name]
    if tag.name == "table":
        rows = [row.select("th, td") for row in tag.select("tr")]
        return sum(5 + 9.75 * max(_lines(cell, 130 / len(row)) for cell in row) for row in rows if row)
    return (sum(_lines(part, 84) for part in (tag.select("li") or [tag])) - text // 84) * LINE


def margins(tag):
    """The white space that a block wants above and below itself."""
    if tag.get("data-above"):
        return float(tag["data-above"]), float(tag["data-below"])
    return {"figure": (14, 14), "h1": (0, 16), "h2": (18, 6), "h3": (12, 4), "table": (8, 12)}.get(tag.name, (0, 6.5))


def blocks(section):
    """The blocks of a section and of its subsections, in order."""
    for tag in section.find_all(True, recursive=False):
        if tag.name == "section":
            yield from blocks(tag)
        else:
            yield tag


class _Block:
    """What placing a block needs to know, looked up once."""

    def __init__(self, tag):
        self.tag, self.height, self.marks = tag, height(tag), notes(tag)
        self.notes = sum(high for _, high in self.marks)
        self.above, self.below = margins(tag)
        self.figure, self.heading = tag.name == "figure", tag.name in HEADINGS
        self.whole = self.figure or self.heading or bool({"answer", "whole", "pull"} & set(tag.get("class", [])))
        self.picture = picture(tag) if self.figure else 0
        self.text = tag.name in TEXT and "rubric" not in tag.get("class", [])
        self.lines = round(self.height / LINE) if tag.name == "p" else 0
        self.rows = [float(row["data-height"]) for row in tag.select("tr[data-height]")] if tag.name == "table" else []
        self.leads = self.text and tag.get_text().rstrip().endswith(":")  # what follows belongs to it

    @property
    def again(self):
        """The height of what is repeated where a block goes on: the head of a table."""
        return self.rows[0] if self.rows else 0.0

    def feet(self, height, part):
        """The footnotes of the part above (0) or below (1) a break at some height; what is called close to it may be in either."""
        near = LINE if self.lines else 0
        if part:
            return sum(high for place, high in self.marks if place * self.height > height - near)
        return sum(high for place, high in self.marks if place * self.height < height + near)

    def split(self, free, feet):
        """How much of a block stays on a page with so much room, which footnotes share; 0 where it would be too little."""
        if self.rows:
            parts = list(accumulate(self.rows))[3:-3]
        elif self.lines:
            parts = [count * LINE for count in range(KEPT, self.lines - KEPT + 1)]
        else:
            parts = [count * LINE for count in range(3, int(self.height / LINE))]
        fitting = [part for part in parts if part + _area(feet + self.feet(part, 0)) <= free + 1]
        return max(fitting, default=0.0)


class _State:
    """A page being filled: how far it is, what the pages before it cost, and what was placed."""

    __slots__ = ("below", "cost", "feet", "past", "placed", "used", "waiting")

    def __init__(self, *values):
        self.used, self.feet, self.below, self.waiting, self.cost, self.placed, self.past = values

    def key(self):
        return round(self.used / 6), round(self.feet / 10), self.waiting

    def put(self, block, size=1.0, extra=0.0):
        """The state after one more block; headings wait for what follows them."""
        used, feet, below, waiting = self.used, self.feet, self.below, self.waiting
        cost, past = self.cost + extra, self.past
        if block.heading:
            return _State(used, feet, below, (*waiting, block), cost, (block, size, self.placed), past)
        high, heads = block.height - (1 - size) * block.picture, 0
        for head in waiting:
            heads += (max(below, head.above) if used or heads else 0) + head.height
            below = head.below
        gap = max(below, block.above) if used or waiting else 0
        free = PAGE - used - heads - gap
        if high + _area(feet + block.notes) <= free:
            placed = used + heads + gap + high
            return _State(placed, feet + block.notes, block.below, (), cost, (block, size, self.placed), past)
        here = 0 if block.whole else block.split(free, feet)
        if here:
            rest, foot = high - here + block.again, block.feet(here, 1)
        else:
            cost += _blank(free + heads + gap - _area(feet))
            heads = sum(head.height for head in waiting) + sum(head.above for head in waiting[1:])
            rest, foot = heads + (gap if waiting else 0) + high, block.notes
        past += 1
        while rest > PAGE - _area(foot):  # longer than a page
            rest, foot, past = rest - PAGE + _area(foot) + block.again, 0.0, past + 1
        return _State(max(rest, 0.0), foot, block.below, (), cost, (block, size, self.placed), past)


def _blank(free):
    """What white space at the foot of a page costs."""
    share = free / PAGE
    return 0.0 if share < 0.06 else 60 * share**2 + (40 * (share - 0.25) if share > 0.25 else 0)


def _best(states):
    """The cheapest arrangement for each height reached, at most ``BEAM`` of them."""
    kept = {}
    for state in sorted(states, key=lambda state: state.cost + SHEET * (state.past + state.used / PAGE)):
        kept.setdefault(state.key(), state)
    return list(kept.values())[:BEAM]


def _arranged(section):
    """The best states at the end of a chapter: its texts, headings and tables in their order, its figures in theirs."""
    run = [_Block(tag) for tag in blocks(section)]
    texts, figures = [block for block in run if not block.figure], [block for block in run if block.figure]
    home = [sum(1 for block in run[: run.index(figure)] if not block.figure) for figure in figures]
    table = {(0, 0): [_State(0.0, 0.0, 0.0, (), 0.0, None, 0)]}
    for total in range(len(run)):
        for many in range(max(0, total - len(figures)), min(total, len(texts)) + 1):
            drawn = total - many
            here = _best(table.pop((many, drawn), []))
            far = _far(texts, many, home[drawn]) if here and drawn < len(figures) else None
            for state in here:
                if many < len(texts) and (drawn == len(figures) or many < home[drawn] + BEHIND):
                    table.setdefault((many + 1, drawn), []).append(state.put(texts[many]))
                if far is None:
                    continue
                for size in SIZES if figures[drawn].picture else SIZES[:1]:
                    after = state.put(figures[drawn], size, far + SMALLER * (1 - size))
                    table.setdefault((many, drawn + 1), []).append(after)
    return table[len(texts), len(figures)]


def _far(texts, place, home):
    """What it costs a figure to stand before the text number ``place`` instead of ``home``; None where it can't."""
    if place == home:
        return 0.0
    if place and (texts[place - 1].leads or texts[place - 1].heading):
        return None
    if place < len(texts) and "table-note" in texts[place].tag.get("class", []):
        return None
    if place < home:
        passed = texts[place:home]
        return None if len(passed) > AHEAD or any(text.heading for text in passed) else EARLIER * len(passed)
    passed = texts[home:place]
    parents = (
        [texts[home - 1].tag.parent, *(text.tag.parent for text in passed)]
        if home
        else [text.tag.parent for text in passed]
    )
    crossed = sum(1 for before, after in pairwise(parents) if before is not after)
    return LATER * len(passed) + CROSSING * crossed


def settle(section):
    """Put the figures of a chapter where they leave the least white space; one that is set smaller says so in ``style``."""
    states = _arranged(section)
    node, order = min(states, key=lambda state: state.cost + SHEET * state.past).placed, []
    while node:
        block, size, node = node
        order.append((block, size))
    order.reverse()
    before = None
    for block, size in order:
        tag = block.tag
        if block.figure and size < 1 and tag.img:
            tag.img["style"] = f"width: {size:.0%}"
        if before is not None and (block.figure or before.parent is tag.parent):
            before.insert_after(tag.extract())
        before = tag
