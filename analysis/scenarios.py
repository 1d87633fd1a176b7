"""Three small models of the contingent: replacement, attrition, revenue.

Every input comes from the table ``assumptions``, every model is a pure function of its inputs and of a seeded generator, and
every answer is a set of quantiles. Inputs are drawn independently of each other.
"""

from statistics import NormalDist

import numpy as np
import pandas as pd

from analysis.measures.common import bounds, decimal_year

DRAWS, SEED = 20_000, 20241030  # the day of the explainer
LEVELS = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
START = pd.Timestamp("2024-12-01")  # the Institute for the Study of War counts from early December
END = pd.Timestamp("2025-04-30")  # four days after Moscow called Kursk retaken; the day of the NIS figure
PAUSE = (
    pd.Timestamp("2025-01-15"),
    pd.Timestamp("2025-02-07"),
)  # out of combat: NIS, "since mid-January"; Zelensky, "back"
KNOWN = pd.Timestamp("2025-01-31")  # what was claimed by then goes in as rates, what came later is set beside
MEAN_MONTH = 365.25 / 12  # days
MONTHS = 12
SHARES = np.linspace(0.01, 1, 100)
NORMAL = np.vectorize(NormalDist().inv_cdf, otypes=[float])

# The figures that South Korea's intelligence service and, in March 2025, its Joint Chiefs published one after the other.
SEOUL = [
    "cas-nis-total-2024-12-19",
    "cas-nis-total-2025-01-13",
    "cas-jcs-4000-2025-03-27",
    "cas-nis-total-2025-04-30",
    "cas-nis-total-2026-02-12",
]


# Inputs


def generator():
    """A fresh generator with the book's seed: every chart and number starts from the same draws."""
    return np.random.default_rng(SEED)


def chosen(assumptions, scenario):
    """The rows of one scenario, in the table's order.

    Raises:
        KeyError: there are none.
    """
    rows = assumptions[assumptions["scenario"] == scenario].reset_index(drop=True)
    if rows.empty:
        raise KeyError(scenario)
    return rows


def quantile(row, share):
    """The value of an assumption below which ``share`` of its draws lie, in its own unit.

    Args:
        row: low, mode, high and distribution: fixed, uniform, triangular, or normal with low and high as its 2.5 and 97.5
            percent quantiles. share: a number or an array, above 0 and below 1.

    Raises:
        ValueError: the distribution is none of these.
    """
    low, mode, high, shape = row["low"], row["mode"], row["high"], row["distribution"]
    share = np.asarray(share, dtype=float)
    if shape not in ("fixed", "uniform", "triangular", "normal"):
        raise ValueError(f"no distribution is called {shape!r}")
    if shape == "fixed" or low == high:
        return np.full_like(share, low)
    if shape == "uniform":
        return low + share * (high - low)
    if shape == "normal":
        return mode + NORMAL(share) * (high - low) / (2 * NormalDist().inv_cdf(0.975))
    rising = low + np.sqrt(share * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - share) * (high - low) * (high - mode))
    return np.where(share < (mode - low) / (high - low), rising, falling)


def draws(rows, rng, size=DRAWS):
    """``size`` independent draws of every assumption, by name.

    Each input takes its own run of the generator's numbers, so raising one row's range changes that input alone.
    """
    return {row["name"]: quantile(row, rng.uniform(1e-9, 1, size)) for row in rows.to_dict("records")}


def quantiles(values):
    """The quantiles of ``LEVELS`` over the last axis, as a DataFrame with a row for each of the others."""
    found = np.quantile(np.atleast_2d(values), list(LEVELS.values()), axis=-1)
    return pd.DataFrame(dict(zip(LEVELS, found, strict=True)))


def sensitivity(model, rows):
    """How far each input alone moves a model's answer: from its 5 to its 95 percent quantile, the others at their median.

    Args:
        model: takes a mapping of names to arrays, returns an array. rows: the assumptions.

    Returns:
        DataFrame, widest first: name, unit, from_input, to_input (unit of the input), from_answer, to_answer, base (unit of the
        answer), width, source, further_sources. An input that is fixed or not used has width 0 and is left out.
    """
    middle = {row["name"]: quantile(row, [0.5]) for row in rows.to_dict("records")}
    base, out = float(model(middle)[0]), []
    for row in rows.to_dict("records"):
        ends = quantile(row, [0.05, 0.95])
        answers = model({name: np.repeat(value, 2) for name, value in middle.items()} | {row["name"]: ends})
        out.append(
            {
                "name": row["name"],
                "unit": row["unit"],
                "from_input": ends[0],
                "to_input": ends[1],
                "from_answer": answers[0],
                "to_answer": answers[1],
                "base": base,
                "width": abs(answers[1] - answers[0]),
                "source": row["source"],
                "further_sources": row["further_sources"],
            }
        )
    table = pd.DataFrame(out)
    return table[table["width"] > 0].sort_values("width", ascending=False, ignore_index=True)


