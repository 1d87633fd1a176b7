"""The claims chapter: its measures by hand, and its charts' titles against the tables."""

import datetime
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import claims as charts
from analysis.measures import claims as measures
from analysis.tables import read


@pytest.fixture(scope="module")
def claims():
    return read("claims")


@pytest.fixture(scope="module")
def statements():
    return measures.denial_to_admission(read("events"))


def title(figure):
    """The heading and subtitle of a figure, as one line."""
    return " ".join(text.get_text() for text in figure.texts)


def plain(number):
    return f"{number:,.0f}"


def rows_of(**columns):
    """A small table of claims: what is not named is empty."""
    empty = {
        "low": math.nan,
        "value": math.nan,
        "high": math.nan,
        "scope": "total",
        "status": "claimed",
        "side": "Ukraine",
    }
    empty |= {
        "claimant": "A",
        "metric": "troops_in_russia",
        "source": "s",
        "further_sources": None,
        "date": "2024-11-01",
    }
    length = len(next(iter(columns.values())))
    return pd.DataFrame({**{name: [value] * length for name, value in empty.items()}, **columns})


def test_estimates_keep_totals_only_and_leave_bounds_open():
    rows = rows_of(
        id=["a", "b", "c", "d"],
        low=[11_000, math.nan, math.nan, math.nan],
        value=[math.nan, 10_000, 5_000, math.nan],
        scope=["total", "forecast", "subset", "total"],
    )
    kept = measures.troop_estimates(rows)
    assert kept["id"].tolist() == ["a"]  # forecast and part stay out, and so does the row without a figure
    assert kept["lower"].item() == 11_000
    assert math.isnan(kept["upper"].item())


def test_settled_takes_the_ends_of_what_was_said_later():
    rows = rows_of(
        id=["early", "floor", "range", "kursk"],
        date=["2024-10-20", "2024-11-05", "2024-11-06", "2024-11-06"],
        metric=["troops_in_russia"] * 3 + ["troops_in_kursk"],
        low=[1500, 10_000, 11_000, 8000],
        high=[1500, math.nan, 12_000, 8000],
    )
    assert measures.settled(measures.troop_estimates(rows)) == (10_000, 12_000)


def test_casualties_leave_out_windows_and_unconfirmed_memorials():
    rows = rows_of(
        id=["whole", "week", "portraits", "graves", "none"],
        metric=["casualties", "casualties", "killed", "killed", "casualties"],
        scope=["total", "window", "memorial", "memorial", "total"],
        status=["claimed", "claimed", "confirmed", "reported", "claimed"],
        value=[3000, 1000, math.nan, 412, math.nan],
        low=[math.nan, math.nan, 101, math.nan, math.nan],
    )
    assert set(measures.casualty_claims(rows)["id"]) == {"whole", "portraits"}


def test_days_of_claims_groups_by_what_is_counted():
    rows = rows_of(
        id=["r", "k", "near", "plan", "late"],
        date=["2024-10-28", "2024-10-29", "2024-10-30", "2024-10-29", "2024-10-31"],
        metric=["troops_in_russia", "troops_in_kursk", "troops_in_russia", "troops_planned", "troops_in_russia"],
        scope=["total", "total", "subset", "forecast", "total"],
        value=[10_000, 3000, 3000, 10_900, 8000],
    )
    found = measures.days_of_claims(rows).set_index("id")["counts"].to_dict()
    assert found == {"r": "In Russia", "k": "In Kursk or near", "near": "In Kursk or near", "plan": "Expected"}


@pytest.mark.parametrize(
    ("actors", "side"),
    [
        ("NATO", "Europe and NATO"),
        ("Ukraine;Russia", "Ukraine"),
        ("National Intelligence Service (South Korea)", "South Korea"),
        ("Mars", "other"),
    ],
)
def test_side_of_is_the_first_actors(actors, side):
    assert measures.side_of(actors) == side


