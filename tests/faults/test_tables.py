"""Every way in which a table can be wrong, on a copy: the message names file, row and column, and says what to mend."""

import csv
import io
import json

import pytest
from conftest import ROOT

from analysis.rules import LONGEST, faults
from analysis.tables import DATA

PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
ENTRIES = {entry["name"]: entry for entry in PACKAGE["resources"]}
TABLES = list(ENTRIES)


def fields(name):
    return {field["name"]: field for field in ENTRIES[name]["schema"]["fields"]}


class Table:
    """One table in a small package of its own, with those that it refers to; ``rows`` may be spoilt and written."""

    def __init__(self, folder, name):
        needed = {name, *(key["reference"]["resource"] for key in ENTRIES[name]["schema"].get("foreignKeys", []))}
        small = {**PACKAGE, "resources": [ENTRIES[entry] for entry in TABLES if entry in needed]}
        folder.mkdir(exist_ok=True)
        (folder / "datapackage.json").write_text(json.dumps(small), encoding="utf-8")
        for entry in small["resources"]:
            (folder / entry["path"]).write_bytes((DATA / entry["path"]).read_bytes())
        self.folder, self.file = folder, ENTRIES[name]["path"]
        self.path = folder / self.file
        self.raw = self.path.read_bytes()
        self.head, *self.rows = csv.reader(io.StringIO(self.raw.decode("utf-8"), newline=""))

    def column(self, name):
        return self.head.index(name)

    def write(self):
        with self.path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([self.head, *self.rows])

    def write_bytes(self, raw):
        self.path.write_bytes(raw)

    def told(self, *words, row=None, column=None):
        """Check that a fault names this file, and row and column as far as given, with these words."""
        found = faults(self.folder)
        place = f"data/{self.file}" + (f", row {row}" if row else "") + (f", column '{column}'" if column else "")
        hits = [fault for fault in found if fault.startswith(place)]
        assert hits, (place, found[:5])
        for word in words:
            assert word.lower() in hits[0].lower(), (word, hits[0])
        assert str(self.folder) not in hits[0]
        return hits[0]


@pytest.fixture
def table(request, tmp_path):
    return Table(tmp_path / "data", request.param)


every_table = pytest.mark.parametrize("table", TABLES, indirect=True)


@every_table
def test_missing_column(table):
    name = table.head.pop(1)
    for row in table.rows:
        row.pop(1)
    table.write()
    table.told("missing", row=1, column=name)


@every_table
def test_extra_column(table):
    table.head.append("mood")
    for row in table.rows:
        row.append("good")
    table.write()
    table.told("knows no such column", row=1, column="mood")


@every_table
def test_duplicated_header(table):
    name = table.head[1] = table.head[0]
    table.write()
    table.told("twice", row=1, column=name)


@every_table
def test_columns_in_another_order(table):
    table.head[:2] = reversed(table.head[:2])
    table.write()
    table.told("order", row=1)


@every_table
def test_missing_file(table):
    table.path.unlink()
    table.told("missing")


@every_table
def test_empty_file(table):
    table.write_bytes(b"")
    table.told("empty")


@every_table
def test_truncated_file(table):
    table.write_bytes(table.raw[:-5])
    table.told("cut off", row=len(table.rows) + 1)


@every_table
def test_byte_order_mark(table):
    table.write_bytes(b"\xef\xbb\xbf" + table.raw)
    table.told("byte order mark", row=1)


@every_table
def test_carriage_returns(table):
    table.write_bytes(table.raw.replace(b"\n", b"\r\n"))
    table.told("carriage return", row=1)


@every_table
def test_mixed_encodings(table):
    lines = table.raw.split(b"\n")
    lines[1] += "é".encode("latin-1")
    table.write_bytes(b"\n".join(lines))
    table.told("utf-8", row=2)


@every_table
def test_null_byte(table):
    lines = table.raw.split(b"\n")
    lines[1] += b"\0"
    table.write_bytes(b"\n".join(lines))
    table.told("null byte", row=2)


@every_table
def test_open_quotation_mark(table):
    table.write_bytes(table.raw + b'"x,\n')
    table.told("csv")


@every_table
def test_a_cell_too_few(table):
    table.rows[0].pop()
    table.write()
    table.told(f"{len(table.head) - 1} cells instead of {len(table.head)}", row=2)


@every_table
def test_a_cell_too_many(table):
    table.rows[0].append("more")
    table.write()
    table.told(f"{len(table.head) + 1} cells instead of {len(table.head)}", row=2)


@every_table
def test_blank_line(table):
    table.write_bytes(table.raw + b"\n")
    table.told("0 cells", row=len(table.rows) + 2)


@every_table
def test_duplicate_key(table):
    table.rows.append(table.rows[0])
    table.write()
    table.told("the same as in the row at position 2", row=len(table.rows) + 1)


with_source = pytest.mark.parametrize("table", [name for name in TABLES if "source" in fields(name)], indirect=True)


@with_source
def test_dangling_source(table):
    table.rows[0][table.column("source")] = "nobody-2024"
    table.write()
    assert "nobody-2024" in table.told("foreign", row=2, column="source")


@with_source
def test_no_source(table):
    table.rows[0][table.column("source")] = ""
    table.write()
    table.told("must not be empty", row=2, column="source")


def typed(kinds):
    return [(name, field["name"]) for name in TABLES for field in fields(name).values() if field["type"] in kinds]


