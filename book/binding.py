"""The pages as one document for print: cover, imprint, contents, list of figures, chapters."""

import html
from copy import copy
from pathlib import Path

from book import printing
from book.citing import book, plain
from book.words import day

SHEET = Path(__file__).with_name("print") / "print.css"
FIRST = "In short"  # the first page's own title stands on the cover


def cover(about, chart):
    """Title, subtitle, authors, version and date, and the book's first chart as an ornament without words."""
    title, _, subtitle = about["title"].partition(": ")
    picture = f'<div class="picture" style="background-image: url({chart})"></div>' if chart else ""
    return (
        f'<section class="cover"><p class="title">{html.escape(title)}</p><p class="subtitle">{html.escape(subtitle)}</p>{picture}'
        f'<p class="authors">{html.escape(", ".join(about["authors"]))}</p>'
        f'<p class="version">Version {about["version"]} · {day(about["date"])}</p></section>'
    )


def imprint(about, base):
    """How to cite the book and how its printed form differs from its pages."""
    address = base or ""
    online = f' Its pages are at <a href="{base}">{base}</a>.' if base else ""
    return (
        f'<section class="imprint"><p>{html.escape(plain("The whole book", address).strip())}</p>'
        "<p>Text and data: CC BY 4.0. Code: MIT. Figures taken from data sets of others keep their terms.</p>"
        f"<p>This is the printed form of an executable report; both are made from the same source.{online} "
        "A number with a dotted line is a claim: it leads to its row in the ledger, and a footnote at its first mention in a chapter "
        "says who said it, when, how far it can be trusted, and where it was read. A number with a dashed line is computed: it leads to its "
        "formula at the end of the chapter. The ledger holds all rows, set as paragraphs rather than as the table of the pages. "
        "The rows behind each figure are not repeated here: they are files of the data package.</p></section>"
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
    """Number and first sentence of every figure."""
    lines = []
    for _, soup in pages:
        for figure in soup.select("figure[id]"):
            number = _words(figure.select_one(".caption-number"))
            caption = copy(figure.select_one(".caption-text"))
            for note in caption.select(".footnote"):
                note.decompose()
            first = _words(caption).split(". ")[0].rstrip(".")
            lines.append(f'<li><a href="#{figure["id"]}">{number} {first}</a></li>')
    return f'<nav class="contents figures"><h1>Figures</h1><ul>{"".join(lines)}</ul></nav>' if lines else ""


def document(fragments, base="", chart=None):
    """One HTML document of all pages.

    Args:
        fragments: (docname, HTML) in order, the first page first. base: the published book's address, if it has one.
        chart: file of the picture on the cover.
    """
    about, docnames = book(), {name for name, _ in fragments}
    pages = [(name, printing.page(text, name, docnames, base)) for name, text in fragments]
    pages[0][1].select_one("h1").string = FIRST
    authors = "".join(
        f'<meta name="author" content="{html.escape(author, quote=True)}">' for author in about["authors"]
    )
    body = "".join(
        f'<article id="{printing.anchor(name)}" class="{"chapter" if name.startswith("chapters/") else name}">{soup}</article>'
        for name, soup in pages
    )
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(about["title"])}</title>{authors}'
        f'<meta name="dcterms.created" content="{about["date"]}"><meta name="dcterms.modified" content="{about["date"]}">'
        f'<link rel="stylesheet" href="{SHEET.as_uri()}"></head><body>{cover(about, chart)}{imprint(about, base)}'
        f"{contents(pages)}{figure_list(pages)}<main>{body}</main></body></html>"
    )
