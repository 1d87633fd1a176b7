"""``make bench``: this book's build beside plain Jupyter Book, nbsphinx and mkdocs-jupyter, on the same chapters and data.

Writes ``bench/results.csv`` (every measurement), ``docs/bench.png`` and the table in the README. Takes about twenty minutes; with
``--quick`` a few, into the terminal only. It is no test: it fails when a build fails, never because one is slow.
"""

import argparse
import platform
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from bench import books, report
from bench.measure import middle, peak_memory, seconds, stages

ROOT = Path(__file__).resolve().parents[1]
BOOK = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
EDITS = {"one word": books.WORD, "one data row": books.ROW, "one chart function": books.FUNCTION}
STAGES = {  # what a line of the output of this book's build begins
    "charts and cells of the chapters": "running ",
    "reading pages": "reading sources",
    "writing pages": "writing output",
}


@dataclass
class Tool:
    """One way to build the chapters: what lays them out, the command, where a chapter's page comes to lie."""

    name: str
    make: object
    command: list
    page: str


TOOLS = [
    Tool("this book", books.ours, BOOK, "_build/html/{}.html"),
    Tool("Jupyter Book 1, as it comes", books.plain, BOOK, "_build/html/{}.html"),
    Tool(
        "nbsphinx, two jobs",
        books.nbsphinx,
        [sys.executable, "-m", "sphinx", "-j", "2", ".", "_build/html"],
        "_build/html/{}.html",
    ),
    Tool("mkdocs-jupyter", books.mkdocs, [sys.executable, "-m", "mkdocs", "build"], "site/{}/index.html"),
]


def told(folder, tool, page):
    """The text of a page as it was built."""
    return (folder / tool.page.format(page)).read_text(encoding="utf-8")


def is_fresh(folder, tool, case):
    """Whether the page shows what the author has changed."""
    page = "chapters/scale-1"
    if case == "one data row":
        losses = pd.read_csv(folder / "data/losses.csv")["claimed_losses"].sum()
        return f"losses: {losses}" in told(folder, tool, page)
    return EDITS[case][3] in told(folder, tool, page) if case in EDITS else True


def course(tool, folder, count=books.FIRST, cases=("unchanged", *EDITS)):
    """Build cold, then after each change.

    Returns:
        {case: (seconds, whether the page is fresh)}
    """
    tool.make(folder, count)
    found = {"cold": (seconds(tool.command, folder), True)}
    for case in cases:
        if case in EDITS:
            books.edit(folder, EDITS[case])
        found[case] = seconds(tool.command, folder), is_fresh(folder, tool, case)
    return found


def in_turn(runs, place):
    """All tools, one after the other, ``runs`` times: rows of tool, case, seconds (median, low, high) and fresh."""
    times, fresh = defaultdict(list), {}
    for number in range(runs):
        for tool in TOOLS:
            print(f"run {number + 1} of {runs}: {tool.name}", flush=True)
            for case, (took, true) in course(tool, place(f"{number}-{TOOLS.index(tool)}")).items():
                times[tool.name, case].append(took)
                fresh[tool.name, case] = true
    return [
        row(tool, case, books.FIRST, *middle(took), runs, fresh[tool, case]) for (tool, case), took in times.items()
    ]


def row(tool, case, size, value, low, high, runs, fresh=True, unit="seconds"):
    """One measurement as a row of the results."""
    return {
        "tool": tool,
        "case": case,
        "size": size,
        "value": value,
        "low": low,
        "high": high,
        "runs": runs,
        "unit": unit,
        "fresh": fresh,
    }


def memory(place):
    """Peak memory of a cold build of each tool."""
    rows = []
    for tool in TOOLS:
        print(f"memory: {tool.name}", flush=True)
        folder = place(f"memory-{TOOLS.index(tool)}")
        tool.make(folder)
        peak, _ = peak_memory(tool.command, folder)
        rows.append(row(tool.name, "peak memory", books.FIRST, peak, peak, peak, 1, unit="MB"))
    return rows


def growth(sizes, place):
    """Cold builds of more chapters: all tools up to three times as many, this book and plain Jupyter Book beyond."""
    rows = []
    for size in sizes:
        for tool in TOOLS if size <= 3 * books.FIRST else TOOLS[:2]:
            print(f"{size} chapters: {tool.name}", flush=True)
            found = course(tool, place(f"growth-{size}-{TOOLS.index(tool)}"), size, ())
            rows += [row(tool.name, case, size, took, took, took, 1, true) for case, (took, true) in found.items()]
    return rows


def ledgers(sizes, place):
    """First page, ledger, sources and data with more claims: seconds, memory and bytes."""
    rows = []
    for size in sizes:
        print(f"{size} rows of the ledger", flush=True)
        folder = place(f"ledger-{size}")
        books.ledger(folder, size)
        peak, took = peak_memory(BOOK, folder)
        again = seconds(BOOK, folder)
        weight = (folder / "_build/html/ledger.html").stat().st_size / 1e6
        for case, value, unit in (
            ("cold", took, "seconds"),
            ("unchanged", again, "seconds"),
            ("peak memory", peak, "MB"),
            ("ledger page", weight, "MB"),
        ):
            rows.append(row("ledger", case, size, value, value, value, 1, unit=unit))
    return rows


def whole(runs, place):
    """The real book: cold, unchanged, one word, one row, one function; and the stages of a cold build."""
    changes = {
        "one word": ("chapters/scale", "## Against the armies", "## Beside the armies", None),
        "one data row": books.ROW,
        "one chart function": books.FUNCTION,
    }
    times = defaultdict(list)
    for number in range(runs):
        print(f"the real book, run {number + 1} of {runs}", flush=True)
        folder = place(f"real-{number}")
        books.real(folder)
        for stage, took in stages(BOOK, folder, STAGES).items():
            times[f"cold: {stage}"].append(took)
        times["cold"].append(sum(found[-1] for name, found in times.items() if name.startswith("cold: ")))
        times["unchanged"].append(seconds(BOOK, folder))
        for case, change in changes.items():
            books.edit(folder, change)
            times[case].append(seconds(BOOK, folder))
    shutil.rmtree(folder / "_build")
    peak, _ = peak_memory(BOOK, folder)
    rows = [row("the real book", case, 0, *middle(took), runs) for case, took in times.items()]
    return [*rows, row("the real book", "peak memory", 0, peak, peak, peak, 1, unit="MB")]


def new_folder(base, name):
    """An empty folder."""
    folder = Path(base) / name
    folder.mkdir()
    return folder


PARTS = {
    "tools": lambda runs, place: in_turn(runs, place) + memory(place),
    "book": whole,
    "chapters": lambda runs, place: growth((27, 90), place),
    "ledger": lambda runs, place: ledgers((1_000, 10_000, 100_000), place),
}


def main():
    """Measure, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one run of tools and book, nothing written")
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="measure this part and keep the others as they were"
    )
    options = parser.parse_args()
    parts = options.only or (["tools", "book"] if options.quick else list(PARTS))
    rows = []
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="bench-") as base:
            found = PARTS[part](1 if options.quick else 3, partial(new_folder, base))
        rows += found
        if not options.quick:  # at once: a fault in a later part must not lose this one
            report.write(pd.DataFrame(found), f"Python {platform.python_version()}, {platform.system()}", ROOT)
    if options.quick:
        print(report.table(pd.DataFrame(rows)))


if __name__ == "__main__":
    main()