NUMBERS = typed(("number", "integer"))
first_number = pytest.mark.parametrize(
    ("table", "column"), list({n: (n, c) for n, c in reversed(NUMBERS)}.values()), indirect=["table"]
)


@pytest.mark.parametrize("text", ["12,000", "12 000", "about 9", "1e4", "nan", "0x1f", "١٢", "10k"])
def test_a_number_that_is_none(tmp_path, text):
    table = Table(tmp_path / "data", "claims")
    table.rows[3][table.column("value")] = text
    table.write()
    assert text[:3] in table.told("not a plain number", row=5, column="value")


@first_number
def test_text_in_a_number(table, column):
    table.rows[0][table.column(column)] = "many"
    table.write()
    assert "'many'" in table.told("not a plain number", row=2, column=column)


BOOLEANS = typed(("boolean",))


@pytest.mark.parametrize(("table", "column"), BOOLEANS, indirect=["table"])
def test_a_flag_that_is_none(table, column):
    table.rows[0][table.column(column)] = "maybe"
    table.write()
    assert "'maybe'" in table.told("boolean", row=2, column=column)


ENUMS = [
    (name, field["name"])
    for name in TABLES
    for field in fields(name).values()
    if field.get("categories") or field.get("constraints", {}).get("enum")
]


@pytest.mark.parametrize(("table", "column"), ENUMS, indirect=["table"])
def test_an_unknown_value(table, column):
    table.rows[0][table.column(column)] = "on mars"
    table.write()
    assert "'on mars'" in table.told("not one of: ", row=2, column=column)


DATES = [
    (name, column)
    for name in TABLES
    for column in ("date", "end_date", "month", "evidence_date")
    if column in fields(name)
]


@pytest.mark.parametrize(("table", "column"), DATES, indirect=["table"])
@pytest.mark.parametrize(("text", "word"), [("2024-13-40", ""), ("2031-01-01", "later"), ("1 May 2024", "")])
def test_an_impossible_date(table, column, text, word):
    if column == "month":
        text = text[:7]
    table.rows[0][table.column(column)] = text
    table.write()
    assert text in table.told(row=2, column=column)


def statements(name):
    return (
        "statement" if "statement" in fields(name) else next(iter({"title", "claim", "text"} & set(fields(name))), None)
    )


TEXTS = [name for name in TABLES if statements(name)]


@pytest.mark.parametrize("table", TEXTS, indirect=True)
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('=HYPERLINK("http://x.example")', "formula"),
        ("@SUM(A1)", "formula"),
        (" leading", "white space"),
        ("no\N{NO-BREAK SPACE}break", "nobody sees"),
        ("zero\N{ZERO WIDTH SPACE}width", "nobody sees"),
        ("turned \N{RIGHT-TO-LEFT OVERRIDE}round", "nobody sees"),
        ("lost \N{REPLACEMENT CHARACTER} byte", "nobody sees"),
    ],
)
def test_text_that_would_mislead(table, text, word):
    column = statements(ENTRIES_BY_FILE[table.file])
    table.rows[0][table.column(column)] = text
    table.write()
    table.told(word, row=2, column=column)


ENTRIES_BY_FILE = {entry["path"]: name for name, entry in ENTRIES.items()}


@pytest.mark.parametrize("table", TEXTS, indirect=True)
def test_a_huge_cell(table):
    column = statements(ENTRIES_BY_FILE[table.file])
    table.rows[0][table.column(column)] = "x" * (LONGEST + 1)
    table.write()
    assert len(table.told("longer", row=2, column=column)) < 300


def test_a_cell_that_csv_itself_refuses(tmp_path):
    table = Table(tmp_path / "data", "claims")
    table.rows[0][table.column("statement")] = "x" * 200_000
    table.write()
    table.told("csv")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example/a", "https://", "www.x.example"]
)
def test_an_address_that_is_no_page(tmp_path, address):
    table = Table(tmp_path / "data", "sources")
    table.rows[0][table.column("url")] = address
    table.write()
    assert address[:8] in table.told(row=2, column="url")


@pytest.mark.parametrize(
    "text",
    [
        "Пхеньян и Москва",
        "조선인민군",
        "<script>alert(1)</script>",
        "**bold** [x](http://y.example) `{claim}`",
        "“quoted”, a–b, km²",
    ],
)
def test_text_that_is_fine(tmp_path, text):
    table = Table(tmp_path / "data", "claims")
    table.rows[0][table.column("statement")] = text
    table.write()
    assert not [fault for fault in faults(table.folder) if "statement" in fault]


def test_a_file_that_the_package_does_not_name(data):
    (data / "claims (copy).csv").write_bytes((data / "claims.csv").read_bytes())
    assert faults(data) == ["data/claims (copy).csv: datapackage.json names no such table"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"resources": []}', '{"as_of": "2026", "resources": [{"name": "x"}]}', "\ufeff{}"]
)
def test_a_descriptor_that_is_none(data, text):
    (data / "datapackage.json").write_text(text, encoding="utf-8")
    [fault] = faults(data)
    assert fault.startswith("data/datapackage.json: not ")


def test_all_faults_are_told_at_once(tmp_path):
    table = Table(tmp_path / "data", "claims")
    for row, text in enumerate(["many", "few", "none"]):
        table.rows[row][table.column("value")] = text
    table.write()
    assert len(faults(table.folder)) == 3


def test_the_suite_knows_every_table():
    assert {path.name for path in (ROOT / "data").glob("*.csv")} == {entry["path"] for entry in ENTRIES.values()}
