"""Pay, growth, theft, workers, tests, Vietnam, costs: hand-worked cases, and the findings in the charts' titles."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import economy as charts
from analysis.measures import economy
from analysis.measures.common import row
from analysis.tables import read

MONEY = read("foreign_currency")


def title(figure):
    """The finding: the heading's lines in ink, joined."""
    return " ".join(text.get_text() for text in figure.texts if text.get_fontweight() == 600)


def test_pay_is_in_dollars_a_month_and_roubles_are_never_among_it():
    assert set(economy.pay(MONEY)["unit"]) == {"USD per month"}
    assert set(economy.rouble_pay(MONEY)["unit"]) <= {"RUB", "RUB per month"}


def test_a_missing_row_is_an_error():
    with pytest.raises(KeyError):
        economy.pay(MONEY[MONEY["id"] != "workers-pay-nis-800-2024"])


def test_a_floor_has_no_upper_end_and_a_ceiling_no_lower_one():
    rows = economy.pay(MONEY).set_index("id")
    assert pd.isna(rows.at["wages-kida-2000-2025-04", "upper"])
    assert pd.isna(rows.at["wages-domestic-less-than-1-usd", "lower"])


def test_title_pay_is_what_other_foreigners_were_offered():
    rows = economy.pay(MONEY)
    claimed = row(MONEY, economy.SOLDIER)["value"]
    offered = rows[rows["group"] == "Foreign recruit of Russia"]
    inside = (offered["lower"] <= claimed) & (offered["upper"].fillna(claimed) >= claimed)
    assert len(offered) == 3 and inside.all()
    times = claimed / row(MONEY, economy.WORKER)["value"]
    assert economy.times_worker(MONEY) == times > 1
    words = title(charts.pay_compared(rows))
    assert f"USD {claimed:,.0f} a month" in words and f"{times:.1f} times a worker’s pay" in words


def test_title_first_year_of_a_recruit():
    rows = economy.rouble_pay(MONEY)
    first = rows[rows["group"] == "First year"]["best"].min()
    wage = row(MONEY, "rupay-average-wage-2024-07")["value"]
    assert economy.first_year_in_wages(rows) == pytest.approx(first / (12 * wage))
    assert f"{first / (12 * wage):.1f} average yearly wages" in title(charts.rouble_pay(rows))
    assert (rows[rows["group"] == "First year"]["lower"].fillna(rows["best"]) >= first).all()


def test_every_rouble_figure_has_a_label():
    assert set(economy.rouble_pay(MONEY)["id"]) == set(charts.ROUBLE_LABELS)


def test_rates_compound():
    rows = pd.DataFrame({"year": [2000, 2001, 2002], "best": [50.0, 10.0, -10.0]})
    assert economy.level(rows, 2000, 2002) == pytest.approx(1.1 * 0.9 - 1)


@given(st.floats(-20, 20), st.integers(1, 10))
def test_a_constant_rate_gives_the_closed_form(rate, years):
    rows = pd.DataFrame({"year": range(years + 1), "best": [rate] * (years + 1)})
    assert economy.level(rows, 0, years) == pytest.approx((1 + rate / 100) ** years - 1, abs=1e-9)


def test_growth_has_every_year_once():
    rows = economy.growth(read("economy"))
    assert rows["year"].tolist() == list(range(2009, 2025))


def test_title_growth_came_back_and_the_level_did_not():
    rows = economy.growth(read("economy"))
    rates = rows.set_index("year")["best"]
    assert (rates[[2023, 2024]] > 0).all() and (rates.loc[2020:2022] < 0).all()
    below = economy.level(rows, 2016, 2024)
    assert below < 0
    assert f"still {-below:.0%} smaller than in 2016" in title(charts.gdp_growth(rows))
    assert rates[2024] == rates.loc[2017:].max() < rates[2016]


def thefts(*rows):
    return pd.DataFrame(rows, columns=["year", "part", "lower", "best", "upper"])


def test_widest_gap_counts_whole_years_only():
    nan = float("nan")
    rows = thefts(
        (2021, False, 100.0, 100.0, 100.0),
        (2021, False, 150.0, 200.0, 300.0),
        (2022, False, 10.0, 10.0, 10.0),
        (2022, True, nan, 500.0, 500.0),
    )
    assert economy.widest_gap(rows) == (2021, 3.0)


def test_single_thefts_are_no_count_of_a_year():
    assert "crypto-bybit-2025-02" not in set(economy.crypto(MONEY)["id"])


