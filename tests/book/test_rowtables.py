"""The ``{rows}`` directive: its small language, and what its cells show."""

import pytest

from book.rowtables import columns, words


def test_columns_are_names_and_headings():
    assert columns("date Date; applies_to In this case;") == [("date", "Date"), ("applies_to", "In this case")]


@pytest.mark.parametrize("text", ["", ";", "date", "date Date; who"])
def test_a_column_without_heading_is_refused(text):
    with pytest.raises(ValueError, match="columns must be"):
        columns(text)


def test_cells_show_words_for_ids_and_dates():
    assert words("resolution", "res-2270") == "2270 (2016)"
    assert words("date", "2024-10-24") == "24 October 2024"
    assert words("paragraph", float("nan")) == ""
    assert words("what", "Small arms too") == "Small arms too"
