"""The pages as one document for print: cover, imprint, contents, list of figures, chapters."""

import html
import re
from copy import copy
from pathlib import Path

from bs4 import BeautifulSoup

from book import flow, printing
from book.citing import book, plain
from book.words import day

SHEET = Path(__file__).with_name("print") / "print.css"
FIRST = "In short"  # the first page's own title stands on the cover


def cover(about, chart):
    """Title, subtitle, authors, version and date, and the book's first chart as an ornament without words."""
    title, _, subtitle = about["title"].partition(": ")
    picture = f'<div class="picture" style="background-image: url({chart})"></div>' if chart else ""
    return (
        f'<section class="cover"><p class="title">{html.escape(curly(title))}</p><p class="subtitle">{html.escape(curly(subtitle))}</p>{picture}'
        f'<p class="authors">{html.escape(", ".join(about["authors"]))}</p>'
        f'<p class="version">Version {about["version"]} · {day(about["date"])}</p></section>'
    )


def imprint(about, base):
    """How to cite the book and how its printed form differs from its pages."""
    address = base or ""
    online = f' Its pages are at <a href="{base}">{base}</a>.' if base else ""
    return (
        f'<section class="imprint"><p>{html.escape(curly(plain("", address).strip()))}</p>'
        "<p>Text and data: CC BY 4.0. Code: MIT. Figures taken from data sets of others keep their terms.</p>"
        f"<p>This is the printed form of an executable report; both are made from the same source.{online} "
        "A number with a dotted line is a claim: it leads to its row in the ledger, and a footnote at its first mention in a chapter "
        "says who said it, when, how far it can be trusted, and where it was read. A blue number without a line is computed: it leads to its "
        "formula at the end of the chapter. Numbers after \N{LEFT SINGLE QUOTATION MARK}Sources\N{RIGHT SINGLE QUOTATION MARK} under a figure are those of the list of sources. "
        "The ledger holds all rows, set as paragraphs rather than as the table of the pages. "
        "The rows behind each figure are not repeated here: they are files of the data package.</p></section>"
    )


def curly(text):
    """Typographic apostrophes and quotation marks, as the text has them."""
    text = re.sub(r"(^|[\s(\[–—])'", "\\1\N{LEFT SINGLE QUOTATION MARK}", text).replace(
        "'", "\N{RIGHT SINGLE QUOTATION MARK}"
    )
    return re.sub(r'(^|[\s(\[–—])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", text).replace(
        '"', "\N{RIGHT DOUBLE QUOTATION MARK}"
    )


def _words(tag):
    return html.escape(" ".join(tag.get_text().split()))


def contents(pages):
    """Chapters with their sections; of the lists behind them, the title alone."""
    lines = []
    for docname, soup in pages:
        head = soup.select_one("h1")
        inner = ""
        if docname.startswith("chapters/"):
            sections = [
                (section["id"], section.h2)
                for section in soup.select("section[id]")
                if section.find("h2", recursive=False)
            ]
            items = "".join(f'<li><a href="#{key}">{_words(title)}</a></li>' for key, title in sections)
            inner = f"<ul>{items}</ul>" if items else ""
        lines.append(f'<li><a href="#{printing.anchor(docname)}">{_words(head)}</a>{inner}</li>')
    return f'<nav class="contents"><h1>Contents</h1><ul>{"".join(lines)}</ul></nav>'


def figure_list(pages):
    """Number and finding of every figure; where a chart has no title, the first sentence of its caption."""
    lines = []
    for _, soup in pages:
        for figure in soup.select("figure[id]"):
            number = _words(figure.select_one(".caption-number"))
            title = html.escape(figure.img.get("data-title", "")) if figure.img else ""
            if not title:
                caption = copy(figure.select_one(".caption-text"))
                for note in caption.select(".footnote"):
                    note.decompose()
                title = _words(caption).split(". ")[0].rstrip(".")
            number = number.removeprefix("Figure ")
            lines.append(f'<li><a href="#{figure["id"]}"><b>{number}</b> {title}</a></li>')
    return f'<nav class="contents figures"><h1>Figures</h1><ul>{"".join(lines)}</ul></nav>' if lines else ""


def _head(about):
    authors = "".join(
        f'<meta name="author" content="{html.escape(author, quote=True)}">' for author in about["authors"]
    )
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(about["title"])}</title>{authors}'
        f'<meta name="dcterms.created" content="{about["date"]}"><meta name="dcterms.modified" content="{about["date"]}">'
        f'<link rel="stylesheet" href="{SHEET.as_uri()}">'
    )


NARROWER = (5, 9, 13)  # points by which a paragraph with a torn line is set narrower, until none is torn


def _plain(chapters):
    """The chapters on one page without end, with nothing in them that leads anywhere: a number stands for each footnote."""
    bodies = ""
    for name, soup in chapters:
        still = BeautifulSoup(str(soup), "html.parser")
        for tag in still.find_all(id=True):
            del tag["id"]
        for tag in still.select("a[href]"):
            del tag["href"]
        for count, note in enumerate(still.select(".footnote"), start=1):
            note.replace_with(BeautifulSoup(f'<span class="call">{count}</span>', "html.parser"))
        kind = "chapter" if name.startswith("chapters/") else name
        bodies += f'<article class="{kind}">{still}</article>'
    endless = "<style>@page { size: 210mm 40000mm }</style>"
    return f"{_head(book())}{endless}</head><body><main>{bodies}</main></body></html>"


def settle(pages, measure):
    """Let the text of the chapters run around their figures.

    Args:
        pages: (docname, parsed page). measure: tells height, margins and torn lines of the blocks of a document, see
            ``book.pdf.measured``; None leaves heights to be estimated.
    """
    chapters = [page for page in pages if page[0].startswith("chapters/") or page is pages[0]]
    tags = [tag for _, soup in chapters for tag in flow.blocks(soup.section)]
    tags += [row for tag in tags if tag.name == "table" for row in tag.select("tr")]
    for number, tag in enumerate(tags):
        tag["data-block"] = str(number)
    for narrower in NARROWER if measure else ():
        found = measure(_plain(chapters))
        for key, (*sizes, torn) in found.items():
            tag = tags[int(key)]
            tag["data-height"], tag["data-above"], tag["data-below"] = (f"{size:.1f}" for size in sizes)
            if torn:
                tag["style"] = f"max-width: {flow.MEASURE - narrower}pt"
        if not any(torn for *_, torn in found.values()):
            break
    for _, soup in chapters:
        flow.settle(soup.section)
        printing.count_notes(soup)
    for tag in tags:
        for name in ("data-block", "data-height", "data-above", "data-below"):
            del tag[name]


def document(fragments, base="", chart=None, measure=None):
    """One HTML document of all pages.

    Args:
        fragments: (docname, HTML) in order, the first page first. base: the published book's address, if it has one.
        chart: file of the picture on the cover. measure: see ``settle``.
    """
    about, docnames = book(), {name for name, _ in fragments}
    pages = [(name, printing.page(text, name, docnames, base)) for name, text in fragments]
    pages[0][1].select_one("h1").string = FIRST
    printing.number_sources([soup for _, soup in pages])
    settle(pages, measure)
    body = "".join(
        f'<article id="{printing.anchor(name)}" class="{"chapter" if name.startswith("chapters/") else name}">{soup}</article>'
        for name, soup in pages
    )
    return (
        f"{_head(about)}</head><body>{cover(about, chart)}{imprint(about, base)}"
        f"{contents(pages)}{figure_list(pages)}<main>{body}</main></body></html>"
    )
