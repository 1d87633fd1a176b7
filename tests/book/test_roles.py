"""The roles, on a tiny book: what they print, where they lead, and how they fail."""

import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from conftest import build
from tiny import tiny

from analysis.tables import ledger
from book import words
from book.words import claim_text, day, number_text

PENTAGON = "troops-us-dod-2024-10-28"
NUMBER = 'number("half", 0.5, "share", "one divided by two", ["troops-us-dod-2024-10-28"])'


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    text = (
        f"A {{claim}}`{PENTAGON}`, said by {{claim}}`{PENTAGON}:claimant` on {{claim}}`{PENTAGON}:date`; "
        "half: {number}`half:.0%`; see {cite}`indian-express-2024-10-30`.\n"
    )
    folder = tiny(tmp_path_factory.mktemp("roles"), text, code=NUMBER)
    result = build(folder, "-n", "-W")
    assert result.returncode == 0, result.stderr[-2000:]
    return {
        name: BeautifulSoup((folder / "_build/html" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        for name in ("index", "ledger", "sources")
    }


def test_a_claim_prints_its_figure_and_leads_to_its_row(page):
    links = page["index"].select("article a.claim")
    assert [link.text for link in links[:3]] == ["10,000", "US Department of Defense", "28 October 2024"]
    target, anchor = links[0]["href"].split("#")
    assert (target, anchor) == ("ledger.html", PENTAGON)
    row = page["ledger"].find(id=anchor)
    assert "10,000" in row.text
    assert page["sources"].find(id=row.select("a")[-1]["href"].split("#")[1])


def test_a_claim_says_who_when_and_where(page):
    title = page["index"].select_one("article a.claim")["title"]
    for word in ("US Department of Defense", "28 October 2024", "claimed", "Source: "):
        assert word in title


def test_a_number_leads_to_its_formula_and_rows_on_the_same_page(page):
    link = page["index"].select_one("article a.number")
    assert link.text == "50%"
    entry = page["index"].find(id=link["href"].lstrip("#"))
    assert "One divided by two" in entry.text
    assert entry.select_one("a.claim")["href"].endswith(PENTAGON)


def test_a_citation_leads_to_its_entry_which_knows_the_page(page):
    link = page["index"].select_one("article a.cite")
    entry = page["sources"].find(id=link["href"].split("#")[1])
    assert "used in Tiny." in entry.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{claim}`nobody-said-this`", "no claim has the id 'nobody-said-this'"),
        (f"{{claim}}`{PENTAGON}:colour`", "cannot show 'colour'"),
        ("{claim}`cas-us-dod-several-hundred-2024-12-19`", "has no figure to show"),
        ("{number}`nothing`", "no cell of this chapter records a number named 'nothing'"),
        ("{cite}`nobody-2024`", "no source has the id 'nobody-2024'"),
        ("```{chart} nothing\n:alt: x\n\nCaption.\n```", "no cell above shows a chart named 'nothing'"),
    ],
)
def test_what_is_not_there_stops_the_build_at_its_line(tmp_path, text, words):
    folder = tiny(tmp_path, f"First line.\n\n{text}\n")
    lines = (folder / "index.md").read_text(encoding="utf-8").splitlines()
    line = lines.index(text.splitlines()[0]) + 1
    result = build(folder, "-n", "-W")
    assert result.returncode != 0
    assert words in result.stderr
    assert re.search(rf"index\.md:{line}\b", result.stderr), result.stderr[:1500]


def test_a_number_that_rests_on_no_row_stops_the_build(tmp_path):
    folder = tiny(tmp_path, "{number}`x`\n", code='number("x", 1, "share", "how", ["nobody"])')
    result = build(folder, "-n", "-W")
    assert result.returncode != 0
    assert "rests on 'nobody', which is no row of data/" in result.stderr


def figure(**row):
    return {
        "low": float("nan"),
        "value": float("nan"),
        "high": float("nan"),
        "unit": "people",
        "claimant": "X",
        "date": "2024",
    } | row


@pytest.mark.parametrize(
    ("row", "show", "words"),
    [
        (figure(value=10_000.0), "value", "10,000"),
        (figure(low=11_000.0, high=12_000.0), "value", "11,000–12,000"),
        (figure(low=3000.0), "value", "at least 3,000"),
        (figure(high=8000.0), "value", "up to 8,000"),
        (figure(value=90.0, unit="percent"), "value", "90%"),
        (figure(low=4.0, high=19.6, unit="percent"), "value", "4–19.6%"),
        (figure(value=560.0, unit="USD million"), "value", "USD 560 million"),
        (figure(low=1700.0, high=5500.0, unit="USD million"), "short", "USD 1.7 billion–5.5 billion"),
        (figure(value=1_280_000.0), "short", "1.28 million"),
        (figure(low=1.0, value=2.0, high=3.0), "range", "1–3"),
        (figure(low=1.0, value=2.0, high=3.0), "value", "2"),
        (figure(value=800.0, unit="km2"), "value", "800 km²"),
        (figure(), "claimant", "X"),
    ],
)
def test_figures_as_words(row, show, words):
    assert claim_text(row, show) == words


def test_every_claim_of_the_ledger_has_words_or_no_figure():
    for row in ledger().to_dict("records"):
        if all(pd.isna(row[name]) for name in ("low", "value", "high")):
            with pytest.raises(ValueError, match="no figure"):
                claim_text(row)
        else:
            assert re.search(r"\d", claim_text(row)), row["id"]


@pytest.mark.parametrize(
    ("text", "words"), [("2024-10-28", "28 October 2024"), ("2024-10", "October 2024"), ("2024", "2024")]
)
def test_days_as_words(text, words):
    assert day(text) == words


def test_numbers_as_words():
    assert number_text(0.128, ".1%") == "12.8%"
    assert number_text(1_280_000, "short") == "1.28 million"
    assert number_text(999_600, "short") == "1 million"
    assert number_text(12_000) == "12,000"
    assert [words.figure(number) for number in (0.0078125, 7.384, 1_475_270)] == ["0.007812", "7.384", "1,475,270"]
    assert number_text("23 November 2026") == "23 November 2026"
