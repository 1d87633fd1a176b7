"""Numbers of losses and recruits: what is claimed, what is estimated, and the two definitions apart."""

import pandas as pd

from analysis.measures.common import bounds, decimal_year
from analysis.measures.scale import MEAN_MONTH

PLANS = ["recruit-month-ft-2026-02"]  # a target, not an intake
MONTHS = 12


def claimed_total(losses):
    """Russian losses claimed by Ukraine's General Staff, added up from February 2022, at each month's end.

    Returns:
        DataFrame: month, date (the last day covered), when, total (killed and wounded), source.
    """
    last = losses.apply(
        lambda month: f"{month['month']}-{month['days_in_month' if _ends(month) else 'days_covered']:02d}", axis=1
    )
    return pd.DataFrame(
        {
            "month": losses["month"],
            "date": last,
            "when": decimal_year(last),
            "total": losses["claimed_losses"].cumsum().astype(float),
            "source": losses["source"],
        }
    )


def _ends(month):
    """Whether a month's figure runs to its last day: all do but the newest one; February 2022 begins late."""
    return bool(month["complete"]) or month["month"] == "2022-02"


def modelled(estimates, metric):
    """The Economist's series of casualties or deaths, with its 95 percent prediction interval.

    Args:
        estimates: the table loss_estimates. metric: russian_casualties | russian_deaths.

    Returns:
        The rows with lower, best, upper (cumulative people) and when (decimal year).
    """
    rows = bounds(estimates[estimates["metric"] == metric])
    return rows.assign(when=decimal_year(rows["date"])).sort_values("when")


def counted(war_losses):
    """Dated totals of Russian dead by everyone else: names, estimates and claims, The Economist's left out.

    Returns:
        The rows with lower, best, upper (people), by_name (boolean) and when (decimal year).
    """
    metrics = ["russian_deaths", "russian_deaths_confirmed_by_name"]
    rows = war_losses[war_losses["metric"].isin(metrics) & (war_losses["claimant"] != "The Economist")]
    by_name = rows["metric"] == "russian_deaths_confirmed_by_name"
    return bounds(rows).assign(by_name=by_name, when=decimal_year(rows["date"])).sort_values("when")


def at_end(total, model):
    """Claimed total and model's estimate on the last date that both have.

    Returns:
        (date, claimed killed and wounded, lower, best, upper of the model).
    """
    date = min(total["date"].max(), model["date"].max())
    estimate = model[model["date"] == date].iloc[0]
    return (
        date,
        total.loc[total["date"] == date, "total"].item(),
        estimate["lower"],
        estimate["best"],
        estimate["upper"],
    )


def in_contingents(model, month, troops):
    """How far the model's best estimate rises within a month, in contingents of ``troops``; the interval of a rise is not known."""
    ends = model.set_index(model["date"].str[:7])["best"]
    before = ends[ends.index < month].iloc[-1]
    return float((ends[month] - before) / troops)


def inside(total, model):
    """At how many of the dates that both have the claimed total lies within the model's interval.

    Returns:
        (dates inside, dates compared).
    """
    both = model.merge(total[["date", "total"]], on="date")
    return int(both["total"].between(both["lower"], both["upper"]).sum()), len(both)


def intake(recruitment):
    """Claims of Russian recruiting as people a month: stated per day, per month or for a whole year.

    A day's rate is multiplied by the mean month, a year's total divided by twelve. Single weeks, parts of a year and
    targets stay out.

    Returns:
        The rows with lower, best, upper (people a month), whole_year (boolean) and when (decimal year; a year's middle).
    """
    factor = {"recruits_per_day": MEAN_MONTH, "recruits_per_month": 1.0, "recruits_per_year": 1 / MONTHS}
    rows = bounds(recruitment[recruitment["metric"].isin(list(factor)) & ~recruitment["id"].isin(PLANS)])
    monthly = rows["metric"].map(factor)
    return rows.assign(
        lower=rows["lower"] * monthly,
        best=rows["best"] * monthly,
        upper=rows["upper"] * monthly,
        whole_year=rows["metric"] == "recruits_per_year",
        when=decimal_year(rows["date"]),
    ).sort_values("when")


def monthly_losses(losses):
    """Claimed losses of complete months.

    Returns:
        DataFrame: month, when (decimal year), claimed_losses (people), source.
    """
    whole = losses[losses["complete"]]
    return whole[["month", "claimed_losses", "source"]].assign(when=decimal_year(whole["month"]))


def in_month(losses, month):
    """The losses claimed for one month (people)."""
    return int(losses.loc[losses["month"] == month, "claimed_losses"].item())


def recruits_to_losses(recruitment, losses):
    """Recruits claimed for each whole year over the losses that Kyiv claims for it.

    Returns:
        DataFrame: year, id, side, recruits (people; a floor or ceiling where the claim is one), losses (people), ratio,
        source.
    """
    rows = bounds(recruitment[recruitment["metric"] == "recruits_per_year"])
    by_year = losses.groupby(losses["month"].str[:4])["claimed_losses"].sum()
    lost = rows["date"].map(by_year).astype(float)
    return pd.DataFrame(
        {
            "year": rows["date"],
            "id": rows["id"],
            "side": rows["side"],
            "recruits": rows["best"],
            "losses": lost,
            "ratio": rows["best"] / lost,
            "source": rows["source"],
        }
    )


def furthest_apart(ratios, years):
    """The largest distance of recruits from losses in the given years, as a share of the losses."""
    return float((ratios.loc[ratios["year"].isin(years), "ratio"] - 1).abs().max())