def simple_days(strength, rate):
    """The institute's sum of January 2025: strength over casualties a day, nobody added and nobody returning (days)."""
    return strength / rate


def hundreds(people):
    """People to the nearest hundred: the model has no finer digit."""
    return round(float(people), -2)


def tens(million):
    """Millions to the nearest ten."""
    return round(float(million), -1)


# Replacement


def _relative_error(low, high):
    """The standard error of a logarithm from the ends of a 95 percent interval."""
    return np.log(high.astype(float) / low.astype(float)) / (2 * 1.96)


def _by_month(estimates):
    """The Economist's month ends, casualties and deaths side by side, for months that have ended."""
    wide = estimates.pivot(index=["date", "source"], columns="metric", values=["low", "value", "high"]).reset_index()
    ends = pd.to_datetime(wide["date"])
    out = pd.DataFrame({"month": wide["date"].str[:7], "source": wide["source"], "complete": ends.dt.is_month_end})
    for metric, name in (("russian_casualties", "casualties"), ("russian_deaths", "deaths")):
        for bound in ("low", "value", "high"):
            out[f"{name}_{bound}"] = wide[(bound, metric)].astype(float)
    return out


def monthly_losses(losses, estimates):
    """Russian losses a day by month: as Kyiv claims them, as The Economist has them, and its deaths.

    The estimates are cumulative: a month's share is the difference of two month ends. Their intervals are those of the totals,
    so they are kept as relative standard errors (of the logarithm), which the models apply to the month as a whole.

    Returns:
        DataFrame of complete months: month, when (decimal year), claimed, estimated, deaths (people per day), error,
        deaths_error, source, further_sources.
    """
    ends = _by_month(estimates)
    steps = ends.assign(
        gained=ends["casualties_value"].diff(),
        died=ends["deaths_value"].diff(),
        error=_relative_error(ends["casualties_low"], ends["casualties_high"]),
        deaths_error=_relative_error(ends["deaths_low"], ends["deaths_high"]),
    )
    kept = ["month", "gained", "died", "error", "deaths_error", "source"]
    whole = steps.loc[steps["complete"] & steps["gained"].notna(), kept]
    rows = losses[losses["complete"]].merge(whole, on="month", suffixes=("", "_estimated"))
    days = rows["days_covered"].astype(float)
    return pd.DataFrame(
        {
            "month": rows["month"],
            "when": decimal_year(rows["month"]),
            "claimed": rows["claimed_losses"].astype(float) / days,
            "estimated": rows["gained"] / days,
            "deaths": rows["died"] / days,
            "error": rows["error"],
            "deaths_error": rows["deaths_error"],
            "source": rows["source"],
            "further_sources": rows["source_estimated"],
        }
    )


def daily_losses(inputs, month):
    """Losses a day in one month, between the claim and the estimate (people per day).

    The two are weighed on a log scale by ``trust_in_claim``; ``estimate_error`` moves the estimate by its standard errors.
    """
    estimate = np.log(month["estimated"]) + inputs["estimate_error"] * month["error"]
    trust = inputs["trust_in_claim"]
    return np.exp(trust * np.log(month["claimed"]) + (1 - trust) * estimate)


def days_of_losses(inputs, month):
    """Days of one month's losses that the contingent makes up: troops over losses a day."""
    return inputs["troops"] / daily_losses(inputs, month)


def days_from_deaths(inputs, month):
    """The same from The Economist's deaths alone, with the wounded by a ratio: a check that owes Kyiv's claim little."""
    deaths = month["deaths"] * np.exp(inputs["estimate_error"] * month["deaths_error"])
    return inputs["troops"] / (deaths * (1 + inputs["wounded_per_killed"]))


