"""Chapters run when they must and only then, side by side, and whatever goes wrong in one is named."""

import re
import sys

import pytest
from conftest import build
from tiny import add_page, replace, tiny

from book.execution import observed, workers
from book.execution.records import Records

LOSSES = 'from analysis.tables import read\nfrom book.chapter import number\nnumber("first", float(read("losses")["claimed_losses"][0]), "people", "first row")'
POLLS = 'from analysis.tables import read\nfrom book.chapter import number\nnumber("rows", len(read("polls")), "rows", "rows of polls")'
AREA = (
    "from analysis.tables import read\nfrom analysis.measures import ties\nfrom book.chapter import number\n"
    'number("weeks", len(read("kursk_area")), "weeks", "rows of areas")'
)
PAGES = {"losses", "polls", "area"}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tiny(tmp_path_factory.mktemp("book"), "Nothing computed.\n")
    add_page(folder, "losses", LOSSES, "First: {number}`first:,.0f`.\n")
    add_page(folder, "polls", POLLS, "Rows: {number}`rows`, and a claim: {claim}`troops-us-dod-2024-10-28`.\n")
    add_page(folder, "area", AREA, "Weeks: {number}`weeks`.\n")
    assert ran(folder) == {"index", *PAGES}
    return folder


def ran(folder, *options):
    """Build, and return the chapters that were run."""
    result = build(folder, *options)
    assert result.returncode == 0, result.stderr[-3000:]
    told = re.search(r"running \d+ of \d+ chapters: (.*)", result.stdout)
    return set(told[1].split(", ")) if told else set()


def html(folder, page):
    return (folder / f"_build/html/{page}.html").read_text(encoding="utf-8")


def test_nothing_runs_and_nothing_is_read_when_nothing_has_changed(book):
    assert ran(book) == set()
    before = html(book, "losses")
    result = build(book)
    assert "0 added, 0 changed, 0 removed" in result.stdout
    assert html(book, "losses") == before


def test_prose_runs_nothing_and_is_shown(book):
    replace(book / "losses.md", "First:", "The first:")
    assert ran(book) == set()
    assert "The first:" in html(book, "losses")


def test_one_row_runs_exactly_the_chapters_that_use_the_table(book):
    replace(book / "data/losses.csv", ",5710,", ",5711,")
    assert ran(book) == {"losses"}
    assert "5,711" in html(book, "losses")


def test_a_row_that_is_only_shown_is_shown_anew_without_a_run(book):
    replace(
        book / "data/claims.csv",
        "troops-us-dod-2024-10-28,2024-10-28,troops_in_russia,,10000",
        "troops-us-dod-2024-10-28,2024-10-28,troops_in_russia,,10007",
    )
    assert ran(book) == set()
    assert "10,007" in html(book, "polls")
    assert "10,007" in html(book, "ledger")


def test_a_changed_module_runs_the_chapters_that_import_it(book):
    ties = book / "analysis/measures/ties.py"
    ties.write_text(ties.read_text(encoding="utf-8") + "\nMORE = 1\n", encoding="utf-8")
    assert ran(book) == {"area"}


def test_a_changed_cell_runs_its_chapter(book):
    replace(book / "polls.md", 'len(read("polls"))', 'len(read("polls")) + 1000')
    assert ran(book) == {"polls"}
    assert re.search(r"Rows: <a[^>]*>1,0\d\d<", html(book, "polls"))


def test_a_tag_of_a_cell_runs_nothing(book):
    replace(book / "polls.md", ":tags: [remove-cell]", ":tags: [remove-cell, mine]")
    assert ran(book) == set()


