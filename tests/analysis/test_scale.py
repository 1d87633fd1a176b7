"""The contingent against every yardstick: hand-worked cases, and the findings in the charts' titles."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import scale as charts
from analysis.measures import scale
from analysis.measures.common import bounds
from analysis.tables import read


def month(losses, days, name="2024-10", uk=None):
    return {
        "month": name,
        "claimed_losses": losses,
        "days_covered": days,
        "days_in_month": 31,
        "complete": days == 31,
        "uk_mod_mean_daily": uk,
        "source": "s",
        "further_sources": None,
    }


def test_days_of_losses_by_hand():
    rows = scale.days_of_losses(pd.DataFrame([month(31_000, 31, uk=2000.0)]), troops=10_000)
    assert rows["mean_daily"][0] == 1000
    assert rows["days"][0] == 10
    assert rows["uk_days"][0] == 5


def test_the_distance_from_london_is_the_largest_of_the_months_named():
    table = pd.DataFrame(
        [month(31_000, 31, uk=1000.0), month(31_000, 31, "2024-11", uk=1250.0), month(31_000, 31, "2024-12", uk=2000.0)]
    )
    assert scale.furthest_from_london(table, "2024-10", "2024-10") == 0
    assert scale.furthest_from_london(table, "2024-10", "2024-11") == pytest.approx(0.25)


@given(st.integers(1, 10**6), st.integers(1, 31), st.integers(1, 10**6))
def test_days_grow_with_troops_and_fall_with_losses(losses, days, troops):
    table = pd.DataFrame([month(losses, days)])
    less = scale.days_of_losses(table, troops)["days"][0]
    assert scale.days_of_losses(table, troops + 1)["days"][0] > less
    assert scale.days_of_losses(pd.DataFrame([month(losses + 1, days)]), troops)["days"][0] < less
    assert less * losses / days == pytest.approx(troops)


def rate(value, unit):
    return pd.DataFrame([{"id": "r", "low": None, "value": float(value), "high": None, "unit": unit}]).astype(
        {"low": float, "high": float}
    )


def test_recruiting_by_hand():
    assert scale.days_of_recruiting(rate(1000, "people per day"), 10_000, "r") == 10
    assert scale.days_of_recruiting(rate(30_437.5, "people per month"), 10_000, "r") == pytest.approx(10)
    with pytest.raises(ValueError, match="not in people per day or month"):
        scale.days_of_recruiting(rate(1, "people"), 1, "r")


def test_a_share_of_a_range_is_a_range():
    army = pd.DataFrame([{"id": "a", "low": 40_000.0, "value": None, "high": 80_000.0}]).astype({"value": float})
    assert scale.share(army, "a", 10_000) == (0.125, 0.25)


def test_one_in():
    kursk = pd.DataFrame([{"id": "r", "value": 50_000.0}])
    claims = pd.DataFrame([{"id": "k", "value": 10_000.0}])
    assert scale.one_in(kursk, claims, "r", "k") == 6
    assert scale.one_in(kursk, claims, "r", "k", joint=True) == 5


def test_peak_and_total_are_never_mixed():
    rows = scale.contingents(read("deployments"), scale.COMPARED)
    vietnam = rows[rows["contingent"] == "South Korea in Vietnam"].set_index("basis")
    assert vietnam.at["peak", "upper"] < vietnam.at["total_served", "lower"]
    assert set(rows["contingent"]) == set(scale.COMPARED)


# What the titles of the charts say.


def test_title_both_sides_speak_of_a_growing_force():
    rows = scale.russian_force(read("forces"))
    for side in ("Russia", "Ukraine"):
        counts = rows[rows["side"] == side]["best"]
        assert counts.iloc[-1] > counts.iloc[0]
    assert scale.troops(read("claims")) / rows["best"].iloc[-1] < 0.02


def test_title_the_ground_was_already_shrinking():
    area, _ = scale.kursk_ground(read("kursk_area"), read("kursk"))
    held = area.set_index("date")["held_km2"]
    assert held.idxmax() < "2024-10-13"
    assert held["2024-10-13"] > held["2024-10-27"]


def test_forces_in_kursk_end_with_the_area_beside_them():
    kursk, claims = read("kursk"), read("claims")
    until = read("kursk_area")["date"].max()
    rows, later = scale.kursk_forces(kursk, claims, until), scale.kursk_forces(kursk, claims)
    assert rows["date"].max() <= until < later["date"].max()
    assert set(rows["id"]) == set(later.loc[later["date"] <= until, "id"])


def test_title_contingents_counts_the_larger_ones():
    rows = scale.contingents(read("deployments"), scale.COMPARED)
    claims = read("claims")
    here = bounds(claims[claims["id"] == "troops-us-dod-2024-10-28"])
    peaks = rows[rows["basis"] == "peak"]
    larger = (peaks["upper"] > 10_000).sum()
    assert " ".join(text.get_text() for text in charts.contingents(rows, here).texts).startswith(
        f"{larger} of {len(peaks)} foreign"
    )


def test_title_one_square_in():
    rows = scale.context(read("forces"), read("kursk"), read("losses")).set_index("label")["best"]
    assert rows["North Korea's army"] / 10_000 == pytest.approx(128)
    assert rows["Russian force in Kursk"] < rows["Russian force in the war"] / 5
