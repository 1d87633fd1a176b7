"""Shared by all tests: a copy of the data to spoil, and the built book to read."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

settings.register_profile(
    "book", deadline=None, derandomize=True
)  # no test is timed, and each run tries the same cases
settings.load_profile("book")

# They drive a browser, print the PDF and build the whole book many times.
LONG = (
    "browser",
    "faults/test_whole_builds.py",
    "book/test_same_bytes.py",
    "reading/test_pdf.py",
    "reading/test_policy.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Skip the long suites unless all are asked for or one is named, and let them start first, so that all cores end together.

    Tests that read the same pages, or the same PDF, share a process.
    """
    folder = Path(__file__).parent
    named = any(str(argument).split("::")[0].endswith(LONG) for argument in config.args)
    wanted = named or os.environ.get("TEN_THOUSAND_ALL")
    for item in items:
        where = item.path.relative_to(folder).as_posix()
        if not wanted and where.startswith(LONG):
            item.add_marker(pytest.mark.skip(reason="long; 'make test-all' runs it, and so does CI"))
        for group, fixture in (("pdf", "folder"), ("pages", "pages")):
            if where.startswith("reading") and fixture in item.fixturenames:
                item.add_marker(pytest.mark.xdist_group(group))
                break
    items.sort(key=lambda item: not item.path.relative_to(folder).as_posix().startswith(LONG))


ROOT = Path(__file__).resolve().parents[1]
BUILD = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
FOLDERS = ("analysis", "book", "chapters", "data")


def copy_book(target):
    """A copy of everything that a build reads."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for page in ROOT.glob("*.md"):
        shutil.copy(page, target / page.name)
    for file in ("_config.yml", "_toc.yml", "requirements.txt", "CITATION.cff"):
        shutil.copy(ROOT / file, target / file)
    return target


def build(folder, *options, env=None):
    """Run ``jupyter-book build`` as a reader would; the result has returncode, stdout and stderr."""
    return subprocess.run(
        [*BUILD, *options], cwd=folder, env=env, capture_output=True, text=True, timeout=900, check=False
    )


@pytest.fixture
def data(tmp_path):
    """A copy of ``data/`` that a test may spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The pages of the real book, built clean with warnings as errors: once, by the first process of the tests that asks. Read only."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "the-book"
    ended = folder.with_name("the-book-ended")
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(900):
            if ended.exists():
                break
            time.sleep(1)
    else:
        result = build(copy_book(folder), "-n", "-W")
        wrong = result.stdout[-3000:] + result.stderr[-3000:] if result.returncode else ""
        folder.with_name("the-book-ending").write_text(wrong, encoding="utf-8")
        folder.with_name("the-book-ending").rename(ended)
    wrong = ended.read_text(encoding="utf-8")
    assert not wrong, wrong
    return folder / "_build" / "html"


@pytest.fixture(scope="session")
def pages(built):
    """Every page of the built book, read: {"chapters/scale.html": its tree}."""
    return {
        path.relative_to(built).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(built.rglob("*.html"))
    }
