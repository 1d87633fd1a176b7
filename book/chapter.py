"""What a chapter's cells call: ``show`` a chart, ``number`` a computed figure, ``listing`` a table.

They leave their result in the notebook itself, as MyST-NB's glue does, so a chapter run in JupyterLab or by jupytext needs
no Sphinx, and the book needs no file beside the executed notebook.
"""

import base64
import inspect
import json

from IPython.display import display

from analysis.charts import style
from book.words import day

PREFIX = (
    "application/papermill.record/"  # MyST-NB takes outputs with this prefix out of the page and keeps them by name
)


def _record(name, payload, **visible):
    """Keep ``payload`` under ``name`` in the notebook; a reader of the notebook sees ``visible`` (mime type -> text)."""
    bundle = {PREFIX + "application/json": json.dumps(payload, sort_keys=True, ensure_ascii=False), **visible}
    display(bundle, raw=True, metadata={"scrapbook": {"name": name, "mime_prefix": PREFIX}})


def sources_of(frames):
    """Ids of all sources that the rows rest on, in the order of first use."""
    ids = {}
    for frame in frames:
        for column in frame.columns.intersection(["source", "further_sources"]):
            for cell in frame[column].dropna():
                ids.update(dict.fromkeys(cell.split()))
    return list(ids)


def last_date(frames):
    """The latest date, month or year in the rows."""
    dates = [
        str(frame[column].dropna().max())
        for frame in frames
        for column in [next((name for name in ("date", "month", "year") if name in frame), None)]
        if column and frame[column].notna().any()
    ]
    return max(dates, default="")


def show(chart, *frames, **options):
    """Draw ``chart`` from ``frames`` for a page and for a phone, and keep picture, rows and sources under the chart's name.

    The ``{chart}`` directive of the same name (underscores as dashes) puts it into the page.
    """
    name = chart.__name__.replace("_", "-")
    wide, narrow = (chart(*frames, wide=size, **options) for size in (True, False))
    payload = {
        "wide": style.svg(wide, f"{name}-"),
        "narrow": style.svg(narrow, f"{name}-n-"),
        "png": base64.b64encode(style.png(wide)).decode("ascii"),
        "tables": [frame.to_csv(index=False, lineterminator="\n") for frame in frames],
        "sources": sources_of(frames),
        "last": last_date(frames),
        "module": chart.__module__,
        "code": inspect.getsource(inspect.unwrap(chart)),
    }
    _record(f"chart:{name}", payload, **{"image/svg+xml": payload["wide"]})


def number(name, value, unit, how, rows=()):
    """Name a computed number, so that the prose can show it with the ``{number}`` role.

    Args:
        name: lower-case words with underscores.
        value: the number. unit: what it counts.
        how: the formula in words. rows: ids of the rows it rests on.

    Returns:
        The value.
    """
    value = value.item() if hasattr(value, "item") else value
    payload = {"value": value, "unit": unit, "how": how, "rows": list(rows)}
    _record(f"number:{name}", payload, **{"text/plain": f"{name} = {value} {unit}"})
    return value


def _cell(row, columns):
    """The text of some columns of a row, dates in words, and the sources it rests on."""
    parts = [(day(row[name]) if name == "date" else row[name]) for name in columns if isinstance(row[name], str)]
    return {"text": ". ".join(parts), "sources": row["source"].split()}


def listing(name, frame, columns, across=None):
    """Keep rows of a table for the ``{listing}`` directive of the same name.

    Args:
        name: lower-case words with dashes.
        frame: rows with a ``source``.
        columns: heading for each column shown; the first heads the row, a source column is added if any row has a source.
        across: a column whose values stand side by side as headings; then every cell holds the other columns of one row and
            its source, and a combination without a row stays empty.
    """
    first, *rest = columns
    rows = frame.to_dict("records")
    if across is None:
        sourced = any(row["source"] for row in rows)
        head = [*columns.values(), *(["Source"] if sourced else [])]
        body = [
            [
                *({"text": _cell(row, [column])["text"], "sources": []} for column in columns),
                *([{"text": "", "sources": row["source"].split()}] if sourced else []),
            ]
            for row in rows
        ]
    else:
        values = sorted(frame[across].unique())
        head = [columns[first], *values]
        found = {(row[first], row[across]): _cell(row, rest) for row in rows}
        empty = {"text": "", "sources": []}
        body = [
            [{"text": key, "sources": []}, *(found.get((key, value), empty) for value in values)]
            for key in dict.fromkeys(frame[first])
        ]
    _record(f"listing:{name}", {"head": head, "body": body}, **{"text/plain": f"{name}: {len(body)} rows"})
