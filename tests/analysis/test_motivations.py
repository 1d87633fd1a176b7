"""Money, munitions and motives: hand-worked cases, and the findings in the charts' titles."""

import pandas as pd
import pytest

from analysis.charts import motivations as charts
from analysis.measures import motivations
from analysis.tables import read


def title(figure):
    """The finding: the heading's lines in ink, joined."""
    return " ".join(text.get_text() for text in figure.texts if text.get_fontweight() == 600)


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
    assert motivations.naming(texts, "money") == motivations.assessors(texts) == 1
    assert motivations.naming(texts, "technology") == 0


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
    arms, pay, theft = rows.loc["Arms for Russia"], rows.loc["Wages of the troops"], rows.loc["Theft of cryptocurrency"]
    assert arms["lower"] > pay["upper"]
    assert pay["upper"] == theft["upper"] and pay["lower"] < theft["lower"]
    assert rows.at["Legal exports", "lower"] == pytest.approx(pay["lower"], rel=0.2)
    assert "the soldiers’ pay by one institute at 320 million–1.34 billion" in title(
        charts.currency_sources(rows.reset_index())
    )


def test_title_what_came_back_is_less_than_the_lowest_estimate_of_what_was_given():
    rows = motivations.deal_values(read("foreign_currency"))
    given = rows[rows["kind"] != "returned"]
    back = rows[rows["kind"] == "returned"]
    assert set(rows[rows["kind"] == "earned"]["id"]) == set(motivations.EARNED)
    least, most = given["lower"].fillna(given["best"]).min(), given["upper"].max()
    assert back["upper"].max() < least
    words = title(charts.deal_values(rows))
    assert f"run from USD {least / 1000:g} billion up to {most / 1000:g} billion" in words
    assert f"at most USD {back['upper'].max() / 1000:g} billion" in words


def test_an_estimate_is_dated_by_the_end_of_what_it_covers():
    rows = motivations.deal_values(read("foreign_currency")).set_index("id")
    assert rows.at["value-inss-2025-12", "until"] == "2025-12"
    assert rows.at["value-kida-2025-04", "until"] == "2025-03"


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


def test_title_technology_is_named_most_often_in_seoul_and_washington_and_by_independents():
    rows = motivations.motives(read("assessments"))
    totals = rows.groupby("motive")["assessors"].sum()
    assert totals.idxmax() == "technology"
    assert totals["technology"] == motivations.naming(read("assessments"), "technology")
    assert set(rows[rows["motive"] == "technology"]["side"]) == {"South Korea", "United States", "independent"}
    words = title(charts.motives(rows))
    assert words.endswith("by assessors in Seoul and Washington and by independent ones")


def test_a_new_side_enters_the_title():
    rows = motivations.motives(read("assessments"))
    europe = pd.DataFrame([{"motive": "technology", "side": "Europe and NATO", "assessors": 1, "source": "s"}])
    words = title(charts.motives(pd.concat([rows, europe], ignore_index=True)))
    assert words.endswith("by assessors in Seoul, Washington and Europe and by independent ones")
