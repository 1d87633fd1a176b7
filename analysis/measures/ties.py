"""Numbers of the history chapter's later half: treaties, debt, meetings, contacts, the Korean War, total trade."""

import pandas as pd

from analysis.measures.common import bounds, decimal_year

PROVISIONS = {
    "signed": "Signed",
    "in_force": "In force from",
    "notice": "Given up",
    "ended": "Ended",
    "invoked": "Invoked",
    "if_attacked": "If one is attacked",
    "if_threatened": "If an attack threatens",
    "term": "Term",
    "articles": "Length",
}
DEBT = {"debt_to_moscow": "claimed", "debt_to_moscow_at_market_rate": "market"}
LEFT = "subset"  # what was left after the write-off is a part of the debt claimed
TRAVELLERS = {"north_koreans_entering_russia": "North Korea", "russians_entering_north_korea": "Russia"}


def side_by_side(treaties):
    """The treaties' provisions in the order of ``PROVISIONS``, one row each, ready to be set side by side.

    Returns:
        The rows with ``label``: the provision in words.
    """
    order = {name: place for place, name in enumerate(PROVISIONS)}
    rows = treaties.assign(label=treaties["provision"].map(PROVISIONS), order=treaties["provision"].map(order))
    return rows.sort_values(["order", "treaty"]).drop(columns="order").reset_index(drop=True)


def _fact(treaties, treaty, provision):
    """The row of a treaty's provision, or None."""
    found = treaties[(treaties["treaty"] == treaty) & (treaties["provision"] == provision)]
    return None if found.empty else found.iloc[0]


def _sources(*rows):
    """Ids of the sources of several rows, each once."""
    cells = [row[column] for row in rows if row is not None for column in ("source", "further_sources")]
    return " ".join(dict.fromkeys(name for cell in cells if pd.notna(cell) for name in cell.split()))


def treaty_spans(treaties, as_of):
    """When each treaty was in force, and whether it promised military help.

    The end is missing while a treaty is in force; ``doubtful_from`` is where its validity began to be disputed.

    Args:
        treaties: the table. as_of: the package's date, to which a treaty in force is drawn.

    Returns:
        DataFrame: treaty, start, doubtful_from, end, drawn_to (decimal years), signed, promise (bool), date, source.
    """
    out = []
    for treaty in sorted(treaties["treaty"].unique()):
        parts = {
            name: _fact(treaties, treaty, name) for name in ("signed", "in_force", "notice", "ended", "if_attacked")
        }
        years = {
            name: decimal_year(pd.Series([part["date"]])).iloc[0]
            for name, part in parts.items()
            if part is not None and pd.notna(part["date"])
        }
        end = years.get("ended")
        out.append(
            {
                "treaty": treaty,
                "signed": years["signed"],
                "start": years["in_force"],
                "doubtful_from": years.get("notice", end),
                "end": end,
                "drawn_to": end if end is not None else decimal_year(pd.Series([as_of])).iloc[0],
                "promise": bool(parts["if_attacked"]["promise"]),
                "date": parts["in_force"]["date"],
                "source": _sources(*parts.values()),
            }
        )
    return pd.DataFrame(out)


def years_without_promise(spans):
    """Years between the end of one treaty with a promise of military help and the start of the next, shortest and longest.

    Args:
        spans: what ``treaty_spans`` returns.

    Returns:
        (shortest, longest) in years: from the last and from the first date given for the end.
    """
    promises = spans[spans["promise"]].sort_values("start")
    before, after = promises.iloc[0], promises.iloc[1]
    return after["start"] - before["end"], after["start"] - before["doubtful_from"]


def debt(aid):
    """North Korea's debt to Moscow: claimed, at the market rate, and left after the write-off, in the currency of the claim.

    Returns:
        The rows with currency (``RUB`` or ``USD``), kind (claimed, market, left), lower, best, upper (millions), by date.
    """
    rows = aid[aid["metric"].isin(list(DEBT))]
    kind = rows["metric"].map(DEBT).where(rows["scope"] != LEFT, "left")
    rows = bounds(rows).assign(kind=kind, currency=rows["unit"].str.split().str[0], when=decimal_year(rows["date"]))
    return rows.sort_values(["when", "currency"]).reset_index(drop=True)


def share_left(rows):
    """What was left of the dollar debt after the write-off, as a share of the largest claim (0 to 1)."""
    dollars = rows[rows["currency"] == "USD"]
    return dollars[dollars["kind"] == "left"]["best"].max() / dollars[dollars["kind"] == "claimed"]["best"].max()


