"""Treaties, debt, meetings, contacts, the Korean War, total trade: hand-worked cases, and the findings in the charts' titles."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import ties as charts
from analysis.measures import ties
from analysis.tables import as_of, read


def title(figure):
    """The finding: the heading's lines in ink, joined."""
    return " ".join(text.get_text() for text in figure.texts if text.get_fontweight() == 600)


def treaty(name, **dates):
    promise = dates.pop("promise")
    rows = [(name, provision, date, None) for provision, date in dates.items()]
    rows.append((name, "if_attacked", None, promise))
    return pd.DataFrame(rows, columns=["treaty", "provision", "date", "promise"]).assign(
        source="s", further_sources=None
    )


def two_treaties():
    first = treaty("A", signed="1960", in_force="1961", notice="1990", ended="1991", promise=True)
    between = treaty("B", signed="2000", in_force="2000", ended="2020", promise=False)
    last = treaty("C", signed="2020", in_force="2021", promise=True)
    return ties.treaty_spans(pd.concat([first, between, last], ignore_index=True), "2026-11-23")


def test_a_treaty_in_force_has_no_end_and_is_drawn_to_the_data_s_date():
    last = two_treaties().iloc[-1]
    assert pd.isna(last["end"]) and last["drawn_to"] == pytest.approx(2026.9, abs=0.02)


def test_years_without_promise_skip_the_treaty_that_promises_nothing():
    assert ties.years_without_promise(two_treaties()) == (30.0, 31.0)


def test_every_treaty_is_signed_before_it_is_in_force_and_rests_on_a_source():
    spans = ties.treaty_spans(read("treaties"), as_of())
    assert (spans["signed"] <= spans["start"]).all()
    assert (spans["source"].str.len() > 0).all()


def test_provisions_stand_in_one_order_and_none_is_lost():
    rows = ties.side_by_side(read("treaties"))
    assert len(rows) == len(read("treaties"))
    assert rows["label"].notna().all()
    assert list(dict.fromkeys(rows["label"])) == [
        label for label in ties.PROVISIONS.values() if label in set(rows["label"])
    ]


def test_title_years_without_a_promise():
    spans = ties.treaty_spans(read("treaties"), as_of())
    least, most = ties.years_without_promise(spans)
    years = {row["treaty"]: row for row in spans.to_dict("records")}
    assert years["1961"]["promise"] and years["2024"]["promise"] and not years["2000"]["promise"]
    assert years["1961"]["end"] <= years["2000"]["start"]
    assert title(charts.treaty_spans(spans)).startswith(f"For {least:.0f} to {most:.0f} years no treaty")


def test_the_first_troops_came_before_the_treaty_was_in_force():
    events = read("events").set_index("id")["date"]
    treaties = read("treaties").set_index("id")["date"]
    assert treaties["treaty-2024-signed"] < events["ev-2024-10-18-nis-announcement"] < treaties["treaty-2024-in-force"]


def debts():
    rows = [
        ("debt_to_moscow", 100.0, "RUB million", "total", "1989"),
        ("debt_to_moscow", 200.0, "USD million", "total", "2012"),
        ("debt_to_moscow", 20.0, "USD million", "subset", "2014"),
        ("debt_to_moscow_at_market_rate", 5.0, "USD million", "total", "2014"),
        ("foreign_debt", 900.0, "USD million", "total", "1990"),
    ]
    return pd.DataFrame(rows, columns=["metric", "value", "unit", "scope", "date"]).assign(
        low=float("nan"), high=float("nan")
    )


def test_debt_keeps_currencies_apart_and_leaves_other_creditors_out():
    rows = ties.debt(debts())
    assert sorted(rows["currency"]) == ["RUB", "USD", "USD", "USD"]
    assert ties.share_left(rows) == pytest.approx(0.1)
    assert ties.share_at_market(rows) == pytest.approx(0.025)


def test_roubles_never_enter_a_share():
    more = debts()
    more.loc[0, "value"] = 1e6
    assert ties.share_left(ties.debt(more)) == pytest.approx(0.1)


def test_title_debt():
    rows = ties.debt(read("aid"))
    dollars = rows[rows["currency"] == "USD"].set_index("kind")["best"]
    claimed, left = dollars["claimed"].max(), dollars["left"]
    written_off = read("aid").set_index("id").at["aid-debt-writeoff-share", "value"]
    assert 100 * (1 - left / claimed) == pytest.approx(written_off, abs=0.5)
    assert title(charts.debt(rows)).endswith(f"wrote off all but {left / claimed:.0%}")


dates = st.lists(st.tuples(st.integers(1949, 2025), st.sampled_from(["summit", "visit", "treaty"])), min_size=1)


@given(dates)
def test_meetings_count_each_summit_and_visit_once_and_no_year_is_missing(found):
    kept = [category for _, category in found if category != "treaty"]
    if not kept:
        return
    events = pd.DataFrame({"date": [str(year) for year, _ in found], "category": [category for _, category in found]})
    rows = ties.meetings(events.assign(theme="ties", source="s"))
    assert rows["total"].sum() == len(kept)
    assert rows["summits"].sum() == kept.count("summit")
    assert rows["year"].diff().dropna().eq(1).all()


