"""The methods chapter: kinds of sources and the reach of the tables, by hand and against the shipped tables."""

import pandas as pd
import pytest

from analysis.charts import sources as charts
from analysis.measures import sources as measures
from analysis.tables import ledger, names, read


def title(figure):
    """The lines of the heading set in the title's size, as one sentence."""
    return " ".join(text.get_text() for text in figure.texts if text.get_fontsize() == 12.5)


@pytest.fixture
def pages():
    return pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "kind": ["press", "press", "wire", "primary"],
            "copy_of": [None, "Reuters", None, "A ministry"],
            "weak": [False, False, False, True],
            "language": ["en", "ko", "en", "en"],
            "publisher": ["A", "B", "C", "D"],
        }
    )


@pytest.fixture
def rows():
    return pd.DataFrame({"source": ["a", "a", "b", "c", "d"], "further_sources": [None, "b", "c d", None, None]})


def test_a_weak_copy_counts_once_and_as_weak(rows, pages):
    kinds = measures.by_kind(rows, pages).set_index("kind")
    assert kinds.loc["press", ["rows", "sound", "copied", "weak"]].tolist() == [3, 2, 1, 0]
    assert kinds.loc["primary", ["rows", "sound", "copied", "weak"]].tolist() == [1, 0, 0, 1]
    assert kinds.index[0] == "press"
    assert measures.share(kinds, "weak") == pytest.approx(0.2)


def test_further_sources_languages_and_publishers(rows, pages):
    assert measures.seconded(rows) == 2
    assert measures.languages(rows, pages, "ko") == pytest.approx(0.2)
    assert measures.carried_by(rows, pages, ["A", "D"]) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("columns", "last"),
    [
        ({"date": ["2024-10", "2025-01-02", None]}, "2025-01-02"),
        ({"year": [2019, 2024]}, "2024"),
        ({"name": ["x"]}, ""),
        ({"date": [None, None]}, ""),
    ],
)
def test_last_date(columns, last):
    assert measures.last_date(pd.DataFrame(columns)) == last


def test_every_row_of_the_claim_tables_is_counted_once():
    kinds = measures.by_kind(ledger(), read("sources"))
    assert kinds["rows"].sum() == len(ledger())
    assert (kinds[["sound", "copied", "weak"]].sum(axis=1) == kinds["rows"]).all()
    assert set(kinds["kind"]) <= set(charts.WORDS)


def test_every_table_has_a_line():
    lines = measures.reach()
    assert len(lines) == len(names())
    assert lines.set_index("table").at["Troops and casualties", "date"] == read("claims")["date"].max()


def test_the_title_says_what_the_tables_hold():
    kinds = measures.by_kind(ledger(), read("sources"))
    count = kinds.set_index("kind")
    heading = title(charts.kinds_of_sources(kinds))
    assert heading.startswith(f"{count.at['press', 'rows'] / len(ledger()):.0%} of {len(ledger()):,} figures")
    assert heading.endswith(f"{kinds['weak'].sum() / len(ledger()):.0%} rest on a weak page")


def test_a_corrected_carrier_moves_the_title():
    pages = read("sources")
    before = title(charts.kinds_of_sources(measures.by_kind(ledger(), pages)))
    after = title(charts.kinds_of_sources(measures.by_kind(ledger(), pages.assign(weak=False))))
    assert before != after
    assert after.endswith("0% rest on a weak page")