def share_at_market(rows):
    """What the debt was worth at the market rate, as a share of the largest dollar claim (0 to 1)."""
    dollars = rows[rows["currency"] == "USD"]
    return dollars[dollars["kind"] == "market"]["best"].max() / dollars[dollars["kind"] == "claimed"]["best"].max()


def meetings(events):
    """Dated summits and other visits between Moscow and Pyongyang by year, years without one included.

    Returns:
        DataFrame: year, summits, visits, total (counts), source.
    """
    rows = events[(events["theme"] == "ties") & events["category"].isin(["summit", "visit"])]
    year = rows["date"].str[:4].astype(int)
    counted = (
        pd.crosstab(year, rows["category"]).rename(columns={"summit": "summits", "visit": "visits"}).rename_axis("year")
    )
    every = range(year.min(), year.max() + 1)
    counted = counted.reindex(every, fill_value=0).reindex(columns=["summits", "visits"], fill_value=0)
    sources = rows.groupby(year)["source"].agg(lambda ids: " ".join(dict.fromkeys(ids)))
    counted = counted.assign(total=counted.sum(axis=1), source=sources.reindex(every).fillna(""))
    return counted.rename_axis(columns=None).reset_index()


def most_before(meetings, year):
    """The largest number of meetings in any year before ``year``."""
    return int(meetings[meetings["year"] < year]["total"].max())


def exchanges(contacts):
    """Exchanges of officials at the level of vice-minister or above by year, whole years and part of one.

    Returns:
        The rows with lower, best, upper (exchanges), year (int) and part (bool: not the whole year).
    """
    metrics = ["high_level_exchanges", "high_level_exchanges_part_year"]
    rows = contacts[contacts["metric"].isin(metrics)]
    part = rows["metric"] == "high_level_exchanges_part_year"
    return bounds(rows).assign(part=part, year=rows["year"].astype(int)).sort_values("year")


def travellers(contacts):
    """People who crossed into the other country by year, all purposes.

    Returns:
        The rows with whose (North Korea or Russia), best (people), year (int).
    """
    rows = contacts[contacts["metric"].isin(list(TRAVELLERS))]
    return bounds(rows).assign(whose=rows["metric"].map(TRAVELLERS), year=rows["year"].astype(int)).sort_values("year")


def growth(rows, whose, first, last):
    """How many times as many travellers of one state in ``last`` as in ``first``."""
    years = rows[rows["whose"] == whose].set_index("year")["best"]
    return years[last] / years[first]


def korean_war(deployments, sources):
    """Each figure for the Chinese and Soviet forces in the Korean War, with the weakness of what carries it.

    Returns:
        The rows with lower, best, upper (people) and weak (bool), China first, by basis.
    """
    order = {"initial": 0, "strength": 1, "peak": 2, "total_served": 3}
    rows = deployments[deployments["contingent"].isin(["China in Korea", "Soviet Union in Korea"])]
    weak = rows["source"].map(sources.set_index("id")["weak"].fillna(False).astype(bool))
    rows = bounds(rows).assign(weak=weak, order=rows["basis"].map(order))
    return rows.sort_values(["sender", "order", "best"]).drop(columns="order").reset_index(drop=True)


def at_least_times(rows):
    """How many times the largest Soviet force at one time goes into the smallest figure for the Chinese force at its largest."""
    largest = rows[rows["basis"].isin(["peak", "strength"])]
    china = largest[largest["sender"] == "China"]["best"].min()
    return china / largest[largest["sender"] == "Soviet Union"]["best"].max()


def total_trade(trade, series="KOTRA"):
    """North Korea's total trade and China's share of it, in one statistical series.

    Returns:
        (totals with best and others in USD million, shares with best in percent), by year; others is what is left when
        the same series' total with China is taken away.
    """
    rows = bounds(trade[trade["series"] == series])
    rows = rows.assign(year=rows["year"].astype(int)).sort_values("year")
    totals = rows[(rows["partner"] == "World") & (rows["flow"] == "total")]
    shares = rows[(rows["partner"] == "China") & (rows["flow"] == "share_of_trade")]
    china = rows[(rows["partner"] == "China") & (rows["flow"] == "total")].set_index("year")["best"]
    totals = totals.assign(others=totals["best"] - totals["year"].map(china))
    return totals.reset_index(drop=True), shares.reset_index(drop=True)


def left_for_others(totals, year):
    """Trade with all partners but China in one year (USD)."""
    return totals.set_index("year").at[year, "others"] * 1e6


def lowest_share(shares, since):
    """China's smallest share of total trade from one year on (percent)."""
    return shares[shares["year"] >= since]["best"].min()
