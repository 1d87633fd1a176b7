"""Numbers of the claims chapter: who said what about the troops, and how the figures moved."""

import pandas as pd

from analysis.measures.common import bounds, decimal_year, row

# Whose voice an actor of the events is; a body that is missing here belongs to no side that the charts draw.
SIDE_OF = {
    "Russia": "Russia",
    "North Korea": "North Korea",
    "Ukraine": "Ukraine",
    "Defence Intelligence (Ukraine)": "Ukraine",
    "General Staff (Ukraine)": "Ukraine",
    "South Korea": "South Korea",
    "National Intelligence Service (South Korea)": "South Korea",
    "Ministry of National Defense (South Korea)": "South Korea",
    "Joint Chiefs of Staff (South Korea)": "South Korea",
    "United States": "United States",
    "US Department of Defense": "United States",
    "US Department of State": "United States",
    "United Kingdom": "Europe and NATO",
    "Ministry of Defence (UK)": "Europe and NATO",
    "NATO": "Europe and NATO",
    "United Nations": "UN",
    "Ministry of Defence (Russia)": "Russia",
}
PARTIES = ("Russia", "North Korea")  # only they can admit; everyone else can only say that it is so
FIRST_REPORT = "ev-2024-10-03-donetsk-strike"

# Killed over casualties where one claimant gives both for the same force and date: label, killed, the parts of the whole.
SHARES = [
    ("NIS, December 2024", "cas-nis-killed-2024-12-19", ["cas-nis-total-2024-12-19"]),
    ("NIS, January 2025", "cas-nis-killed-2025-01-13", ["cas-nis-total-2025-01-13"]),
    ("NIS, April 2025", "cas-nis-killed-2025-04-30", ["cas-nis-total-2025-04-30"]),
    ("Western officials, January 2025", "cas-west-killed-1000-2025-01-22", ["cas-west-total-4000-2025-01-22"]),
    (
        "Ukraine's special forces, three days",
        "cas-ua-sof-killed-77-2024-12-23",
        ["cas-ua-sof-killed-77-2024-12-23", "cas-ua-sof-wounded-40-2024-12-23"],
    ),
    ("Zelensky, February 2025", "cas-zelensky-killed-two-thirds-2025-02-14", ["cas-zelensky-4000-2025-02-14"]),
]
WIDER = {
    "cas-west-total-4000-2025-01-22"
}  # counts missing and captured too, so killed are at least this share of the rest
STATED = {"cas-zelensky-killed-two-thirds-2025-02-14"}  # the claimant named the share itself

# What each forecast is to be held against. First groups, repeats of an announcement and parts of a plan stay out.
FORECASTS = {
    "troops-zelensky-10000-planned-2024-10-17": "first",
    "troops-nis-12000-planned-2024-10-18": "first",
    "troops-nis-10000-by-december-2024-10-23": "first",
    "troops-zelensky-12000-planned-2024-10-28": "first",
    "troops-nis-10900-planned-2024-10-29": "first",
    "troops-umerov-15000-planned-2024-11-05": "all",
    "troops-zelensky-100000-2024-11-19": "all",
    "troops-zelensky-30-40k-2025-01-05": "second and third",
    "troops-zelensky-25000-2025-02": "second",
    "troops-shoigu-6000-planned-2025-06-17": "third",
    "troops-hur-25-30k-planned-2025-07-02": "third",
}
THIRD = ["troops-nis-engineers-1000-2025-09-02", "troops-nis-builders-5000-2025-11-04"]


def troop_estimates(claims):
    """Every estimate of the contingent's strength that is meant as a total, by definition.

    Forecasts, warnings, parts and derived figures stay out: they answer other questions.

    Returns:
        The rows with lower, best, upper (people) and when (decimal year).
    """
    metrics = ["troops_in_russia", "troops_in_kursk", "troops_sent_total"]
    rows = claims[claims["metric"].isin(metrics) & (claims["scope"] == "total")]
    rows = bounds(rows).assign(when=decimal_year(rows["date"]))
    return rows[rows["best"].notna()].sort_values("date")


