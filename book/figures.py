"""The ``{chart}`` directive: picture, caption, sources and downloads of a chart that a cell above it has shown."""

import base64
import html
import json
import re
import shutil
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from myst_nb.core.variables import RetrievalError
from myst_nb.ext.glue.utils import retrieve_glue_data
from sphinx.util.docutils import SphinxDirective

from analysis import tables
from book.behind import note_figure
from book.citing import details
from book.drawing import inline_svg
from book.publishing import when_written
from book.roles import Missing, expand, label, to_page
from book.uses import note_use
from book.words import day

FILES = "figures"  # kept beside the doctrees, published below _figures/
SHOWN = 3  # sources named under a chart before the rest folds away


def ratio(svg):
    """Height of a drawing over its width."""
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()
    return float(height) / float(width)


def stem(figure):
    """The chart's name, which its files carry."""
    return next(key.removeprefix("fig-") for key in figure["ids"] if key.startswith("fig-"))


def drawing(figure, docname):
    """The chart's file, from the folder that keeps all charts."""
    return f"{docname.replace('/', '-')}/{stem(figure)}.svg"


def picture(figure, docname):
    """The chart as print shows it: the wide drawing in its own colours, with its alt text."""
    alt = html.escape(figure["alt"], quote=True)
    return f'<img class="chart" src="{drawing(figure, docname)}" alt="{alt}" data-ratio="{figure["ratio"]:.3f}">'


class Chart(SphinxDirective):
    """Put a chart into the page.

    The argument names the chart function, with dashes; ``alt`` says the finding in words; the body is the caption.
    """

    required_arguments = 1
    has_content = True
    option_spec = {"alt": directives.unchanged_required}

    def run(self):
        name = self.arguments[0]
        try:
            found = retrieve_glue_data(self.state.document, f"chart:{name}")
        except RetrievalError:
            raise self.error(f"no cell above shows a chart named {name!r}") from None
        if "alt" not in self.options:
            raise self.error(f"chart {name!r} has no alt text")
        try:
            alt = expand(" ".join(self.options["alt"].split()), self.state.document)
        except Missing as problem:
            raise self.error(f"alt text of {name!r}: {problem}") from None
        payload = json.loads(found.data["application/json"])
        note_use(self.env, *payload["sources"])
        figure = nodes.figure(classes=["chart-card"], alt=alt, ratio=ratio(payload["wide"]))
        pictures = inline_svg(payload["wide"], alt, "wide") + inline_svg(payload["narrow"], alt, "narrow")
        figure += nodes.raw("", pictures, format="html")
        caption = nodes.caption()
        self.state.nested_parse(self.content, self.content_offset, body := nodes.Element())
        if not body.children:
            raise self.error(f"chart {name!r} has no caption")
        caption.extend(body.children[0].children)
        figure += caption
        words = " ".join(caption.astext().split())
        figure_note = {"name": name, "alt": alt, "caption": words, "module": payload["module"], "code": payload["code"]}
        note_figure(self.env, self.env.docname, {**figure_note, "tables": payload["tables"]})
        figure += nodes.legend("", *self._sources(payload), self._write(name, payload), self._cite(name, words))
        figure["names"].append(f"fig-{name}")
        self.state.document.note_explicit_target(figure)
        self.set_source_info(figure)
        return [figure]

    def _sources(self, payload):
        """The source line: the first sources by name, the others folded."""
        known = tables.sources()
        links = [
            nodes.reference(
                "",
                label(known.loc[key]),
                refuri=to_page(self.env.docname, "sources", key),
                reftitle=known.loc[key, "title"],
            )
            for key in sorted(payload["sources"], key=lambda key: (label(known.loc[key]).casefold(), key))
        ]
        last = f" Latest date drawn: {day(payload['last'])}." if payload["last"] else ""
        if not links:  # what is drawn is the book's own tables
            return [nodes.paragraph("", "Source: the tables of this book." + last, classes=["sources"])]
        if len(links) <= SHOWN:
            line = nodes.paragraph("", "Source: " if len(links) == 1 else "Sources: ", classes=["sources"])
            line.extend([*_commas(links), nodes.Text("." + last)])
            return [line]
        summary = f"<details class='sources'><summary>{len(links)} sources.{html.escape(last)}</summary>"
        return [
            nodes.raw("", summary, format="html"),
            nodes.paragraph("", "", *_commas(links), nodes.Text(".")),
            nodes.raw("", "</details>", format="html"),
        ]

    def _cite(self, name, caption):
        """The fold that says how to cite the figure."""
        address = f"{self.config.html_baseurl or ''}{self.env.docname}.html#fig-{name}"
        return nodes.raw("", details(name, caption.split(". ")[0].rstrip("."), address), format="html")

    def _write(self, name, payload):
        """Keep the chart's files for publishing and return the line that links them."""
        folder = _folder(self.env.app, self.env.docname)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.svg").write_text(payload["wide"] + "\n", encoding="utf-8")
        (folder / f"{name}-narrow.svg").write_text(payload["narrow"] + "\n", encoding="utf-8")
        (folder / f"{name}.png").write_bytes(base64.b64decode(payload["png"]))
        files = []
        for number, text in enumerate(payload["tables"], start=1):
            file = f"{name}.csv" if number == 1 else f"{name}-{number}.csv"
            (folder / file).write_text(text, encoding="utf-8")
            files.append(("Data" if number == 1 else f"Data {number}", file))
        line = nodes.paragraph(classes=["downloads"])
        base = "../" * self.env.docname.count("/") + "_figures/"
        for text, file in [*files, ("SVG", f"{name}.svg"), ("PNG", f"{name}.png")]:
            line += nodes.reference("", text, refuri=base + file, classes=["download"])
            line += nodes.Text(" ")
        behind = base.replace("_figures/", f"figures/{name}.html")
        line += nodes.reference("", "Table and code", refuri=behind, classes=["download"])
        line += nodes.Text(" ")
        line += nodes.reference("", "Link", refuri=f"#fig-{name}", classes=["download"])
        return line


def _commas(links):
    for number, link in enumerate(links):
        if number:
            yield nodes.Text("; ")
        yield link


def _folder(app, docname):
    """Where the files of one page's charts are kept."""
    return Path(app.doctreedir) / FILES / docname.replace("/", "-")


def forget(app, env, docname):
    """A page that is read anew, or is gone, leaves no file of its charts behind."""
    shutil.rmtree(_folder(app, docname), ignore_errors=True)


def publish(app):
    """Copy the charts' files beside the pages once the pages stand."""
    target = Path(app.outdir) / "_figures"
    shutil.rmtree(target, ignore_errors=True)
    for folder in sorted((Path(app.doctreedir) / FILES).glob("*/")):
        shutil.copytree(folder, target, dirs_exist_ok=True)


def setup(app):
    """Register the directive and the copying."""
    app.add_directive("chart", Chart)
    app.connect("env-purge-doc", forget)
    when_written(app, publish)
