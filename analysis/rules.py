"""Check the tables of ``data/``: the schema by Frictionless, and here the rules that a schema cannot say."""

import calendar
import copy
import csv
import io
import re
import sys
from pathlib import Path
from textwrap import shorten

import pandas as pd

from analysis.tables import CLAIM_TABLES, DATA, DataError, as_of, complaint, names, package, read, resource

DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
MEMBERS = {"General Assembly": 193, "Security Council": 15}
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # no separators, exponents, "inf" or digits of other scripts
LONGEST = 2_000  # characters of one cell: more is a quotation mark that was never closed
# Characters that nobody sees: controls, no-break and zero-width spaces, marks of direction, a byte that was no UTF-8.
UNSEEN = r"[\x00-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufffd]"
ORDERED = (
    ("low", "value"),
    ("value", "high"),
    ("low", "mode"),
    ("mode", "high"),
    ("low", "high"),
    ("q05", "q95"),
    ("year_from", "year_to"),
)


def _byte_faults(file, raw):
    """What is wrong with a file before it is read as a table."""
    if not raw.strip():
        return [complaint(file, "the file is empty")]
    if raw.startswith(b"\xef\xbb\xbf"):
        return [complaint(file, "begins with a byte order mark: save as UTF-8 without it", row=1)]
    for byte, rule in ((b"\r", "a carriage return: save with plain line ends (LF)"), (b"\0", "a null byte")):
        if byte in raw:
            return [complaint(file, rule, row=raw[: raw.index(byte)].count(b"\n") + 1)]
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return [complaint(file, "not UTF-8: another encoding is mixed in", row=row, value=raw[error.start : error.end])]
    if not raw.endswith(b"\n"):
        return [complaint(file, "the last line has no end: the file is cut off", row=raw.count(b"\n") + 1)]
    return []


def _header_faults(file, header, expected):
    """The columns are those of the schema, each once and in its order."""
    faults = []
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            faults.append(complaint(file, "the column stands there twice", row=1, column=name))
        elif name not in expected:
            faults.append(complaint(file, "datapackage.json knows no such column", row=1, column=name))
    faults += [complaint(file, "the column is missing", row=1, column=name) for name in expected if name not in header]
    if not faults and header != expected:
        moved = next(name for name, other in zip(header, expected, strict=True) if name != other)
        faults.append(complaint(file, "not in the order of datapackage.json", row=1, column=moved))
    return faults


def _row_faults(file, rows, fields):
    """Every row has a cell for every column, no cell is huge, and numbers are written plainly."""
    numbers = [(at, field["name"]) for at, field in enumerate(fields) if field["type"] in ("number", "integer")]
    faults = []
    for row in rows:
        line = rows.line_num
        if len(row) != len(fields):
            faults.append(complaint(file, f"{len(row)} cells instead of {len(fields)}", row=line))
            continue
        for at, cell in enumerate(row):
            if len(cell) > LONGEST:
                rule = f"longer than {LONGEST:,} characters"
                faults.append(complaint(file, rule, row=line, column=fields[at]["name"], value=cell))
        for at, name in numbers:
            if row[at] and not PLAIN_NUMBER.fullmatch(row[at]):
                rule = "not a plain number (digits, and a point before decimals)"
                faults.append(complaint(file, rule, row=line, column=name, value=row[at]))
    return faults


def table_file_faults(entry, folder=DATA):
    """What is wrong with one file as a CSV table: bytes, header, cells."""
    file = entry["path"]
    try:
        raw = (Path(folder) / file).read_bytes()
    except OSError:
        return [complaint(file, "the table is missing")]
    faults = _byte_faults(file, raw)
    if faults:
        return faults
    rows, fields = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True), entry["schema"]["fields"]
    try:
        faults = _header_faults(file, next(rows), [field["name"] for field in fields])
        return faults or _row_faults(file, rows, fields)
    except csv.Error as error:
        return [complaint(file, f"not readable as a CSV table ({error})", row=rows.line_num)]


def file_faults(folder=DATA):
    """What is wrong with the files of the package, and which files it does not name."""
    entries = package(folder)["resources"]
    known = {entry["path"] for entry in entries}
    faults = [
        complaint(path.name, "datapackage.json names no such table")
        for path in sorted(Path(folder).glob("*.csv"))
        if path.name not in known
    ]
    for entry in entries:
        faults += table_file_faults(entry, folder)
    return faults


PLAINLY = {  # what a constraint asks, in a maintainer's words
    "enum": "not one of: {}",
    "pattern": "not of the form {}",
    "required": "must not be empty",
    "minimum": "less than {}",
    "maximum": "more than {}",
    "unique": "stands twice in this column",
}


def _plainly(error):
    """The fault that Frictionless found, in words; what has none of its own keeps those of Frictionless."""
    found = re.fullmatch(r'constraint "(\w+)" is "(.*)"', error.note or "", re.DOTALL)
    if found and found[1] in PLAINLY:
        values = ", ".join(re.findall(r"'([^']*)'", found[2])) if found[1] == "enum" else found[2]
        return shorten(PLAINLY[found[1]].format(values), 240, placeholder=" …")
    return f"{shorten(error.note or error.message, 240, placeholder=' …')} ({error.title.lower()})"


