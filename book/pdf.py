"""``make pdf``: the whole book as one PDF, from the same doctrees as the pages, laid out by WeasyPrint.

The ``pdf`` builder of Sphinx. WeasyPrint is loaded inside it and nowhere else, since importing it fails where Pango is missing.
"""

import gc
import html
import logging
import re
import shutil
import sys
from importlib import import_module
from pathlib import Path

from docutils import nodes
from docutils.io import StringOutput
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError
from sphinx.util.logging import getLogger

from book import figures
from book.freshness import whole_digest

LOGGER = getLogger(__name__)
FILE = "ten-thousand.pdf"
MARK = ".pdf-of"  # below _build: the digest of the book that the PDF was made of
PANGO = (
    "WeasyPrint needs the library Pango: install it with 'apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' "
    "(Debian, Ubuntu), 'brew install pango' (macOS) or 'pacman -S mingw-w64-x86_64-pango' in MSYS2 (Windows), then run make pdf again."
)


def weasyprint():
    """The module; without it or without Pango, stop with one sentence that says what to install."""
    try:
        return import_module("weasyprint")
    except ModuleNotFoundError:
        reason = "The Python package weasyprint is missing: run pip install -r requirements.txt."
    except OSError:
        reason = PANGO
    print(f"\nThe PDF was not made. {reason}", file=sys.stderr)
    raise SystemExit(1)


def order(env, docname):
    """A page and all pages below it, in the order of the contents."""
    yield docname
    for child in env.toctree_includes.get(docname, []):
        yield from order(env, child)


class _Faults(logging.Handler):
    """Collects what WeasyPrint complains about."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


class PdfBuilder(StandaloneHTMLBuilder):
    """Write each page as an HTML fragment, bind the fragments to one document, print it."""

    name = "pdf"
    format = "pdf"  # not "html": what is published beside the pages has no place beside the PDF
    epilog = f"The PDF is in %(outdir)s/{FILE}."
    add_permalinks = False
    search = False
    allow_parallel = False

    def init(self):
        weasyprint()  # no chapter is run in vain
        handlers = self.app.registry.translation_handlers
        handlers.setdefault("pdf", handlers.get("html", {}))
        self.config.html_theme = "basic"  # the pages' theme finishes files that only pages have
        super().init()

    def get_outdated_docs(self):
        return "all pages"

    def write(self, *_):
        from book import binding  # with all that it loads, which pages do not need

        names = list(order(self.env, self.config.root_doc))
        self.prepare_writing(set(names))
        pages = [(name, self._fragment(name)) for name in names]
        folder = self._charts()
        text = binding.document(pages, self.config.html_baseurl, self._cover(), lambda text: measured(text, folder))
        target = Path(self.outdir) / FILE
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(printed(text, folder))
        (target.parents[1] / MARK).write_text(whole_digest(self.app), encoding="utf-8")

    def _charts(self):
        return Path(self.app.doctreedir) / figures.FILES

    def _fragment(self, name):
        """A page's HTML, each chart as one picture with its alt text."""
        doctree = self.env.get_and_resolve_doctree(name, self)
        for toctree in [box for box in doctree.findall(nodes.compound) if "toctree-wrapper" in box["classes"]]:
            toctree.parent.remove(toctree)
        for figure in doctree.findall(nodes.figure):
            if "alt" in figure:
                title = heading((self._charts() / figures.drawing(figure, name)).read_text(encoding="utf-8"))
                picture = figures.picture(figure, name).replace(
                    "<img ", f'<img data-title="{html.escape(title, quote=True)}" ', 1
                )
                figure.replace(figure[0], nodes.raw("", picture, format="html"))
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(name, {})
        self.fignumbers = self.env.toc_fignumbers.get(name, {})
        self.imgpath = self.dlpath = ""
        self.current_docname = name
        self.docwriter.write(doctree, StringOutput(encoding="utf-8"))
        self.docwriter.assemble_parts()
        return self.docwriter.parts["fragment"]

    def _cover(self):
        """The first chart of the book, for the cover, if its first page has one."""
        charts = self.env.get_doctree(self.config.root_doc).findall(nodes.figure)
        return next((figures.drawing(figure, self.config.root_doc) for figure in charts if "alt" in figure), None)

    def finish(self):
        pass


