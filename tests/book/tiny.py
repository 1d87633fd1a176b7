"""A tiny book with the real extension, the real tables and one chapter of a test's own."""

from conftest import copy_book

HEAD = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

# Tiny

"""
CELL = "```{{code-cell}} ipython3\n:tags: [remove-cell]\n\n{code}\n```\n\n"


def tiny(folder, text, *, code=""):
    """A book of one chapter with ``text``, after a cell that runs ``code``, plus ledger, sources and data."""
    copy_book(folder)
    for page in (folder / "chapters").iterdir():
        page.unlink()
    setup = "from book.chapter import number, show\nfrom analysis.tables import read\n" + code
    (folder / "index.md").write_text(HEAD + CELL.format(code=setup) + text, encoding="utf-8")
    pages = ["ledger", "sources", "data"]
    toc = "format: jb-book\nroot: index\nchapters:\n" + "".join(f"  - file: {page}\n" for page in pages)
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    return folder


def add_page(folder, name, code, text):
    """Add a chapter with a title of its own to a tiny book."""
    page = HEAD.replace("# Tiny", f"# {name.capitalize()}") + CELL.format(code=code) + text
    (folder / f"{name}.md").write_text(page, encoding="utf-8")
    toc = folder / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8") + f"  - file: {name}\n", encoding="utf-8")


def replace(path, before, after):
    """Replace one text in a file, which must hold it."""
    text = path.read_text(encoding="utf-8")
    assert before in text, (path, before)
    path.write_text(text.replace(before, after), encoding="utf-8")
