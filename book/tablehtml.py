"""A CSV as an accessible table: numbers to read, sources and rows as links."""

import html
import io

from analysis import tables
from book.words import plain

LONG = 40  # letters from which a column is one of texts
AS_THEY_ARE = ("year", "year_from", "year_to", "date", "month")  # numbers, and no quantities


def _number(text):
    """A number with its separators and no more digits than can be read."""
    number = float(text)
    digits = max(0, 3 - len(str(int(abs(number))))) if abs(number) >= 1 else 4
    return plain(number if number.is_integer() else round(number, digits))


def _cell(column, text, known, rows, number):
    """A cell: sources and rows of the ledger are links, numbers have their separators, outlines are counted, all else is text."""
    if column in ("source", "further_sources", "evidence_source"):
        return "; ".join(
            f'<a href="../sources.html#{key}">{html.escape(known[key])}</a>' if key in known else html.escape(key)
            for key in text.split()
        )
    if number and text:
        return _number(text)
    if column == "id" and text in rows:
        return f'<a href="../ledger.html#{text}">{text}</a>'
    if text.startswith("[["):
        return f"{text.count('],') + 1:,} points"
    return f"<span>{html.escape(text)}</span>" if len(text) > LONG else html.escape(text)


def table_html(csv, label, *, most=None, left_out=(), anchors=False):
    """A CSV as a table in a box of its own that scrolls; columns without a value are left out.

    Args:
        csv: the text. label: what a screen reader calls the table. most: rows shown, all by default.
        left_out: names of columns that are not shown. anchors: whether each row takes its id as an address.
    """
    import pandas as pd

    frame = pd.read_csv(io.StringIO(csv), dtype="str", keep_default_na=False).drop(
        columns=list(left_out), errors="ignore"
    )
    frame = frame.loc[:, (frame != "").any()]
    known, rows = tables.sources()["publisher"].to_dict(), set(tables.ledger()["id"])
    numbers = {
        name
        for name in frame.columns.difference(AS_THEY_ARE)
        if pd.to_numeric(frame.loc[frame[name] != "", name], errors="coerce").notna().all()
    }
    kinds = {
        name: ' class="figure"' if name in numbers else ' class="long"' if frame[name].str.len().max() > LONG else ""
        for name in frame
    }
    head = "".join(f'<th scope="col"{kinds[name]}>{html.escape(name.replace("_", " "))}</th>' for name in frame)
    body = "".join(
        (f'<tr id="{html.escape(line["id"], quote=True)}">' if anchors else "<tr>")
        + "".join(
            f"<td{kinds[name]}>{_cell(name, text, known, rows, name in numbers)}</td>" for name, text in line.items()
        )
        + "</tr>"
        for line in frame.head(most or len(frame)).to_dict("records")
    )
    cut = most is not None and len(frame) > most
    more = f"<p>The first {most} of {len(frame):,} rows; the CSV has all.</p>" if cut else ""
    return (
        f'<div class="table-scroll behind-box" tabindex="0" role="region" aria-label="{html.escape(label, quote=True)}">'
        f'<table class="ledger behind"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{more}'
    )
