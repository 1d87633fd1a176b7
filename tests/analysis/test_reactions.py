"""The reactions chapter: measures on cases worked by hand, findings in the titles against the shipped tables."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import reactions as charts
from analysis.charts.reactions import _stacked
from analysis.measures import reactions as measures
from analysis.rules import MEMBERS
from analysis.tables import ledger, read


def title(figure):
    """The lines of the heading set in the title's size, as one sentence."""
    lines = [text for text in figure.texts if text.get_fontsize() == 12.5]
    return " ".join(text.get_text() for text in lines)


def drawn_texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


@pytest.fixture(scope="module")
def autumn():
    return measures.autumn(read("statements"))


@pytest.fixture(scope="module")
def assembly():
    return measures.assembly_support(read("resolutions"))


@pytest.fixture(scope="module")
def packages():
    return measures.packages(read("sanctions"))


# Measures, by hand


def test_autumn_keeps_its_dates_and_their_order():
    dates = ["2024-12-31", "2024-09-30", "2024-10-01", "2025-01-01"]
    rows = pd.DataFrame({"id": list("abcd"), "date": dates, "stance": ["deny"] * 4})
    kept = measures.autumn(rows)
    assert list(kept["id"]) == ["c", "a"]
    assert kept["when"].is_monotonic_increasing
    assert measures.of_stance(kept, "deny") == 2
    assert measures.of_stance(kept, "condemn") == 0


def test_members_that_did_not_vote_are_the_rest_of_193():
    rows = pd.DataFrame(
        {
            "id": ["res-es-11-1", "x", "y", "z"],
            "body": ["General Assembly", "General Assembly", "Security Council", "General Assembly"],
            "topic": ["Ukraine"] * 4,
            "date": ["2022-03-02", "2023-01-01", "2023-01-01", "2014-03-27"],
            "title": ["Demand", "Human rights here", "Other", "Crimea"],
            "yes": [100, 80, 10, 100],
            "no": [10, 20, 0, 11],
            "abstain": [50, 30, 5, 58],
        }
    )
    out = measures.assembly_support(rows).set_index("id")
    assert list(out.index) == ["res-es-11-1", "x"]
    assert out["silent"].to_dict() == {"res-es-11-1": 33, "x": 63}
    assert out["group"].to_dict() == {"res-es-11-1": "ending", "x": "rights"}


def listing(package, about, value, source="s", date="2024-12-16"):
    return {
        "package": package,
        "about": about,
        "low": None,
        "value": value,
        "high": None,
        "date": date,
        "sanctioner": "A",
        "side": "other",
        "source": source,
        "further_sources": None,
    }


def test_a_package_adds_up_without_counting_its_named_part_twice():
    rows = pd.DataFrame(
        [
            listing("a", "whole package", 9, "s"),
            listing("a", "whole package", 7, "t"),
            listing("a", "deployment", 2, "u"),
            listing("b", "whole package", 5, "s", "2024-05-01"),
        ]
    ).astype({"low": float, "value": float, "high": float})
    out = measures.packages(rows)
    assert list(out["package"]) == ["b", "a"]
    assert out.set_index("package")["listed"].to_dict() == {"b": 5, "a": 16}
    assert list(measures.named(out)["named"]) == [2]
    assert out.set_index("package").at["a", "source"] == "s t u"


def test_days_between_counts_over_the_end_of_a_month():
    events = pd.DataFrame({"id": ["a", "b"], "date": ["2024-10-30", "2024-11-02"]})
    assert measures.days_between(events, "a", "b") == 3
    with pytest.raises(KeyError):
        measures.days_between(events, "a", "c")


def test_arms_support_leaves_out_other_answers_questions_and_earlier_polls():
    rows = pd.DataFrame(
        [
            ("a", "poll_arms", "yes", "2024-10-28", 20.0),
            ("b", "poll_arms", "no", "2024-10-28", 70.0),
            ("c", "poll_aid_three_answers", "military", "2024-10-24", 30.0),
            ("d", "poll_arms", "yes", "2024-06-26", 90.0),
            ("e", "poll_observers", "yes", "2024-11-05", 90.0),
        ],
        columns=["id", "metric", "answer", "date", "value"],
    )
    assert list(measures.arms_support(rows)["id"]) == ["c", "a"]


def test_asked_puts_every_question_apart_and_drops_the_undecided():
    out = measures.asked(read("polls"))
    assert "undecided" not in set(out["answer"])
    assert set(out["metric"]) == set(measures.ASKED)
    assert out.groupby("heading")["metric"].nunique().eq(1).all()
    order = list(dict.fromkeys(out["metric"]))
    assert order == list(measures.ASKED)


@given(st.lists(st.integers(0, 60), max_size=40), st.integers(1, 9))
def test_stacked_marks_of_one_level_never_touch(places, gap):
    places = sorted(places)
    levels = _stacked(places, gap)
    assert len(levels) == len(places)
    for level in set(levels):
        same = [place for place, at in zip(places, levels, strict=True) if at == level]
        assert all(later - earlier >= gap for earlier, later in pairwise(same))


# The tables


def test_shares_of_one_question_do_not_exceed_the_whole():
    polls = read("polls")
    total = polls.groupby(["claimant", "metric", "date"])["value"].sum()
    assert total.max() <= 101  # one point of rounding


def test_silent_members_agree_with_the_counts_that_sources_give(assembly):
    given_count = assembly[assembly["not_voting"].notna()]
    assert len(given_count) > 5
    assert (given_count["silent"] == given_count["not_voting"]).all()
    assert (assembly[["yes", "no", "abstain", "silent"]].sum(axis=1) == MEMBERS["General Assembly"]).all()


