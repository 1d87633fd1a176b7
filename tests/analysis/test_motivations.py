"""Money, munitions and motives: hand-worked cases, and the findings in the charts' titles."""

import pandas as pd
import pytest

from analysis.measures import motivations
from analysis.tables import read


def test_wages_of_a_year():
    pay = pd.DataFrame([{"id": "wages-nis-2000-2024-10", "value": 2000.0}])
    force = pd.DataFrame([{"id": "troops-us-dod-2024-10-28", "value": 10_000.0}])
    assert motivations.wages_per_year(pay, force) == 240e6


def test_an_assessor_counts_once_a_motive():
    texts = pd.DataFrame(
        [("money", "Cha", "names"), ("money", "Cha", "ranks_first"), ("money", "Lankov", "doubts")],
        columns=["motive", "assessor", "reading"],
    ).assign(side="independent", source="s")
    assert motivations.motives(texts)["assessors"].tolist() == [1]
    assert motivations.with_doubts(texts) == 1


def test_capacity_and_count_stay_apart():
    rows = motivations.cumulative_munitions(read("munitions"))
    assert set(rows[rows["metric"] == "shells_capacity"]["scope"]) == {"capacity"}
    assert "capacity" not in set(rows[rows["metric"] == "shells_delivered"]["scope"])


def test_only_whole_years_are_drawn_as_reported_oil():
    rows = motivations.oil(read("returns"))
    assert set(rows[rows["kind"] == "reported"]["scope"]) == {"total"}


# What the titles of the charts say.


def test_title_arms_are_worth_more_than_pay_by_the_estimates_for_2024():
    rows = motivations.currency_sources(read("foreign_currency"), read("trade")).set_index("label")
    assert rows.at["Arms sold to Russia", "lower"] > rows.at["Wages of the troops", "upper"]


def test_title_what_came_back_is_less_than_the_lowest_estimate_of_what_was_given():
    rows = motivations.deal_values(read("foreign_currency"))
    given = rows[rows["kind"] == "given"]
    back = rows[rows["kind"] == "returned"]
    assert back["upper"].max() < given["lower"].fillna(given["best"]).min()


def test_title_containers_rose_and_shells_differ_by_millions():
    rows = motivations.cumulative_munitions(read("munitions"))
    boxes = rows[rows["metric"] == "containers_shipped"]["best"]
    assert boxes.iloc[0] == pytest.approx(1000)
    assert boxes.max() >= 20_000
    shells = rows[(rows["metric"] != "containers_shipped") & rows["date"].between("2025-01", "2025-12-31")]["best"]
    assert shells.max() - shells.min() > 2e6


def test_title_reports_under_the_cap_and_estimates_at_least_double():
    returns = read("returns")
    cap = returns.set_index("id").at["oil-cap-2397", "value"]
    rows = motivations.oil(returns)
    assert rows[rows["kind"] == "reported"]["best"].max() < cap
    assert rows[rows["kind"] == "estimated"]["best"].max() >= 2 * cap


def test_title_technology_is_named_most_often_on_every_side_but_pyongyang():
    rows = motivations.motives(read("assessments"))
    totals = rows.groupby("motive")["assessors"].sum()
    assert totals.idxmax() == "technology"
    sides = set(rows[rows["motive"] == "technology"]["side"])
    assert "North Korea" not in sides
    assert {"South Korea", "United States", "independent"} <= sides
