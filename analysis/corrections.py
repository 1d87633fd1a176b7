"""What changed in published rows, and whether ``data/corrections.csv`` says why.

Once a version is tagged, its rows are quoted: a value that changes afterwards, or a row that goes away, needs an entry that tells
what it said, what it says, when and why. New rows, better carriers and notes need none.
"""

import csv
import io
import subprocess
from pathlib import Path

from analysis.tables import DATA, names, resource

FREE = (
    "source",
    "further_sources",
    "evidence_source",
    "note",
)  # where a row was read and what is remarked on it may get better without an entry
OWN = ("corrections", "sources")  # the list itself, and the carriers


def by_key(text, keys):
    """The rows of a CSV text by their primary key, joined with slashes."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {"/".join(row[key] for key in keys): row for row in rows}


def changes(before, after, keys):
    """What is no longer as it was.

    Args:
        before, after: a table as CSV text at two times. keys: names of the columns of its primary key.

    Returns:
        List of (row, column, was, is); a row that is gone has an empty column, and empty texts.
    """
    old, new = by_key(before, keys), by_key(after, keys)
    found = [(row, "", "", "") for row in old if row not in new]
    for row in old.keys() & new.keys():
        for column, was in old[row].items():
            if column not in FREE and column in new[row] and new[row][column] != was:
                found.append((row, column, was, new[row][column]))
    return sorted(found)


def unexplained(table, found, entries):
    """The changes of a table for which no entry of the corrections tells what the row says now.

    Args:
        table: its name. found: what ``changes`` returns. entries: rows of the table of corrections, as dicts of texts.

    Returns:
        A sentence for each.
    """
    told = {(entry["row"], entry["column"], entry["after"]) for entry in entries if entry["table"] == table}
    return [
        f"data/{table}.csv, row '{row}'"
        + (f", column '{column}': '{was}' became '{now}'" if column else ": the row is gone")
        + " since the last version without an entry in data/corrections.csv"
        for row, column, was, now in found
        if (row, column, now) not in told
    ]


def last_version(root):
    """The latest tag of a version that the checkout descends from, or "" where there is none or no git."""
    command = ["git", "-C", str(root), "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def as_tagged(root, tag, path):
    """A file as it was in a version, or None where it was not there yet."""
    command = ["git", "-C", str(root), "show", f"{tag}:{path}"]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return found.stdout if found.returncode == 0 else None


def missing_entries(root, tag, folder=DATA):
    """All changes since a version that the corrections do not explain, a sentence each."""
    text = (Path(folder) / "corrections.csv").read_text(encoding="utf-8")
    entries = list(csv.DictReader(io.StringIO(text, newline="")))
    found = []
    for name in names(folder):
        entry = resource(name, folder)
        before = None if name in OWN else as_tagged(root, tag, f"data/{entry['path']}")
        if before is not None:
            after = (Path(folder) / entry["path"]).read_text(encoding="utf-8")
            found += unexplained(name, changes(before, after, entry["schema"]["primaryKey"]), entries)
    return found
