"""Losses and recruiting: hand-worked cases, and what the charts' titles claim."""

import numpy as np
import pandas as pd
import pytest

from analysis.charts import losses as charts
from analysis.charts.style import compact
from analysis.measures import losses
from analysis.measures.scale import MEAN_MONTH
from analysis.tables import read

MONTHS = pd.DataFrame(
    {
        "month": ["2022-02", "2022-03", "2022-04"],
        "days_covered": [5, 31, 21],
        "days_in_month": [28, 31, 30],
        "complete": [False, True, False],
        "claimed_losses": [10, 30, 5],
        "source": ["s"] * 3,
    }
)


def title(figure):
    """The heading of a chart as one line."""
    return " ".join(text.get_text() for text in figure.texts if text.get_fontweight() == 600)


def model(best, lower=None, upper=None, dates=("2022-02-28", "2022-03-31", "2022-04-21")):
    return pd.DataFrame({"date": dates, "best": best, "lower": lower or best, "upper": upper or best})


def test_claimed_total_adds_up_and_stands_at_the_last_day_covered():
    total = losses.claimed_total(MONTHS)
    assert total["total"].tolist() == [10, 40, 45]
    assert total["date"].tolist() == ["2022-02-28", "2022-03-31", "2022-04-21"]


def test_claimed_total_ends_with_the_table():
    table = read("losses")
    total = losses.claimed_total(table)
    assert total["total"].iloc[-1] == table["claimed_losses"].sum()
    assert total["total"].is_monotonic_increasing


def test_both_series_have_the_same_dates():
    total = losses.claimed_total(read("losses"))
    for metric in ("russian_casualties", "russian_deaths"):
        assert losses.modelled(read("loss_estimates"), metric)["date"].tolist() == total["date"].tolist()


def test_at_end_takes_the_last_common_date():
    total = losses.claimed_total(MONTHS)
    shorter = model([1, 2], [0, 1], [5, 6], ["2022-02-28", "2022-03-31"])
    assert losses.at_end(total, shorter) == ("2022-03-31", 40, 1, 2, 6)


def test_inside_counts_both_ends_of_the_interval():
    total = losses.claimed_total(MONTHS)
    assert losses.inside(total, model([0, 0, 0], [10, 0, 46], [10, 39, 50])) == (1, 3)


def test_rise_within_a_month_in_contingents():
    assert losses.in_contingents(model([5, 25, 40]), "2022-03", 10) == 2


def test_modelled_months_agree_with_the_ledger():
    """The two dates that the ledger has must be the same in the series."""
    ledger = read("war_losses").set_index("id")
    for kind, metric in (("cas", "russian_casualties"), ("deaths", "russian_deaths")):
        rows = losses.modelled(read("loss_estimates"), metric).set_index("date")
        for date in ("2024-10-31", "2026-08-21"):
            row = ledger.loc[f"economist-{kind}-{date}"]
            assert rows.loc[date, ["low", "value", "high"]].tolist() == row[["low", "value", "high"]].tolist()


def test_counted_leaves_the_model_out_and_keeps_floors_open():
    rows = losses.counted(read("war_losses")).set_index("id")
    assert "The Economist" not in set(rows["claimant"])
    assert np.isnan(rows.at["mivd-killed-2025-12", "upper"])
    assert rows.loc[rows["by_name"], "claimant"].str.contains("Mediazona").all()


def test_intake_turns_every_rate_into_a_month():
    rows = pd.DataFrame(
        [
            ("d", "2024-01", "recruits_per_day", 10.0),
            ("m", "2024-01", "recruits_per_month", 100.0),
            ("y", "2024", "recruits_per_year", 1200.0),
            ("w", "2024-01", "recruits_per_week", 7.0),
        ],
        columns=["id", "date", "metric", "value"],
    ).assign(low=np.nan, high=np.nan)
    best = losses.intake(rows).set_index("id")["best"]
    assert best.to_dict() == {"d": pytest.approx(10 * MEAN_MONTH), "m": 100, "y": 100}


def test_intake_has_no_targets():
    known = read("recruitment").set_index("id")
    assert all("target" in known.at[name, "note"].lower() for name in losses.PLANS)
    assert not set(losses.PLANS) & set(losses.intake(read("recruitment"))["id"])


def test_monthly_losses_are_whole_months():
    assert losses.monthly_losses(MONTHS)["month"].tolist() == ["2022-03"]


def test_in_month():
    assert losses.in_month(MONTHS, "2022-03") == 30


def test_october_2024_cost_more_than_any_rate_of_recruiting_named_for_2024():
    """What the chapter says in words; floors are taken at their figure."""
    rates = losses.intake(read("recruitment"))
    named = rates[rates["date"].str.startswith("2024")]
    assert set(named["metric"]) == {"recruits_per_day", "recruits_per_month", "recruits_per_year"}
    assert losses.in_month(read("losses"), "2024-10") > named["best"].max()


def test_january_2026_was_not_the_first_month_by_kyivs_claims():
    """Losses claimed exceeded the highest figure for recruits of the year in months before the one that officials called the first."""
    monthly = losses.monthly_losses(read("losses")).set_index("month")["claimed_losses"]
    ratios = losses.recruits_to_losses(read("recruitment"), read("losses"))
    most = ratios.loc[ratios["year"] == "2025", "recruits"].max() / losses.MONTHS
    assert (monthly["2025-01":"2025-12"] > most).any()


def test_recruits_to_losses():
    recruits = pd.DataFrame(
        [("a", "2022", "recruits_per_year", 90.0, "Russia", "s")],
        columns=["id", "date", "metric", "value", "side", "source"],
    ).assign(low=np.nan, high=np.nan)
    ratios = losses.recruits_to_losses(recruits, MONTHS)
    assert ratios["ratio"].tolist() == [2]
    assert losses.furthest_apart(ratios, ["2022"]) == 1


def test_title_of_dead_and_wounded():
    total = losses.claimed_total(read("losses"))
    casualties, deaths = (
        losses.modelled(read("loss_estimates"), f"russian_{kind}") for kind in ("casualties", "deaths")
    )
    text = title(charts.dead_and_wounded(total, casualties, deaths, losses.counted(read("war_losses"))))
    claimed, dead = read("losses")["claimed_losses"].sum(), deaths.iloc[-1]["value"]
    assert f"{compact(claimed)} killed and wounded by Kyiv’s claim" in text
    assert f"{claimed / dead:.0f} to 1" in text
    assert abs(claimed / dead - round(claimed / dead)) < 0.15  # near enough to be said in a whole number


def test_kyivs_claim_lies_in_the_models_interval_throughout():
    """What the alt text says: the claimed line runs inside the band."""
    inside, compared = losses.inside(
        losses.claimed_total(read("losses")), losses.modelled(read("loss_estimates"), "russian_casualties")
    )
    assert inside == compared == len(read("losses"))


def test_title_of_recruits_and_losses():
    ratios = losses.recruits_to_losses(read("recruitment"), read("losses"))
    intake, monthly = losses.intake(read("recruitment")), losses.monthly_losses(read("losses"))
    text = title(charts.recruits_and_losses(intake, monthly, ratios))
    first = ratios.loc[ratios["year"] == "2023", "ratio"].item()
    assert f"{first:.0f} to 1 in 2023" in text
    assert abs(first - round(first)) < 0.15
    assert losses.furthest_apart(ratios, ["2024", "2025"]) < 0.1  # "about equal"
    assert {"2024", "2025"} <= set(ratios["year"])
