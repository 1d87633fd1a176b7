"""The page behind a figure: its rows as a table, its code as it stands."""

import pytest
from bs4 import BeautifulSoup

from analysis import tables
from analysis.measures import scale as measures
from book import behind, chapter


def test_rows_become_a_table_with_links_and_readable_numbers():
    claim = tables.ledger().iloc[0]
    csv = f'id,year,value,note,source,empty\n{claim["id"]},2024,12345.0,"<b>&",{claim["source"]},\n'
    table = BeautifulSoup(behind.table_html(csv, "Data"), "html.parser").table
    assert [head.text for head in table.select("th")] == ["id", "year", "value", "note", "source"]
    assert [cell.text for cell in table.select("td")][:4] == [claim["id"], "2024", "12,345", "<b>&"]
    links = [link["href"] for link in table.select("a")]
    assert links == [f"../ledger.html#{claim['id']}", f"../sources.html#{claim['source']}"]


def test_a_long_table_is_cut_and_says_so():
    text = behind.table_html("value\n" + "1\n" * (behind.LONGEST + 5), "Data")
    assert text.count("<tr>") == behind.LONGEST + 1
    assert f"first {behind.LONGEST} of {behind.LONGEST + 5} rows" in text


def test_the_code_is_that_of_the_chart():
    from analysis.charts import scale
    from analysis.tables import read

    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chapter, "_record", lambda name, payload, **visible: shown.append(payload))
        chapter.show(scale.days_of_losses, measures.days_of_losses(read("losses")))
    assert "def days_of_losses(" in shown[0]["code"] and "def armies(" not in shown[0]["code"]
