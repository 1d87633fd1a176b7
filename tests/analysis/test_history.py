"""Trade, votes and ties: hand-worked cases, and the findings in the charts' titles against the shipped tables."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import history as charts
from analysis.measures import history
from analysis.tables import read


def title(figure):
    """The finding: the heading's lines in ink, joined."""
    return " ".join(text.get_text() for text in figure.texts if text.get_fontweight() == 600)


def trade_row(year, series, partner, value, **other):
    base = {"year": year, "series": series, "partner": partner, "flow": "total", "unit": "USD million", "source": "s"}
    return base | {"low": None, "value": float(value), "high": None} | other


def test_trade_keeps_series_apart_and_drops_what_is_not_drawn():
    table = pd.DataFrame(
        [
            trade_row(2014, "KOTRA", "Russia", 100),
            trade_row(2014, "KOTRA", "China", 6000),
            trade_row(1980, "KOTRA", "China", 1),
            trade_row(2014, "KOTRA", "China", 90, flow="share_of_trade", unit="percent"),
            trade_row(2014, "KOTRA", "World", 7000),
        ]
    ).astype({"low": float, "high": float})
    rows = history.partner_trade(table)
    assert sorted(rows["best"]) == [100, 6000]
    assert history.trade_ratio(rows, 2014) == 60
    assert history.last_common_year(rows) == 2014


def ideal(state, point, half):
    return {"year": 2000, "state": state, "ideal_point": point, "q05": point - half, "q95": point + half, "source": "s"}


def test_distance_and_its_range_by_hand():
    rows = history.distance_to_russia(pd.DataFrame([ideal("Russia", 0.0, 0.1), ideal("North Korea", -1.0, 0.2)]))
    only = rows.iloc[0]
    assert (only["distance"], only["nearest"], only["farthest"]) == pytest.approx((1.0, 0.7, 1.3))


def test_overlapping_intervals_may_coincide():
    rows = history.distance_to_russia(pd.DataFrame([ideal("Russia", 0.0, 1.0), ideal("China", 0.5, 1.0)]))
    assert rows.iloc[0]["nearest"] == 0


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0, 1), st.floats(0, 1))
def test_the_distance_lies_within_its_range(a, b, spread_a, spread_b):
    rows = history.distance_to_russia(pd.DataFrame([ideal("Russia", a, spread_a), ideal("China", b, spread_b)]))
    only = rows.iloc[0]
    assert only["nearest"] <= only["distance"] + 1e-12
    assert only["distance"] <= only["farthest"] + 1e-12


def test_unseen_votes_do_not_count_as_agreement():
    grid = pd.DataFrame(
        [
            ("a", "Russia", "no"),
            ("a", "China", "no"),
            ("b", "Russia", "no"),
            ("b", "China", "not seen"),
            ("c", "Russia", "no"),
            ("c", "China", "abstain"),
        ],
        columns=["resolution", "state", "vote"],
    )
    assert history.same_vote_share(grid, "China") == 0.5
    assert history.same_votes(grid, "China") == (1, 2)


def test_a_state_is_near_only_from_the_last_time_it_came_near():
    rows = pd.DataFrame({"year": [2000, 2001, 2002, 2003], "state": "China", "distance": [0.1, 0.9, 0.3, 0.2]})
    assert history.close_since(rows, "China") == 2002
    assert history.close_since(rows, "China", limit=0.25) == 2003
    assert history.close_since(rows, "China", limit=0.2) is None
    assert history.close_since(rows[rows["year"] > 2001], "China") == 2002


def test_small_goes_by_the_highest_figure():
    rows = pd.DataFrame({"lower": [10.0, 10.0, 10.0], "upper": [20.0, 1000.0, 5000.0]})
    assert history.small(rows, pd.DataFrame({"value": [10_000.0]})) == 1


# What the titles of the charts say, against the tables that are shipped.


@pytest.fixture(scope="module")
def trade():
    return history.partner_trade(read("trade"))


