"""README, citation, licence and settings agree with each other and with what is there."""

import re
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT, copy_book

from analysis import tables
from book.citing import bibtex, book, plain

CHAPTERS = sorted([ROOT / "index.md", *ROOT.glob("chapters/*.md")])


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_title_version_and_date_agree():
    about = book()
    assert yaml.safe_load(text("_config.yml"))["title"] == about["title"] == tables.package()["title"]
    assert tables.package()["version"] == about["version"]
    assert tables.as_of() == about["date"]
    assert "Version {about}`version`" in text("index.md")


def test_a_citation_names_book_part_and_address():
    for cited in (plain("Figure", "x.html#f"), bibtex("key", "Figure", "x.html#f")):
        for word in (book()["title"], "Figure", "x.html#f", book()["version"]):
            assert word in cited


def test_the_readme_names_commands_that_exist():
    targets = set(re.findall(r"^([\w-]+):", text("Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make (\w+)", text("README.md"), flags=re.MULTILINE))
    assert {"book", "test"} <= named <= targets


def test_the_readme_names_folders_that_exist():
    for name in re.findall(r"^\| `([\w./-]+)`", text("README.md"), flags=re.MULTILINE):
        assert (ROOT / name).exists(), name


def test_every_dependency_is_locked_exactly_and_explained():
    lock = dict(re.findall(r"^([\w.-]+)==([\w.]+)", text("requirements.txt"), flags=re.MULTILINE))
    for line in text("requirements.in").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, reason = line.split("#", 1)
        assert len(reason.strip()) > 10, line
        assert re.split(r"[<>=~ ]", name.strip())[0] in lock, line
    assert lock["jupyter-book"].startswith("1.")


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_a_chapter_runs_on_its_own(tmp_path, page):
    folder = copy_book(tmp_path)
    path = folder / page.relative_to(ROOT)
    command = [sys.executable, "-m", "jupytext", "--to", "ipynb", "--execute", str(path)]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    assert "image/svg+xml" in path.with_suffix(".ipynb").read_text(encoding="utf-8")


def test_no_binary_notebook_is_kept():
    listed = subprocess.run(
        ["git", "ls-files", "*.ipynb"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    assert not listed
