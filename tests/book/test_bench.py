"""The benchmark's chapters run, its changes find what they change, and its report says what was measured."""

import jupytext
import pandas as pd
import pytest
from conftest import ROOT

from bench import books, report


@pytest.mark.parametrize("name", books.CHARTS)
def test_a_chapter_of_the_benchmark_draws_its_charts(name, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT / "chapters")
    names = {"print": lambda *parts: None}
    for cell in jupytext.reads(books.chapter(name, 1), fmt="md:myst").cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, name, "exec"), names)
    assert names["figure"].axes


def test_the_changes_of_an_author_find_their_place(tmp_path):
    books.ours(tmp_path)
    for change in (books.WORD, books.ROW, books.FUNCTION):
        books.edit(tmp_path, change)
    assert "simple words" in (tmp_path / "chapters/scale-1.md").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="does not hold"):
        books.edit(tmp_path, books.ROW)


def test_more_chapters_are_the_nine_again():
    assert len(set(books.names(90))) == 90
    assert books.names(10)[9] == "chapters/claims-2"


def results():
    rows = [
        {
            "tool": tool,
            "case": case,
            "size": 9,
            "value": value,
            "low": value,
            "high": value,
            "runs": 1,
            "unit": "seconds",
            "fresh": tool == report.OURS,
        }
        for tool, value in ((report.OURS, 4.0), ("Jupyter Book 1, as it comes", 8.0))
        for case in report.CASES
    ]
    return pd.DataFrame(rows)


def test_the_report_says_what_is_stale_and_how_much_faster():
    table = report.table(results())
    assert "| this book | 4.0 s |" in table and f"8.0 s ({report.STALE})" in table
    title = report.chart(results()).texts[0].get_text()
    assert "50%" in title