def schema_faults(folder=DATA):
    """Everything that ``frictionless validate`` finds in the package but for its foreign keys, one sentence a fault.

    Frictionless reads the table of sources anew for each foreign key, which takes two thirds of its time; ``foreign_key_faults``
    looks them up at once. A test runs the whole of ``frictionless validate``.
    """
    import frictionless

    descriptor = copy.deepcopy(package(folder))
    for entry in descriptor["resources"]:
        entry["schema"].pop("foreignKeys", None)
    report = frictionless.Package.from_descriptor(descriptor, basepath=str(folder)).validate()
    faults = [complaint("datapackage.json", error.message) for error in report.errors]
    for task in report.tasks:
        file = Path(task.place).name
        for error in task.errors:
            found = error.to_dict()
            names, cells = found.get("fieldNames", [None]), found.get("fieldCells", [None])
            faults.append(
                complaint(
                    file,
                    _plainly(error),
                    row=found.get("rowNumber"),
                    column=found.get("fieldName", names[0]),
                    value=found.get("cell", cells[0]),
                )
            )
    return faults


def foreign_key_faults(folder=DATA):
    """Every foreign key of the descriptor leads to a row."""
    faults = []
    for name in names(folder):
        frame = read(name, folder)
        for key in resource(name, folder)["schema"].get("foreignKeys", []):
            other = key["reference"]["resource"] or name
            for column, target in zip(key["fields"], key["reference"]["fields"], strict=True):
                bad = frame[column].notna() & ~frame[column].isin(read(other, folder)[target])
                rule = f"foreign key: no row of {resource(other, folder)['path']} has this '{target}'"
                faults += _report(name, frame, bad, column, rule, folder)
    return faults


def _report(name, frame, bad, column, rule, folder):
    """A sentence for each row of ``frame`` where the mask ``bad`` is true."""
    file = resource(name, folder)["path"]
    return [
        complaint(file, rule, row=row + 2, column=column, value=frame.at[row, column])
        for row in frame.index[bad.fillna(False).astype(bool)]
    ]


def real_date(text):
    """Whether ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` names a date of the calendar."""
    match = DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def date_faults(name, frame, folder):
    """Dates must exist and must not lie after the package's own date."""
    latest = as_of(folder)
    faults = []
    for column in frame.columns.intersection(["date", "end_date", "month", "evidence_date"]):
        dates = frame[column]
        real = dates.map(real_date, na_action="ignore").astype("boolean")
        faults += _report(name, frame, ~real, column, "not a date of the calendar", folder)
        future = dates.str[: len(latest)] > latest
        faults += _report(name, frame, future, column, f"later than the package's date, {latest}", folder)
    if {"date", "end_date"} <= set(frame.columns):
        faults += _report(name, frame, frame["end_date"] < frame["date"], "end_date", "earlier than the start", folder)
    return faults


def number_faults(name, frame, folder):
    """Ranges run from low to high, and whoever gives no number says so by giving none at all."""
    faults = []
    for left, right in ORDERED:
        if {left, right} <= set(frame.columns):
            rule = f"'{left}' must not be above '{right}'"
            faults += _report(name, frame, frame[left] > frame[right], left, rule, folder)
    return faults


def derivation_faults(name, frame, folder):
    """A figure that we computed says from what."""
    if "derivation" not in frame or "scope" not in frame:
        return []
    derived = frame["scope"] == "derived"
    rule = "a derived figure must say its 'derivation'"
    return _report(name, frame, derived & frame["derivation"].isna(), "scope", rule, folder)


def text_faults(name, frame, folder):
    """Text must be trimmed, and must not start as a spreadsheet formula would."""
    faults = []
    for column in frame.select_dtypes("str"):
        text = frame[column]
        untidy = text.str.contains(r"^\s|\s$", regex=True)
        faults += _report(name, frame, untidy, column, "stray white space", folder)
        unseen = text.str.contains(UNSEEN, regex=True)
        faults += _report(name, frame, unseen, column, "white space or another character that nobody sees", folder)
        formula = text.str.contains(r"^[=+@-]", regex=True)
        faults += _report(name, frame, formula, column, "starts like a spreadsheet formula", folder)
    return faults


def address_faults(name, frame, folder):
    """An address leads to a page: nothing that a browser would run."""
    faults = []
    for column in frame.columns.intersection(["url", "archive_url"]):
        bad = ~frame[column].str.contains(r"^https?://[^/\s<>\"']+", regex=True)
        rule = "must begin with http:// or https://"
        faults += _report(name, frame, bad & frame[column].notna(), column, rule, folder)
    return faults


def further_source_faults(name, frame, folder):
    """Every id in ``further_sources`` is a source."""
    if "further_sources" not in frame:
        return []
    known = set(read("sources", folder)["id"])
    bad = frame["further_sources"].map(lambda ids: not set(ids.split()) <= known, na_action="ignore")
    return _report(
        name, frame, bad.astype("boolean"), "further_sources", "names a source that is not in sources.csv", folder
    )


