"""Find figures that somebody typed into the prose instead of showing a row or a computed number.

What is left of a page after code, roles, links and dates are taken away must hold no digits and no spelled-out quantity above
twelve. Dates, years, names of resolutions, articles and figure references are words, not figures.
"""

import re
import tomllib
from pathlib import Path

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"

NOT_PROSE = [
    r"\A---\n.*?\n---\n",  # front matter
    r"```\{code-cell\}.*?\n```",
    r"```\{(?!chart)[\w-]+\}.*?\n```",
    r"<!--.*?-->",
]
NOT_FIGURES = [
    r"^```.*$",  # the fence of a chart; its alt text and caption are prose
    r"\{[\w:-]+\}`[^`]*`",  # roles
    r"`[^`\n]*`",
    r"\]\([^)]*\)",  # targets of links
    r"<[^>]+>",
    r"^:[\w-]+:|^:::\{[\w-]+\}.*|^\d+\. ",  # names of charts and options, numbers of list items
    rf"\b\d{{1,2}}(?:[–-]\d{{1,2}})? {MONTH}(?: \d{{4}})?",
    rf"{MONTH} (?:and {MONTH} )?\d{{4}}(?:[–-]\d{{2,4}})?",
    r"\b(?:1[89]|20)\d{2}s?(?:[–-](?:(?:1[89]|20)\d{2}|\d{2}))?\b",  # years
    r"\b[AS]/(?:RES/)?[\w/.-]+|\b(?:[Rr]esolutions?|[Aa]rticles?|[Pp]aragraphs?|[Cc]hapters?) \d+(?:\(\w\))*(?:(?:, | and )\d+)*",
]
WORDS = (
    r"\b(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?"
    r"|hundreds?|thousands?|millions?|billions?|trillions?|dozens?)\b"
)
FIGURE = re.compile(rf"\d[\d,.]*\s?%?|{WORDS}", re.IGNORECASE)


def blank(pattern, text, flags=re.MULTILINE):
    """``text`` with every match of ``pattern`` replaced by spaces, lines kept."""
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=flags)


def exceptions():
    """Allowed words with their reason: a short list in a file of its own."""
    return tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))["allowed"]


def typed_figures(text, allowed=()):
    """Lines and words of ``text`` (a page's source) that look like a typed figure."""
    for pattern in NOT_PROSE:
        text = blank(pattern, text, re.DOTALL)
    for words in allowed:
        text = blank(re.escape(words), text)
    for pattern in NOT_FIGURES:
        text = blank(pattern, text)
    return [
        (number, found[0].strip())
        for number, line in enumerate(text.splitlines(), start=1)
        for found in FIGURE.finditer(line)
    ]
