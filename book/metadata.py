"""What machines read in a page's head: description, citation tags, schema.org and OpenGraph."""

import html
import json
from pathlib import Path

from docutils import nodes

from analysis import tables
from book.behind import figures_of
from book.citing import book
from book.takeaway import PDF

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LONGEST = 220  # characters of a description: what search engines show, and a little more


def shortened(text, longest=LONGEST):
    """The first sentences of a text, as many as fit; the first words where not even one does."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    end = text.rfind(". ", 0, longest)
    if end > longest // 4:
        return text[: end + 1]
    return text[: text.rfind(" ", 0, longest - 1)] + "…"


def description(doctree):
    """What a page says in short: its short answer, or else its first real paragraph, or else the book's abstract."""
    for box in doctree.findall(nodes.admonition) if doctree else ():
        if "answer" in box["classes"]:
            return shortened(" ".join(part.astext() for part in box.children if not isinstance(part, nodes.title)))
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        if len(paragraph.astext()) > 60:
            return shortened(paragraph.astext())
    return shortened(book()["abstract"])


def tags(title, about, base, page, picture, pdf):
    """(name, content) of all meta tags of a page; addresses only where the book's own address is known.

    Args:
        title: of the page; empty for the first page. about: its description. base: the book's address, or "".
        page: its file. picture: (file, words) of its main chart, or None. pdf: the book as PDF, or "".
    """
    of = book()
    whole = title or of["title"]
    found = [("description", about), ("author", ", ".join(of["authors"])), ("citation_title", whole)]
    found += [("citation_author", name) for name in of["authors"]]
    found += [
        ("citation_publication_date", of["date"].replace("-", "/")),
        ("citation_language", "en"),
        ("citation_keywords", "; ".join(of["keywords"])),
        ("citation_technical_report_number", f"Version {of['version']}"),
        ("citation_inbook_title", of["title"])
        if title
        else ("citation_technical_report_institution", ", ".join(of["authors"])),
    ]
    if base:
        found += [("citation_public_url", base + page), ("citation_fulltext_html_url", base + page)]
        found += [("citation_pdf_url", base + pdf)] if pdf else []
    found += [("og:type", "article"), ("og:title", whole), ("og:description", about), ("og:site_name", of["title"])]
    found += [("og:url", base + page)] if base else []
    if picture:
        file, words = picture
        address = base + file if base else "../" * page.count("/") + file
        found += [("og:image", address), ("og:image:alt", words), ("twitter:card", "summary_large_image")]
    return found


def tags_html(*parts):
    """The meta tags of a page, as ``tags`` gives them, for its head."""
    return "\n".join(
        f'<meta {"property" if key.startswith("og:") else "name"}="{key}" content="{html.escape(content, quote=True)}">'
        for key, content in tags(*parts)
    )


def linked_data(title, about, base, page, kind):
    """The page as schema.org JSON-LD: a Report, part of the book, or the Dataset."""
    of = book()
    authors = [{"@type": "Organization", "name": name} for name in of["authors"]]
    item = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": title or of["title"],
        "description": about,
        "author": authors,
        "datePublished": of["date"],
        "version": of["version"],
        "inLanguage": "en",
        "keywords": of["keywords"],
        "license": LICENCE,
        "isAccessibleForFree": True,
    }
    if title:
        item["isPartOf"] = {"@type": "Report", "name": of["title"]} | ({"url": base} if base else {})
    if base:
        item |= {"url": base + page, "@id": base + page}
    if kind == "Dataset":
        package = tables.package()
        archive = "_data/ten-thousand-data.zip"
        item |= {
            "name": package["title"],
            "description": package.get("description") or about,
            "distribution": {
                "@type": "DataDownload",
                "encodingFormat": "application/zip",
                "contentUrl": base + archive,
            },
            "variableMeasured": [resource["title"] for resource in package["resources"]],
        }
    return item


def head(app, docname, title, doctree):
    """The tags of a page's head as HTML."""
    base = app.config.html_baseurl or ""
    about, name = description(doctree), "" if docname == "index" else title
    drawn = figures_of(app.env, docname)
    picture = (f"_figures/{drawn[0]['name']}.png", drawn[0]["alt"]) if drawn else None
    pdf = PDF if (Path(app.outdir) / PDF).is_file() else ""
    lines = tags_html(name, about, base, f"{docname}.html", picture, pdf)
    kind = "Dataset" if docname == "data" else "Report"
    data = json.dumps(linked_data(name, about, base, f"{docname}.html", kind), ensure_ascii=False)
    data = data.replace("<", "\\u003c")  # text of a table cannot end the script
    return f'{lines}\n<script type="application/ld+json">{data}</script>'


def figure_head(app, page, title, figure):
    """The tags of the page behind a figure, whose words are those of its alt text."""
    picture = f"_figures/{figure['name']}.png", figure["alt"]
    return tags_html(title, shortened(figure["alt"]), app.config.html_baseurl or "", f"{page}.html", picture, "")