def tally_faults(name, frame, folder):
    """The votes on a resolution do not exceed the body's members, and equal them when all four counts are known."""
    if name != "resolutions":
        return []
    counts = frame[["yes", "no", "abstain", "not_voting"]]
    members = frame["body"].map(MEMBERS)
    total = counts.sum(axis=1)
    wrong = (total > members) | (counts.notna().all(axis=1) & (total != members))
    return _report(name, frame, wrong, "yes", "yes + no + abstain + not voting must be the body's members", folder)


def month_faults(name, frame, folder):
    """A month of losses is complete exactly when all its days are covered."""
    if name != "losses":
        return []
    frame = frame[frame["month"].map(real_date)]  # the others are told by the rule of dates
    days = frame["month"].map(lambda month: calendar.monthrange(int(month[:4]), int(month[5:]))[1])
    return _report(
        name, frame, frame["days_in_month"] != days, "days_in_month", "not the length of that month", folder
    ) + _report(
        name,
        frame,
        (frame["days_covered"] > frame["days_in_month"])
        | (frame["complete"] != (frame["days_covered"] == frame["days_in_month"])),
        "days_covered",
        "more days than the month has, or 'complete' says otherwise",
        folder,
    )


def ledger_faults(folder):
    """An id stands for one claim in the whole book, whichever table it is in."""
    seen, faults = {}, []
    for name in names(folder):
        if name not in CLAIM_TABLES:
            continue
        file = resource(name, folder)["path"]
        for row, claim in read(name, folder)["id"].items():
            if claim in seen:
                rule = f"this id stands in data/{seen[claim]} too"
                faults.append(complaint(file, rule, row=row + 2, column="id", value=claim))
            seen[claim] = file
    return faults


def correction_faults(name, frame, folder):
    """A correction names a cell that is there and says what it says, or a row that is gone."""
    if name != "corrections":
        return []
    faults = []
    latest = frame.sort_values("date", kind="stable").drop_duplicates(["table", "row", "column"], keep="last")
    for at, entry in latest.iterrows():
        cell = {"row": at + 2, "column": "table", "value": entry["table"]}
        if entry["table"] not in names(folder):
            faults.append(complaint("corrections.csv", "no such table", **cell))
            continue
        key = resource(entry["table"], folder)["schema"]["primaryKey"]
        text = pd.read_csv(
            Path(folder) / resource(entry["table"], folder)["path"],
            dtype="str",
            keep_default_na=False,
            encoding="utf-8",
        )
        hit = text[text[key].agg("/".join, axis="columns") == entry["row"]]
        cell = {"row": at + 2, "column": "row", "value": entry["row"]}
        if pd.isna(entry["column"]):
            if len(hit):
                faults.append(complaint("corrections.csv", "said to be dropped, and is there", **cell))
        elif hit.empty or entry["column"] not in text:
            faults.append(complaint("corrections.csv", f"no such cell in {entry['table']}", **cell))
        elif hit.iloc[0][entry["column"]] != ("" if pd.isna(entry["after"]) else entry["after"]):
            rule = f"the cell says {hit.iloc[0][entry['column']][:60]!r} now"
            faults.append(complaint("corrections.csv", rule, row=at + 2, column="after", value=entry["after"]))
    return faults


def assumption_faults(name, frame, folder):
    """An assumption has a most likely value exactly when its shape has one, and rests on rows of the ledger."""
    if name != "assumptions":
        return []
    shapeless = frame["distribution"] == "uniform"
    rule = "'mode' must be given, except for a uniform distribution"
    faults = _report(name, frame, frame["mode"].isna() != shapeless, "mode", rule, folder)
    known = {claim for table in CLAIM_TABLES for claim in read(table, folder)["id"]}
    bad = frame["rests_on"].map(lambda ids: not set(ids.split()) <= known, na_action="ignore").astype("boolean")
    return faults + _report(name, frame, bad, "rests_on", "names a row that is not in the ledger", folder)


TABLE_RULES = (
    date_faults,
    number_faults,
    derivation_faults,
    text_faults,
    address_faults,
    further_source_faults,
    tally_faults,
    month_faults,
    assumption_faults,
    correction_faults,
)


def faults(folder=DATA):
    """All faults of a data package as sentences; an empty list when it is sound.

    The rules of this module are only tried on tables that their schema accepts.
    """
    try:
        found = file_faults(folder) or schema_faults(folder) or foreign_key_faults(folder)
        if not found:
            for name in names(folder):
                frame = read(name, folder)
                for rule in TABLE_RULES:
                    found += rule(name, frame, folder)
            found += ledger_faults(folder)
    except DataError as error:
        found = [str(error)]
    return found


def require_sound(folder=DATA):
    """Raise DataError with all faults, a line each, unless the package is sound."""
    found = faults(folder)
    if found:
        raise DataError("\n".join(found))


if __name__ == "__main__":
    pd.set_option("display.width", 120)
    found = faults()
    print("\n".join(found) or "data/ is sound")
    sys.exit(bool(found))
