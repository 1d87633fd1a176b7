"""Numbers of the scale chapter: 10,000 against armies, losses, recruits, fronts and earlier contingents."""

import pandas as pd

from analysis.measures.common import bounds, decimal_year, row

CONTINGENT = "troops-us-dod-2024-10-28"  # the round figure of the explainer's day

# One estimate an army, the latest that its source publishes with a method; the ledger has the others.
ARMIES = {
    "China": "chn-active-cow-2022",
    "United States": "usa-active-cow-2022",
    "Russia": "rus-active-cia-2025",
    "North Korea": "kpa-active-rok-wp-2022",
    "Ukraine": "ukr-active-cia-2025",
    "South Korea": "rok-active-rok-wp-2022",
}
CONTEXT = {
    "North Korea's army": "kpa-active-rok-wp-2022",
    "Russian force in the war": "rus-in-ukr-hur-2024-11-21",
    "The North's special forces": "kpa-sof-2020",
    "Storm Corps": "storm-corps-2024-10-18",
    "Russian force in Kursk": "forces-ru-50000-zelensky-2024-11-11",
}

# Contingents to set beside: the larger wars since 1936 for which a source names a peak or a total.
COMPARED = [
    "China in Korea",
    "Soviet Union in Korea",
    "Turkey in Korea",
    "United States in Vietnam",
    "South Korea in Vietnam",
    "Australia in Vietnam",
    "Thailand in Vietnam",
    "Philippines in Vietnam",
    "Cuba in Angola",
    "Cuba in Ethiopia",
    "Soviet Union in Afghanistan",
    "Egypt in North Yemen",
    "Sudan in Yemen",
    "United Kingdom in Iraq",
    "South Korea in Iraq",
    "Italy in Spain (CTV)",
    "International Brigades in Spain",
    "Germany in Spain (Condor Legion)",
]
MEAN_MONTH = 365.25 / 12  # days


def _picked(tables, ids):
    """Rows by id, in the order given, with their bounds."""
    rows = pd.concat(tables, ignore_index=True)
    return bounds(pd.DataFrame([row(rows, name) for name in ids]).reset_index(drop=True))


def armies(forces):
    """Active personnel of six armies, largest first, with the name of the state.

    Returns:
        The rows of ``forces`` picked, with state, lower, best, upper (people).
    """
    rows = _picked([forces], ARMIES.values()).assign(state=list(ARMIES))
    return rows.sort_values("best", ascending=False, ignore_index=True)


def context(forces, kursk, losses, month="2024-10"):
    """What 10,000 stand beside: armies, the force in the war and in Kursk, and one month of claimed losses.

    Returns:
        DataFrame: label, date, lower, best, upper (people), source.
    """
    rows = _picked([forces, kursk], CONTEXT.values()).assign(label=list(CONTEXT))
    claimed = losses[losses["month"] == month].iloc[0]
    total = float(claimed["claimed_losses"])
    extra = {
        "label": "Russian losses claimed, October",
        "date": month,
        "lower": total,
        "best": total,
        "upper": total,
        "source": claimed["source"],
    }
    kept = rows[["label", "date", "lower", "best", "upper", "source"]]
    return pd.concat([kept, pd.DataFrame([extra])], ignore_index=True)


def days_of_losses(losses, troops=10_000):
    """How many days of the month's claimed Russian losses a number of troops makes up.

    The mean daily loss is the month's claimed losses over the days covered; days = troops / mean. Where the UK Ministry of
    Defence published a daily mean, the same is done with it.

    Returns:
        DataFrame: month, mean_daily, days, uk_days, complete, source.
    """
    mean = losses["claimed_losses"] / losses["days_covered"]
    return pd.DataFrame(
        {
            "month": losses["month"],
            "when": decimal_year(losses["month"]),
            "mean_daily": mean.astype(float),
            "days": (troops / mean).astype(float),
            "uk_days": troops / losses["uk_mod_mean_daily"],
            "complete": losses["complete"],
            "source": losses["source"],
            "further_sources": losses["further_sources"],
        }
    )


