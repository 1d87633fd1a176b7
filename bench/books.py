"""The books that the benchmark builds: chapters of real charts from the real tables, laid out for each tool.

Nine chapters with three charts each, the same cells and prose for all. The charts are the book's own functions, drawn as plain
figures, so that a tool which knows nothing of this book's roles can run them.
"""

import shutil
from itertools import cycle, islice
from pathlib import Path

import jupytext

ROOT = Path(__file__).resolve().parents[1]
FIRST = 9  # chapters of the book at size 1
OURS = ("analysis", "book", "data")

# Chapter -> its charts, each as (chart, the frames it draws): names are those of analysis.charts and analysis.measures.
CHARTS = {
    "claims": [
        ("claims.troop_estimates", 'claims.troop_estimates(read("claims"))'),
        ("claims.killed_share", 'claims.killed_share(read("claims"))'),
        ("claims.forecasts", 'claims.forecasts(read("claims"))'),
    ],
    "history": [
        ("history.ties_timeline", 'history.ties(read("events"))'),
        ("history.trade_partners", 'history.partner_trade(read("trade"))'),
        ("ties.total_trade", '*ties.total_trade(read("trade"))'),
    ],
    "scale": [
        ("scale.armies", 'scale.armies(read("forces"))'),
        ("scale.days_of_losses", 'scale.days_of_losses(read("losses"))'),
        ("scale.russian_force", 'scale.russian_force(read("forces"))'),
    ],
    "kursk": [
        ("place.kursk_density", 'place.density(read("kursk_area"), read("kursk"), read("claims"))'),
        ("place.kursk_peaks", '*place.peaks(read("kursk"), read("kursk_area"))'),
        ("place.one_kilometre", 'place.per_kilometre(read("forces"), read("claims"), ["2024"])'),
    ],
    "money": [
        ("motivations.currency_sources", 'motivations.currency_sources(read("foreign_currency"), read("trade"))'),
        ("motivations.deal_values", 'motivations.deal_values(read("foreign_currency"))'),
        ("motivations.legal_exports", 'motivations.legal_exports(read("trade"))'),
    ],
    "economy": [
        ("economy.pay_compared", 'economy.pay(read("foreign_currency"))'),
        ("economy.crypto_theft", 'economy.crypto(read("foreign_currency"))'),
        ("economy.gdp_growth", 'economy.growth(read("economy"))'),
    ],
    "reactions": [
        ("reactions.stances", 'reactions.autumn(read("statements"))'),
        ("reactions.assembly_support", 'reactions.assembly_support(read("resolutions"))'),
        ("reactions.seoul_polls", 'reactions.asked(read("polls"))'),
    ],
    "hindsight": [
        ("hindsight.verdicts_by_theme", 'hindsight.scorecard(read("explainer_claims"))'),
        ("hindsight.verdicts_by_kind", 'hindsight.scorecard(read("explainer_claims"))'),
        ("hindsight.stages", 'hindsight.stages(read("events"))'),
    ],
    "arms": [
        ("motivations.munitions", 'motivations.cumulative_munitions(read("munitions"))'),
        ("ties.debt", 'ties.debt(read("aid"))'),
        ("economy.workers", 'economy.workers(read("foreign_currency"))'),
    ],
}
PROSE = (
    "The chapter says in plain words what its charts show. It names who said what and when, keeps what was counted apart from what was "
    "claimed, and sets figures that disagree side by side. A reader who doubts one of them finds its row and its source. "
)
HEAD = """\
---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

"""

# What an author changes: file, the text before and after, and the page where the reader must find it.
WORD = ("chapters/scale-1", "in plain words", "in simple words", "simple words")
ROW = ("data/losses.csv", "2026-08,21,31,0,27650,", "2026-08,21,31,0,27651,", None)
FUNCTION = ("analysis/charts/scale.py", "is a corner:", "is one corner:", "is one corner:")


def cell(source):
    """A code cell in MyST text."""
    return f"```{{code-cell}} ipython3\n{source}\n```\n\n"


def chapter(name, number):
    """The text of one chapter: three charts, each between paragraphs, and two printed lines that tell how fresh the page is."""
    imports = (
        'import sys\n\nsys.path.insert(0, "..")\nimport matplotlib.pyplot as plt\nfrom analysis.tables import read\n'
        + "\n".join(
            sorted(
                {
                    f"from analysis.charts import {chart.split('.')[0]} as {chart.split('.')[0]}_charts"
                    for chart, _ in CHARTS[name]
                }
            )
        )
        + "\n"
        + "\n".join(
            sorted({f"from analysis.measures import {frames.lstrip('*').split('.')[0]}" for _, frames in CHARTS[name]})
        )
    )
    text = f"{HEAD}# {name.capitalize()} {number}\n\n{PROSE * 3}\n\n" + cell(imports)
    for chart, frames in CHARTS[name]:
        module, function = chart.split(".")
        text += f"## {function.replace('_', ' ').capitalize()}\n\n{PROSE * 4}\n\n"
        text += cell(f"figure = {module}_charts.{function}({frames})\nfigure")
        text += cell('print(" ".join(part.get_text() for part in figure.texts))')
    # The number makes each chapter another: Jupyter Book's cache would run chapters of the same cells only once.
    last = f'print("losses:", read("losses")["claimed_losses"].sum(), "in chapter {number}")'
    return text + cell(last) + PROSE * 3 + "\n"


