"""Numbers of the history chapter: trade, votes, ties."""

import numpy as np
import pandas as pd

from analysis.measures.common import bounds, decimal_year

# Series of yearly totals that reach far enough to draw. Values of different series are never joined.
TRADE_SERIES = {
    "Russia": ["JETRO", "ROK Ministry of Foreign Affairs", "Correlates of War 4.0", "KOTRA", "Russian customs"],
    "China": ["JETRO", "ROK Ministry of Foreign Affairs", "Correlates of War 4.0", "KOTRA", "Chinese customs"],
}
UNKNOWN = {"Russia": "Russian exporters' association"}  # the only figure after Moscow stopped publishing


def partner_trade(trade, since=1989):
    """Yearly total trade of North Korea with Russia and with China, as far as a series gives a figure.

    Returns:
        The rows of ``trade`` drawn: flow ``total``, partner Russia or China, from ``since``, with ``best`` in USD million.
    """
    rows = trade[(trade["flow"] == "total") & trade["partner"].isin(["Russia", "China"]) & (trade["year"] >= since)]
    rows = bounds(rows)
    return rows[rows["best"].notna() & (rows["unit"] == "USD million")].sort_values(["partner", "series", "year"])


def _by_partner(rows, series):
    """Totals of one series as a table of years by partner."""
    return rows[rows["series"] == series].pivot(index="year", columns="partner", values="best")


def last_common_year(rows, series="KOTRA"):
    """The last year in which one series gives totals with Russia and with China.

    Args:
        rows: what ``partner_trade`` returns.
    """
    return int(_by_partner(rows, series).dropna().index.max())


def trade_ratio(rows, year, series="KOTRA"):
    """How many times North Korea's trade with China is its trade with Russia, in one year of one series."""
    both = _by_partner(rows, series).loc[year]
    return both["China"] / both["Russia"]


def distance_to_russia(voting):
    """Distance between a state's and Russia's ideal points in the General Assembly, by year, with its range.

    The range runs from the smallest to the largest distance that both 5-95 percent intervals allow; that is wider than the
    90 percent interval of the difference, since the joint distribution is not published.

    Returns:
        DataFrame: year, state, distance, nearest, farthest, source.
    """
    russia = voting[voting["state"] == "Russia"].set_index("year")
    others = voting[voting["state"] != "Russia"].copy()
    anchor = russia.loc[others["year"]]
    others["distance"] = (others["ideal_point"].to_numpy() - anchor["ideal_point"].to_numpy()).__abs__()
    gap = np.maximum(
        others["q05"].to_numpy() - anchor["q95"].to_numpy(), anchor["q05"].to_numpy() - others["q95"].to_numpy()
    )
    others["nearest"] = np.maximum(gap, 0)
    others["farthest"] = np.maximum(
        others["q95"].to_numpy() - anchor["q05"].to_numpy(), anchor["q95"].to_numpy() - others["q05"].to_numpy()
    )
    return others[["year", "state", "distance", "nearest", "farthest", "source"]].reset_index(drop=True)


def close_since(rows, state, limit=0.5):
    """The first year from which a state has stayed nearer to Russia than ``limit`` points, up to the last year there is.

    Args:
        rows: what ``distance_to_russia`` returns.

    Returns:
        The year, or None when the last year is not near.
    """
    line = rows[rows["state"] == state].sort_values("year")
    far = line[line["distance"] >= limit]["year"]
    near = line if far.empty else line[line["year"] > far.max()]
    return None if near.empty else int(near["year"].iloc[0])


def sanctions_votes(resolutions, votes, state="Russia"):
    """The state's vote on every Security Council text on North Korea, in order of date.

    Returns:
        DataFrame: id, date, symbol, title, adopted, vote, when (decimal year), source.
    """
    texts = resolutions[(resolutions["topic"] == "North Korea sanctions") & (resolutions["body"] == "Security Council")]
    cast = votes[votes["state"] == state].set_index("resolution")["vote"]
    rows = texts.assign(vote=texts["id"].map(cast), when=decimal_year(texts["date"]))
    return rows[rows["vote"].notna()].sort_values("date")[
        ["id", "date", "symbol", "title", "adopted", "vote", "when", "source"]
    ]


def assembly_votes(resolutions, votes, states):
    """Votes of some states on the General Assembly's texts on Ukraine, one row a text and state; an unseen vote is ``not seen``.

    Returns:
        DataFrame: resolution, symbol, title, date, yes, no, abstain, state, vote, source.
    """
    texts = resolutions[(resolutions["topic"] == "Ukraine") & (resolutions["body"] == "General Assembly")]
    texts = texts.sort_values(["date", "id"])
    grid = texts.merge(pd.DataFrame({"state": states}), how="cross").rename(columns={"id": "resolution"})
    seen = votes[["resolution", "state", "vote", "source"]].rename(columns={"source": "vote_source"})
    grid = grid.merge(seen, how="left", on=["resolution", "state"])
    grid["vote"] = grid["vote"].fillna("not seen")
    grid["source"] = grid["vote_source"].fillna(grid["source"])
    return grid[["resolution", "symbol", "title", "date", "yes", "no", "abstain", "state", "vote", "source"]]


def same_votes(grid, state, other="Russia"):
    """On how many texts two states cast the same vote, and on how many both votes were seen.

    Returns:
        (same, seen), both counts of texts.
    """
    wide = grid.pivot(index="resolution", columns="state", values="vote")[[state, other]]
    seen = wide[(wide != "not seen").all(axis=1)]
    return int((seen[state] == seen[other]).sum()), len(seen)


def same_vote_share(grid, state, other="Russia"):
    """Share of texts on which two states cast the same vote, among those where both votes were seen."""
    same, seen = same_votes(grid, state, other)
    return same / seen


def ties(events, theme="ties"):
    """Events of one theme with their place in time.

    Returns:
        The rows with ``when`` as a decimal year.
    """
    rows = events[events["theme"] == theme]
    return rows.assign(when=decimal_year(rows["date"])).sort_values("date")


def abroad(deployments):
    """North Koreans in other people's wars before 2024, one row a contingent: the widest range that its sources allow.

    Returns:
        DataFrame: contingent, year_from, year_to, lower, upper, rows (how many), source.
    """
    rows = bounds(deployments[deployments["sender"] == "North Korea"])
    grouped = rows.groupby("contingent", sort=False)
    out = grouped.agg(
        year_from=("year_from", "min"),
        year_to=("year_to", "max"),
        year=("year", "min"),
        lower=("best", "min"),
        upper=("best", "max"),
        rows=("id", "size"),
        source=("source", lambda ids: " ".join(dict.fromkeys(ids))),
    )
    return out.reset_index().sort_values("upper", ascending=False)


def small(contingents, contingent, share=0.1):
    """How many earlier contingents never reach a ``share`` of another, by the highest figure found for each.

    Args:
        contingents: what ``abroad`` returns. contingent: one row of the claims.
    """
    return int((contingents["upper"] < share * contingent["value"].iloc[0]).sum())