def test_every_drawn_statement_has_a_side(statements):
    assert not (statements["side"] == "other").any()


def _statement(date, actors, category, note=None):
    return {
        "id": f"{actors}-{date}",
        "theme": "deployment",
        "date": date,
        "actors": actors,
        "category": category,
        "note": note,
        "source": "s",
    }


@given(st.dates(datetime.date(2024, 10, 1), datetime.date(2025, 1, 1)), st.integers(1, 120))
def test_waiting_days_are_the_calendars(start, wait):
    first = start.isoformat()
    last = (start + datetime.timedelta(days=wait)).isoformat()
    events = pd.DataFrame(
        [
            _statement(first, "Russia", "denial"),
            _statement(last, "Russia", "confirmation"),
            _statement("2024-10-02", "Ukraine", "confirmation"),
        ]
    )
    found = measures.denial_to_admission(events, until="2026")
    assert measures.days_to_admission(found, "Russia") == (wait, f"Russia-{first}", f"Russia-{last}")
    assert found.set_index("actors").loc["Ukraine", "stance"] == "says so"  # only the parties can admit


def test_a_statement_that_is_neither_is_kept_as_such():
    events = pd.DataFrame(
        [
            _statement("2024-10-24", "Russia", "diplomacy", "Neither confirmed nor denied."),
            _statement("2024-10-25", "Russia", "diplomacy"),
        ]
    )
    assert measures.denial_to_admission(events)["stance"].tolist() == ["neither"]


def test_waits_name_the_events_that_they_measure(statements):
    events = read("events").set_index("id")
    for wait in measures.waits(statements).itertuples():
        denial, admission = (
            datetime.date.fromisoformat(events.at[name, "date"]) for name in (wait.denial, wait.admission)
        )
        assert wait.days == (admission - denial).days > 0
        assert events.at[wait.denial, "category"] == "denial"
        assert wait.side in events.at[wait.admission, "actors"]


def test_killed_share_divides_and_marks_floors(claims):
    rows = measures.killed_share(claims).set_index("label")
    figure = claims.set_index("id")["value"]
    april = rows.loc["NIS, April 2025"]
    assert april["share"] == pytest.approx(figure["cas-nis-killed-2025-04-30"] / figure["cas-nis-total-2025-04-30"])
    assert not april["floor"]
    assert rows.at["NIS, December 2024", "floor"]  # "at least" so many killed
    assert rows.at["Western officials, January 2025", "floor"]  # missing and captured are in the whole
    assert not rows.at["Zelensky, February 2025", "floor"]  # he named the share himself
    assert rows["share"].between(0, 1).all()
    window = rows[rows["window"]].iloc[0]
    assert window["casualties"] > window["killed"]


def test_no_share_joins_figures_of_different_dates_or_claimants(claims):
    known = claims.set_index("id")
    for _, dead, whole in measures.SHARES:
        assert {known.at[name, "date"] for name in whole} == {known.at[dead, "date"]}
        assert {known.at[name, "claimant"] for name in whole} == {known.at[dead, "claimant"]}


def test_forecasts_are_held_against_later_rows_only(claims):
    known = claims.set_index("id")
    rows = measures.forecasts(claims)
    for row in rows.itertuples():
        for name in row.outcome.split():
            assert known.at[name, "date"] > row.date
            assert known.at[name, "scope"] not in ("forecast", "warning")
    assert (rows["reached"] == (rows["came"] >= rows["lower"].fillna(rows["best"]))).all()


def test_each_forecast_is_a_forecast(claims):
    scopes = claims.set_index("id").loc[list(measures.FORECASTS), "scope"]
    assert set(scopes) <= {"forecast", "warning"}


def test_times_divides_bounds_where_there_is_no_value():
    rows = rows_of(id=["floor", "value"], low=[3000, math.nan], value=[math.nan, 1200])
    assert measures.times(rows, "floor", "value") == pytest.approx(2.5)


