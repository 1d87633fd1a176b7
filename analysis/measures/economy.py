"""Numbers of the motivations chapter's later half: pay, growth, theft, workers, tests, the Vietnam precedent, costs."""

import numpy as np
import pandas as pd

from analysis.measures.common import bounds, decimal_year, row

# Monthly pay in dollars, as somebody stated it; what reaches the person and what reaches the state are kept apart.
PAY = {
    "North Korean soldier in Russia": ["wages-nis-2000-2024-10", "wages-kida-2000-2025-04"],
    "Foreign recruit of Russia": [
        "pay-hur-foreign-2024-02",
        "pay-nepal-cuba-2024-05",
        "pay-dw-foreign-recruits-2024-10",
    ],
    "Cuban in Angola, paid to the state": ["cuba-angola-per-soldier"],
    "North Korean worker in Russia": ["workers-pay-nis-800-2024"],
    "What such a worker kept": ["workers-kept-bbc-2025-08"],
    "Wage at home": ["wages-domestic-less-than-1-usd"],
}
SOLDIER = "wages-nis-2000-2024-10"
WORKER = "workers-pay-nis-800-2024"
# Roubles: what Russia pays its own, a month, on signing, in the first year, on death.
ROUBLES = {
    "A month": ["rupay-average-wage-2024-07", "rupay-month-204k-2024-07", "rupay-month-210k-2024-07"],
    "On signing": [
        "rupay-bonus-federal-195k-2022-09",
        "rupay-bonus-federal-400k-2024-07",
        "rupay-bonus-average-485k-2024-06",
        "rupay-bonus-moscow-1900k-2024-07",
        "rupay-bonus-samara-total-4000k-2025-01",
        "rupay-bonus-samara-total-800k-2025-10",
    ],
    "First year": [
        "rupay-firstyear-3250k-2024-07",
        "rupay-firstyear-moscow-5200k-2024-07",
        "rupay-firstyear-khmao-5270k-2024-10",
    ],
    "On death": ["rupay-death-presidential-2022-03", "rupay-death-total-12500k-2022-07"],
}
WORKERS = {"workers_abroad": "abroad", "workers_in_russia": "in Russia", "workers_planned": "planned"}
NO_RUSSIA = "workers-un-panel-planned-2024-03"  # contracts with other states
STRENGTH = [
    "hist-rok-vietnam-1964",
    "hist-rok-vietnam-1965",
    "hist-rok-vietnam-1966",
    "hist-rok-vietnam-1967",
    "hist-rok-vietnam-1968",
]


def _grouped(rows, groups):
    """The rows that ``groups`` (group -> ids) names, in that order, with ``group`` and bounds."""
    found = [row(rows, name).to_dict() | {"group": group} for group, ids in groups.items() for name in ids]
    return bounds(pd.DataFrame(found))


def pay(foreign_currency):
    """Monthly pay in US dollars by who earns it, every figure found.

    Returns:
        The rows with group, lower, best, upper (USD a month); a floor has no upper end and a ceiling no lower one.
    """
    return _grouped(foreign_currency, PAY)


def rouble_pay(foreign_currency):
    """What Russia pays its own soldiers and their families, in roubles of the time.

    Returns:
        The rows with group (a month, on signing, first year, on death), lower, best, upper (RUB).
    """
    return _grouped(foreign_currency, ROUBLES)


def first_year_in_wages(rows):
    """How many average yearly wages the lowest first year of a Russian recruit was worth.

    Args:
        rows: what ``rouble_pay`` returns.
    """
    wage = row(rows, "rupay-average-wage-2024-07")["best"]
    return rows[rows["group"] == "First year"]["best"].min() / (12 * wage)


def times_worker(foreign_currency):
    """How many times a worker's claimed monthly pay the claimed pay of a soldier is."""
    return row(foreign_currency, SOLDIER)["value"] / row(foreign_currency, WORKER)["value"]


def growth(economy):
    """Real growth of North Korea's economy by year as the Bank of Korea estimates it.

    Returns:
        The rows with best (percent), by year.
    """
    rows = economy[economy["indicator"] == "real_gdp_growth"]
    return bounds(rows).assign(year=rows["year"].astype(int)).sort_values("year").reset_index(drop=True)


def level(growth, first, last):
    """How far the economy grew from the end of ``first`` to the end of ``last``, the yearly rates compounded (0.1 = 10 percent)."""
    rates = growth.set_index("year")["best"].loc[first + 1 : last]
    return float((1 + rates / 100).prod() - 1)


