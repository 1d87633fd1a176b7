"""A page for each table whose rows are no claims: every row at an address of its own, as the ledger gives the claims."""

import html

from analysis import tables
from book.tablehtml import table_html


def listed():
    """Names of these tables: those with ids that the ledger and the list of sources do not show."""
    return [
        name
        for name in tables.names()
        if name not in (*tables.CLAIM_TABLES, "sources")
        and any(field["name"] == "id" for field in tables.resource(name)["schema"]["fields"])
    ]


def body(name):
    """The page of one table: what it is, its limits, and all its rows."""
    entry = tables.resource(name)
    text = (tables.DATA / entry["path"]).read_text(encoding="utf-8")
    title = f"{entry['title']}: all rows"
    return title, (
        f"<h1>{html.escape(title)}</h1><p>{html.escape(entry['description'])} <b>Limits.</b> {html.escape(entry['limits'])}</p>"
        f'<p><a href="../data.html#table-{name}">What the columns mean</a> · <a href="../_data/{entry["path"]}" download>CSV</a></p>'
        + table_html(text, f"All rows of {entry['path']}", anchors=True)
    )


def pages(app):
    """The pages, for Sphinx to write; those of the last build stay where nothing common to all pages has changed."""
    for name in listed():
        if not app.ten_thousand_same:
            title, text = body(name)
            about = f"{tables.resource(name)['description']} {tables.resource(name)['limits']}"
            yield f"tables/{name}", {"title": title, "body": text, "about": about}, "page.html"


def setup(app):
    """Write the pages with the others."""
    app.connect("html-collect-pages", pages)