def heading(svg):
    """The finding that a chart has as its title: its largest words, at its left edge; none gives an empty text."""
    lines = re.findall(r'<text style="font-weight:600;font-size:([\d.]+)px[^"]*" x="0" y="[\d.]+">([^<]*)</text>', svg)
    largest = max((float(size) for size, _ in lines), default=0)
    return html.unescape(" ".join(words for size, words in lines if float(size) == largest > 16))


def torn(box):
    """Whether a line of a paragraph ends long before its place: WeasyPrint does that where a link comes just too late for a line."""
    lines = [line for line in box.children if type(line).__name__ == "LineBox"]
    widths = [sum(getattr(part, "width", 0) for part in line.children) for line in lines]
    return any(width < 0.6 * box.width for width in widths[:-1])


def measured(text, folder):
    """The blocks of a bound document on a page without end: number -> (height, margin above, margin below, whether it is torn).

    Blocks are those with ``data-block``.
    """
    wp = weasyprint()
    logger = logging.getLogger("weasyprint")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what is wrong here is wrong in print too, and said there
    try:
        fetcher = wp.URLFetcher(allowed_protocols=["file"])
        pages = wp.HTML(string=text, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher).render().pages
    finally:
        logger.setLevel(level)
    found = {}
    for page in pages:
        for box in page._page_box.descendants():
            number = box.element.get("data-block") if getattr(box, "element", None) is not None else None
            if number and number not in found and box.element_tag == box.element.tag:
                sizes = (0.75 * size for size in (box.border_height(), box.margin_top, box.margin_bottom))
                found[number] = (*sizes, box.element_tag == "p" and torn(box))
    return found


def printed(text, folder):
    """A bound document as PDF bytes; pictures are looked for in ``folder``.

    Raises:
        ExtensionError: a link or a picture leads nowhere, or the style sheet has a rule that is not understood.
    """
    wp = weasyprint()
    logger, faults = logging.getLogger("weasyprint"), _Faults()
    logger.addHandler(faults)
    gc.disable()  # a million boxes, none of them garbage: looking for it takes a fifth of the time
    try:
        fetcher = wp.URLFetcher(allowed_protocols=["file"])  # nothing from another host
        page = wp.HTML(string=text, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher)
        result = page.write_pdf(pdf_variant="pdf/ua-1")
    finally:
        gc.enable()
        logger.removeHandler(faults)
    messages = list(dict.fromkeys(faults.messages))
    letters = [message for message in messages if message.startswith(".notdef")]
    if letters:  # a new title in a script that book/print has no font for must not keep the PDF from being made
        LOGGER.warning("the PDF shows boxes for letters that no font has: %s", "; ".join(letters))
    if len(letters) < len(messages):
        raise ExtensionError("the PDF was not made: " + "; ".join(text for text in messages if text not in letters))
    return result


def offer(app, env):
    """Put the PDF beside the pages while both are of the same book; when that changes, every page is written anew.

    Returns:
        Names of the pages whose links to the PDF come or go.
    """
    if app.builder.name != "html":
        return []
    build, target = Path(app.outdir).parent, Path(app.outdir) / "_pdf" / FILE
    made, mark = build / "pdf" / FILE, build / MARK
    current = made.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == whole_digest(app)
    before, env.ten_thousand_pdf = getattr(env, "ten_thousand_pdf", False), current
    shutil.rmtree(target.parent, ignore_errors=True)
    if current:
        target.parent.mkdir(parents=True)
        shutil.copyfile(made, target)
    return sorted(env.found_docs) if before != current else []


def setup(app):
    """Register the builder, and offer what it made."""
    app.add_builder(PdfBuilder)
    app.connect("env-updated", offer)
