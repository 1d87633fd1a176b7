"""The three scenarios: closed forms, properties, and the findings in the charts' titles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import scenarios
from analysis.charts import scenarios as charts
from analysis.measures import motivations
from analysis.tables import ledger, read

LEVELS = list(scenarios.LEVELS)


def title(figure):
    """The heading and subtitle of a figure, as one line."""
    return " ".join(text.get_text() for text in figure.texts)


def row(low, mode, high, shape="triangular", name="x", unit="people"):
    return {
        "scenario": "test",
        "name": name,
        "low": low,
        "mode": mode,
        "high": high,
        "unit": unit,
        "distribution": shape,
        "source": "s",
        "further_sources": None,
    }


def fixed(assumptions):
    """The assumptions without any range: every input at the middle of its own."""
    middle = assumptions["mode"].fillna((assumptions["low"] + assumptions["high"]) / 2)
    return assumptions.assign(low=middle, mode=middle, high=middle, distribution="fixed")


@pytest.fixture(scope="module")
def assumptions():
    return read("assumptions")


@pytest.fixture(scope="module")
def months():
    return scenarios.monthly_losses(read("losses"), read("loss_estimates"))


@pytest.fixture(scope="module")
def course(assumptions):
    return scenarios.attrition_range(assumptions, scenarios.generator())


@pytest.fixture(scope="module")
def pay(assumptions):
    return scenarios.revenue_by_share(assumptions, scenarios.generator(), scenarios.SHARES)


# Inputs


@pytest.mark.parametrize(
    ("given_row", "share", "expected"),
    [
        (row(3, 3, 3, "fixed"), 0.3, 3),
        (row(2, np.nan, 6, "uniform"), 0.25, 3),
        (row(0, 1, 2), 0.5, 1),
        (row(0, 1, 2), 0.125, 0.5),  # the triangle's area up to x is x²/2
        (row(0, 0, 1), 0.75, 0.5),  # and 1 - (1 - x)² for a falling one
        (row(-1.96, 0, 1.96, "normal"), 0.5, 0),
        (row(-1.96, 0, 1.96, "normal"), 0.975, 1.96),
    ],
)
def test_quantiles_by_hand(given_row, share, expected):
    assert scenarios.quantile(given_row, share) == pytest.approx(expected, abs=1e-9)


def test_an_unknown_shape_is_refused():
    with pytest.raises(ValueError, match="cauchy"):
        scenarios.quantile(row(0, 1, 2, "cauchy"), 0.5)


def test_an_unknown_scenario_is_refused(assumptions):
    with pytest.raises(KeyError):
        scenarios.chosen(assumptions, "victory")


ranges = st.lists(st.floats(-1e4, 1e4), min_size=3, max_size=3).map(sorted)


@given(ranges, st.sampled_from(["uniform", "triangular"]), st.floats(1e-6, 1 - 1e-6), st.floats(1e-6, 1 - 1e-6))
def test_quantiles_are_ordered_and_stay_within_the_range(ends, shape, one, other):
    low, mode, high = ends
    a, b = (float(scenarios.quantile(row(low, mode, high, shape), share)) for share in sorted((one, other)))
    slack = 1e-6 * (1 + abs(low) + abs(high))
    assert low - slack <= a <= b + slack
    assert b <= high + slack


@given(ranges, st.floats(0, 1e3), st.floats(0.01, 0.99))
def test_a_range_moved_up_moves_every_quantile_up(ends, step, share):
    low, mode, high = ends
    before = scenarios.quantile(row(low, mode, high), share)
    after = scenarios.quantile(row(low + step, mode + step, high + step), share)
    assert after == pytest.approx(before + step, abs=1e-6 * (1 + abs(low) + abs(high) + step))


def test_the_same_seed_gives_the_same_draws_and_another_gives_others(assumptions):
    rows = scenarios.chosen(assumptions, "attrition")
    one, same = (scenarios.draws(rows, np.random.default_rng(7), 50) for _ in range(2))
    other = scenarios.draws(rows, np.random.default_rng(8), 50)
    assert all((one[name] == same[name]).all() for name in one)
    assert any((one[name] != other[name]).any() for name in one)


def test_changing_one_range_leaves_the_other_draws_alone(assumptions):
    rows = scenarios.chosen(assumptions, "revenue")
    before = scenarios.draws(rows, scenarios.generator(), 50)
    wider = rows.assign(high=rows["high"].where(rows["name"] != "pay", 9999))
    after = scenarios.draws(wider, scenarios.generator(), 50)
    assert (before["soldiers"] == after["soldiers"]).all() and (before["share_paid"] == after["share_paid"]).all()
    assert (after["pay"] >= before["pay"]).all()


def test_sensitivity_of_a_sum_by_hand():
    rows = pd.DataFrame(
        [row(0, np.nan, 10, "uniform", "a"), row(0, np.nan, 100, "uniform", "b"), row(1, 1, 1, "fixed", "c")]
    )
    table = scenarios.sensitivity(lambda inputs: inputs["a"] + inputs["b"] + inputs["c"], rows)
    assert table["name"].tolist() == ["b", "a"]  # widest first, and what does not move is left out
    assert table["width"].tolist() == pytest.approx([90, 9])
    assert table["base"].tolist() == pytest.approx([56, 56])
    assert table.loc[1, ["from_answer", "to_answer"]].tolist() == pytest.approx([51.5, 60.5])


def test_every_assumption_says_why_and_its_rows_exist(assumptions):
    assert assumptions["why"].str.len().min() > 20
    known = set(ledger()["id"])
    for cell in assumptions["rests_on"].dropna():
        assert set(cell.split()) <= known


def test_assumptions_are_what_their_rows_say(assumptions):
    """The ends that are plain copies or quotients of ledger rows; a changed row must change the assumption."""
    rows = ledger().set_index("id")
    value = rows["value"].fillna(rows["low"]).fillna(rows["high"])
    ends = assumptions.set_index("name")
    month = scenarios.MEAN_MONTH
    expected = {
        ("troops", "low"): value["troops-us-dod-2024-10-28"],
        ("troops", "high"): value["troops-us-dod-12000-2024-11-26"],
        ("recruits_2023", "low"): value["recruit-month-hur-2023-03"] / month,
        ("recruits_2023", "high"): value["recruit-day-putin-2023"],
        ("recruits_2024", "low"): value["recruit-month-us-2024-04-11"] / month,
        ("recruits_2024", "mode"): value["recruit-year-2024-istories"] / 366,
        ("recruits_2024", "high"): value["recruit-year-2024-medvedev"] / 366,
        ("recruits_2025", "low"): rows.at["recruit-month-wsj-2025-07", "low"] / month,
        ("recruits_2025", "mode"): value["recruit-year-2025-syrskyi"] / 365,
        ("recruits_2025", "high"): rows.at["recruit-month-wsj-2025-07", "high"] / month,
        ("recruits_2026", "high"): value["recruit-month-ft-2026-02"] / month,
        ("daily_casualties", "low"): value["cas-us-1200-2025-01"] / 45,
        ("daily_casualties", "mode"): value["cas-isw-92-per-day-2025-01-16"],
        ("daily_casualties", "high"): value["cas-us-kirby-1000-week-2024-12-27"] / 7,
        ("share_killed", "low"): value["cas-nis-killed-2025-01-13"] / value["cas-nis-total-2025-01-13"],
        ("share_killed", "mode"): value["cas-west-killed-1000-2025-01-22"] / value["cas-west-total-4000-2025-01-22"],
        ("first_strength", "mode"): value["troops-nis-kursk-11000-2024-12-19"],
        ("reinforcement", "mode"): value["troops-jcs-additional-3000-2025-03-27"],
        ("reinforcement", "high"): rows.at["troops-rok-gov-additional-3000-4000-2025-07", "high"],
        ("soldiers", "high"): value["troops-nis-15000-2025-04-30"],
        ("pay", "low"): rows.at["pay-hur-foreign-2024-02", "low"],
        ("pay", "mode"): value["wages-nis-2000-2024-10"],
        ("pay", "high"): value["wages-inss-per-mercenary-2024-11"] / 12,
        ("share_kept", "low"): 1 - rows.at["workers-kept-bbc-2025-08", "high"] / value["workers-pay-nis-800-2024"],
        ("share_kept", "mode"): value["wages-state-share-90-independent"] / 100,
    }
    for (name, end), figure in expected.items():
        assert ends.at[name, end] == pytest.approx(figure, rel=0.013), (name, end)


# Replacement


def one_month(claimed=1000.0, estimated=1000.0, deaths=250.0, error=0.0):
    return {
        "month": "2024-10",
        "claimed": claimed,
        "estimated": estimated,
        "deaths": deaths,
        "error": error,
        "deaths_error": error,
    }


def inputs(**values):
    return {name: np.array([float(value)]) for name, value in values.items()}


def test_days_of_losses_by_hand():
    given_inputs = inputs(troops=10_000, trust_in_claim=1, estimate_error=2)
    assert scenarios.days_of_losses(given_inputs, one_month(claimed=1250)) == pytest.approx([8])
    half = inputs(troops=10_000, trust_in_claim=0.5, estimate_error=0)  # the geometric mean of 500 and 2,000
    assert scenarios.days_of_losses(half, one_month(500, 2000)) == pytest.approx([10])


def test_days_from_deaths_by_hand():
    given_inputs = inputs(troops=10_000, estimate_error=0, wounded_per_killed=3)
    assert scenarios.days_from_deaths(given_inputs, one_month(deaths=250)) == pytest.approx([10])


def test_monthly_losses_are_differences_of_month_ends():
    losses = pd.DataFrame(
        {
            "month": ["2024-09", "2024-10"],
            "days_covered": [30, 31],
            "complete": [True, True],
            "claimed_losses": [3000, 6200],
        }
    ).assign(source="gs")
    ends = ["2024-08-31", "2024-09-30", "2024-10-31"]
    high = [1000, 4000, 10_200 * np.exp(3.92 * 0.1)]
    casualties = {
        "metric": "russian_casualties",
        "low": [1000, 4000, 10_200],
        "value": [1000, 4000, 10_200],
        "high": high,
    }
    deaths = {"metric": "russian_deaths", "low": [100, 400, 1020], "value": [100, 400, 1020], "high": [100, 400, 1020]}
    estimated = pd.concat([pd.DataFrame({"date": ends, "source": "ec"} | part) for part in (casualties, deaths)])
    rows = scenarios.monthly_losses(losses, estimated)
    assert rows["claimed"].tolist() == pytest.approx([100, 200])
    assert rows["estimated"].tolist() == pytest.approx([100, 200])
    assert rows["deaths"].tolist() == pytest.approx([10, 20])
    assert rows["error"].tolist() == pytest.approx([0, 0.1])


def test_a_replacement_without_ranges_is_the_plain_division(months, assumptions):
    plain = fixed(assumptions)
    rows = scenarios.replacement(months, plain, scenarios.generator(), 10)
    mode = plain.set_index("name")["mode"]
    october = rows[rows["month"] == "2024-10"].set_index("kind")
    assert (rows["q05"] == rows["q95"]).all()
    assert october.at["recruiting", "q50"] == pytest.approx(mode["troops"] / mode["recruits_2024"])
    month = months.set_index("month").loc["2024-10"]
    middle = np.sqrt(month["claimed"] * month["estimated"])
    assert october.at["losses", "q50"] == pytest.approx(mode["troops"] / middle)


@given(st.floats(100, 3000), st.floats(100, 3000), st.floats(0, 1), st.floats(1, 1.5))
def test_more_troops_make_up_more_days_and_more_losses_fewer(claimed, estimated, trust, factor):
    given_inputs = inputs(troops=10_000, trust_in_claim=trust, estimate_error=0)
    days = scenarios.days_of_losses(given_inputs, one_month(claimed, estimated))[0]
    assert min(1e4 / claimed, 1e4 / estimated) * 0.999 <= days <= max(1e4 / claimed, 1e4 / estimated) * 1.001
    more = scenarios.days_of_losses(given_inputs | inputs(troops=10_000 * factor), one_month(claimed, estimated))[0]
    worse = scenarios.days_of_losses(given_inputs, one_month(claimed * factor, estimated * factor))[0]
    assert more >= days >= worse


def test_replacement_is_ordered_and_repeats_itself(months, assumptions):
    one, same = (scenarios.replacement(months, assumptions, scenarios.generator(), 500) for _ in range(2))
    pd.testing.assert_frame_equal(one, same)
    assert (one[LEVELS].diff(axis=1).iloc[:, 1:] >= 0).all().all()
    assert set(one.loc[one["month"] < "2023", "kind"]) == {"losses", "deaths"}  # no rate of recruiting before 2023


# Attrition


def force(**changed):
    plain = {
        "daily_casualties": 100,
        "share_killed": 0.2,
        "share_returning": 0,
        "days_to_return": 30,
        "first_strength": 10_000,
        "reinforcement": 0,
        "reinforcement_begins": 31,
        "reinforcement_ends": 90,
        "going_home": 0,
    }
    return inputs(**plain | changed)


def test_without_returns_strength_falls_in_a_straight_line_to_zero():
    found = scenarios.attrition(force(), 120)
    days = np.arange(121)
    assert found["strength"][:, 0] == pytest.approx(np.maximum(0, 10_000 - 100 * days))
    assert found["casualties"][-1, 0] == pytest.approx(10_000)  # nobody is lost twice, and nobody below zero
    assert found["deaths"][-1, 0] == pytest.approx(2_000)
    assert scenarios.days_above(found["strength"], 0)[0] == scenarios.simple_days(10_000, 100) == 100


def test_the_institutes_sum_ends_in_mid_april():
    rate = ledger().set_index("id").at["cas-isw-92-per-day-2025-01-16", "value"]
    gone = scenarios.START + pd.Timedelta(days=scenarios.simple_days(12_000, rate))
    assert pd.Timestamp("2025-04-05") <= gone <= pd.Timestamp("2025-04-20")


def test_the_wounded_come_back_after_their_delay():
    found = scenarios.attrition(force(share_returning=1, share_killed=0, days_to_return=10), 30)["strength"][:, 0]
    assert found[10] == pytest.approx(9_000)
    assert found[11:] == pytest.approx(np.full(20, 9_000))  # from then on a hundred go and a hundred return


def test_reinforcement_arrives_in_its_window_and_in_full():
    found = scenarios.attrition(force(daily_casualties=0, reinforcement=3000), 100)["strength"][:, 0]
    assert found[31] == 10_000
    assert found[60] == pytest.approx(10_000 + 3000 * 29 / 59)
    assert found[90:] == pytest.approx(np.full(11, 13_000))


def test_men_going_home_leave_at_their_monthly_rate():
    found = scenarios.attrition(force(daily_casualties=0, going_home=scenarios.MEAN_MONTH * 2), 50)
    assert found["strength"][-1, 0] == pytest.approx(9_900)
    assert found["casualties"][-1, 0] == 0


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 300), st.floats(0, 1), st.floats(0, 1), st.floats(0, 5000), st.integers(1, 60), st.floats(1, 2))
def test_attrition_keeps_its_balance_and_is_monotone(rate, killed, returning, fresh, delay, factor):
    plain = {
        "daily_casualties": rate,
        "share_killed": killed,
        "share_returning": returning,
        "reinforcement": fresh,
        "days_to_return": delay,
    }
    found = scenarios.attrition(force(**plain), 150)
    assert (found["strength"] >= -1e-9).all()
    for measure in ("casualties", "deaths"):
        assert (np.diff(found[measure], axis=0) >= -1e-9).all()
    assert found["deaths"][-1, 0] <= found["casualties"][-1, 0] + 1e-9
    gone = 10_000 + fresh - found["strength"][-1, 0]
    assert -1e-6 <= gone <= found["casualties"][-1, 0] + 1e-6
    worse = scenarios.attrition(force(**plain | {"daily_casualties": rate * factor}), 150)
    assert worse["casualties"][-1, 0] >= found["casualties"][-1, 0] - 1e-6
    larger = scenarios.attrition(force(**plain | {"first_strength": 10_000 * factor}), 150)
    assert larger["strength"][-1, 0] >= found["strength"][-1, 0] - 1e-6


def test_an_attrition_without_ranges_is_one_line(assumptions):
    rows = scenarios.attrition_range(fixed(assumptions), scenarios.generator(), 10)
    assert (rows["q95"] - rows["q05"]).abs().max() < 1e-6
    mode = assumptions.set_index("name")["mode"]
    end = scenarios.on_day(rows, "casualties", "2025-04-30")["q50"]
    assert end == pytest.approx(mode["daily_casualties"] * (scenarios.END - scenarios.START).days)


def test_attrition_is_ordered_repeats_itself_and_knows_its_day(assumptions):
    one, same = (scenarios.attrition_range(assumptions, scenarios.generator(), 300) for _ in range(2))
    pd.testing.assert_frame_equal(one, same)
    assert (one[LEVELS].diff(axis=1).iloc[:, 1:] >= 0).all().all()
    assert one.loc[one["forecast"], "date"].min() == "2025-02-01"
    assert one["date"].max() == "2025-04-30"


def test_half_of_a_force_lasts_half_its_days(assumptions):
    plain = fixed(assumptions)
    keep = {"share_returning": 0, "reinforcement": 0, "going_home": 0}
    for name, value in keep.items():
        at = plain["name"] == name
        plain.loc[at, ["low", "mode", "high"]] = value
    half, longer = scenarios.lasting(plain, scenarios.generator(), 10)
    mode = plain.set_index("name")["mode"]
    assert half["q50"] == np.ceil(mode["first_strength"] / 2 / mode["daily_casualties"])
    assert longer == 0


def test_parts_and_windows_are_not_set_beside_the_model():
    rows = scenarios.reported(read("claims"))
    assert set(rows["scope"]) == {"total"}
    assert "cas-us-kirby-1000-week-2024-12-27" not in set(rows["id"])


def test_a_floor_below_the_range_is_not_a_contradiction():
    course = pd.DataFrame(
        [{"date": "2025-03-01", "measure": "casualties", "q05": 5000.0, "q50": 6000.0, "q95": 7000.0}]
    )
    claim = {"date": "2025-03-01", "measure": "casualties", "later": True, "best": 4000.0, "lower": 4000.0}
    rows = pd.DataFrame([claim | {"upper": np.nan}, claim | {"upper": 4000.0}])
    assert scenarios.set_beside(course, rows)["inside"].tolist() == [True, False]


def test_pace_by_hand():
    rows = scenarios.pace(read("claims")).set_index("id")
    value = read("claims").set_index("id")["value"]
    gained = value["cas-nis-total-2025-01-13"] - value["cas-nis-total-2024-12-19"]
    assert rows.at["cas-nis-total-2025-01-13", "per_day"] == pytest.approx(gained / 25)


def test_pace_between_by_hand():
    rows = pd.DataFrame({"id": ["a", "b"], "date": ["2025-01-31", "2025-02-10"], "value": [1000.0, 1250.0]})
    assert scenarios.pace_between(rows, "a", "b") == pytest.approx(25)


def test_text_the_service_alone_falls_too_and_keeps_between_the_mixed_paces():
    claims = read("claims")
    known = claims.set_index("id")
    ends = ["cas-nis-total-2025-01-13", "cas-nis-total-2025-04-30"]
    assert set(known.loc[ends, "claimant"]) == {"National Intelligence Service (South Korea)"}
    january, march, april = scenarios.pace(claims)["per_day"].dropna().tolist()[:3]
    assert march < scenarios.pace_between(claims, *ends) < april < january


# Revenue


def test_revenue_by_hand():
    given_inputs = inputs(soldiers=10_000, pay=2000, share_paid=0.5, share_kept=0.9)
    assert scenarios.full_pay(given_inputs) == pytest.approx([240])
    assert scenarios.revenue(given_inputs) == pytest.approx([108])


@given(st.floats(0, 2e4), st.floats(0, 5000), st.floats(0, 1), st.floats(0, 1), st.floats(1, 1.5))
def test_revenue_never_exceeds_the_full_pay_and_grows_with_each_input(soldiers, wage, paid, kept, factor):
    plain = {"soldiers": soldiers, "pay": wage, "share_paid": paid, "share_kept": kept}
    found = scenarios.revenue(inputs(**plain))[0]
    assert found <= scenarios.full_pay(inputs(**plain))[0] + 1e-9
    for name, value in plain.items():
        assert scenarios.revenue(inputs(**plain | {name: value * factor}))[0] >= found - 1e-9


def test_revenue_is_proportional_to_the_share_and_repeats_itself(assumptions):
    rows = scenarios.revenue_by_share(assumptions, scenarios.generator(), [0.25, 0.5, 1], 400)
    assert rows["q50"].tolist() == pytest.approx([rows["q50"].iloc[-1] * share for share in (0.25, 0.5, 1)])
    pd.testing.assert_frame_equal(
        rows, scenarios.revenue_by_share(assumptions, scenarios.generator(), [0.25, 0.5, 1], 400)
    )
    assert (rows[LEVELS].diff(axis=1).iloc[:, 1:] >= 0).all().all()


def test_a_revenue_without_ranges_is_the_plain_product(assumptions):
    rows = scenarios.revenue_by_share(fixed(assumptions), scenarios.generator(), [1.0], 10)
    mode = assumptions.set_index("name")["mode"]
    assert rows[["q05", "q95"]].iloc[0].tolist() == pytest.approx([mode["soldiers"] * mode["pay"] * 12 / 1e6] * 2)


# The findings in titles, captions and text


def test_title_days_of_losses_are_fewer_than_of_recruiting_in_october(months, assumptions):
    rows = scenarios.replacement(months, assumptions, scenarios.generator())
    october = rows[rows["month"] == "2024-10"].set_index("kind")
    assert october.at["losses", "q95"] < october.at["recruiting", "q05"]
    assert october.at["deaths", "q05"] < october.at["losses", "q05"]  # "the lower end is lower"
    assert round(october.at["deaths", "q95"]) == round(october.at["losses", "q95"])  # "the upper about the same"
    median = rows.pivot(index="month", columns="kind", values="q50")
    check = rows[rows["kind"] == "deaths"].set_index("month")["q95"]
    assert (check.loc["2025-11":] < median.loc["2025-11":, "losses"] + 0.01).all()  # "lie below it from late 2025"


def test_text_the_two_estimates_imply_few_wounded_in_the_winter_of_2025(months, assumptions):
    winter = months.set_index("month").loc["2025-12":"2026-02"]
    lowest = assumptions.set_index("name").at["wounded_per_killed", "low"]
    assert (winter["estimated"] / winter["deaths"] - 1 < lowest / 2).all()


def test_title_the_contingents_size_moves_the_answer_more_than_trust(months, assumptions):
    width = scenarios.replacement_sensitivity(months, assumptions, "2024-10").set_index(["kind", "name"])["width"]
    assert width[("losses", "troops")] > 2 * width[("losses", "trust_in_claim")]


def test_text_losses_exceeded_recruiting_in_practically_all_draws(months, assumptions):
    october = scenarios.losses_above_recruits(months, assumptions, "2024-10", scenarios.generator())
    assert october > 0.99 > 0.5 > scenarios.losses_above_recruits(months, assumptions, "2025-12", scenarios.generator())


def test_text_the_estimate_is_no_low_end(months):
    above, counted = scenarios.months_above(months)
    assert 0.3 < above / counted < 0.7


@pytest.mark.parametrize("wide", [True, False])
def test_title_the_rates_of_january_overshoot_the_figure_of_april(course, wide):
    claims = read("claims")
    figure = claims.set_index("id").at["cas-nis-total-2025-04-30", "value"]
    end = scenarios.on_day(course, "casualties", "2025-04-30")
    assert end["q05"] > figure
    heading = title(charts.attrition(course, scenarios.reported(claims), wide=wide))
    assert f"{round(end['q50'], -2):,.0f} casualties by the end of April; the NIS put them at {figure:,.0f}" in heading


def test_text_where_the_model_failed(course, assumptions):
    claims = read("claims")
    beside = scenarios.set_beside(course, scenarios.reported(claims))
    missed = beside[~beside["inside"]]
    assert set(missed["side"]) == {"South Korea"} and missed["date"].min() >= "2025-03"
    assert beside.loc[beside["date"] < "2025-03", "inside"].all()
    rest = scenarios.pause(assumptions, course, claims)
    assert 0 < rest["share"] < 0.5  # the pull-back explains less than half
    pace = scenarios.pace(claims)["per_day"].dropna().tolist()
    assert pace[0] > 3 * max(pace[1:])
    deaths = scenarios.on_day(course, "deaths", "2025-04-30")
    killed = claims.set_index("id")["value"]
    assert killed["cas-nis-killed-2025-04-30"] < deaths["q05"] <= killed["cas-nis-killed-2025-09-02"] <= deaths["q95"]


def test_title_the_daily_rate_decides(assumptions):
    rows = scenarios.attrition_sensitivity(assumptions)
    assert rows["name"].tolist() == [
        "daily_casualties",
        "share_returning",
        "reinforcement",
        "share_killed",
        "first_strength",
        "days_to_return",
        "going_home",
    ]
    assert rows.iloc[0]["from_answer"] > rows.iloc[0]["to_answer"]


@pytest.mark.parametrize("wide", [True, False])
def test_title_the_full_pay_is_less_than_the_lower_value_derived_for_the_arms(pay, wide):
    sources = scenarios.sources_within(pay, motivations.currency_sources(read("foreign_currency"), read("trade")))
    arms = sources.set_index("label").at["Arms for Russia", "lower"]
    assert pay["q95"].max() < arms
    assert scenarios.at_most(pay, arms) < 1
    money = read("foreign_currency").set_index("id")
    derived = money.loc[["value-arms-year-derived-fnf", "value-arms-year-derived-inss"]]
    assert arms == derived[["low", "value"]].min().min()  # "the lower of the two"
    early = money.at["value-inss-arms-2023", "value"]
    assert pay["q95"].max() < early < arms  # the text: nearer to the wages
    confirmed = read("foreign_currency")[read("foreign_currency")["id"] == "returns-inss-share-2025-12"]
    heading = title(charts.revenue(pay, sources, confirmed, wide=wide))
    assert f"the lower value derived for the arms is USD {arms / 1000:.2f} billion" in heading
    reached = sources.loc[sources["reached"], "label"]
    assert set(reached) == {"Workers abroad", "IT workers", "Legal exports"}  # the caption names them


def test_text_the_institutes_own_sum_lies_above_the_models_range(pay):
    claims = read("foreign_currency").set_index("id")
    assert (
        claims.at["wages-inss-620m-2025-12", "value"] > pay["q95"].max() * 14 / 12
    )  # fourteen months to December 2025


def test_title_the_unknown_share_moves_more_than_all_else(assumptions):
    rows = scenarios.revenue_sensitivity(assumptions)
    assert rows["name"].iloc[0] == "share_paid"
    assert rows["width"].iloc[0] > rows["width"].iloc[1:].sum()