def days_of_recruiting(inputs, year):
    """Days of a year's recruiting that the contingent makes up: troops over recruits a day."""
    return inputs["troops"] / inputs[f"recruits_{year}"]


def replacement(months, assumptions, rng, size=DRAWS):
    """Days of Russian losses and of recruiting that the contingent makes up, by month, as quantiles.

    Inputs: troops (people), trust_in_claim (share), estimate_error (standard errors), wounded_per_killed (ratio), recruits_YEAR
    (people per day).
    Method: independent draws; losses lie between Kyiv's claim and The Economist's casualties; as a check they are computed from
    its deaths alone; recruits are one rate a year.
    Leaves out: wounded who return to duty and need no replacement, the quality of either, the time that training takes, and the
    difference between contracts and new soldiers. Recruiting before 2023 has no rate.

    Args:
        months: ``monthly_losses``. assumptions: the table. rng: a seeded generator.

    Returns:
        DataFrame: month, when, kind (losses, deaths or recruiting), q05 to q95 (days), source, further_sources.
    """
    rows = chosen(assumptions, "replacement")
    inputs, out = draws(rows, rng, size), []
    for month in months.to_dict("records"):
        answers = {
            "losses": (days_of_losses(inputs, month), month["source"], month["further_sources"]),
            "deaths": (days_from_deaths(inputs, month), month["further_sources"], None),
        }
        rate = rows[rows["name"] == f"recruits_{month['month'][:4]}"]
        if not rate.empty:
            answer = days_of_recruiting(inputs, month["month"][:4])
            answers["recruiting"] = (answer, rate["source"].iloc[0], rate["further_sources"].iloc[0])
        for kind, (days, source, further) in answers.items():
            levels = quantiles(days).iloc[0].to_dict()
            place = {"month": month["month"], "when": month["when"], "kind": kind}
            out.append(place | levels | {"source": source, "further_sources": further})
    return pd.DataFrame(out)


def replacement_sensitivity(months, assumptions, month):
    """What moves the days of losses and the days of recruiting of one month (days).

    Returns:
        The rows of ``sensitivity`` for both answers, with kind (losses or recruiting).
    """
    rows = chosen(assumptions, "replacement")
    one = months.set_index("month").loc[month].to_dict()
    answers = {
        "losses": sensitivity(lambda inputs: days_of_losses(inputs, one), rows),
        "recruiting": sensitivity(lambda inputs: days_of_recruiting(inputs, month[:4]), rows),
    }
    return pd.concat([table.assign(kind=kind) for kind, table in answers.items()], ignore_index=True)


def range_of(made_up, kind, year):
    """The smallest and largest median of one year (days)."""
    part = made_up[(made_up["kind"] == kind) & made_up["month"].str.startswith(year)]["q50"]
    return float(part.min()), float(part.max())


def months_above(months):
    """In how many months The Economist's estimate of casualties lies above Kyiv's claim, and of how many."""
    return int((months["estimated"] > months["claimed"]).sum()), len(months)


def losses_above_recruits(months, assumptions, month, rng, size=DRAWS):
    """The share of draws in which one month's losses exceed its recruiting (0 to 1)."""
    inputs = draws(chosen(assumptions, "replacement"), rng, size)
    lost = daily_losses(inputs, months.set_index("month").loc[month].to_dict())
    return float((lost > inputs[f"recruits_{month[:4]}"]).mean())


# Attrition


