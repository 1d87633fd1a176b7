"""A page behind each figure: the rows drawn as a table to read, and the code that draws them."""

import hashlib
import html
import io
import json
from pathlib import Path

from analysis import tables
from book.words import plain

WRITTEN = "behind.json"  # beside the doctrees: what the pages behind figures were last made from
LONGEST = 400  # rows of a table shown; the CSV has all


def note_figure(env, docname, figure):
    """Note a figure of the page being read: name, alt, caption, module, code, tables."""
    _all(env).setdefault(docname, []).append(figure)


def figures_of(env, docname):
    """The figures of a page, in its order."""
    return _all(env).get(docname, [])


def _all(env):
    if not hasattr(env, "ten_thousand_figures"):
        env.ten_thousand_figures = {}
    return env.ten_thousand_figures


def _purge(app, env, docname):
    _all(env).pop(docname, None)


def _merge(app, env, docnames, other):
    for docname in docnames:
        if docname in _all(other):
            _all(env)[docname] = _all(other)[docname]


def _cell(column, text, known, rows, number):
    """A cell: sources and rows of the ledger are links, numbers have their separators, all else is text."""
    if column in ("source", "further_sources"):
        return "; ".join(
            f'<a href="../sources.html#{key}">{html.escape(known[key])}</a>' if key in known else html.escape(key)
            for key in text.split()
        )
    if number and text:
        return plain(float(text))
    if column == "id" and text in rows:
        return f'<a href="../ledger.html#{text}">{text}</a>'
    return html.escape(text)


def table_html(csv, label):
    """A CSV as an accessible table; columns without a value are left out."""
    import pandas as pd

    frame = pd.read_csv(io.StringIO(csv), dtype="str", keep_default_na=False)
    frame = frame.loc[:, (frame != "").any()]
    known, rows = tables.sources()["publisher"].to_dict(), set(tables.ledger()["id"])
    numbers = {
        name
        for name in frame.columns.difference(["year", "year_from", "year_to", "date", "month"])
        if pd.to_numeric(frame.loc[frame[name] != "", name], errors="coerce").notna().all()
    }
    kinds = {
        name: ' class="figure"' if name in numbers else ' class="long"' if frame[name].str.len().max() > 40 else ""
        for name in frame
    }
    head = "".join(f'<th scope="col">{html.escape(name.replace("_", " "))}</th>' for name in frame)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{kinds[name]}>{_cell(name, text, known, rows, name in numbers)}</td>"
            for name, text in zip(frame, row, strict=True)
        )
        + "</tr>"
        for row in frame.head(LONGEST).itertuples(index=False)
    )
    more = f"<p>The first {LONGEST} of {len(frame):,} rows; the CSV has all.</p>" if len(frame) > LONGEST else ""
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{html.escape(label, quote=True)}">'
        f'<table class="ledger behind"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{more}'
    )


def body(app, docname, figure, number):
    """The page behind a figure, as HTML."""
    name, title = figure["name"], f"Figure {number}: data and code"
    parts = [
        f"<h1>{title}</h1>",
        f'<p><a href="../{docname}.html#fig-{name}">Back to Figure {number}</a>. {html.escape(figure["caption"])}</p>',
        f"<p><b>In words.</b> {html.escape(figure['alt'])}</p>",
    ]
    several = len(figure["tables"]) > 1
    for count, text in enumerate(figure["tables"], start=1):
        heading = f"Data, table {count}" if several else "Data"
        file = f"{name}.csv" if count == 1 else f"{name}-{count}.csv"
        parts.append(f'<h2 id="data-{count}">{heading}</h2><p><a href="../_figures/{file}" download>CSV</a></p>')
        parts.append(table_html(text, f"{heading} of Figure {number}"))
    code = app.builder.highlighter.highlight_block(figure["code"], "python")
    code = code.replace("<pre>", '<pre tabindex="0">', 1)
    path = figure["module"].replace(".", "/") + ".py"
    parts.append(f'<h2 id="code">Code</h2><p>The function in <code>{path}</code> that draws these rows.</p>{code}')
    return title, "".join(parts)


def digest(app, number, figure):
    """A hash of all that the page behind a figure shows."""
    parts = [app.env.ten_thousand_common, app.config.html_baseurl, number, *figure.values()]
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def pages(app):
    """The pages behind figures that are new or have changed, for Sphinx to write."""
    file = Path(app.doctreedir) / WRITTEN
    before = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    written = {}
    for docname in sorted(_all(app.env)):
        numbers = app.env.toc_fignumbers.get(docname, {}).get("figure", {})
        for figure in figures_of(app.env, docname):
            number = ".".join(str(part) for part in numbers.get(f"fig-{figure['name']}", ("?",)))
            page = f"figures/{figure['name']}"
            written[page] = digest(app, number, figure)
            if written[page] == before.get(page) and Path(app.builder.get_outfilename(page)).is_file():
                continue
            title, text = body(app, docname, figure, number)
            yield page, {"title": title, "body": text, "figure": figure}, "page.html"
    file.write_text(json.dumps(written), encoding="utf-8")


def setup(app):
    """Keep the notes right when pages are read again or side by side, and write the pages."""
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("html-collect-pages", pages)