def test_title_record_year_and_widest_gap():
    rows = economy.crypto(MONEY)
    whole = rows[~rows["part"]]
    record = whole.loc[whole["best"].idxmax()]
    year, times = economy.widest_gap(rows)
    of_year = whole[whole["year"] == year]
    assert times == pytest.approx(of_year["upper"].max() / of_year["lower"].min())
    words = title(charts.crypto_theft(rows))
    assert f"for {record['year']}" in words and f"figures for {year} differ by a factor of {times:.1f}" in words
    assert (rows[rows["year"] != record["year"]]["best"] < record["best"]).all()


def test_workers_counted_and_planned_stay_apart():
    rows = economy.workers(MONEY)
    assert set(rows[rows["kind"] == "planned"]["scope"]) == {"forecast"}
    assert "forecast" not in set(rows[rows["kind"] != "planned"]["scope"])
    assert economy.NO_RUSSIA not in set(rows["id"])


def test_title_workers_rise_with_every_count():
    rows = economy.workers(MONEY)
    there = rows[rows["kind"] == "in Russia"].sort_values("when")
    assert there["best"].is_monotonic_increasing
    assert pd.isna(there["upper"].iloc[-1])
    words = title(charts.workers(rows))
    assert (
        f"from {there['best'].iloc[0]:,.0f} in {there['date'].iloc[0][:4]} to at least {there['best'].iloc[-1]:,.0f}"
        in words
    )
    assert "on an undated page" in words and there["id"].iloc[-1] in charts.UNDATED
    assert words.endswith(f"{rows[rows['kind'] == 'planned']['upper'].max():,.0f}")


def test_missile_classes_add_up():
    rows = read("missile_tests")
    classes = rows.drop(columns=["year", "missiles", "complete", "source"]).sum(axis=1)
    assert (classes == rows["missiles"]).all()


def test_events_are_fewer_than_missiles_in_the_year_with_most():
    events = economy.launch_events(read("weapons_tests")).set_index("year")["best"]
    missiles = economy.missiles(read("missile_tests")).set_index("year")["missiles"]
    assert events[2022] < missiles[2022]


def test_a_year_that_is_not_over_is_marked_in_both_counts():
    events = economy.launch_events(read("weapons_tests"))
    missiles = economy.missiles(read("missile_tests"))
    assert events[events["part"]]["year"].tolist() == missiles[~missiles["complete"]]["year"].tolist() == [2026]


def test_title_tests_fell_and_rose_again():
    missiles, weapons = economy.missiles(read("missile_tests")), read("weapons_tests")
    yearly = missiles.set_index("year")["missiles"]
    nuclear = economy.nuclear_tests(weapons)
    words = title(charts.missile_tests(missiles, economy.launch_events(weapons), nuclear))
    assert yearly.idxmax() == 2022 and yearly[2025] == yearly.loc[2022:2025].min()
    assert f"from {yearly.max()} in 2022 to {yearly[2025]} in 2025" in words
    assert words.endswith(f"part of 2026 already has {yearly[2026]}") and yearly[2026] > yearly[2025]
    assert nuclear["date"].max().startswith("2017")
    assert economy.years_of_silence(weapons) == pytest.approx(9, abs=0.1)
    assert row(weapons, "nuclear-tests-none-since-2017")["value"] == 0


def test_title_share_that_reaches_home():
    shares = economy.share_reaching_home(MONEY).set_index("case")
    south, north = shares.loc["South Koreans in Vietnam"], shares.loc["North Koreans in Russia"]
    remitted, paid = row(MONEY, "vietnam-remitted-2005")["value"], row(MONEY, "vietnam-allowances-2005")["value"]
    assert 100 * remitted / paid >= south["lower"]
    assert north["best"] == 100 - row(MONEY, "wages-state-share-90-independent")["value"]
    assert south["observed"] and not north["observed"]
    words = title(charts.vietnam_precedent(economy.vietnam_strength(read("deployments")), shares.reset_index()))
    assert f"at least {south['lower']:.0f}%" in words and f"keep {north['best']:.0f}%" in words


def test_seoul_s_force_more_than_doubled_from_its_second_year_to_its_third():
    strength = economy.vietnam_strength(read("deployments")).set_index("year")["best"]
    assert strength[1966] > 2 * strength[1965]
    assert strength.is_monotonic_increasing


def test_objections_are_the_texts_that_name_a_cost_or_doubt():
    texts = pd.DataFrame(
        [
            ("a", "2024", "Cha", "CSIS", "names"),
            ("b", "2024", "Cha", "CSIS", "cost"),
            ("c", "2025", "unnamed author", "INSS", "doubts"),
            ("d", "2025", "NIS", "NIS", "doubts"),
        ],
        columns=["id", "date", "assessor", "institution", "reading"],
    )
    rows = economy.objections(texts)
    assert rows["who"].tolist() == ["Cha, CSIS", "INSS", "NIS"]
    assert rows["kind"].tolist() == ["Cost", "Doubt", "Doubt"]
