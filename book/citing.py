"""How the book, a page, a figure or a row is cited: plain text, BibTeX and CSL-JSON, from one place (CITATION.cff)."""

import html
import json
from functools import cache
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxRole

CFF = Path(__file__).resolve().parents[1] / "CITATION.cff"
TEX = str.maketrans({sign: "\\" + sign for sign in "&%$#_{}"})


@cache
def book():
    """Title, authors, abstract, keywords, version, date and year of the book, read from CITATION.cff."""
    cff = yaml.safe_load(CFF.read_text(encoding="utf-8"))
    date = str(cff["date-released"])
    authors = [author.get("name") or f"{author['given-names']} {author['family-names']}" for author in cff["authors"]]
    return {
        "title": cff["title"],
        "authors": authors,
        "abstract": cff["abstract"].strip(),
        "keywords": cff["keywords"],
        "version": str(cff["version"]),
        "date": date,
        "year": date[:4],
    }


def plain(part, address):
    """One sentence that cites a part of the book, or the whole where ``part`` is empty (APA)."""
    about = book()
    head = f"{', '.join(about['authors'])} ({about['year']}). "
    if part:
        return f"{head}{part}. In: {about['title']}, version {about['version']}. {address}"
    return f"{head}{about['title']} (Version {about['version']}). {address}"


def bibtex(key, part, address):
    """A BibTeX entry for a part of the book, or the whole where ``part`` is empty."""
    about = {name: value.translate(TEX) if isinstance(value, str) else value for name, value in book().items()}
    kind = "incollection" if part else "techreport"
    titles = [("title", part.translate(TEX)), ("booktitle", about["title"])] if part else [("title", about["title"])]
    authors = " and ".join(f"{{{name.translate(TEX)}}}" for name in about["authors"])
    number = [("version", about["version"])] if part else [("number", f"Version {about['version']}")]
    fields = [("author", authors), *titles, *number, ("year", about["year"]), ("url", address)]
    return f"@{kind}{{{key},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields) + "\n}"


def csl(key, part, address):
    """A CSL-JSON item for a part of the book, or the whole where ``part`` is empty."""
    about = book()
    titles = {"title": part, "container-title": about["title"]} if part else {"title": about["title"]}
    return json.dumps(
        [
            {
                "id": key,
                "type": "chapter" if part else "report",
                **titles,
                "author": [{"literal": name} for name in about["authors"]],
                "issued": {"date-parts": [[int(number) for number in about["date"].split("-")]]},
                "version": about["version"],
                "language": "en",
                "URL": address,
            }
        ],
        indent=1,
        ensure_ascii=False,
    )


def details(key, part, address, *, also_csl=False, summary="Cite"):
    """A fold with the citations, as HTML; ``book.js`` adds copy buttons and makes a relative address whole."""
    texts = [("p", "citation", plain(part, address)), ("pre tabindex='0'", "BibTeX", bibtex(key, part, address))]
    if also_csl:
        texts.append(("pre tabindex='0'", "CSL-JSON", csl(key, part, address)))
    body = "".join(f"<{tag} data-copy='{name}'>{html.escape(text)}</{tag.split()[0]}>" for tag, name, text in texts)
    return (
        f"<details class='cite' data-address='{html.escape(address, quote=True)}'><summary>{summary}</summary>"
        f"{body}</details>"
    )


class About(SphinxRole):
    """``{about}`version` ``: version, date, year or title of the book in prose."""

    def run(self):
        if self.text not in book():
            message = self.inliner.reporter.error(f"{{about}}: nothing is called {self.text!r}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        return [nodes.Text(book()[self.text])], []


def setup(app):
    """Register the role."""
    app.add_role("about", About())
