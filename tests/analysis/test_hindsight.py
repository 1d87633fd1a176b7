"""The hindsight chapter: its measures by hand, its charts' titles against the tables, and the scorecard's page."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import hindsight as charts
from analysis.measures import hindsight as measures
from analysis.tables import read, sources
from book.pages import scorecard_html


@pytest.fixture(scope="module")
def scorecard():
    return measures.scorecard(read("explainer_claims"))


@pytest.fixture(scope="module")
def stages():
    return measures.stages(read("events"))


def title(figure):
    """The heading and subtitle of a figure, as one line."""
    return " ".join(text.get_text() for text in figure.texts)


def test_a_confirmed_statement_is_told_from_a_confirmed_fact():
    rows = pd.DataFrame(
        {
            "verdict": ["confirmed", "confirmed", "contradicted"],
            "note": ["verdict on whether it was said; more", None, "verdict on whether it was said"],
            "evidence_source": ["a", "b", None],
            "further_sources": ["c d", None, None],
            "evidence_date": ["2024", "2025-01", None],
        }
    )
    found = measures.scorecard(rows)
    assert found["outcome"].tolist() == ["said", "confirmed", "contradicted"]
    assert found["further_sources"].tolist() == ["a c d", "b", ""]


def test_scorecard_loses_no_claim(scorecard):
    assert sorted(scorecard["number"]) == list(range(1, len(scorecard) + 1))
    assert set(scorecard["outcome"]) <= set(charts.OUTCOMES)
    assert set(scorecard["theme"]) <= set(charts.THEMES)
    assert set(scorecard["kind"]) <= set(charts.KINDS)
    assert set(scorecard["side"]) <= set(charts.SIDES)


@given(st.lists(st.sampled_from(["confirmed", "revised"]), min_size=1, max_size=20))
def test_held_counts_the_confirmed(verdicts):
    rows = pd.DataFrame({"verdict": verdicts, "kind": "figure"})
    assert measures.held(rows, kind="figure") == (verdicts.count("confirmed"), len(verdicts))
    assert measures.held(rows, kind="history") == (0, 0)


@pytest.mark.parametrize(
    ("date", "on_record", "months"),
    [
        ("1984", True, 0),
        ("2024-10", True, 0),
        ("2024-10-30", True, 0),
        ("2024-10-31", False, 0),
        ("2024-11-03", False, 1),
        ("2025-12", False, 14),
    ],
)
def test_waiting_is_counted_in_months_after_the_day(date, on_record, months):
    found = measures.waiting(pd.DataFrame({"evidence_date": [date]})).iloc[0]
    assert (bool(found["on_record"]), int(found["months"])) == (on_record, months)


def test_a_confirmation_by_the_parties_is_an_admission():
    events = pd.DataFrame(
        {
            "theme": ["deployment"] * 4 + ["ties"],
            "date": ["2024-10-28", "2025-04-26", "2024-11-17", "2024-08-06", "2025-01-01"],
            "category": ["confirmation", "confirmation", "arms", "combat", "combat"],
            "actors": ["NATO", "Russia;North Korea", "United States", "Ukraine", "Ukraine"],
        }
    )
    found = measures.stages(events)
    assert found[["stage", "quarter"]].to_numpy().tolist() == [["said by others", "2024Q4"], ["admission", "2025Q2"]]


def test_balance_is_a_running_sum_of_the_services_rows():
    claims = read("claims")
    rows = measures.balance(claims)
    flows = rows[rows["kind"] == "flow"]
    assert (flows["end"] - flows["start"] == flows["people"]).all()
    assert (flows["start"].iloc[1:].to_numpy() == flows["end"].iloc[:-1].to_numpy()).all()
    assert rows.loc[rows["kind"] == "left", "people"].item() == flows["people"].sum()
    known = claims.set_index("id")
    own = known.loc[[name for name in rows["id"] if name]]
    assert set(own["claimant"]) == {"National Intelligence Service (South Korea)"}
    assert not own["scope"].isin(["forecast", "warning", "window"]).any()


def test_statements_are_counted_by_outcome():
    rows = pd.DataFrame({"kind": ["statement", "statement", "figure"], "outcome": ["said", "confirmed", "confirmed"]})
    assert measures.statements_of(rows, "said") == measures.statements_of(rows, "confirmed") == 1


def test_a_statement_is_judged_as_one_whoever_makes_it(scorecard):
    statements = scorecard[scorecard["kind"] == "statement"]
    assert (statements["verdict"] == "confirmed").all()  # the caption: a statement held if it was made
    denials = statements[statements["claim"].str.contains("fake news|groundless")]
    assert set(denials["side"]) == {"Russia", "North Korea"}
    assert (denials["outcome"] == "said").all()
    assert denials["note"].str.contains("content was").all()  # and the note says what became of it
    assert (scorecard.loc[scorecard["outcome"] == "said", "kind"] == "statement").all()


@pytest.mark.parametrize("wide", [True, False])
def test_verdict_title_counts_what_held_and_how(scorecard, wide):
    heading = title(charts.verdicts_by_theme(scorecard, wide=wide))
    count, outcome = scorecard["verdict"].value_counts(), scorecard["outcome"].value_counts()
    assert (
        f"{count['confirmed']} of {len(scorecard)} claims held, {outcome['said']} of them only as things said"
        in heading
    )
    assert f"{count['revised']} were revised, {count['unverifiable']} stay open" in heading
    assert "contradicted" not in count  # the page says that none ended there
    assert "fell" not in heading


def test_verdict_title_and_key_name_a_fallen_claim_if_there_is_one(scorecard):
    rows = scorecard.copy()
    rows.loc[rows.index[0], ["verdict", "outcome"]] = "contradicted"
    assert "stay open, 1 fell" in title(charts.verdicts_by_theme(rows))


def test_what_the_page_says_of_the_themes(scorecard):
    by = {theme: measures.held(scorecard, theme=theme) for theme in charts.THEMES}
    assert all(by[theme][0] == by[theme][1] for theme in ("reactions", "law"))  # "held whole"
    rest = {theme: fine / number for theme, (fine, number) in by.items() if theme not in ("reactions", "law")}
    assert min(rest["history"], rest["deployment"]) > max(rest["scale"], rest["motivations"])
    assert min(rest, key=rest.get) == "motivations"
    revised = scorecard[(scorecard["theme"] == "history") & (scorecard["verdict"] == "revised")]
    assert len(revised) == 1 and "three years" in revised["claim"].item()
    assert (scorecard.loc[scorecard["theme"] == "law", "outcome"] == "said").all()
    open_ones = scorecard[scorecard["verdict"] == "unverifiable"]["theme"]
    assert (open_ones == "motivations").sum() == 3 and (open_ones == "scale").sum() == 1  # the alt text


@pytest.mark.parametrize("wide", [True, False])
def test_kind_title_sets_the_past_against_assessments(scorecard, wide):
    past, views = (measures.held(scorecard, kind=kind) for kind in ("history", "assessment"))
    assert past[0] == past[1]  # the title says "all"
    assert views[0] < views[1] / 2  # "less often"
    rest = scorecard[(scorecard["kind"] == "assessment") & (scorecard["verdict"] != "confirmed")][
        "verdict"
    ].value_counts()
    assert rest.to_dict() == {"unverifiable": 4, "revised": 3}  # the text goes through them
    assert measures.held(scorecard, kind="figure") == (1, 3)  # the alt text
    heading = title(charts.verdicts_by_kind(scorecard, wide=wide))
    assert f"All {past[0]} claims about the past held; of {views[1]} assessments {views[0]} did" in heading


@pytest.mark.parametrize("wide", [True, False])
def test_evidence_title_and_what_the_page_says_of_the_wait(scorecard, wide):
    rows = measures.waiting(scorecard)
    heading = title(charts.evidence_dates(rows, wide=wide))
    assert f"{rows['on_record'].sum()} of {len(rows)} claims" in heading
    assert f"up to {rows['months'].max()} months" in heading
    early = rows[rows["on_record"]]
    assert (early["verdict"] != "confirmed").sum() == 1  # "all but one of them confirmed"
    revised = rows.loc[rows["verdict"] == "revised", "evidence_date"]
    assert (revised.str.startswith("2024-11").sum(), revised.str.startswith("2025").sum()) == (2, 3)
    late = rows[(rows["verdict"] == "unverifiable") & ~rows["on_record"]]["evidence_date"]
    assert len(late) == 3 and late.str.startswith("2025").all()


@pytest.mark.parametrize("wide", [True, False])
def test_stage_title_is_true_of_the_dates(stages, wide):
    denials = stages[stages["stage"] == "denial"]["date"]
    own = stages[stages["stage"].isin(["admission", "commemoration"])]
    heading = title(charts.stages(stages, wide=wide))
    assert denials.max().startswith("2024-10")
    assert "The last denial is of October 2024" in heading
    for stage in ("admission", "commemoration"):
        assert own[own["stage"] == stage]["date"].min().startswith("2025-04")
        after = set(stages[stages["date"] >= "2025-04"]["quarter"])
        assert set(own[own["stage"] == stage]["quarter"]) == after  # the alt text says: in every quarter
    assert "from April 2025 come admissions and ceremonies" in heading


@pytest.mark.parametrize("wide", [True, False])
def test_balance_title_gives_what_is_left_and_what_is_counted(wide):
    rows = measures.balance(read("claims"))
    people = rows.set_index("kind")["people"]
    heading = title(charts.kursk_balance(rows, wide=wide))
    assert f"leave {people['left']:,.0f} of those sent" in heading
    assert f"it put them at {people['stated']:,.0f}" in heading
    assert abs(people["left"] - people["stated"]) <= 0.05 * people["stated"]  # the page calls it consistent


def test_scorecard_page_has_every_claim_escaped_and_linked(scorecard):
    rows = scorecard.copy()
    rows.loc[rows.index[0], "claim"] = "<b>bold</b> & more"
    page = scorecard_html(rows, sources(), lambda source: f"S#{source}")
    assert page.count("<tr id=") == len(rows)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in page
    for row in rows.to_dict("records"):
        assert f'<tr id="{row["id"]}">' in page
        assert pd.isna(row["evidence_source"]) or f'href="S#{row["evidence_source"]}"' in page
    assert page.count("confirmed, as a statement") == (rows["outcome"] == "said").sum()
