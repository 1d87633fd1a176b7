"""The page behind a figure: its rows as a table, its code as it stands."""

import pytest
from bs4 import BeautifulSoup

from analysis import tables
from analysis.measures import scale as measures
from book import behind, chapter
from book.tablehtml import table_html


def test_rows_become_a_table_with_links_and_readable_numbers():
    claim = tables.ledger().iloc[0]
    csv = f'id,year,value,note,source,empty\n{claim["id"]},2024,12345.0,"<b>&",{claim["source"]},\n'
    table = BeautifulSoup(table_html(csv, "Data"), "html.parser").table
    assert [head.text for head in table.select("th")] == ["id", "year", "value", "note", "source"]
    assert [cell.text for cell in table.select("td")][:4] == [claim["id"], "2024", "12,345", "<b>&"]
    links = [link["href"] for link in table.select("a")]
    assert links == [f"../ledger.html#{claim['id']}", f"../sources.html#{claim['source']}"]


def test_a_long_table_is_cut_and_says_so():
    text = table_html("value\n" + "1\n" * (behind.LONGEST + 5), "Data", most=behind.LONGEST)
    assert text.count("<tr>") == behind.LONGEST + 1
    assert f"first {behind.LONGEST} of {behind.LONGEST + 5} rows" in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("10322.99596821524", "10,323"),
        ("0.060000000000000005", "0.06"),
        ("7.384", "7.38"),
        ("45.5", "45.5"),
        ("-3", "-3"),
    ],
)
def test_numbers_have_the_digits_that_can_be_read(value, shown):
    table = BeautifulSoup(table_html(f"value\n{value}\n", "Data"), "html.parser").table
    assert table.td.text == shown


def test_outlines_are_counted_and_rows_of_a_table_have_addresses():
    csv = 'id,outline\na,"[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]"\n'
    table = BeautifulSoup(table_html(csv, "Data", anchors=True), "html.parser").table
    assert table.select_one("tr#a td:last-child").text == "3 points"


def test_the_code_is_that_of_the_chart():
    from analysis.charts import scale
    from analysis.tables import read

    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chapter, "_record", lambda name, payload, **visible: shown.append(payload))
        chapter.show(scale.days_of_losses, measures.days_of_losses(read("losses")))
    assert "def days_of_losses(" in shown[0]["code"] and "def armies(" not in shown[0]["code"]