def crypto(foreign_currency):
    """Stolen cryptocurrency attributed to North Korea by year and by who counts, with part-years marked.

    Returns:
        The rows with year, lower, best, upper (USD million) and part (bool: less than a year).
    """
    years = foreign_currency[foreign_currency["metric"] == "crypto_stolen_year"]
    periods = foreign_currency[
        (foreign_currency["metric"] == "crypto_stolen_period") & (foreign_currency["claimant"] != "FBI")
    ]
    rows = bounds(pd.concat([years.assign(part=False), periods.assign(part=True)]))
    return (
        rows.assign(year=rows["date"].str[:4].astype(int)).sort_values(["year", "part", "best"]).reset_index(drop=True)
    )


def widest_gap(rows):
    """The year of a full count in which the highest figure is most times the lowest, and how many times.

    Args:
        rows: what ``crypto`` returns.

    Returns:
        (year, times).
    """
    whole = rows[~rows["part"]]
    ends = whole.assign(low=whole["lower"].fillna(whole["best"]), high=whole["upper"].fillna(whole["best"])).groupby(
        "year"
    )
    times = ends["high"].max() / ends["low"].min()
    return int(times.idxmax()), float(times.max())


def workers(foreign_currency):
    """North Korean workers: put abroad and in Russia, and planned for Russia, by claimant and date.

    Returns:
        The rows with kind (abroad, in Russia, planned), lower, best, upper (people), by kind and date.
    """
    rows = foreign_currency[foreign_currency["metric"].isin(list(WORKERS)) & (foreign_currency["id"] != NO_RUSSIA)]
    rows = bounds(rows).assign(kind=rows["metric"].map(WORKERS), when=decimal_year(rows["date"]))
    return rows.sort_values(["kind", "when"]).reset_index(drop=True)


def missiles(missile_tests, since=2006):
    """Missiles launched in tests by year, with the part of a year marked.

    Returns:
        The rows of the table from ``since`` on.
    """
    return missile_tests[missile_tests["year"] >= since].reset_index(drop=True)


def launch_events(weapons_tests):
    """Missile launch events by year; an event may hold several missiles.

    Returns:
        The rows with year, best (events) and part (bool: the year is not complete).
    """
    rows = weapons_tests[weapons_tests["metric"] == "missile_launch_events"]
    return bounds(rows).assign(year=rows["date"].astype(int), part=rows["scope"] == "window").sort_values("year")


def nuclear_tests(weapons_tests):
    """Nuclear tests by date with their estimated yields.

    Returns:
        The rows with lower, best, upper (kilotons) and when (decimal year).
    """
    rows = weapons_tests[weapons_tests["metric"] == "nuclear_test_yield"]
    return bounds(rows).assign(when=decimal_year(rows["date"])).sort_values("when")


def years_of_silence(weapons_tests):
    """Years from the last nuclear test to the date up to which none is recorded."""
    last = nuclear_tests(weapons_tests)["when"].max()
    none = weapons_tests[weapons_tests["metric"] == "nuclear_tests_since_2017"]
    return decimal_year(none["date"]).max() - last


def vietnam_strength(deployments):
    """South Korean strength in Vietnam at the end of each of its first five years.

    Returns:
        The rows with best (people), by year.
    """
    rows = bounds(deployments[deployments["id"].isin(STRENGTH)])
    return rows.assign(year=rows["year"].astype(int)).sort_values("year").reset_index(drop=True)


def share_reaching_home(foreign_currency):
    """Share of the pay that reaches soldiers and their families: remitted from Vietnam, and what the state's share leaves.

    Returns:
        DataFrame: case, lower, best, upper (percent), observed (bool: not an expectation), date, source.
    """
    remitted = bounds(foreign_currency[foreign_currency["id"] == "vietnam-remitted-share-2005"]).iloc[0]
    state = row(foreign_currency, "wages-state-share-90-independent")
    kept = 100 - state["value"]
    return pd.DataFrame(
        [
            {
                "case": "South Koreans in Vietnam",
                "lower": remitted["lower"],
                "best": remitted["best"],
                "upper": np.nan,
                "observed": True,
                "date": remitted["date"],
                "source": remitted["source"],
            },
            {
                "case": "North Koreans in Russia",
                "lower": kept,
                "best": kept,
                "upper": kept,
                "observed": False,
                "date": state["date"],
                "source": state["source"],
            },
        ]
    )


def objections(assessments):
    """Assessments that name a cost or doubt a motive, costs first, each by date.

    Returns:
        The rows with kind (Cost or Doubt) and who (the assessor and the institution).
    """
    rows = assessments[assessments["reading"].isin(["cost", "doubts"])]
    same = (rows["assessor"] == rows["institution"]) | rows["institution"].isna()
    both = (rows["assessor"] + ", " + rows["institution"]).where(~same, rows["assessor"])
    who = both.where(rows["assessor"] != "unnamed author", rows["institution"])
    rows = rows.assign(kind=rows["reading"].map({"cost": "Cost", "doubts": "Doubt"}), who=who)
    return rows.sort_values(["reading", "date", "id"]).reset_index(drop=True)