def attrition(inputs, days):
    """Strength, casualties and deaths of a contingent, day by day.

    Inputs: daily_casualties (people per day, the same every day while there is anyone left), share_killed (of casualties),
    share_returning (of the wounded, after days_to_return), first_strength and reinforcement (people; it arrives evenly between
    reinforcement_begins and reinforcement_ends, days), going_home (unwounded people per month).
    Method: a balance by the day; nobody is counted twice on one day, and no strength falls below zero.
    Leaves out: pauses and bursts of fighting, losses that shrink with the force, the sick and the captured, sappers and builders.

    Returns:
        dict of arrays (days + 1, draws): strength, casualties, deaths; the last two cumulative.
    """
    one = {name: np.asarray(value, dtype=float) for name, value in inputs.items()}
    size = one["first_strength"].size
    strength, casualties, deaths = (np.zeros((days + 1, size)) for _ in range(3))
    recovering = np.zeros((days + 1, size))
    strength[0] = one["first_strength"]
    delay = np.rint(one["days_to_return"]).astype(int)
    arriving = one["reinforcement"] / np.maximum(1, one["reinforcement_ends"] - one["reinforcement_begins"])
    for day in range(1, days + 1):
        hit = np.minimum(one["daily_casualties"], strength[day - 1])
        killed = one["share_killed"] * hit
        recovering[day] = (hit - killed) * one["share_returning"]
        ready = day - delay
        back = np.where(ready > 0, recovering[np.maximum(ready, 0), np.arange(size)], 0.0)
        fresh = np.where((day > one["reinforcement_begins"]) & (day <= one["reinforcement_ends"]), arriving, 0.0)
        left = strength[day - 1] - hit
        home = np.minimum(one["going_home"] / MEAN_MONTH, left)
        strength[day] = left - home + back + fresh
        casualties[day] = casualties[day - 1] + hit
        deaths[day] = deaths[day - 1] + killed
    return {"strength": strength, "casualties": casualties, "deaths": deaths}


def days_above(strength, level):
    """The first day on which the strength is at or below ``level``; infinite where it never is (array, draws)."""
    below = strength <= level
    return np.where(below.any(axis=0), below.argmax(axis=0).astype(float), np.inf)


def attrition_range(assumptions, rng, size=DRAWS):
    """The course of the contingent from December 2024 to the end of April 2025, as quantiles.

    Returns:
        DataFrame: date, when, measure (casualties, deaths or strength), forecast (after ``KNOWN``), q05 to q95 (people), source,
        further_sources.
    """
    rows, span = chosen(assumptions, "attrition"), (END - START).days
    dates = pd.Series(pd.date_range(START, END).strftime("%Y-%m-%d"))
    course = attrition(draws(rows, rng, size), span)
    frames = [
        quantiles(values).assign(
            date=dates, when=decimal_year(dates), measure=measure, forecast=dates > KNOWN.strftime("%Y-%m-%d")
        )
        for measure, values in course.items()
    ]
    return pd.concat(frames, ignore_index=True).assign(source=_all_sources(rows))


def _all_sources(rows):
    """Every source that the rows name, once, as one text."""
    cells = pd.concat([rows["source"], rows["further_sources"]]).dropna()
    return " ".join(dict.fromkeys(key for cell in cells for key in cell.split()))


def lasting(assumptions, rng, size=DRAWS, days=365):
    """How long the contingent lasts at the claimed rate: days until half its first strength is left.

    Returns:
        (quantiles as a dict, in days and infinite where it lasts longer than ``days``; the share of draws that do).
    """
    inputs = draws(chosen(assumptions, "attrition"), rng, size)
    until = days_above(attrition(inputs, days)["strength"], inputs["first_strength"] / 2)
    ordered = np.sort(until)
    places = {name: ordered[round(level * (size - 1))] for name, level in LEVELS.items()}
    return places, float(np.isinf(until).mean())


def attrition_sensitivity(assumptions):
    """What moves the strength left at the end of April 2025 (people)."""
    span = (END - START).days
    return sensitivity(lambda inputs: attrition(inputs, span)["strength"][-1], chosen(assumptions, "attrition"))


def reported(claims):
    """Every claim about casualties, deaths and strength in Kursk from December 2024 on, without parts and windows.

    Returns:
        The rows with measure (casualties, deaths or strength), lower, best, upper (people), when and later (after ``KNOWN``).
    """
    measures = {"casualties": "casualties", "killed": "deaths", "troops_in_kursk": "strength"}
    rows = claims[
        claims["metric"].isin(list(measures))
        & (claims["scope"] == "total")
        & (claims["date"] >= START.strftime("%Y-%m"))
    ]
    rows = bounds(rows)
    rows = rows[rows["best"].notna()]
    return rows.assign(
        measure=rows["metric"].map(measures),
        when=decimal_year(rows["date"]),
        later=rows["date"] > KNOWN.strftime("%Y-%m-%d"),
    ).sort_values("when")


def on_day(course, measure, date):
    """The quantiles of one measure on one day (people)."""
    rows = course[(course["measure"] == measure) & (course["date"] == date)]
    return rows.iloc[0]


