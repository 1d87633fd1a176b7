"""Numbers of the motivations chapter: money, munitions, oil, motives."""

import pandas as pd

from analysis.measures.common import bounds, decimal_year, row

# Sources of foreign currency a year, as the rows that give the widest defensible range for about 2024.
CURRENCY = {
    "Arms for Russia": ["value-arms-year-derived-fnf", "value-arms-year-derived-inss"],
    "Theft of cryptocurrency": ["crypto-msmt-2024", "crypto-chainalysis-2024"],
    "Wages of the troops": ["wages-inss-2024-11"],
    "Workers abroad": ["workers-un-panel-500m-2023", "workers-ap-200-500m-2019"],
    "IT workers": ["itworkers-un-panel-2024-03", "itworkers-state-500m-2023"],
}

# Totals that their authors call income or earnings of Pyongyang; the others price what was delivered.
EARNED = ["value-kida-2025-04", "value-inss-2025-12", "value-csis-2026-03"]


def currency_sources(foreign_currency, trade):
    """Yearly foreign currency by source, as low and high, in USD million of about 2024.

    Legal exports come from KOTRA's returns. A row with a floor alone leaves the upper end open.

    Returns:
        DataFrame: label, lower, upper, open_end (bool), modelled (bool), source.
    """
    known = bounds(foreign_currency).set_index("id")
    out = []
    for label, ids in CURRENCY.items():
        rows = known.loc[ids]
        out.append(
            {
                "label": label,
                "lower": rows["lower"].fillna(rows["best"]).min(),
                "upper": rows["upper"].fillna(rows["best"]).max(),
                "open_end": bool(rows["upper"].isna().all()),
                "source": " ".join(dict.fromkeys(rows["source"])),
            }
        )
    exports = trade[(trade["partner"] == "World") & (trade["flow"] == "exports") & (trade["series"] == "KOTRA")]
    last = bounds(exports).sort_values("year").iloc[-1]
    out.append(
        {
            "label": "Legal exports",
            "lower": last["best"],
            "upper": last["best"],
            "open_end": False,
            "source": last["source"],
        }
    )
    return pd.DataFrame(out).sort_values("upper", ascending=False, ignore_index=True)


def legal_exports(trade):
    """North Korea's legal exports by year, KOTRA's returns.

    Returns:
        Rows of ``trade`` with ``best`` in USD million.
    """
    rows = trade[(trade["partner"] == "World") & (trade["flow"] == "exports") & (trade["series"] == "KOTRA")]
    return bounds(rows).sort_values("year")


def deal_values(foreign_currency):
    """What the arms and troops are worth or earn by author, and what was seen to come back, cumulated, in USD million.

    Returns:
        Rows with kind (``given``: deliveries priced, ``earned``: income reckoned, ``returned``: seen to come back), until (the
        last month or year that the figure covers), lower, best, upper.
    """
    kinds = {
        "arms_value_cumulative": "given",
        "arms_and_troops_income_cumulative": "given",
        "russian_returns_cumulative": "returned",
    }
    rows = foreign_currency[
        foreign_currency["metric"].isin(list(kinds))
        & (foreign_currency["unit"] == "USD million")
        & (foreign_currency["scope"] == "total")
    ]
    kind = rows["metric"].map(kinds).mask(rows["id"].isin(EARNED), "earned")
    until = rows["basis_year"].str.split("/").str[-1]
    return bounds(rows).assign(kind=kind, until=until, when=decimal_year(rows["date"])).sort_values("date")


def cumulative_munitions(munitions):
    """Containers and shells as cumulative totals by claimant and date; capacity and count stay apart.

    Returns:
        Rows with lower, best, upper, when (decimal year); metric containers_shipped, shells_capacity or shells_delivered.
    """
    rows = munitions[munitions["metric"].isin(["containers_shipped", "shells_capacity", "shells_delivered"])]
    rows = bounds(rows).assign(when=decimal_year(rows["date"]))
    return rows[rows["best"].notna()].sort_values("date")


def oil(returns):
    """Refined oil from Russia by calendar year: reported to the UN, and estimates for part of 2024.

    Returns:
        Rows with year (whole), kind (``reported`` or ``estimated``), lower, best, upper (barrels).
    """
    reported = returns[(returns["metric"] == "oil_reported_to_un") & (returns["date"].str.len() == 4)]
    estimated = returns[returns["metric"] == "oil_delivered"]
    rows = pd.concat([reported.assign(kind="reported"), estimated.assign(kind="estimated")], ignore_index=True)
    return bounds(rows).assign(year=rows["date"].str[:4].astype(int))


def motives(assessments):
    """How many assessors of each side name each motive; one assessor counts once a motive.

    Returns:
        DataFrame: motive, side, assessors (count), source.
    """
    named = assessments[assessments["reading"].isin(["names", "ranks_first"])]
    grouped = named.groupby(["motive", "side"]).agg(
        assessors=("assessor", "nunique"), source=("source", lambda ids: " ".join(dict.fromkeys(ids)))
    )
    return grouped.reset_index()


def naming(assessments, motive):
    """How many assessors name one motive, each counted once."""
    named = assessments[assessments["reading"].isin(["names", "ranks_first"])]
    return int(named[named["motive"] == motive]["assessor"].nunique())


def assessors(assessments):
    """How many assessors name any motive, each counted once."""
    return int(assessments[assessments["reading"].isin(["names", "ranks_first"])]["assessor"].nunique())


def wages_per_year(foreign_currency, claims):
    """What the claimed monthly pay comes to in a year for the explainer's contingent, in USD."""
    pay = row(foreign_currency, "wages-nis-2000-2024-10")["value"]
    return pay * row(claims, "troops-us-dod-2024-10-28")["value"] * 12


def with_doubts(assessments):
    """How many assessments argue against a motive or name a cost."""
    return int(assessments["reading"].isin(["doubts", "cost"]).sum())
