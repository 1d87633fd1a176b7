"""What every chapter's measures need: a claim's range, decimal dates."""

import pandas as pd


def bounds(rows):
    """The lowest and highest figure that each row allows, and its best.

    A floor ("at least") has no upper end and a ceiling ("up to") no lower one: those ends are missing, never guessed.

    Args:
        rows: DataFrame with low, value, high.

    Returns:
        The rows with ``lower``, ``best`` and ``upper``: best is the value, or the middle of a full range, or the one bound given.
    """
    lower = rows["low"].fillna(rows["value"])
    upper = rows["high"].fillna(rows["value"])
    middle = (rows["low"] + rows["high"]) / 2
    best = rows["value"].fillna(middle).fillna(rows["low"]).fillna(rows["high"])
    return rows.assign(lower=lower, best=best, upper=upper)


def decimal_year(dates):
    """Dates (YYYY, YYYY-MM or YYYY-MM-DD) as years with a fraction; a year or month without a day stands at its middle."""

    def convert(text):
        if len(text) == 4:
            return int(text) + 0.5
        if len(text) == 7:
            return int(text[:4]) + (int(text[5:]) - 0.5) / 12
        day = pd.Timestamp(text)
        return day.year + (day.day_of_year - 0.5) / (366 if day.is_leap_year else 365)

    return dates.map(convert).astype(float)


def row(rows, name):
    """The one row with this id.

    Raises:
        KeyError: there is none.
    """
    found = rows[rows["id"] == name]
    if found.empty:
        raise KeyError(name)
    return found.iloc[0]