def test_title_meetings():
    rows = ties.meetings(read("events"))
    yearly = rows.set_index("year")["total"]
    assert yearly[[2024, 2025]].min() >= 3 * ties.most_before(rows, 2023)
    assert "six or more meetings a year in 2024 and 2025, never more than two before 2023" in title(
        charts.meetings(rows)
    )
    assert yearly[yearly.index < 2023].max() == 2
    assert yearly[[2024, 2025]].min() == 6


def test_no_summit_between_1987_and_1999():
    rows = ties.meetings(read("events")).set_index("year")
    assert rows.loc[1987:1999, "summits"].sum() == 0
    assert rows.at[1986, "summits"] == rows.at[2000, "summits"] == 1


def test_a_part_of_a_year_is_marked_and_a_range_stays_one():
    rows = ties.exchanges(read("contacts")).set_index("year")
    assert rows.at[2024, "part"] and not rows.at[2019, "part"]
    assert (rows.loc[2012:2018, "lower"] < rows.loc[2012:2018, "upper"]).all()


def test_parts_by_purpose_are_not_counted_as_travellers_of_their_own():
    contacts = read("contacts")
    rows = ties.travellers(contacts)
    assert not rows.duplicated(["whose", "year"]).any()
    by_purpose = contacts[contacts["metric"].str.startswith("russians_entering_north_korea_")]["value"].sum()
    assert by_purpose <= rows[(rows["whose"] == "Russia") & (rows["year"] == 2025)]["best"].iloc[0]


def test_title_travellers_rose_every_year():
    rows = ties.travellers(read("contacts"))
    russians = rows[rows["whose"] == "Russia"].sort_values("year")["best"]
    assert russians.is_monotonic_increasing
    assert ties.growth(rows, "Russia", 2023, 2025) > 8
    words = title(charts.contacts(ties.exchanges(read("contacts")), rows))
    assert f"{russians.iloc[0]:,.0f}" in words and f"{russians.iloc[-1]:,.0f}" in words


def test_forces_are_compared_at_one_time_only():
    rows = pd.DataFrame(
        [
            ("China in Korea", "China", "peak", 300.0),
            ("China in Korea", "China", "initial", 10.0),
            ("China in Korea", "China", "total_served", 900.0),
            ("Soviet Union in Korea", "Soviet Union", "peak", 20.0),
            ("Soviet Union in Korea", "Soviet Union", "total_served", 200.0),
            ("Turkey in Korea", "Turkey", "peak", 5.0),
        ],
        columns=["contingent", "sender", "basis", "value"],
    ).assign(low=float("nan"), high=float("nan"), source=["good", "good", "good", "weak", "good", "good"])
    sources = pd.DataFrame({"id": ["good", "weak"], "weak": pd.array([False, True], dtype="boolean")})
    found = ties.korean_war(rows, sources)
    assert len(found) == 5
    assert found[found["weak"]]["basis"].tolist() == ["peak"]
    assert ties.at_least_times(found) == 15.0


def test_title_china_s_force_against_the_soviet_one():
    rows = ties.korean_war(read("deployments"), read("sources"))
    china = rows[(rows["sender"] == "China") & rows["basis"].isin(["peak", "strength"])]["best"]
    soviet = rows[(rows["sender"] == "Soviet Union") & rows["basis"].isin(["peak", "strength"])]["best"]
    assert f"at least {china.min() / soviet.max():.0f} times" in title(charts.korean_war_forces(rows))
    assert (china >= ties.at_least_times(rows) * soviet.max()).all()


def test_what_is_left_for_others():
    trade = pd.DataFrame(
        [("World", "total", 1000.0), ("China", "total", 980.0), ("China", "share_of_trade", 98.0)],
        columns=["partner", "flow", "value"],
    ).assign(series="KOTRA", year=2024, low=float("nan"), high=float("nan"))
    totals, shares = ties.total_trade(trade)
    assert ties.left_for_others(totals, 2024) == 20e6
    assert shares["best"].tolist() == [98.0]


def test_shares_agree_with_the_amounts_of_the_same_series():
    totals, shares = ties.total_trade(read("trade"))
    trade = read("trade")
    china = trade[(trade["series"] == "KOTRA") & (trade["partner"] == "China") & (trade["flow"] == "total")]
    china = china.set_index(china["year"].astype(int))["value"]
    total = totals.set_index("year")["best"]
    common = [year for year in shares["year"] if year in china.index and year in total.index]
    share = shares.set_index("year")["best"]
    assert len(common) > 20
    for year in common:
        assert 100 * china[year] / total[year] == pytest.approx(share[year], abs=2), year


def test_title_all_others_trade_a_small_remainder():
    totals, shares = ties.total_trade(read("trade"))
    rest = ties.left_for_others(totals, 2024)
    assert rest < 0.05 * totals.set_index("year").at[2024, "best"] * 1e6
    assert f"USD {rest / 1e6:.3g} million" in title(charts.total_trade(totals, shares))


def test_china_has_more_than_half_since_2005_and_never_less_than_said_since_2011():
    _, shares = ties.total_trade(read("trade"))
    share = shares.set_index("year")["best"]
    assert share[2004] < 50 < share[2005]
    assert ties.lowest_share(shares, 2011) == share.loc[2011:].min() >= 88