def test_title_trade_with_moscow_collapsed_and_trade_with_beijing_grew_later(trade):
    by = trade.groupby(["year", "partner"])["best"].agg(["min", "max"])
    assert by.loc[(1989, "Russia"), "min"] > by.loc[(1989, "China"), "max"]
    assert by.loc[(1999, "Russia"), "max"] < by.loc[(1989, "Russia"), "min"] / 10
    russia = trade[(trade["partner"] == "Russia") & (trade["year"] >= 2000)]["best"]
    assert russia.max() < by.loc[(1990, "Russia"), "min"] / 5
    assert by.loc[(1999, "China"), "max"] <= by.loc[(1989, "China"), "max"]
    assert by.loc[(2004, "China"), "min"] > 2 * by.loc[(1999, "China"), "max"]
    assert by.loc[(2024, "China"), "min"] > 2 * by.loc[(1999, "China"), "max"]
    for year in range(1996, 2025):
        if (year, "Russia") in by.index and (year, "China") in by.index:
            assert by.loc[(year, "Russia"), "max"] < by.loc[(year, "China"), "min"], year


def test_no_figure_for_trade_with_russia_after_2021_is_a_record(trade):
    russia = trade[trade["partner"] == "Russia"].set_index("id")["best"]
    later = ["trade-russia-total-2023-kremlin", "trade-russia-total-2024-raei", "trade-russia-total-2024-fnf"]
    assert russia[later].max() < russia["trade-russia-total-2005-kotra"]
    assert russia["trade-russia-total-2024-raei"] == pytest.approx(russia["trade-russia-total-2023-kremlin"], abs=0.5)


def test_title_votes_came_near_before_the_war_and_stayed():
    rows = history.distance_to_russia(read("voting_distance"))
    north = rows[rows["state"] == "North Korea"].set_index("year")["distance"]
    since = history.close_since(rows, "North Korea")
    assert since < 2022
    assert north.loc[since:].max() < 0.5 <= north[since - 1]
    assert f"by {since} and have stayed there" in title(charts.voting_distance(rows))


def test_the_three_years_since_2022_are_closest_by_less_than_the_bands():
    rows = history.distance_to_russia(read("voting_distance"))
    north = rows[rows["state"] == "North Korea"].set_index("year")
    before, since = north.loc[:2021], north.loc[2022:]
    assert since["distance"].max() < before["distance"].min()
    assert since["farthest"].min() > before["distance"].min() > since["nearest"].max()
    assert north.at[2014, "distance"] > 5 * north.at[2019, "distance"]


def test_title_every_round_then_vetoes():
    rows = history.sanctions_votes(read("resolutions"), read("votes"))
    vetoes = rows[rows["vote"] == "no"]
    assert len(vetoes) and not vetoes["adopted"].any()
    rounds = rows[rows["date"] < vetoes["date"].min()]
    assert set(rounds["vote"]) == {"yes"}
    assert rounds["adopted"].all()


def test_title_north_korea_voted_with_russia_every_time():
    grid = history.assembly_votes(read("resolutions"), read("votes"), ["North Korea", "Russia", "China"])
    assert history.same_vote_share(grid, "North Korea") == 1
    assert history.same_vote_share(grid, "China") < 1
    votes = grid.pivot(index="resolution", columns="state", values="vote")
    other = votes[(votes["Russia"] == "no") & (votes["China"] != "no") & (votes["China"] != "not seen")]
    assert set(other["China"]) == {"abstain"}


def test_the_united_states_voted_with_russia_once_among_the_votes_seen():
    grid = history.assembly_votes(read("resolutions"), read("votes"), ["United States", "Russia"])
    assert history.same_votes(grid, "United States")[0] == 1


def test_title_ties_broke_around_1990_and_arms_and_visits_came_back_with_the_war():
    ties = history.ties(read("events"))
    ruptures = ties[ties["category"] == "rupture"]["when"]
    assert ruptures.between(1987, 1997).mean() > 0.7
    for kind in ("arms", "visit"):
        marks = ties[ties["category"] == kind]["when"]
        assert not marks.between(1997, 2022.15).any()
        assert (marks > 2022.15).sum() > marks.between(1985, 2022.15).sum()


def test_title_nothing_before_comes_near():
    rows = history.abroad(read("deployments"))
    claims = read("claims")
    row = claims[claims["id"] == "troops-us-dod-2024-10-28"]
    contingent = row["value"].iloc[0]
    assert rows["upper"].max() < contingent
    assert history.small(rows, row) == len(rows) / 2
    near = rows[rows["upper"] >= 0.3 * contingent]["contingent"]
    assert set(near) == {"North Korea in Angola", "North Korea in Africa", "North Korea: advisers worldwide"}
