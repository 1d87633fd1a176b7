"""The shipped tables are sound, and a wrong cell is named by file, row, column, value and rule."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from conftest import ROOT

from analysis import tables
from analysis.rules import faults, real_date


def edit(folder, table, row, column, value):
    """Put ``value`` into one cell of a table; ``row`` counts data rows from 0. Returns the line in the file."""
    path = folder / f"{table}.csv"
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    frame.loc[row, column] = value
    frame.to_csv(path, index=False, lineterminator="\n")
    return row + 2


def test_the_shipped_package_is_sound():
    assert faults() == []


def test_frictionless_alone_accepts_the_package():
    command = [sys.executable, "-m", "frictionless", "validate", "data/datapackage.json"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


WRONG = [
    ("claims", "value", "12,000", "number"),
    ("claims", "date", "2024-02-30", "calendar"),
    ("claims", "date", "2031-01-01", "later than the package's date"),
    ("claims", "metric", "troops_on_mars", "not one of: "),
    ("claims", "source", "nobody-2024", "foreign"),
    ("claims", "claimant", "", "must not be empty"),
    ("claims", "further_sources", "nobody-2024", "not in sources.csv"),
    ("forces", "statement", " leading space", "white space"),
    ("events", "statement", "=HYPERLINK(1)", "formula"),
    ("votes", "resolution", "res-0", "foreign"),
    ("losses", "days_covered", "40", "more than 31"),
    ("losses", "complete", "maybe", "boolean"),
    ("trade", "year", "1889", "less than 1"),
    ("resolutions", "yes", "190", "members"),
    ("sources", "url", "not a page", "uri"),
    ("explainer_claims", "verdict", "maybe", "not one of: confirmed"),
]


@pytest.mark.parametrize(("table", "column", "value", "rule"), WRONG)
def test_a_wrong_cell_is_named(data, table, column, value, rule):
    line = edit(data, table, 1, column, value)
    found = faults(data)
    hit = [fault for fault in found if f"data/{table}.csv, row {line}, column '{column}'" in fault]
    assert hit, found[:5]
    assert rule.lower() in hit[0].lower()
    assert not value or repr(value)[:60] in hit[0]


def test_low_above_high_is_named(data):
    frame = pd.read_csv(data / "claims.csv", dtype="str", keep_default_na=False)
    row = int(frame.index[frame["low"].ne("") & frame["high"].ne("")][0])
    line = edit(data, "claims", row, "low", "99999999")
    assert any(f"row {line}, column 'low'" in fault and "must not be above" in fault for fault in faults(data))


def test_a_derived_figure_without_a_derivation_is_named(data):
    frame = pd.read_csv(data / "claims.csv", dtype="str", keep_default_na=False)
    row = int(frame.index[frame["scope"] == "derived"][0])
    line = edit(data, "claims", row, "derivation", "")
    assert any(f"row {line}" in fault and "derivation" in fault for fault in faults(data))


def test_a_month_that_is_not_complete_is_named(data):
    line = edit(data, "losses", 5, "days_covered", "12")
    assert any(f"losses.csv, row {line}, column 'days_covered'" in fault for fault in faults(data))


def test_the_same_id_twice_in_one_table_is_named(data):
    first = pd.read_csv(data / "claims.csv", dtype="str")["id"][0]
    edit(data, "claims", 4, "id", first)
    assert any("claims.csv" in fault and first in fault for fault in faults(data))


def test_the_same_id_in_two_claim_tables_is_named(data):
    other = pd.read_csv(data / "kursk.csv", dtype="str")["id"][0]
    edit(data, "claims", 4, "id", other)
    assert any("stands in data/" in fault and other in fault for fault in faults(data))


def test_a_missing_table_is_named(data):
    (data / "votes.csv").unlink()
    assert any("votes.csv" in fault for fault in faults(data))


def test_a_missing_column_is_named(data):
    path = data / "claims.csv"
    pd.read_csv(path, dtype="str").drop(columns="side").to_csv(path, index=False)
    assert any("claims.csv" in fault and "side" in fault for fault in faults(data))


def test_a_broken_descriptor_is_named(data):
    (data / "datapackage.json").write_text("{", encoding="utf-8")
    assert faults(data) == [fault for fault in faults(data) if "datapackage.json" in fault] != []


def test_reading_a_wrong_number_says_where(data):
    line = edit(data, "losses", 3, "claimed_losses", "many")
    with pytest.raises(tables.DataError, match=rf"losses.csv, row {line}, column 'claimed_losses', value 'many'"):
        tables.read("losses", data)


def test_an_unknown_table_is_named():
    with pytest.raises(tables.DataError, match="no table named 'nothing'"):
        tables.read("nothing")


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("2024", True),
        ("2024-02", True),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2024-13", False),
        ("24-1", False),
    ],
)
def test_dates_of_the_calendar(text, real):
    assert real_date(text) is real


def test_a_reader_cannot_spoil_the_tables():
    frame = tables.read("claims")
    frame["claimant"] = "nobody"
    assert "nobody" not in set(tables.read("claims")["claimant"])


def test_every_table_says_its_limits_and_describes_its_fields():
    for resource in tables.package()["resources"]:
        assert resource["title"] and resource["description"] and resource["limits"], resource["name"]
        for field in resource["schema"]["fields"]:
            assert field.get("description"), (resource["name"], field["name"])
            for category in field.get("categories", []):
                assert category["label"], (resource["name"], field["name"], category["value"])


def test_the_package_names_terms_of_third_parties():
    known = set(tables.names())
    entries = tables.package()["third_party"]
    assert entries
    for entry in entries:
        assert set(entry["tables"]) <= known
        assert entry["holder"] and entry["terms"]


def test_few_rows_are_derived_and_few_sources_are_weak():
    ledger, sources = tables.ledger(), tables.read("sources")
    assert (ledger["scope"] == "derived").mean() < 0.05
    used = set(ledger["source"])
    weak = sources[sources["weak"] & sources["id"].isin(used)]
    assert len(weak) / len(used) < 0.2, f"{len(weak)} of {len(used)}"


def test_every_source_is_used():
    used = set()
    for name in tables.names():
        frame = tables.read(name)
        for column in frame.columns.intersection(["source", "further_sources", "evidence_source"]):
            used.update(key for cell in frame[column].dropna() for key in cell.split())
    assert set(tables.read("sources")["id"]) == used


def test_the_descriptor_is_plain_json():
    text = (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")
    assert json.loads(text)["version"]