def furthest_from_london(losses, first, last):
    """The largest distance of London's daily mean from the claimed losses of a month, as a share of them, over some months."""
    rows = losses[losses["month"].between(first, last)]
    mean = rows["claimed_losses"] / rows["days_covered"]
    return (rows["uk_mod_mean_daily"] / mean - 1).abs().max()


def russian_force(forces):
    """Every dated claim on the Russian force in the war, without plans and forecasts.

    Returns:
        The rows with lower, best, upper (people) and when (decimal year).
    """
    rows = forces[(forces["metric"] == "russian_troops_in_ukraine") & (forces["scope"] != "forecast")]
    return bounds(rows).assign(when=decimal_year(rows["date"])).sort_values("when")


def contingents(deployments, chosen):
    """Peak and total of earlier foreign contingents: the widest range of each that the sources allow.

    Args:
        deployments: the table. chosen: names of contingents.

    Returns:
        DataFrame: contingent, basis (peak or total_served), lower, upper (people), year_from, year_to, source.
    """
    rows = bounds(
        deployments[deployments["contingent"].isin(chosen) & deployments["basis"].isin(["peak", "total_served"])]
    )
    grouped = rows.groupby(["contingent", "basis"], sort=False).agg(
        lower=("best", "min"),
        upper=("best", "max"),
        year_from=("year_from", "min"),
        year_to=("year_to", "max"),
        source=("source", lambda ids: " ".join(dict.fromkeys(ids))),
    )
    return grouped.reset_index()


def kursk_ground(area, kursk):
    """Ground held in Kursk Oblast: the weekly measured series, and the dated claims of others.

    Returns:
        (area with ``when``, claims with lower, best, upper in km2 and ``when``), a decimal year each.
    """
    claims = kursk[(kursk["metric"] == "area_held_by_ukraine") & (kursk["scope"] == "total")]
    return (
        area.assign(when=decimal_year(area["date"])),
        bounds(claims).assign(when=decimal_year(claims["date"])).sort_values("when"),
    )


def kursk_forces(kursk, claims, until="9999"):
    """Dated claims on forces in Kursk Oblast by whose they are, up to the date ``until``, without peaks given in hindsight.

    Returns:
        Rows of both tables with force (Russia, Ukraine, North Korea), lower, best, upper (people), when (decimal year).
    """
    whose = {
        "russian_troops_in_kursk": "Russia",
        "ukrainian_troops_in_kursk": "Ukraine",
        "troops_in_kursk": "North Korea",
    }
    rows = pd.concat([kursk, claims], ignore_index=True)
    rows = rows[rows["metric"].isin(list(whose)) & (rows["scope"] == "total") & (rows["date"] <= until)]
    rows = bounds(rows).assign(when=decimal_year(rows["date"]), force=rows["metric"].map(whose))
    return rows[rows["best"].notna()].sort_values("when")


def troops(claims):
    """The explainer's round figure, from its row (people)."""
    return row(claims, CONTINGENT)["value"]


def share(forces, army, troops):
    """``troops`` as a share of an army, smallest and largest by the army's range (0 to 1)."""
    size = bounds(forces[forces["id"] == army]).iloc[0]
    return troops / size["upper"], troops / size["lower"]


def days_of_recruiting(recruitment, troops, rate):
    """Days of recruiting that ``troops`` make up at a rate stated per day or per month.

    Raises:
        ValueError: the row is no rate per day or month.
    """
    stated = bounds(recruitment[recruitment["id"] == rate]).iloc[0]
    days = {"people per day": 1.0, "people per month": MEAN_MONTH}
    if stated["unit"] not in days:
        raise ValueError(f"{rate} is stated in {stated['unit']!r}, not in people per day or month")
    return troops / stated["best"] * days[stated["unit"]]


def one_in(kursk, claims, force, koreans, *, joint=False):
    """One soldier in how many of a whole force is North Korean.

    Args:
        kursk, claims: the tables. force: id of a claim on the Russian force; ``joint`` says that the North Koreans are counted in it.
        koreans: id of a claim on the North Koreans.
    """
    whole, part = row(kursk, force)["value"], row(claims, koreans)["value"]
    return (whole if joint else whole + part) / part
