"""Tables in pages: every cell keeps its text and its source, and an empty combination says so."""

import json

import pandas as pd

from analysis.tables import sources
from book import chapter
from book.listing import listing_html


def listed(monkeypatch, *arguments, **options):
    """What ``listing`` keeps in the notebook, once through JSON as the build has it."""
    kept = {}
    monkeypatch.setattr(chapter, "_record", lambda name, payload, **visible: kept.update({name: payload}))
    chapter.listing("t", *arguments, **options)
    return json.loads(json.dumps(kept["listing:t"]))


def test_a_flat_table_has_a_source_column_and_dates_in_words(monkeypatch):
    frame = pd.DataFrame({"who": ["Cha"], "date": ["2024-10-28"], "source": ["a b"]})
    payload = listed(monkeypatch, frame, {"who": "Who", "date": "Date"})
    assert payload["head"] == ["Who", "Date", "Source"]
    (cells,) = payload["body"]
    assert [cell["text"] for cell in cells] == ["Cha", "28 October 2024", ""]
    assert cells[-1]["sources"] == ["a", "b"]


def test_side_by_side_keeps_empty_combinations_and_missing_dates(monkeypatch):
    frame = pd.DataFrame(
        {
            "what": ["Signed", "Signed", "Ended"],
            "of": ["2000", "1961", "1961"],
            "date": ["2000-02-09", "1961-07-06", None],
            "text": ["Pyongyang", "Moscow", "Lapsed"],
            "source": ["b", "a", "a"],
        }
    )
    payload = listed(monkeypatch, frame, {"what": "", "date": "", "text": ""}, across="of")
    assert payload["head"] == ["", "1961", "2000"]
    assert [[cell["text"] for cell in row] for row in payload["body"]] == [
        ["Signed", "6 July 1961. Moscow", "9 February 2000. Pyongyang"],
        ["Ended", "Lapsed", ""],
    ]


def test_the_table_escapes_text_links_sources_and_marks_what_is_empty():
    key = sources().index[0]
    empty = {"text": "", "sources": []}
    body = [[{"text": "<b>", "sources": []}, {"text": "x", "sources": [key]}, empty]]
    text = listing_html({"head": ["", "A", "B"], "body": body}, "two & two", lambda source: f"s.html#{source}")
    assert "&lt;b&gt;" in text and "<b>" not in text
    assert f'href="s.html#{key}"' in text
    assert "<td>–</td>" in text
    assert 'aria-label="two &amp; two"' in text
    assert text.count('<th scope="row">') == 1 and text.count('scope="col"') == 2
    assert "<tr><td></td><th scope" in text, "a heading without words is none"