def names(count):
    """File names of ``count`` chapters, without ending: the nine in turn."""
    return [f"chapters/{name}-{number // len(CHARTS) + 1}" for number, name in enumerate(islice(cycle(CHARTS), count))]


def texts(count):
    """File name -> text of ``count`` chapters."""
    return {name: chapter(*name.removeprefix("chapters/").split("-")) for name in names(count)}


def notebook(text):
    """MyST text as the JSON of a notebook without outputs, for tools that read nothing else."""
    found = jupytext.reads(text, fmt="md:myst")
    for number, part in enumerate(found.cells):
        part["id"] = f"cell-{number}"
    found.metadata["kernelspec"]["display_name"] = "Python 3"
    return jupytext.writes(found, fmt="ipynb")


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _shared(folder, count, as_notebooks):
    """Tables, analysis and chapters, which are the same for all tools."""
    for name in OURS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in texts(count).items():
        _write(
            folder / f"{name}.ipynb" if as_notebooks else folder / f"{name}.md",
            notebook(text) if as_notebooks else text,
        )


def _toc(folder, count):
    listed = "".join(f"  - file: {name}\n" for name in names(count))
    _write(folder / "_toc.yml", f"format: jb-book\nroot: index\nchapters:\n{listed}")
    _write(folder / "index.md", f"# A book\n\n{PROSE}\n")


def ours(folder, count=FIRST):
    """This book's extension and settings around the bench's chapters."""
    _shared(folder, count, as_notebooks=False)
    for name in ("_config.yml", "requirements.txt", "CITATION.cff"):
        shutil.copy(ROOT / name, folder / name)
    _toc(folder, count)


def plain(folder, count=FIRST):
    """Plain Jupyter Book 1: its default theme, its own cache."""
    _shared(folder, count, as_notebooks=False)
    _toc(folder, count)
    _write(
        folder / "_config.yml",
        "title: A book\nonly_build_toc_files: true\nexecute: {execute_notebooks: cache, timeout: 120}\n",
    )


def nbsphinx(folder, count=FIRST):
    """Sphinx with nbsphinx, which runs notebooks that have no outputs."""
    _shared(folder, count, as_notebooks=True)
    listed = "".join(f"   {name}\n" for name in names(count))
    _write(folder / "index.rst", f"A book\n======\n\n.. toctree::\n\n{listed}\n")
    _write(
        folder / "conf.py",
        'project = "A book"\nextensions = ["nbsphinx"]\nexclude_patterns = ["_build", "analysis", "book", "data"]\n',
    )


def mkdocs(folder, count=FIRST):
    """MkDocs with mkdocs-jupyter, told to run the notebooks."""
    _shared(folder, count, as_notebooks=True)
    (folder / "docs").mkdir()
    shutil.move(folder / "chapters", folder / "docs/chapters")
    _write(folder / "docs/index.md", f"# A book\n\n{PROSE}\n")
    _write(folder / "mkdocs.yml", "site_name: A book\nplugins:\n  - mkdocs-jupyter: {execute: true}\n")


def real(folder):
    """The book itself, whole."""
    for name in (*OURS, "chapters"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for page in ROOT.glob("*.md"):
        shutil.copy(page, folder / page.name)
    for name in ("_config.yml", "_toc.yml", "requirements.txt", "CITATION.cff"):
        shutil.copy(ROOT / name, folder / name)


def ledger(folder, rows):
    """The book's first page, ledger, sources and data, with ``rows`` claims, most of them made up."""
    import pandas as pd

    real(folder)
    shutil.rmtree(folder / "chapters")
    _write(
        folder / "_toc.yml",
        "format: jb-book\nroot: index\nchapters:\n  - file: ledger\n  - file: sources\n  - file: data\n",
    )
    _write(folder / "index.md", "# A book\n\nBy {claim}`troops-us-dod-2024-10-28`.\n")
    path = folder / "data/claims.csv"
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    many = pd.concat([frame] * (rows // len(frame) + 1), ignore_index=True).head(max(rows, len(frame)))
    copies = many.index >= len(frame)
    many.loc[copies, "id"] = many.loc[copies, "id"] + "-" + many.index[copies].astype(str)
    many.to_csv(path, index=False, lineterminator="\n")


def edit(folder, change):
    """Change one text in a file of the book, wherever the tool keeps it; in a notebook the text is JSON, and as plain."""
    name, before, after, _ = change
    found = [
        path
        for path in (folder / name, folder / f"{name}.md", folder / f"{name}.ipynb", folder / "docs" / f"{name}.ipynb")
        if path.is_file()
    ]
    path = found[0]
    text = path.read_text(encoding="utf-8")
    if before not in text:
        raise ValueError(f"{path.name} does not hold {before!r}")
    path.write_text(text.replace(before, after), encoding="utf-8")