@pytest.mark.parametrize("wide", [True, False])
def test_troop_estimates_settle_within_three_weeks(claims, wide):
    rows = measures.troop_estimates(claims)
    low, high = measures.settled(rows)
    assert 10_000 <= low < high <= 12_000
    early = rows[(rows["metric"] == "troops_in_russia") & (rows["date"] < "2024-11-01")]
    assert early["best"].max() - early["best"].min() > 2 * (high - low)  # before, they lay further apart
    sent = rows[rows["metric"] == "troops_sent_total"]["best"].max()
    heading = title(charts.troop_estimates(rows, wide=wide))
    assert f"settled at {plain(low)}\N{EN DASH}{plain(high)} within three weeks" in heading
    assert f"the highest for all sent is {plain(sent)}" in heading


@pytest.mark.parametrize("wide", [True, False])
def test_casualty_title_is_the_services_series(claims, wide):
    rows = measures.casualty_claims(claims)
    hurt, dead = (measures.service_series(rows, metric) for metric in ("casualties", "killed"))
    assert hurt["best"].is_monotonic_increasing
    assert "re-assessment" in dead["note"].iloc[-1]  # the title calls the last step a revision
    heading = title(charts.casualty_claims(rows, wide=wide))
    assert "NIS" in heading
    for number in (hurt["best"].iloc[0], hurt["best"].iloc[-1], dead["best"].iloc[-2], dead["best"].iloc[-1]):
        assert plain(number) in heading


@pytest.mark.parametrize("wide", [True, False])
def test_three_days_title_names_lowest_middle_and_highest_in_russia(claims, wide):
    rows = measures.days_of_claims(claims)
    there = rows[rows["counts"] == "In Russia"]
    highest = there.loc[there["best"].idxmax()]
    assert math.isnan(highest["upper"])  # the title says "at least"
    heading = title(charts.three_days(rows, wide=wide))
    assert (
        f"{plain(there['best'].min())}, {plain(there['best'].median())} and at least {plain(highest['best'])}"
        in heading
    )
    assert there["best"].median() in set(there["best"])  # a figure that somebody gave, not a mean of two


@pytest.mark.parametrize("wide", [True, False])
def test_denial_title_gives_both_waits(statements, wide):
    waits = measures.waits(statements)
    days = waits.set_index("side")["days"]
    heading = title(charts.denial_to_admission(statements, waits, wide=wide))
    assert f"{days['Russia']} days for Moscow, {days['North Korea']} for Pyongyang" in heading
    for side in measures.PARTIES:  # no admission came before the denial that the title counts from
        own = statements[statements["side"] == side]
        assert own[own["stance"] == "admits"]["date"].min() > own[own["stance"] == "denies"]["date"].max()


@pytest.mark.parametrize("wide", [True, False])
def test_killed_share_title_orders_the_sides(claims, wide):
    rows = measures.killed_share(claims)
    whole = rows[~rows["window"]].groupby("side")["share"]
    low, high = whole.min(), whole.max()
    assert high["South Korea"] < low["Europe and NATO"] < low["Ukraine"]
    heading = title(charts.killed_share(rows, wide=wide))
    for number in (low["South Korea"], high["South Korea"], low["Europe and NATO"], low["Ukraine"]):
        assert f"{number:.0%}" in heading


@pytest.mark.parametrize("wide", [True, False])
def test_forecast_title_parts_reached_from_missed(claims, wide):
    rows = measures.forecasts(claims)
    reached, missed = rows[rows["reached"]], rows[~rows["reached"]]
    most, least = reached["best"].max(), missed["lower"].fillna(missed["best"]).min()
    assert most < least  # else one line could not part them
    heading = title(charts.forecasts(rows, wide=wide))
    assert f"up to {plain(most)} were matched" in heading
    assert f"those of {plain(least)} and more were not" in heading
