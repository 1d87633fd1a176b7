"""Numbers of the reactions chapter: stances, votes, listings, polls, and the days between steps."""

import pandas as pd

from analysis.measures.common import bounds, decimal_year, row

MEMBERS = 193  # states in the General Assembly since 2011
STANCES = ["deny", "justify", "neutral", "call_restraint", "confirm", "concern", "condemn"]

# Texts of Ukraine and its partners on the war as a whole, the only ones that can be compared over time.
ENDING = ["res-es-11-1", "res-es-11-6", "res-es-11-7", "res-peace-2026-02-24"]
RIVAL = ["res-es-11-8"]  # the American text of the same day as ES-11/7

# Steps that stand among the events of the deployment.
WEAK = ["ev-2025-06-15-no-new-aid"]  # read on a weak page alone
SEOUL = ["ev-2024-10-21-rok-summons", "ev-2024-10-29-yoon-zelensky", "ev-2024-12-17-rok-sanctions"]
TREATY = [
    "ev-2024-10-24-duma-ratifies",
    "ev-2024-11-09-putin-signs",
    "ev-2024-11-11-kim-decree",
    "ev-2024-12-04-treaty-in-force",
]
TROOPS = [
    "ev-2024-10-08-first-ships",
    "ev-2024-10-23-first-kursk-sighting",
    "ev-2024-11-04-came-under-fire",
    "ev-2024-11-12-patel-combat",
    "ev-2024-12-14-zelensky-assaults",
]
ASKED = {  # questions put after the deployment was announced, and the one before it that asks the same, in reading order
    "poll_arms": "Arms or military aid for Ukraine?",
    "poll_aid_three_answers": "What kind of aid to Ukraine? Three answers offered",
    "poll_observers": "Observers to Ukraine?",
    "poll_own_troops": "South Korean combat troops to Ukraine?",
    "poll_threat_cooperation": "Does the North's cooperation with Russia threaten?",
    "poll_threat_deployment": "Does the dispatch of troops threaten?",
}
ANNOUNCED = "2024-10-18"  # the intelligence service's announcement


def autumn(statements, first="2024-10-01", last="2024-12-31"):
    """Statements from ``first`` to ``last``, in order of date.

    Returns:
        The rows with ``when`` (decimal year).
    """
    rows = statements[statements["date"].between(first, last)]
    return rows.assign(when=decimal_year(rows["date"])).sort_values(["date", "id"], ignore_index=True)


def of_stance(statements, stance):
    """How many of the statements take a stance (statements)."""
    return int((statements["stance"] == stance).sum())


def assembly_support(resolutions, since="2022"):
    """Votes of the General Assembly on its texts on Ukraine, with the members that did not vote.

    A member that is neither for, against nor abstaining did not vote; that remainder of 193 is computed where no source gives it.

    Returns:
        The rows with group (ending, rights, single), silent (members that did not vote), in order of group and date.
    """
    texts = (resolutions["body"] == "General Assembly") & (resolutions["topic"] == "Ukraine")
    rows = resolutions[texts & (resolutions["date"] >= since)]
    rights = rows["title"].str.startswith("Human rights")
    group = rights.map({True: "rights", False: "single"}).mask(rows["id"].isin(ENDING + RIVAL), "ending")
    rows = rows.assign(group=group, silent=MEMBERS - rows[["yes", "no", "abstain"]].sum(axis=1))
    rank = rows["group"].map({"ending": 0, "single": 1, "rights": 2})
    return rows.assign(rank=rank).sort_values(["rank", "date", "id"], ignore_index=True).drop(columns="rank")


def packages(sanctions):
    """Listings by package: all of it, and the part named over the deployment.

    Returns:
        DataFrame: package, sanctioner, side, date, about (whole package or arms trade), listed, named (missing where no part
        is named over the deployment), source, further_sources; in order of date.
    """
    rows = bounds(sanctions)
    parts = rows[rows["about"] != "deployment"].groupby("package", sort=False)
    out = parts.agg(
        sanctioner=("sanctioner", "first"),
        side=("side", "first"),
        date=("date", "first"),
        about=("about", "first"),
        listed=("best", "sum"),
    )
    out["named"] = rows[rows["about"] == "deployment"].groupby("package")["best"].sum()
    for column in ("source", "further_sources"):
        out[column] = rows.groupby("package")[column].agg(
            lambda ids: " ".join(dict.fromkeys(" ".join(ids.dropna()).split()))
        )
    return out.reset_index().sort_values(["date", "package"], ignore_index=True)


def named(packages):
    """The packages of which a part is named over the deployment."""
    return packages[packages["named"].notna()].reset_index(drop=True)


def asked(polls):
    """Polls on arms, observers, troops and the threat, a row an answer; undecided answers are left out.

    Returns:
        The rows with heading (the question in a few words), best (percent), when (decimal year), in order of question and date.
    """
    rows = bounds(polls[polls["metric"].isin(list(ASKED)) & (polls["answer"] != "undecided")])
    rows = rows.assign(heading=rows["metric"].map(ASKED), when=decimal_year(rows["date"]))
    order = {metric: place for place, metric in enumerate(ASKED)}
    return rows.sort_values(
        ["metric", "date", "claimant"], key=lambda column: column.map(order) if column.name == "metric" else column
    )


def arms_support(polls, since=ANNOUNCED):
    """Shares that were for arms or military aid, in polls finished after ``since``, whatever the number of answers.

    Returns:
        The rows, the largest share first.
    """
    for_arms = polls["metric"].isin(["poll_arms", "poll_aid_three_answers"]) & polls["answer"].isin(["yes", "military"])
    return polls[for_arms & (polls["date"] > since)].sort_values("value", ascending=False)


def seoul_steps(events):
    """What Seoul did and what was done to it over arms for Ukraine, in order of date; steps read on a weak page alone are left out.

    Returns:
        The rows with when (decimal year).
    """
    rows = events[((events["theme"] == "reactions") | events["id"].isin(SEOUL)) & ~events["id"].isin(WEAK)]
    return rows.assign(when=decimal_year(rows["date"])).sort_values(["date", "id"], ignore_index=True)


def treaty_and_troops(events):
    """Steps of the treaty of 2024 and of the first troops.

    Returns:
        The rows with lane (Treaty or Troops) and when (decimal year).
    """
    rows = events[events["id"].isin(TREATY + TROOPS)]
    lane = rows["id"].isin(TREATY).map({True: "Treaty", False: "Troops"})
    return rows.assign(lane=lane, when=decimal_year(rows["date"])).sort_values("date", ignore_index=True)


def days_between(events, first, second):
    """Days from one event to another (days); both must be dated to the day."""
    return (pd.Timestamp(row(events, second)["date"]) - pd.Timestamp(row(events, first)["date"])).days