def set_beside(course, rows):
    """Each dated later claim within the model's span beside the model's range for its day.

    Returns:
        The rows with q05, q50, q95 (people) and inside: whether the claim's range meets the 90 percent range.
    """
    days = rows[(rows["date"].str.len() == 10) & (rows["date"] <= END.strftime("%Y-%m-%d")) & rows["later"]]
    table = days.merge(course[["date", "measure", "q05", "q50", "q95"]], on=["date", "measure"])
    inside = (table["lower"].fillna(table["best"]) <= table["q95"]) & (table["upper"].fillna(np.inf) >= table["q05"])
    return table.assign(inside=inside)


def pause(assumptions, course, claims):
    """How much of the model's error the reported pull-back of January and February 2025 explains.

    Returns:
        dict: days out of combat, spared (people: these days times the median rate), error (people: the model's median on the last
        day less Seoul's figure), share (spared over error).
    """
    rate = chosen(assumptions, "attrition").set_index("name").loc["daily_casualties"]
    days = (PAUSE[1] - PAUSE[0]).days
    counted = claims.set_index("id").at["cas-nis-total-2025-04-30", "value"]
    error = course[course["measure"] == "casualties"]["q50"].iloc[-1] - counted
    spared = days * float(quantile(rate, 0.5))
    return {"days": days, "spared": spared, "error": error, "share": spared / error}


def pace(claims):
    """Casualties a day between the figures that Seoul published one after the other.

    Returns:
        DataFrame: id, date, casualties (people), days since the figure before, per_day (people per day), source.
    """
    rows = claims.set_index("id").loc[SEOUL].reset_index().sort_values("date", ignore_index=True)
    days = pd.to_datetime(rows["date"]).diff().dt.days
    return pd.DataFrame(
        {
            "id": rows["id"],
            "date": rows["date"],
            "casualties": rows["value"],
            "days": days,
            "per_day": rows["value"].diff() / days,
            "source": rows["source"],
            "further_sources": rows["further_sources"],
        }
    )


def pace_between(claims, first, last):
    """Casualties a day between the figures of two rows (people per day)."""
    rows = claims.set_index("id").loc[[first, last]]
    days = (pd.Timestamp(rows.at[last, "date"]) - pd.Timestamp(rows.at[first, "date"])).days
    return float(rows.at[last, "value"] - rows.at[first, "value"]) / days


# Revenue


def full_pay(inputs):
    """What the claimed pay comes to in a year if all of it is paid: soldiers times monthly pay (USD million)."""
    return inputs["soldiers"] * inputs["pay"] * MONTHS / 1e6


def revenue(inputs):
    """What reaches the state in a year: the claimed pay times the share paid times the share kept (USD million)."""
    return full_pay(inputs) * inputs["share_paid"] * inputs["share_kept"]


def revenue_by_share(assumptions, rng, shares, size=DRAWS):
    """Yearly revenue of the state by the share of the claimed pay that reaches it, as quantiles.

    Inputs: soldiers (people), pay (USD per month). The share is an axis, not a draw: nobody knows it.
    Method: a product of independent draws, times each share.
    Leaves out: payments for the dead, pay in kind, what the deployment costs Pyongyang, and sappers and builders; payments on
    signing are only in the upper end of the pay.

    Returns:
        DataFrame: share (0 to 1), q05 to q95 (USD million a year), source.
    """
    rows = chosen(assumptions, "revenue")
    full = quantiles(full_pay(draws(rows, rng, size))).iloc[0]
    out = [{"share": share} | (full * share).to_dict() for share in shares]
    return pd.DataFrame(out).assign(source=_all_sources(rows))


def revenue_sensitivity(assumptions):
    """What moves the state's yearly revenue from wages (USD million)."""
    return sensitivity(revenue, chosen(assumptions, "revenue"))


def sources_within(course, sources):
    """Which other sources of currency the wages could match at most: those whose lower end is below the full pay's 95 percent.

    Args:
        course: ``revenue_by_share`` with the share 1 in it. sources: ``measures.motivations.currency_sources``.

    Returns:
        The rows of ``sources`` without the wages, with reached (bool).
    """
    most = course.loc[course["share"].idxmax(), "q95"]
    others = sources[sources["label"] != "Wages of the troops"]
    return others.assign(reached=others["lower"] <= most)


def at_most(course, amount):
    """The 95 percent quantile of the full pay over another yearly amount in USD million (a ratio)."""
    return float(course.loc[course["share"].idxmax(), "q95"] / amount)
