"""Numbers and claims as words: the only place that decides how a figure is written in prose."""

import calendar

from analysis.tables import given

MONTHS = [calendar.month_name[number] for number in range(1, 13)]
MONEY = {
    "USD million": ("USD ", " million"),
    "RUB million": ("RUB ", " million"),
    "KRW trillion": ("KRW ", " trillion"),
}
MONEY |= {"KRW million": ("KRW ", " million"), "USD": ("USD ", ""), "RUB": ("RUB ", "")}
MONEY |= {"USD per month": ("USD ", ""), "USD per year": ("USD ", "")}


NAMES = {  # words of a measure that are not written in small letters
    **{
        name: name.capitalize()
        for name in [
            "kursk",
            "russia",
            "russian",
            "russians",
            "ukraine",
            "ukrainian",
            "bakhmut",
            "moscow",
            "soviet",
            "wagner",
            "vietnam",
            "cuba",
            "angola",
        ]
    },
    **{
        name: name.capitalize()
        for name in ["china", "japan", "korea", "korean", "koreans", "union", "commonwealth", "soviet"]
    },
    **{name: name.upper() for name in ["gdp", "gni", "usd", "us", "un", "ussr", "it"]},
    "usd": "in USD",
}


def measure(metric):
    """A measure in words: Troops in Kursk; Real GDP growth; Launchers, 240 mm, delivered."""
    words = metric.replace("_", " ").replace("north korea", "North Korea").replace("south korea", "South Korea")
    words = words.replace("170mm", "170 mm").replace("240mm", "240 mm").replace("north Korea", "North Korea")
    text = " ".join(NAMES.get(word, word) for word in words.split(" "))
    return text[:1].upper() + text[1:]


def plain(number):
    """12,000; 0.04; 7.5: separators, and no more digits than the row has."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def figure(number):
    """A computed number with four digits at least, and never fewer than it has before the point: 0.007812; 7.384; 1,475,270."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"


def number_text(value, spec=""):
    """A computed number by a format specification; ``short`` gives 1.28 million, none gives 12,000; text stays text."""
    if isinstance(value, str):
        return value
    if spec == "short":
        return short(value)
    return format(value, spec) if spec else plain(value)


def short(number):
    """1.28 million; 12,000: three digits of what is counted in millions or more."""
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if abs(number) >= 0.9995 * size:  # what rounds to a million is a million
            return f"{float(f'{number / size:.3g}'):,g}{word}"
    return plain(number)


def amount(row, number=plain, dress=str):
    """The figure of a claim: 10,000; 11,000–12,000; at least 3,000; up to 8,000.

    ``number`` writes one number, ``dress`` adds the unit to the text of a number or a range.
    """
    low, value, high = row["low"], row["value"], row["high"]
    if given(value):
        return dress(number(value))
    if given(low) and given(high):
        return dress(f"{number(low)}–{number(high)}")
    if given(low):
        return f"at least {dress(number(low))}"
    if given(high):
        return f"up to {dress(number(high))}"
    return ""


def with_unit(row, brief=False):
    """The figure with its unit where the unit belongs to the number: 90%, USD 560 million, 800 km².

    ``brief`` writes large numbers as 1.28 million, and money in whole units first (USD 7.61 billion).
    """
    unit, number = row["unit"], short if brief else plain
    if unit == "percent":
        return amount(row, number, lambda text: text + "%")
    if unit in MONEY:
        before, after = MONEY[unit]
        if brief and after == " million":
            return amount(row, lambda million: short(million * 1e6), lambda text: before + text)
        return amount(row, number, lambda text: before + text + after)
    if unit in ("km2", "km"):
        return amount(row, number, lambda text: text + (" km²" if unit == "km2" else " km"))
    return amount(row, number)


def day(text):
    """28 October 2024; October 2024; 2024."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def claim_text(row, show="value"):
    """What the ``{claim}`` role prints.

    Args:
        row: a row of the ledger.
        show: value | short | range | claimant | date.

    Raises:
        ValueError: ``show`` is not one of these, or the row has no figure.
    """
    if show == "claimant":
        return row["claimant"]
    if show == "date":
        return day(row["date"])
    if show == "range" and given(row["low"]) and given(row["high"]):
        row = {**row, "value": float("nan")}
    elif show not in ("value", "short", "range"):
        raise ValueError(f"cannot show {show!r}: choose value, short, range, claimant or date")
    text = with_unit(row, brief=show == "short")
    if not text:
        raise ValueError("the row has no figure to show")
    return text
