"""No typed figures in the book; and the guard that says so catches them."""

import pytest
from conftest import ROOT
from guard import exceptions, typed_figures

PAGES = sorted(
    [*ROOT.glob("chapters/*.md"), ROOT / "index.md", ROOT / "ledger.md", ROOT / "sources.md", ROOT / "data.md"]
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_typed_figures(page):
    found = typed_figures(page.read_text(encoding="utf-8"), exceptions())
    hint = "show a row with {claim}`id`, or record a number in a cell and show it with {number}`name`"
    assert not found, "\n".join(f"{page.relative_to(ROOT)}:{line}: {words!r}: {hint}" for line, words in found)


PLANTED = [
    "There were 11,000 troops.",
    "About twelve thousand went.",
    "The share is 98% of trade.",
    "The share is 98 percent of trade.",
    "Forty generals came.",
    "```{chart} x\n:alt: A bar of 7.4 days.\n\nCaption.\n```",
    "```{chart} x\n:alt: A bar.\n\nIt fell by 30 to a low.\n```",
    "A ratio of 3.5 to one.",
    "Dozens were lost.",
    "It cost 2.3 billion.",
    "The 28th brigade of 1,500.",
    "- 20 tanks",
]


@pytest.mark.parametrize("text", PLANTED)
def test_planted_figures_are_found(text):
    assert typed_figures(f"# Page\n\n{text}\n", exceptions())


SILENT = [
    "On 28 October 2024 and in October 2024, in 2024, in the 1990s, between 1985 and 2022.",
    "A {claim}`troops-us-dod-2024-10-28` and {number}`share:.1%`; {numref}`fig-x-2`.",
    "Resolution 2397, A/RES/ES-11/1 and article 4, as in [text](chapters/a1.md).",
    "Twelve states, three treaties, one in six.",
    "The calibre is 152 mm.",
    "```{code-cell} ipython3\nx = 12345\n```",
    "1. First point.",
]


@pytest.mark.parametrize("text", SILENT)
def test_words_pass(text):
    assert typed_figures(f"{text}\n", exceptions()) == []


def test_the_line_is_right():
    assert typed_figures("one\n\n\nthere were 500 of them\n") == [(4, "500")]


def test_every_exception_has_a_reason_and_a_use():
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for words, reason in exceptions().items():
        assert len(reason) > 10
        assert words in text, f"{words!r} is no longer used"