def settled(estimates, since="2024-11-04"):
    """The lowest and the highest figure for the contingent in Russia from ``since`` on (rows of ``troop_estimates``; people)."""
    late = estimates[(estimates["metric"] == "troops_in_russia") & (estimates["date"] >= since)]
    return float(late["lower"].min()), float(late["upper"].fillna(late["best"]).max())


def casualty_claims(claims):
    """Casualties (killed and wounded) and killed, each as a whole: no windows of days, no single strikes.

    Killed also holds what Pyongyang itself showed in ceremonies (scope ``memorial``): lower bounds, never totals.

    Returns:
        The rows with lower, best, upper (people) and when (decimal year); ``best`` of a floor is the floor.
    """
    kinds = (claims["metric"] == "casualties") & (claims["scope"] == "total")
    kinds |= (claims["metric"] == "killed") & claims["scope"].isin(["total", "derived"])
    kinds |= (claims["metric"] == "killed") & (claims["scope"] == "memorial") & (claims["status"] == "confirmed")
    rows = bounds(claims[kinds])
    return rows[rows["best"].notna()].assign(when=decimal_year(rows["date"])).sort_values(["metric", "date"])


def service_series(rows, metric):
    """The series of South Korea's intelligence service in one metric, by date (rows of ``casualty_claims``)."""
    own = rows["claimant"] == "National Intelligence Service (South Korea)"
    return rows[own & (rows["metric"] == metric)].sort_values("date")


def days_of_claims(claims, first="2024-10-28", last="2024-10-30"):
    """Every figure on the troops stated from ``first`` to ``last``, by what it counts.

    Returns:
        The rows with lower, best, upper (people) and counts: ``In Russia``, ``In Kursk or near`` or ``Expected``.
    """
    rows = bounds(claims[claims["date"].between(first, last) & claims["metric"].str.startswith("troops_")])
    near = (rows["metric"] == "troops_in_kursk") | (rows["scope"] == "subset")
    counts = near.map({True: "In Kursk or near", False: "In Russia"}).mask(rows["scope"] == "forecast", "Expected")
    order = pd.Categorical(counts, ["In Russia", "In Kursk or near", "Expected"], ordered=True)
    return rows.assign(counts=order).sort_values(["counts", "best", "date"])


def side_of(actors):
    """The side of the first of the ``actors`` of an event; ``other`` where it has none."""
    return SIDE_OF.get(actors.split(";")[0], "other")


def denial_to_admission(events, until="2025-05-10"):
    """Statements on whether the troops are there, by side, from the first report to the admissions of April and May 2025.

    Returns:
        The events with side, stance (``report``, ``says so``, ``denies``, ``neither``, ``admits``) and when (decimal year).
    """
    rows = events[(events["theme"] == "deployment") & (events["date"] < until)]
    side = rows["actors"].map(side_of)
    party = side.isin(PARTIES)
    stance = pd.Series(pd.NA, index=rows.index, dtype="object")
    stance[rows["note"].str.startswith("Neither confirmed nor denied", na=False)] = "neither"
    stance[rows["category"] == "denial"] = "denies"
    stance[(rows["category"] == "confirmation") & ~party] = "says so"
    stance[(rows["category"] == "confirmation") & party] = "admits"
    stance[rows["id"] == FIRST_REPORT] = "report"
    rows = rows.assign(side=side, stance=stance, when=decimal_year(rows["date"]))
    return rows[rows["stance"].notna()].sort_values("date")


def days_to_admission(statements, side):
    """Days from a party's first denial to its first admission, and the ids of both events.

    Args:
        statements: what ``denial_to_admission`` returns. side: Russia or North Korea.

    Returns:
        (days, id of the denial, id of the admission).
    """
    own = statements[statements["side"] == side].sort_values("date")
    denial = own[own["stance"] == "denies"].iloc[0]
    admission = own[own["stance"] == "admits"].iloc[0]
    return (pd.Timestamp(admission["date"]) - pd.Timestamp(denial["date"])).days, denial["id"], admission["id"]


