"""What a reader can take from a page: its text as Markdown and as a notebook, the PDF, Binder, and how to cite it."""

import html
import re
from pathlib import Path

from book.citing import details
from book.publishing import when_written
from book.repository import binder_link, repository, source_link

FOLDER = "_pages"
PDF = "_pdf/ten-thousand.pdf"
NOTE = (
    "*This notebook needs the book's `data/`, `analysis/` and `book/` beside it: open it in a clone, in the folder of the page. "
    "Roles such as `{claim}` show their figures in the book alone.*"
)


def is_notebook(text):
    """Whether a page's source is a notebook in MyST text."""
    return re.match(r"---\njupytext:", text) is not None


def notebook(text):
    """The source of a page as an ``.ipynb`` without outputs: the same text, the same bytes."""
    import jupytext
    from nbformat.v4 import new_markdown_cell

    found = jupytext.reads(text, fmt="md:myst")
    found.cells.insert(0, new_markdown_cell(NOTE))
    for number, cell in enumerate(found.cells):
        cell["id"] = f"cell-{number}"  # nbformat's own ids are random
    return jupytext.writes(found, fmt="ipynb") + "\n"


def files(docname, folder):
    """Name -> path below the pages of what a page offers as files; the PDF only where it has been made."""
    offered = {"Markdown": f"{FOLDER}/{docname}.md", "Notebook": f"{FOLDER}/{docname}.ipynb", "PDF": PDF}
    if not (Path(folder) / PDF).is_file():
        del offered["PDF"]
    return offered


def foot(app, docname, title):
    """The foot of a page as HTML: take it, run it, cite it."""
    source = app.env.doc2path(docname, base=False)
    up = "../" * docname.count("/")
    offered = files(docname, app.outdir)
    if not is_notebook(Path(app.env.doc2path(docname)).read_text(encoding="utf-8")):
        del offered["Notebook"]
    links = [(name, up + path, " download" if name != "PDF" else "") for name, path in offered.items()]
    where = repository(app.srcdir)
    if where:
        links.append(("Source", source_link(where, source), ""))
        binder = "Notebook" in offered and binder_link(where, source)
        links += [("Run on Binder", binder, "")] if binder else []
    row = " ".join(f'<a href="{html.escape(address, quote=True)}"{more}>{name}</a>' for name, address, more in links)
    address = (app.config.html_baseurl or "") + f"{docname}.html"
    key = "ten-thousand" + ("" if docname == "index" else "-" + docname.rpartition("/")[2])
    cite = details(key, "" if docname == "index" else title, address, also_csl=True, summary="Cite this page")
    return (
        '<section class="takeaway" id="take-this-page" aria-label="This page">'
        f'<p class="takeaway-files"><b>This page as</b> {row}</p>{cite}</section>'
    )


def publish(app):
    """Write the sources and the notebooks beside the pages, where they are not there already."""
    for docname in app.env.found_docs:
        text = Path(app.env.doc2path(docname)).read_text(encoding="utf-8")
        target = Path(app.outdir) / FOLDER / f"{docname}.md"
        if app.ten_thousand_same and target.is_file() and target.read_text(encoding="utf-8") == text:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        if is_notebook(text):
            target.with_suffix(".ipynb").write_text(notebook(text), encoding="utf-8")


def setup(app):
    """Publish sources and notebooks with the pages."""
    when_written(app, publish)
