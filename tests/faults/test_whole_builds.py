"""Builds that go wrong from first to last: the message, the exit, and the last good book, which still stands whole."""

import os
import shutil
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from conftest import BUILD, ROOT, build

sys.path.insert(0, str(ROOT / "tests" / "book"))
from test_builds import digest
from tiny import tiny

CODE = (
    "from analysis.charts import scale as charts\nfrom analysis.measures import scale\n"
    'show(charts.ten_thousand_in_context, scale.context(read("forces"), read("kursk"), read("losses")))'
)
ROOT_ONLY = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to mount a small disk"
)


def make(folder):
    tiny(folder, "A figure: {claim}`troops-us-dod-2024-10-28`.\n", code=CODE)
    result = build(folder)
    assert result.returncode == 0, result.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def book(made):
    """The built book; its sources are put back after the test, and its pages must have stayed as they were."""
    kept = {path: path.read_bytes() for path in made.rglob("*") if path.is_file() and "_build" not in path.parts}
    before = digest(made / "_build/html")
    yield made
    assert digest(made / "_build/html") == before
    for path, content in kept.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def spoil(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def fails(book, *words):
    """Build twice; both must fail, with these words and without a path of the machine or a traceback of the build."""
    for _ in range(2):
        result = build(book)
        assert result.returncode == 1, result.stdout[-1000:]
        for word in words:
            assert word in result.stderr, result.stderr[-3000:]
        assert "Traceback (most recent call last):\n  File" not in result.stderr
    return result


CELLS = [
    ("raise", "raise ValueError('broken on purpose')", "ValueError: broken on purpose"),
    ("syntax", "def f(:", "SyntaxError"),
    ("missing module", "import nothing_of_this_name", "ModuleNotFoundError"),
    ("missing table", "read('nothing')", "no table named 'nothing'"),
    ("missing column", "read('losses')['nothing']", "KeyError"),
    ("stderr", "import sys; print('oops', file=sys.stderr)", "wrote to stderr: oops"),
    ("warning", "import warnings; warnings.warn('take care')", "take care"),
    ("stderr of a child", "import subprocess; subprocess.run('echo oops >&2', shell=True)", "wrote to stderr: oops"),
    ("endless", "while True: pass", "did not end within 9 seconds"),
    ("asleep", "import time; time.sleep(600)", "did not end within 9 seconds"),
    ("killed", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended by signal 9"),
    ("crashed", "import ctypes; ctypes.string_at(0)", "ended by signal 11"),
    ("exit", "import os; os._exit(3)", "exit code 3"),
    ("glyph", "import matplotlib.pyplot as plt; plt.title('\\U00012000'); plt.plot([1]); plt.show()", "Glyph"),
    ("input", "input()", "EOF"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("code", "word"), [cell[1:] for cell in CELLS], ids=[cell[0] for cell in CELLS])
def test_a_cell_that_goes_wrong(book, code, word):
    spoil(book / "index.md", "\n```\n\nA figure", f"\n```\n\n```{{code-cell}} ipython3\n{code}\n```\n\nA figure")
    if "did not end" in word:
        spoil(book / "_config.yml", "timeout: 120", "timeout: 9")
    line = (book / "index.md").read_text(encoding="utf-8").split(code)[0].count("\n")
    fails(book, f"index.md, line {line} (cell 2): ", word)


def test_a_kernel_of_another_language(book):
    spoil(book / "index.md", "language: python, name: python3", "language: R, name: ir")
    fails(book, "index.md: the kernel 'ir' is not Python")


def test_a_missing_font(book):
    for font in (book / "analysis/fonts").glob("*.ttf"):
        font.unlink()
    fails(book, "index.md", "Font family 'Ten Thousand Sans' not found")


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        ("data/losses.csv", ",5710,", ",many,", "data/losses.csv, row 2, column 'claimed_losses', value 'many'"),
        ("data/claims.csv", "\n", "\r\n", "data/claims.csv, row 1: a carriage return"),
        ("data/datapackage.json", "{", "", "data/datapackage.json: not "),
        ("index.md", "{claim}`troops-us-dod-2024-10-28`", "{claim}`nobody`", "no claim has the id 'nobody'"),
        ("index.md", "{claim}`troops-us-dod-2024-10-28`", "{number}`nothing`", "records a number named 'nothing'"),
        ("_toc.yml", "- file: ledger", "- file: nowhere", "nowhere"),
    ],
)
def test_a_source_that_goes_wrong(book, file, before, after, message):
    before_pages = digest(book / "_build/html")
    spoil(book / file, before, after)
    for _ in range(2):
        result = build(book, "-W")
        assert result.returncode != 0
        assert message in result.stderr, result.stderr[-3000:]
        assert digest(book / "_build/html") == before_pages


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare to cut the network off")
def test_a_clean_build_needs_no_network(made, tmp_path):
    cut = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let tests cut the network off")
    folder = tmp_path / "book"
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns("_build", "__pycache__"))
    result = subprocess.run([*cut, *BUILD, "-n", "-W"], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    assert digest(folder / "_build/html") == digest(made / "_build/html")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 MB in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let tests mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@ROOT_ONLY
def test_a_full_disk_and_a_read_only_one(small_disk):
    book = make(small_disk)
    before = digest(book / "_build/html")
    spoil(book / "data/losses.csv", ",5710,", ",5711,")
    with (small_disk / "filler").open("wb") as filler:
        try:
            while True:
                filler.write(b"x" * 65536)
                filler.flush()
        except OSError:
            pass
    result = build(book)
    assert result.returncode != 0
    assert "No space left on device" in result.stderr
    assert digest(book / "_build/html") == before
    (small_disk / "filler").unlink()

    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    result = build(book)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert result.returncode == 1
    assert "cannot be written to (Read-only file system)" in result.stderr
    assert digest(book / "_build/html") == before

    assert build(book).returncode == 0
    assert digest(book / "_build/html") != before


MARKUP = "<script>alert(1)</script> <img src=x onerror=alert(1)> **bold** [link](http://x.example) `code` {claim} &amp; 조선 Пхеньян"


def test_markup_in_a_row_is_shown_as_text(tmp_path):
    import pandas as pd

    folder = tiny(tmp_path, "By {claim}`troops-us-dod-2024-10-28:claimant`, {cite}`ap-2024-10-28`.\n", code="x = 1")
    for name, column in (
        ("claims", "statement"),
        ("claims", "claimant"),
        ("sources", "title"),
        ("sources", "publisher"),
    ):
        path = folder / f"data/{name}.csv"
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        key = frame.index[frame["id"] == ("troops-us-dod-2024-10-28" if name == "claims" else cited(folder))][0]
        frame.loc[key, column] = MARKUP
        frame.to_csv(path, index=False, lineterminator="\n")
    page = folder / "index.md"
    page.write_text(page.read_text("utf-8").replace("ap-2024-10-28", cited(folder)), encoding="utf-8")
    result = build(folder, "-W")
    assert result.returncode == 0, result.stderr[-2000:]
    for name in ("index", "ledger", "sources"):
        text = (folder / f"_build/html/{name}.html").read_text(encoding="utf-8")
        page = BeautifulSoup(text, "html.parser")
        assert MARKUP in page.get_text(), name
        for script in page.find_all("script"):
            data = script.get("type") == "application/ld+json"  # text for machines, never run; it can't end its own tag
            assert "<" not in script.get_text() if data else "alert(1)" not in script.get_text(), name
        assert not page.find_all("img", src="x"), name
        assert not page.find_all("a", href="http://x.example"), name


def cited(folder):
    """The source of the claim that the test shows."""
    import pandas as pd

    claims = pd.read_csv(folder / "data/claims.csv", dtype="str").set_index("id")
    return claims.at["troops-us-dod-2024-10-28", "source"]