def test_another_lock_runs_all(book):
    lock = book / "requirements.txt"
    lock.write_text(lock.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    assert ran(book) == {"index", *PAGES}


def test_a_record_that_was_cut_off_is_made_again(book):
    record = book / "_build/.executed/polls.json"
    record.write_bytes(record.read_bytes()[:100])
    assert ran(book) == {"polls"}


def test_a_chapter_that_left_the_book_leaves_no_record(book):
    toc = book / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8").replace("  - file: area\n", ""), encoding="utf-8")
    ran(book)
    assert not (book / "_build/.executed/area.json").exists()


# One process, without Sphinx.


def job(folder, *cells, timeout=60):
    """Run cells in a worker, in a project folder of their own."""
    made = workers.Job("page", list(cells), str(folder))
    workers.run([made], folder, timeout)
    return made


def texts(outputs):
    return [(output.get("name"), output["text"]) for output in outputs if output["output_type"] == "stream"]


def test_outputs_are_those_of_a_notebook(tmp_path):
    done = job(
        tmp_path,
        "print('a'); print('b')",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>x</b>'), metadata={'k': 1})\n3 + 4",
        "7;",
    )
    assert not done.fault
    first, second, third = done.outputs
    assert texts(first) == [("stdout", "a\nb\n")]
    assert second[0]["output_type"] == "display_data"
    assert second[0]["data"]["text/html"] == "<b>x</b>"
    assert second[1] == {
        "output_type": "execute_result",
        "execution_count": 2,
        "data": {"text/plain": "7"},
        "metadata": {},
    }
    assert third == []


@pytest.mark.parametrize("before", [False, True])
def test_pyplot_draws_as_in_a_notebook(tmp_path, before):
    if before:  # a forked process inherits what its parent has drawn
        from matplotlib import pyplot

        pyplot.close(pyplot.figure())
    done = job(tmp_path, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert [sorted(output["data"]) for output in done.outputs[0]] == [["image/png", "text/plain"]]


def test_a_failing_cell_ends_the_run_with_its_error(tmp_path):
    done = job(tmp_path, "1 + 1", "1 / 0", "print('never')")
    assert len(done.outputs) == 2
    assert done.outputs[1][0]["ename"] == "ZeroDivisionError"
    assert "\x1b" not in "".join(done.outputs[1][0]["traceback"])


@pytest.mark.parametrize(
    "code",
    [
        "import sys; print('oops', file=sys.stderr)",
        "import os; os.write(2, b'oops')",
        "import warnings; warnings.warn('oops')",
        "import logging; logging.getLogger('x').warning('oops')",
    ],
)
def test_what_goes_to_stderr_is_kept_and_ends_the_run(tmp_path, monkeypatch, code):
    monkeypatch.setattr(workers, "METHOD", "spawn")  # a forked one would inherit pytest's own catching of warnings
    done = job(tmp_path, code, "print('never')")
    [(name, text)] = texts(done.outputs[-1])
    assert len(done.outputs) == 1
    assert name == "stderr"
    assert "oops" in text


def test_an_endless_cell_is_ended_and_named(tmp_path):
    done = job(tmp_path, "1", "while True: pass", timeout=1)
    assert "did not end within 1 seconds" in done.fault
    assert done.at == 1


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "signal 9"),
        ("import os; os._exit(3)", "exit code 3"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_process_that_dies_is_told(tmp_path, code, word):
    done = job(tmp_path, "1", code)
    assert word in done.fault
    assert done.at == 1


def test_a_fault_in_one_chapter_does_not_touch_another(tmp_path):
    jobs = [workers.Job(str(number), [code], str(tmp_path)) for number, code in enumerate(["1 / 0", "x = 1", "x"])]
    workers.run(jobs, tmp_path, 60, limit=2)
    assert not jobs[1].outputs[0]
    assert jobs[2].outputs[0][0]["ename"] == "NameError"


def test_files_and_modules_are_seen_not_declared(tmp_path):
    (tmp_path / "mod").mkdir()
    (tmp_path / "mod/__init__.py").write_text("from mod import inner\n", encoding="utf-8")
    (tmp_path / "mod/inner.py").write_text("X = open('a.txt', encoding='utf-8').read()\n", encoding="utf-8")
    (tmp_path / "mod/other.py").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    (tmp_path / "maps").mkdir()
    done = job(
        tmp_path,
        "import mod",
        "import os, pathlib; os.listdir('maps'); pathlib.Path('b.txt').read_bytes(); pathlib.Path('c.txt').exists()",
    )
    assert done.reads == ["a.txt", "b.txt", "maps", "mod/__init__.py", "mod/inner.py"]


def test_a_record_holds_until_something_it_read_changes(tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (project / "a.txt").write_text("a", encoding="utf-8")
    (project / "requirements.txt").write_text("", encoding="utf-8")

    def records():
        return Records(tmp_path / "kept", project)

    def parsed(*cells):
        return lambda: asked.append(cells) or ("python", list(cells))

    asked = []
    records().save("page", "text", "python", ["cell"], [[]], ["a.txt", "later.txt"], began=sys.maxsize)
    assert records().load("page", "text", parsed("never asked for"))
    assert asked == []
    assert records().load("page", "other prose", parsed("cell"))
    assert asked == [("cell",)]
    assert records().load("page", "other prose", parsed("never asked for")), "the new text is known now"
    assert not records().load("page", "other cells", parsed("another cell"))
    assert not records().load("page", "another kernel", lambda: ("R", ["cell"]))
    assert not records().load("other", "text", parsed("cell"))
    (project / "later.txt").write_text("now here", encoding="utf-8")
    assert not records().load("page", "other prose", parsed("cell"))


def test_a_file_that_changes_during_the_run_leaves_no_lasting_record(tmp_path):
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    Records(tmp_path / "kept", tmp_path).save("page", "text", "python", ["cell"], [[]], ["a.txt"], began=0)
    assert not Records(tmp_path / "kept", tmp_path).load("page", "text", lambda: ("python", ["cell"]))


def test_a_folder_is_known_by_its_names(tmp_path):
    (tmp_path / "a").write_text("", encoding="utf-8")
    before = observed.digest(tmp_path, ".")
    (tmp_path / "a").write_text("more", encoding="utf-8")
    assert observed.digest(tmp_path, ".") == before
    (tmp_path / "b").write_text("", encoding="utf-8")
    assert observed.digest(tmp_path, ".") != before
