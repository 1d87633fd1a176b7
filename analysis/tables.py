"""Read the tables of ``data/`` as the data package describes them: the one place that opens a data file.

pandas is loaded by the functions that need it: a build in which nothing has changed opens no table and does not wait for it.
"""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"

# Tables whose rows are figures that somebody stated: they share their columns, and their ids are one name space.
CLAIM_TABLES = (
    "claims",
    "kursk",
    "forces",
    "recruitment",
    "war_losses",
    "foreign_currency",
    "munitions",
    "returns",
    "aid",
    "contacts",
    "deployments",
    "trade",
    "economy",
    "sanctions",
    "polls",
    "weapons_tests",
)


class DataError(Exception):
    """A table that cannot be used; the message names file, row, column, value and rule."""


def complaint(file, rule, *, row=None, column=None, value=None):
    """One sentence about one fault. ``row`` is the line in the file, the header being line 1."""
    place = f"data/{file}"
    if row is not None:
        place += f", row {row}"
    if column is not None:
        place += f", column '{column}'"
    if value is not None:
        place += f", value {str(value)[:80]!r}"
    return f"{place}: {rule}"


@cache
def package(folder=DATA):
    """The parsed ``datapackage.json`` of ``folder``.

    Raises:
        DataError: the file is missing or is not JSON.
    """
    path = Path(folder) / "datapackage.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(complaint(path.name, "the file is missing")) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DataError(complaint(path.name, f"not readable as JSON ({error})")) from None
    try:
        found["as_of"]
        for entry in found["resources"]:
            entry["name"], entry["path"], [field["type"] for field in entry["schema"]["fields"]]
    except (KeyError, TypeError) as error:
        raise DataError(complaint(path.name, f"not a data package of tables with schemas (no {error})")) from None
    return found


def given(value):
    """Whether a cell holds something: its table has no missing value there."""
    import pandas as pd

    return bool(pd.notna(value))


def names(folder=DATA):
    """Names of all tables, in the order of the package."""
    return [resource["name"] for resource in package(folder)["resources"]]


def resource(name, folder=DATA):
    """The package's description of one table."""
    for entry in package(folder)["resources"]:
        if entry["name"] == name:
            return entry
    raise DataError(complaint("datapackage.json", f"there is no table named {name!r}"))


def as_of(folder=DATA):
    """The date (YYYY-MM-DD) that the whole package speaks from; never taken from the clock."""
    return package(folder)["as_of"]


@cache
def _load(name, folder):
    import pandas as pd

    entry = resource(name, folder)
    path = Path(folder) / entry["path"]
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise DataError(complaint(entry["path"], "the table is missing")) from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(complaint(entry["path"], f"not readable as a UTF-8 CSV table ({error})")) from None
    for field in entry["schema"]["fields"]:
        if field["name"] not in frame:
            raise DataError(complaint(entry["path"], "the column is missing", column=field["name"]))
        frame[field["name"]] = _typed(frame[field["name"]], field, entry["path"])
    frame.attrs["table"] = name
    return frame


def _typed(column, field, file):
    """The text of a column as the type its schema names; empty cells become missing values."""
    import pandas as pd

    text = column.where(column != "")
    kind = field["type"]
    if kind == "boolean":
        return text.map({"1": True, "0": False}).astype("boolean")
    if kind not in ("number", "integer"):
        return text
    numbers = pd.to_numeric(text, errors="coerce")
    wrong = text.notna() & numbers.isna()
    if wrong.any():
        at = wrong.idxmax()
        raise DataError(complaint(file, f"not a {kind}", row=at + 2, column=field["name"], value=text[at]))
    return numbers.astype("Int64" if kind == "integer" else "float64")


def read(name, folder=DATA):
    """One table, typed by its schema: a DataFrame of the caller's own, one row a line of the file.

    Numbers are float64, whole numbers Int64, flags boolean, all else text; an empty cell is a missing value.

    Raises:
        DataError: the table is missing, unreadable, or a cell does not fit its column.
    """
    return _load(name, folder).copy(deep=False)  # pandas copies on write, so the caller can't spoil the kept table


def shapes(name, folder=DATA):
    """Outlines for a map from ``data/geo/<name>.geojson``: simplified, public domain, whole polygons without holes.

    Returns:
        DataFrame: name, country (ISO code), kind (country or province), outline (list of longitude and latitude), source;
        one row a polygon.

    Raises:
        DataError: the file is missing or is no such GeoJSON.
    """
    import pandas as pd

    file = f"geo/{name}.geojson"
    try:
        features = json.loads((Path(folder) / file).read_text(encoding="utf-8"))["features"]
        rows = [
            {**feature["properties"], "outline": rings[0]}
            for feature in features
            for rings in feature["geometry"]["coordinates"]
        ]
    except FileNotFoundError:
        raise DataError(complaint(file, "the map is missing")) from None
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, IndexError) as error:
        raise DataError(complaint(file, f"not readable as GeoJSON polygons ({error!r})")) from None
    return pd.DataFrame(rows, columns=["name", "country", "kind", "outline", "source"])


def ledger(folder=DATA):
    """Every row of the package that is a figure somebody stated, as one DataFrame: the claims of the whole book.

    Tables by year give their year as ``date``, and trade and deployments say in ``metric`` what their rows measure.

    Returns:
        DataFrame: id, table, date, metric, low, value, high, unit, claimant, side, status, statement, source and more.
    """
    return _ledger(folder).copy(deep=False)


@cache
def _ledger(folder):
    import pandas as pd

    frames = []
    for name in CLAIM_TABLES:
        frame = read(name, folder).assign(table=name)
        if "date" not in frame:
            years = frame["year"].fillna(frame["year_to"]) if "year_to" in frame else frame["year"]
            frame["date"] = years.astype("string").fillna("undated")
        if name == "trade":
            frame["metric"] = "trade_" + frame["flow"] + "_" + frame["partner"].str.lower()
        if name == "deployments":
            frame["metric"] = "contingent_" + frame["basis"]
        if name == "economy":
            frame["metric"] = frame["indicator"]
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def sources(folder=DATA):
    """The sources, indexed by id."""
    return _sources(folder).copy(deep=False)


@cache
def _sources(folder):
    return read("sources", folder).set_index("id", drop=False).rename_axis(None)
