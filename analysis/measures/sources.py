"""What the methods chapter measures: how good the pages are that the rows rest on, and how far each table reaches."""

import pandas as pd

from analysis.tables import names, read, resource

KINDS = ["press", "dataset", "reference", "wire", "primary", "research"]  # order of equal bars


def by_kind(rows, sources):
    """Rows of the claim tables by the kind of page that carries them, and how many of those pages are second best.

    Args:
        rows: claims with ``source``. sources: the table of sources.

    Returns:
        DataFrame, one row a kind, most rows first: kind, rows, weak (on a page marked as weak), copied (on a copy of
        another publisher's text that is not weak), sound (all others), source (empty: the count is of sources).
    """
    known = sources.set_index("id")
    kind = rows["source"].map(known["kind"])
    weak = rows["source"].map(known["weak"]).fillna(False).astype(bool)
    copied = rows["source"].map(known["copy_of"]).notna() & ~weak
    counts = pd.DataFrame({"kind": kind, "rows": 1, "weak": weak, "copied": copied}).groupby("kind").sum()
    counts = counts.reindex([name for name in KINDS if name in counts.index]).astype(int)
    counts["sound"] = counts["rows"] - counts["weak"] - counts["copied"]
    return counts.sort_values("rows", ascending=False, kind="stable").reset_index().assign(source="")


def share(kinds, column):
    """A column of ``by_kind`` as a share of all rows."""
    return kinds[column].sum() / kinds["rows"].sum()


def seconded(rows):
    """How many rows name a further source besides the first."""
    return int(rows["further_sources"].notna().sum())


def languages(rows, sources, language):
    """The share of rows whose page is in this language (a code of ISO 639)."""
    return (rows["source"].map(sources.set_index("id")["language"]) == language).mean()


def carried_by(rows, sources, publishers):
    """The share of rows whose page is of one of these publishers."""
    return rows["source"].map(sources.set_index("id")["publisher"]).isin(publishers).mean()


def last_date(frame):
    """The latest date, month or year that a table's rows speak of; empty where it has none."""
    column = next((name for name in ("date", "evidence_date", "month", "year", "year_to") if name in frame), None)
    if column is None or frame[column].notna().sum() == 0:
        return ""
    return str(frame[column].dropna().max())


def reach(folder=None):
    """Every table of the package with its number of rows and its last date.

    Returns:
        DataFrame: table (its title), rows (as text), date (YYYY, YYYY-MM or YYYY-MM-DD), source (empty).
    """
    places = {} if folder is None else {"folder": folder}
    lines = []
    for name in names(**places):
        frame = read(name, **places)
        lines.append(
            {
                "table": resource(name, **places)["title"],
                "rows": f"{len(frame):,}",
                "date": last_date(frame),
                "source": "",
            }
        )
    return pd.DataFrame(lines)
