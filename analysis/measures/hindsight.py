"""Numbers of the hindsight chapter: the explainer's claims and what became of them, and what followed."""

import pandas as pd

from analysis.measures.claims import PARTIES, side_of
from analysis.measures.common import decimal_year, row

DAY = "2024-10-30"  # the explainer's date
SAID = "verdict on whether it was said"  # how the notes mark a claim that was checked as a statement alone

# South Korea's intelligence service on the contingent: what came, what was lost or left, and its figure for what is there.
BALANCE = [
    ("Sent in two waves, Apr 2025", "troops-nis-15000-2025-04-30", 1),
    ("Engineers arrived, Sep 2025", "troops-nis-engineers-1000-2025-09-02", 1),
    ("Killed, Sep 2025", "cas-nis-killed-2025-09-02", -1),
    ("Wounded sent home, Apr 2025", "cas-nis-wounded-home-2000-2025-04-30", -1),
    ("Went home, Dec 2025", "troops-nis-returned-1100-2026-02-12", -1),
]
STATED = ("Stated for Kursk, Feb 2026", "troops-nis-kursk-11000-2026-02-12")
STAGES = ["movement", "denial", "said by others", "combat", "prisoners", "reinforcement", "admission", "commemoration"]


def scorecard(explainer):
    """The claims with their verdicts, ready to draw or to print.

    One rule for every speaker: a quoted statement is confirmed if it was made, whatever became of its content; what became of
    it stands in the note.

    Returns:
        The rows with outcome: the verdict, or ``said`` where a confirmed claim was checked only as a statement that somebody
        made; date (of the evidence); and further_sources that name the evidence too.
    """
    said = explainer["note"].str.contains(SAID, na=False) & (explainer["verdict"] == "confirmed")
    further = explainer["evidence_source"].fillna("") + " " + explainer["further_sources"].fillna("")
    return explainer.assign(
        outcome=explainer["verdict"].mask(said, "said"),
        date=explainer["evidence_date"],
        further_sources=further.str.strip(),
    )


def held(rows, **where):
    """How many claims were confirmed, and how many there are, among those whose columns have the given values.

    Returns:
        (confirmed, all).
    """
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return int((rows["verdict"] == "confirmed").sum()), len(rows)


def statements_of(rows, outcome):
    """How many quoted statements have this outcome: ``said`` if checked no further, ``confirmed`` if their content is too."""
    return int(((rows["kind"] == "statement") & (rows["outcome"] == outcome)).sum())


def waiting(rows, day=DAY):
    """For each claim, whether its evidence was on record by ``day``, and the month of the evidence otherwise.

    The evidence is the one that this book cites; an earlier one may exist.

    Returns:
        The rows with on_record (bool) and months (whole months after the month of ``day``; 0 on record or in that month).
    """
    dates = rows["evidence_date"].fillna("")
    on_record = dates.map(lambda date: date <= day[: len(date)]) & (dates != "")
    year, month = int(day[:4]), int(day[5:7])
    months = [
        0 if known else (int(date[:4]) - year) * 12 + int(date[5:7]) - month
        for date, known in zip(dates, on_record, strict=True)
    ]
    return rows.assign(on_record=on_record, months=months)


def stages(events, since="2024-10"):
    """Events of the deployment by stage and quarter, from ``since``; treaties, diplomacy, arms and sanctions stay out.

    A confirmation is an ``admission`` when Moscow or Pyongyang makes it, else ``said by others``.

    Returns:
        The events with stage, quarter (such as 2024Q4) and when (decimal year).
    """
    rows = events[(events["theme"] == "deployment") & (events["date"] >= since)]
    party = rows["actors"].map(side_of).isin(PARTIES)
    confirmed = rows["category"] == "confirmation"
    stage = rows["category"].mask(confirmed, "said by others").mask(confirmed & party, "admission")
    quarter = rows["date"].map(lambda date: f"{date[:4]}Q{(int(date[5:7]) + 2) // 3}")
    rows = rows.assign(stage=stage, quarter=quarter, when=decimal_year(rows["date"]))
    return rows[rows["stage"].isin(STAGES)].sort_values("date")


def balance(claims):
    """Seoul's figures on the contingent as a running account: sent, killed, taken home, returned, and what that leaves.

    Builders are not in it: the service names them apart, as being on the way. Dates differ; nothing says that the figures
    were meant to be added.

    Returns:
        DataFrame: label, kind (``flow``, ``left``, ``stated``), people (signed for flows), start and end of the bar, date,
        side, id, source.
    """
    out, at = [], 0.0
    for label, name, sign in BALANCE:
        claim = row(claims, name)
        step = sign * claim["value"]
        out.append({"label": label, "kind": "flow", "people": step, "start": at, "end": at + step, **_whose(claim)})
        at += step
    known = {"side": "South Korea", "date": out[-1]["date"], "id": "", "source": ""}
    out.append({"label": "Left by these figures", "kind": "left", "people": at, "start": 0.0, "end": at, **known})
    claim = row(claims, STATED[1])
    stated = {"people": claim["value"], "start": 0.0, "end": claim["value"]}
    out.append({"label": STATED[0], "kind": "stated", **stated, **_whose(claim)})
    return pd.DataFrame(out)


def _whose(claim):
    return {name: claim[name] for name in ("side", "date", "id", "source")}
