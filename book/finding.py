"""The ledger for the search page: Sphinx's own index finds pages, this finds who said what."""

import json
from pathlib import Path

from analysis import tables
from book.publishing import when_written
from book.words import day, measure, with_unit

FILE = "rows.js"


def rows(ledger, publishers):
    """What the search page needs of each row: id, date, claimant, figure, statement, and further words to search."""
    return [
        [
            row["id"],
            day(row["date"]),
            row["claimant"],
            with_unit(row),
            row["statement"] if isinstance(row["statement"], str) else "",
            f"{measure(row['metric'])} {publishers[row['source']]}",
        ]
        for row in ledger.sort_values(["date", "id"], ascending=[False, True]).to_dict("records")
    ]


def publish(app):
    """Write the rows as a script, which opens from a disk too, where a page may fetch nothing."""
    if app.ten_thousand_same:
        return
    found = rows(tables.ledger(), tables.sources()["publisher"].to_dict())
    text = "var ledgerRows = " + json.dumps(found, ensure_ascii=False, separators=(",", ":")) + ";\n"
    (Path(app.outdir) / "_static" / FILE).write_text(text, encoding="utf-8")


def setup(app):
    """Publish the rows with the pages."""
    when_written(app, publish)