def waits(statements):
    """Days from first denial to first admission of both parties, with the two dates as decimal years.

    Returns:
        DataFrame: side, days, denial, admission (event ids), from_when, to_when, source.
    """
    known = statements.set_index("id")
    out = []
    for side in PARTIES:
        days, denial, admission = days_to_admission(statements, side)
        out.append(
            {
                "side": side,
                "days": days,
                "denial": denial,
                "admission": admission,
                "from_when": known.at[denial, "when"],
                "to_when": known.at[admission, "when"],
                "source": f"{known.at[denial, 'source']} {known.at[admission, 'source']}",
            }
        )
    return pd.DataFrame(out)


def killed_share(claims):
    """Killed as a share of casualties, wherever one claimant gives both for the same force and date.

    A share is a floor where the killed are a floor and the casualties are not, or where the whole counts the missing and
    the captured as well.

    Returns:
        DataFrame: label, side, killed, casualties (people), share (0 to 1), floor, window and stated (bool), date, source.
    """
    out = []
    for label, dead, whole in SHARES:
        killed = bounds(claims[claims["id"] == dead]).iloc[0]
        parts = bounds(pd.DataFrame([row(claims, name) for name in whole]))
        total = parts["best"].sum()
        only_floor = pd.isna(killed["upper"]) and dead not in STATED
        out.append(
            {
                "label": label,
                "side": killed["side"],
                "date": killed["date"],
                "killed": killed["best"],
                "casualties": total,
                "share": killed["best"] / total,
                "floor": only_floor or bool(WIDER & set(whole)),
                "window": killed["scope"] == "window",
                "stated": dead in STATED,
                "source": " ".join(dict.fromkeys([killed["source"], *parts["source"]])),
            }
        )
    return pd.DataFrame(out)


def _latest_outcomes(claims, forecast):
    """The rows whose figures, added, are the highest later estimate of what the forecast spoke of, by kind of outcome."""
    later = bounds(claims[(claims["date"] > forecast["date"]) & (claims["scope"] == "total")])
    later = later.assign(top=later["upper"].fillna(later["best"]))

    def highest(metrics, before="9999"):
        rows = later[later["metric"].isin(metrics) & (later["date"] < before)]
        return [rows.loc[rows["top"].idxmax(), "id"]] if len(rows) else []

    second, third = highest(["troops_additional"]), THIRD
    return {
        "first": highest(["troops_in_russia", "troops_sent_total"], before="2025"),
        "all": highest(["troops_sent_total"]),
        "second": second,
        "third": third,
        "second and third": [*second, *third],
    }


def forecasts(claims):
    """Each forecast or warning beside the highest later estimate of what it spoke of: a test that favours the forecast.

    The first wave is held against estimates up to the end of 2024, forecasts of the whole against all that were sent, those
    of more against the second wave, the third (engineers and builders), or both.

    Returns:
        The forecast rows with lower, best, upper, came (people), reached (bool), outcome (ids of the later rows) and
        outcome_kind: ``whole`` for the contingent, ``more`` for those to be added to it.
    """
    rows = bounds(pd.DataFrame([row(claims, name) for name in FORECASTS]).reset_index(drop=True))
    known = bounds(claims).set_index("id")
    known["top"] = known["upper"].fillna(known["best"])
    ids = [_latest_outcomes(claims, forecast)[FORECASTS[forecast["id"]]] for _, forecast in rows.iterrows()]
    came = [known.loc[names, "top"].sum() for names in ids]
    sources = [" ".join(dict.fromkeys(known.loc[names, "source"])) for names in ids]
    further = [f"{own} {other}".strip() for own, other in zip(rows["further_sources"].fillna(""), sources, strict=True)]
    kinds = (
        rows["id"]
        .map(FORECASTS)
        .map(lambda kind: "more" if kind in ("second", "third", "second and third") else "whole")
    )
    rows = rows.assign(
        came=came, outcome=[" ".join(names) for names in ids], outcome_kind=kinds, further_sources=further
    )
    return rows.assign(reached=rows["came"] >= rows["lower"].fillna(rows["best"])).sort_values(["best", "date"])


def times(claims, larger, smaller):
    """How many times the figure of one row is the figure of another (their bounds, where they state no value)."""
    both = bounds(claims).set_index("id")["best"]
    return both[larger] / both[smaller]