def test_a_named_part_is_smaller_than_its_package(packages):
    over = measures.named(packages)
    assert (over["named"] < over["listed"]).all()
    assert (over["about"] == "whole package").all()


def test_every_prohibition_names_a_resolution_that_russia_voted_for():
    cast = read("votes")
    russia = cast[cast["state"] == "Russia"].set_index("resolution")["vote"]
    assert set(russia[read("prohibitions")["resolution"].unique()]) == {"yes"}


def test_polls_and_listings_stand_in_the_ledger():
    tables = set(ledger()["table"])
    assert {"polls", "sanctions"} <= tables


# Findings in the titles


@pytest.mark.parametrize("wide", [True, False])
def test_only_moscow_and_pyongyang_denied(autumn, wide):
    denials = autumn[autumn["stance"] == "deny"]
    assert set(denials["side"]) == {"Russia", "North Korea"}
    last = pd.Timestamp(denials["date"].max())
    condemned = (autumn["stance"] == "condemn").sum()
    words = title(charts.stances(autumn, wide=wide))
    assert f"last on {last.day} {last:%b %Y}" in words
    assert f"{condemned} of {len(autumn)} statements condemn" in words


def test_all_who_condemned_are_ukraine_south_korea_or_partners(autumn):
    found = autumn[autumn["stance"] == "condemn"]
    assert not set(found["side"]) & {"Russia", "North Korea", "China", "UN", "independent"}
    assert set(found[found["side"] == "other"]["actor"]) <= {"Japan", "G7", "G7 and partners"}


def test_every_statement_is_a_mark(autumn):
    assert set(autumn["stance"]) <= set(charts.STANCES)
    figure = charts.stances(autumn)
    marks = [line for line in figure.axes[0].lines if line.get_marker() not in (None, "None", "")]
    assert len(marks) == len(autumn)


def test_votes_of_the_title_are_those_of_ukraines_texts(assembly):
    texts = assembly[assembly["id"].isin(measures.ENDING)].sort_values("date")
    assert [date[:4] for date in texts["date"]] == ["2022", "2023", "2025", "2026"]
    words = title(charts.assembly_support(assembly))
    for votes, date in zip(texts["yes"], texts["date"], strict=True):
        assert f"{votes} {'votes ' if date.startswith('2022') else ''}in {date[:4]}" in words
    assert not set(measures.RIVAL) & set(texts["id"])
    assert set(assembly["id"]) - set(charts.TEXTS) == set(assembly[assembly["group"] == "rights"]["id"])


def test_the_listings_of_the_title_add_up(packages):
    rows = read("sanctions")
    deployment = rows[rows["about"] == "deployment"]
    inside = rows[rows["package"].isin(deployment["package"]) & (rows["about"] == "whole package")]
    words = title(charts.sanctions_listings(packages))
    assert words.startswith(
        f"{deployment['value'].sum():.0f} of {inside['value'].sum():.0f} listings "
        f"in {deployment['package'].nunique()} packages"
    )
    assert f"{pd.Timestamp(deployment['date'].max()):%B %Y}" in words
    assert rows["date"].max() <= deployment["date"].max()


def test_the_largest_share_for_arms_is_that_of_the_title():
    polls = read("polls")
    most = measures.arms_support(polls).iloc[0]["value"]
    assert f"at most {most:g}%" in title(charts.seoul_polls(measures.asked(polls)))
    after = polls[(polls["date"] > measures.ANNOUNCED) & (polls["metric"] == "poll_arms")]
    against = after[after["answer"] == "no"].set_index("claimant")["value"]
    support = after[after["answer"] == "yes"].set_index("claimant")["value"]
    assert (against > 50).all()
    assert (support < against[support.index]).all()


def test_seouls_days_run_from_the_first_word_on_arms_to_martial_law():
    events = read("events")
    steps = measures.seoul_steps(events)
    first = steps[steps["category"] == "arms"].iloc[0]
    assert first["id"] == "ev-2024-10-24-yoon-arms-review"
    days = measures.days_between(events, first["id"], "ev-2024-12-03-martial-law")
    figure = charts.seoul_steps(steps, wide=False)
    assert f"Seoul weighed arms for Ukraine for {days} days before martial law" in title(figure)
    weak = read("sources").set_index("id")["weak"].fillna(False)
    assert not weak[steps["source"]].any()
    none_sent = steps.set_index("id").loc["ev-2024-12-17-rok-no-lethal-aid"]
    assert "no lethal support" in none_sent["statement"]
    assert none_sent["date"] <= "2024-12-17"
    words = drawn_texts(figure)
    assert f"{days}\ndays" in words
    assert sum(": " in text for text in words) == len(steps)


def test_the_treaty_came_after_the_troops():
    events = read("events")
    rows = measures.treaty_and_troops(events)
    assert set(rows["id"]) == set(measures.TREATY + measures.TROOPS) == set(charts.STEPS)
    force = rows.set_index("id").at["ev-2024-12-04-treaty-in-force", "date"]
    assert rows[rows["lane"] == "Treaty"]["date"].max() == force
    assert rows[rows["lane"] == "Troops"]["date"].min() < force
    assert set(rows[rows["lane"] == "Treaty"]["status"]) == {"confirmed"}
    assert set(rows[rows["lane"] == "Troops"]["status"]) == {"claimed"}
    days = measures.days_between(events, "ev-2024-10-08-first-ships", "ev-2024-12-04-treaty-in-force")
    assert f"{days} days after" in title(charts.treaty_and_troops(rows))
