"""A page behind each figure: the rows drawn as a table to read, and the code that draws them."""

import hashlib
import html
import json
from pathlib import Path

from book.drawing import inline_svg
from book.tablehtml import table_html

WRITTEN = "behind.json"  # beside the doctrees: what the pages behind figures were last made from
LONGEST = 100  # rows of a table shown; the CSV has all
HELPERS = ("when",)  # columns that place marks and tell a reader nothing


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


def _drawn(app, docname, name):
    """The drawings of a figure, for a page and for a phone."""
    folder = Path(app.doctreedir) / "figures" / docname.replace("/", "-")
    return [(folder / f"{name}{part}.svg").read_text(encoding="utf-8").rstrip("\n") for part in ("", "-narrow")]


def body(app, docname, figure, number):
    """The page behind a figure, as HTML."""
    name, title = figure["name"], f"Figure {number}: data and code"
    drawings = "".join(
        inline_svg(svg, figure["alt"], kind)
        for kind, svg in zip(("wide", "narrow"), _drawn(app, docname, name), strict=True)
    )
    parts = [
        f"<h1>{title}</h1>",
        f'<figure class="chart-card behind-card">{drawings}<figcaption>{html.escape(figure["caption"])}</figcaption></figure>',
        f'<p><a href="../{docname}.html#fig-{name}">Back to Figure {number}</a></p>',
        f"<p><b>In words.</b> {html.escape(figure['alt'])}</p>",
    ]
    several = len(figure["tables"]) > 1
    for count, text in enumerate(figure["tables"], start=1):
        heading = f"Data, table {count}" if several else "Data"
        file = f"{name}.csv" if count == 1 else f"{name}-{count}.csv"
        parts.append(f'<h2 id="data-{count}">{heading}</h2><p><a href="../_figures/{file}" download>CSV</a></p>')
        parts.append(table_html(text, f"{heading} of Figure {number}", most=LONGEST, left_out=HELPERS))
    code = app.builder.highlighter.highlight_block(figure["code"], "python")
    code = code.replace("<pre>", '<pre tabindex="0">', 1)
    path = figure["module"].replace(".", "/") + ".py"
    parts.append(f'<h2 id="code">Code</h2><p>The function in <code>{path}</code> that draws these rows.</p>{code}')
    return title, "".join(parts)


def digest(app, docname, number, figure):
    """A hash of all that the page behind a figure shows."""
    drawn = _drawn(app, docname, figure["name"])
    parts = [app.env.ten_thousand_common, app.config.html_baseurl, number, *figure.values(), *drawn]
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
            written[page] = digest(app, docname, number, figure)
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
