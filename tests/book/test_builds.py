"""A build tells the truth: fresh pictures, failing cells, wrong data, and the last good book left in place."""

import subprocess
import sys

import pytest
from conftest import ROOT, build
from tiny import tiny

from book import freshness

SHOW = (
    'import pandas as pd\nnumber("rows", float(read("losses")["claimed_losses"][0]), "people", "first row of losses")'
)


def digest(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def book(tmp_path):
    folder = tiny(tmp_path, "Losses: {number}`rows:,.0f`.\n", code=SHOW)
    result = build(folder)
    assert result.returncode == 0, result.stderr[-2000:]
    return folder


def test_a_changed_row_changes_the_page_though_the_page_did_not_change(book):
    page = book / "_build/html/index.html"
    assert "5,710" in page.read_text(encoding="utf-8")
    table = book / "data/losses.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",5710,", ",5711,"), encoding="utf-8")
    assert build(book).returncode == 0
    assert "5,711" in page.read_text(encoding="utf-8")
    assert "5,710" not in page.read_text(encoding="utf-8")


def test_a_changed_function_changes_the_page(book):
    words = book / "book/words.py"
    words.write_text(
        words.read_text(encoding="utf-8").replace("return format(value, spec)", "return 'many'"), encoding="utf-8"
    )
    assert build(book).returncode == 0
    assert "many" in (book / "_build/html/index.html").read_text(encoding="utf-8")


def test_a_wrong_cell_stops_the_build_with_one_message_and_leaves_the_book(book):
    before = digest(book / "_build/html")
    table = book / "data/losses.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",5710,", ",many,"), encoding="utf-8")
    result = build(book)
    assert result.returncode == 1
    assert "data/losses.csv, row 2, column 'claimed_losses', value 'many'" in result.stderr
    assert "Traceback" not in result.stderr
    assert digest(book / "_build/html") == before


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "index.md, line 8 (cell 1): ZeroDivisionError: division by zero"),
        ("import sys; print('oops', file=sys.stderr)", "index.md, line 8 (cell 1): wrote to stderr: oops"),
    ],
)
def test_a_broken_cell_fails_the_build_and_leaves_the_book(book, code, message):
    before = digest(book / "_build/html")
    page = book / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("import pandas as pd", code), encoding="utf-8")
    for _ in range(2):  # a second try must not pass either
        result = build(book)
        assert result.returncode == 1
        assert message in result.stderr
        assert digest(book / "_build/html") == before


def test_a_missing_table_is_named(book):
    (book / "data/votes.csv").unlink()
    result = build(book)
    assert result.returncode == 1
    assert "votes.csv" in result.stderr


def test_a_missing_package_is_named_with_what_to_do(book):
    hook = book / "sitecustomize.py"
    hook.write_text(
        "import importlib.util as u\nfind = u.find_spec\nu.find_spec = lambda name, package=None: None if name == 'frictionless' else find(name, package)\n",
        encoding="utf-8",
    )
    init = book / "book/__init__.py"
    init.write_text(
        init.read_text(encoding="utf-8").replace("import sys\n", "import sys\nimport sitecustomize  # noqa\n", 1),
        encoding="utf-8",
    )
    result = build(book)
    assert result.returncode == 1
    assert "Python packages are missing (frictionless): run pip install -r requirements.txt" in result.stderr


def test_an_old_python_is_told_so(book):
    init = book / "book/__init__.py"
    init.write_text(
        init.read_text(encoding="utf-8").replace("sys.version_info < (3, 11)", "sys.version_info < (9, 9)"),
        encoding="utf-8",
    )
    result = build(book)
    assert result.returncode == 1
    assert "Python 3.11 or later is needed" in result.stderr


def test_the_pages_rest_on_no_module_that_is_not_watched():
    code = (
        "import sys, pkgutil, importlib, book\n"
        "from analysis import measures\n"
        "for found in pkgutil.iter_modules(book.__path__):\n"
        "    importlib.import_module(f'book.{found.name}')\n"
        "from analysis.measures.hindsight import scorecard\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] == 'analysis'))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    watched = {f"analysis/{name}".replace("/", ".").removesuffix(".__init__") for name in freshness.ANALYSIS}
    drawing = {
        "analysis.charts.lean",
        "analysis.charts.style",
    }  # loaded by book.chapter, in the chapters' own processes
    assert set(result.stdout.split()) - drawing == watched
