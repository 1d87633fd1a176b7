"""Published rows do not change in silence."""

import subprocess

import pytest
from conftest import ROOT

from analysis import corrections
from analysis.rules import faults
from analysis.tables import names, read, resource

SOURCE = read("sources")["id"][0]
BEFORE = "id,value,note,source\na,1,x,s\nb,2,,s\n"


def test_this_checkout_explains_every_change_since_its_last_version():
    tag = corrections.last_version(ROOT)
    if not tag:
        pytest.skip("no version has been tagged yet, or this is no git checkout")
    missing = corrections.missing_entries(ROOT, tag)
    assert not missing, "\n".join(missing)


def test_a_changed_cell_and_a_row_that_is_gone_are_found_and_nothing_else():
    assert corrections.changes(BEFORE, BEFORE, ["id"]) == []
    assert corrections.changes(BEFORE, "id,value,note,source\na,1,y,t\nb,2,,s\nc,3,,s\n", ["id"]) == []
    after = "id,value,note,source\na,5,x,s\n"
    assert corrections.changes(BEFORE, after, ["id"]) == [("a", "value", "1", "5"), ("b", "", "", "")]


def test_an_entry_explains_exactly_its_own_change():
    found = [("a", "value", "1", "5"), ("b", "", "", "")]
    entries = [
        {"table": "t", "row": "a", "column": "value", "after": "5"},
        {"table": "other", "row": "b", "column": "", "after": ""},
    ]
    [left] = corrections.unexplained("t", found, entries)
    assert left.startswith("data/t.csv, row 'b': the row is gone")
    assert len(corrections.unexplained("t", found, [{**entries[0], "after": "6"}])) == 2


def git(folder, *words):
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(folder), *words]
    subprocess.run(command, capture_output=True, check=True)


def test_a_change_after_a_tagged_version_needs_an_entry(data):
    root, tables = data.parent, data / "claims.csv"
    git(root, "init")
    git(root, "add", "data")
    git(root, "commit", "-m", "one")
    assert corrections.last_version(root) == ""
    git(root, "tag", "v1.0.0")
    tag = corrections.last_version(root)
    assert tag == "v1.0.0"
    assert corrections.missing_entries(root, tag, data) == []
    text = tables.read_text(encoding="utf-8")
    tables.write_text(text.replace("troops_in_russia,,10000", "troops_in_russia,,10001", 1), encoding="utf-8")
    [missing] = corrections.missing_entries(root, tag, data)
    assert "'10000' became '10001'" in missing
    row = missing.split("'")[1]
    with (data / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write(f"later,2026-11-28,1.0.1,claims,{row},value,10000,10001,A test.,{SOURCE}\n")
    assert corrections.missing_entries(root, tag, data) == []
    assert faults(data) == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("claims,troops-us-dod-2024-10-28,value,1,2", "the cell says '10000' now"),
        ("claims,nobody,value,1,2", "no such cell"),
        ("claims,troops-us-dod-2024-10-28,mood,1,2", "no such cell"),
        ("claims,troops-us-dod-2024-10-28,,,", "said to be dropped"),
        ("nothing,a,b,1,2", "no such table"),
    ],
)
def test_an_entry_that_is_not_true_is_a_fault(data, line, rule):
    with (data / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write(f"wrong,2026-11-28,0.2.0,{line},A test.,{SOURCE}\n")
    [fault] = faults(data)
    assert fault.startswith("data/corrections.csv, row ") and rule in fault


def test_every_table_has_a_key_that_the_comparison_can_use():
    for name in names():
        keys = resource(name)["schema"]["primaryKey"]
        assert not read(name).duplicated(keys).any(), name
