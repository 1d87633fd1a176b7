"""The published pages change all at once, by a build that ended well, or not at all."""

import subprocess
import sys
import time

import pytest
from conftest import BUILD, build
from test_builds import digest
from tiny import add_page, replace, tiny

from book import publishing

SLOW = "from pathlib import Path\nimport time\nPath('../at-work').touch()\nwhile Path('../wait').exists():\n    time.sleep(0.05)"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "book"
    folder.mkdir()
    tiny(folder, "A figure: {claim}`troops-us-dod-2024-10-28`.\n", code="x = 1")
    result = build(folder)
    assert result.returncode == 0, result.stderr[-2000:]
    return folder


@pytest.fixture
def book(made):
    """The book built, its pages as they were before the test when it ends."""
    index = (made / "index.md").read_text(encoding="utf-8")
    yield made
    (made / "index.md").write_text(index, encoding="utf-8")
    for name in ("wait", "at-work"):
        (made.parent / name).unlink(missing_ok=True)


def start_slow(book):
    """A build that stands in the middle of a cell until the file ``wait`` goes away."""
    (book.parent / "wait").touch()
    replace(book / "index.md", "x = 1", f"{SLOW}\n{time.time_ns()}")  # a cell that was never run before
    process = subprocess.Popen(BUILD, cwd=book, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(1200):
        if (book.parent / "at-work").exists():
            return process
        time.sleep(0.1)
    process.kill()
    raise AssertionError("the build never reached its cell")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_build_killed_in_the_middle_leaves_the_book_and_the_next_one_works(book):
    before = digest(book / "_build/html")
    process = start_slow(book)
    process.kill()
    process.wait()
    assert digest(book / "_build/html") == before
    (book.parent / "wait").unlink()
    result = build(book)
    assert result.returncode == 0, result.stderr[-2000:]
    assert "running 1 of 1" in result.stdout


def test_two_builds_at_once_are_one_build_and_one_message(book):
    process = start_slow(book)
    second = build(book)
    assert second.returncode == 1
    assert "Another build of this book is running" in second.stderr
    assert "Traceback" not in second.stderr
    (book.parent / "wait").unlink()
    assert process.wait(timeout=300) == 0


def test_a_warning_fails_a_strict_build_each_time_and_publishes_nothing(book):
    assert build(book).returncode == 0
    before = digest(book / "_build/html")
    page = book / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[nowhere](nothing.md)\n", encoding="utf-8")
    for options in (["-W"], ["-W"], ["-W", "--keep-going"]):
        assert build(book, *options).returncode != 0, options
        assert digest(book / "_build/html") == before, options
    assert build(book).returncode == 0  # warned of, and published
    assert build(book, "-W").returncode != 0  # and not forgotten


def test_a_page_that_left_the_book_leaves_no_file(book):
    add_page(book, "guest", "1", "Here today.\n")
    assert build(book).returncode == 0
    assert (book / "_build/html/guest.html").exists()
    (book / "guest.md").unlink()
    replace(book / "_toc.yml", "  - file: guest\n", "")
    assert build(book).returncode == 0
    assert not (book / "_build/html/guest.html").exists()


def test_a_first_build_that_fails_leaves_no_pages(tmp_path):
    folder = tiny(tmp_path, "Text.\n", code="1 / 0")
    assert build(folder).returncode == 1
    assert not (folder / "_build/html").exists()


def test_pages_are_written_anew_after_another_builder(book):
    assert build(book).returncode == 0
    before = digest(book / "_build/html")
    assert build(book, "--builder", "custom", "--custom-builder", "text").returncode == 0
    replace(book / "index.md", "A figure", "The figure")
    assert build(book, "--builder", "custom", "--custom-builder", "text").returncode == 0
    assert digest(book / "_build/html") == before
    assert build(book).returncode == 0
    assert "The figure" in (book / "_build/html/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("one_step", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, one_step):
    if one_step and sys.platform not in publishing.SWAP:
        pytest.skip("this system cannot swap two folders in one step")
    if not one_step:
        monkeypatch.setattr(publishing, "exchange", lambda new, old: False)
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
        (folder / folder.name).write_text("", encoding="utf-8")
    publishing.put_in_place(new, old)
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["old", "old/new"]


def test_pages_set_aside_by_a_killed_build_come_back(tmp_path):
    (tmp_path / ".html-old").mkdir()
    (tmp_path / ".html-old/index.html").write_text("good", encoding="utf-8")
    publishing.recover(tmp_path / "html")
    assert (tmp_path / "html/index.html").read_text(encoding="utf-8") == "good"
    (tmp_path / ".html-old").mkdir()
    publishing.recover(tmp_path / "html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html"]
