"""Ranges and dates: what every chapter's numbers rest on."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.common import bounds, decimal_year, row

NOTHING = math.nan


def claim(low=NOTHING, value=NOTHING, high=NOTHING):
    return bounds(pd.DataFrame({"low": [low], "value": [value], "high": [high]})).iloc[0]


def test_a_value_is_its_own_range():
    assert list(claim(value=10_000)[["lower", "best", "upper"]]) == [10_000] * 3


def test_a_range_is_best_at_its_middle():
    assert list(claim(low=11_000, high=12_000)[["lower", "best", "upper"]]) == [11_000, 11_500, 12_000]


def test_a_floor_has_no_upper_end():
    floor = claim(low=3000)
    assert floor["lower"] == floor["best"] == 3000
    assert math.isnan(floor["upper"])


def test_a_ceiling_has_no_lower_end():
    ceiling = claim(high=8000)
    assert math.isnan(ceiling["lower"])
    assert ceiling["best"] == ceiling["upper"] == 8000


def test_no_figure_stays_unknown():
    assert claim()[["lower", "best", "upper"]].isna().all()


@given(st.lists(st.floats(0, 1e9), min_size=3, max_size=3).map(sorted))
def test_best_lies_within_the_range(numbers):
    low, value, high = numbers
    whole = claim(low, value, high)
    assert whole["lower"] <= whole["best"] <= whole["upper"]
    middle = claim(low=low, high=high)
    assert low <= middle["best"] <= high


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024", 2024.5), ("2024-01", 2024 + 0.5 / 12), ("2024-07-02", 2024.5), ("2023-01-01", 2023 + 0.5 / 365)],
)
def test_decimal_years(text, expected):
    assert decimal_year(pd.Series([text]))[0] == pytest.approx(expected, abs=2e-3)


@given(st.lists(st.dates(), min_size=2, max_size=20))
def test_decimal_years_keep_the_order_of_days(days):
    ordered = pd.Series([day.isoformat() for day in sorted(set(days))])
    assert decimal_year(ordered).is_monotonic_increasing


def test_a_row_is_found_or_missed_loudly():
    rows = pd.DataFrame({"id": ["a", "b"], "value": [1, 2]})
    assert row(rows, "b")["value"] == 2
    with pytest.raises(KeyError):
        row(rows, "c")
