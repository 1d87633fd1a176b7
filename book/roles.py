"""Roles for prose: ``{claim}`` a sourced figure, ``{number}`` a computed one, ``{cite}`` a source.

Each is a link that works without a script: a claim leads to its line in the ledger, a number to its formula at the foot of
the page, a source to its entry. The ``title`` says who and when; ``book.js`` turns it into a pop-up for mouse, keyboard and tap.
"""

import json
import re
from functools import cache

from docutils import nodes
from myst_nb.core.variables import RetrievalError
from myst_nb.ext.glue.utils import retrieve_glue_data
from sphinx.util.docutils import SphinxRole

from analysis import tables
from book.uses import note_use
from book.words import claim_text, day, number_text

INLINE = re.compile(r"\{(claim|number)\}`([^`]+)`")


class Missing(Exception):
    """A role names something that is not there."""


@cache
def rows():
    """The ledger by id, each row as a dict."""
    return tables.ledger().set_index("id", drop=False).to_dict("index")


@cache
def other_rows():
    """Rows that are no claims (events, treaties, votes and the like): id -> (table, source)."""
    found = {}
    for name in tables.names():
        frame = tables.read(name)
        if name not in (*tables.CLAIM_TABLES, "sources") and "id" in frame:
            found.update({row: (name, source) for row, source in zip(frame["id"], frame["source"], strict=True)})
    return found


def claim(text):
    """The row that ``id`` or ``id:show`` names, and its words.

    Raises:
        Missing: no such row, or the row has not what is to be shown.
    """
    name, _, show = text.partition(":")
    row = rows().get(name)
    if row is None:
        raise Missing(f"no claim has the id {name!r}")
    try:
        return row, claim_text(row, show or "value")
    except ValueError as error:
        raise Missing(f"claim {name!r}: {error}") from None


def number(text, document):
    """The payload that ``name`` or ``name:format`` names in this chapter, and its words.

    Raises:
        Missing: no cell of this chapter has recorded that number, or it rests on a row that is not there.
    """
    name, _, spec = text.partition(":")
    try:
        payload = json.loads(retrieve_glue_data(document, f"number:{name}").data["application/json"])
    except RetrievalError:
        raise Missing(f"no cell of this chapter records a number named {name!r}") from None
    for row in payload["rows"]:
        if row not in rows() and row not in other_rows():
            raise Missing(f"number {name!r} rests on {row!r}, which is no row of data/")
    return payload | {"name": name}, number_text(payload["value"], spec)


def expand(text, document):
    """Plain text in which every claim and number role is replaced by its words (for alt texts).

    Raises:
        Missing: as the roles do.
    """
    known = {"claim": claim, "number": lambda inner: number(inner, document)}
    return INLINE.sub(lambda found: known[found[1]](found[2])[1], text)


def to_page(docname, page, anchor):
    """Address of ``page.html#anchor`` as seen from a document."""
    return "../" * docname.count("/") + f"{page}.html#{anchor}"


def label(source):
    """Publisher and year, as a citation names them."""
    return source["publisher"] + (f" {source['date'][:4]}" if tables.given(source["date"]) else "")


def hint(row):
    """Who said it, when, where it was read and how far it can be trusted: one line."""
    source = tables.sources().loc[row["source"]]
    copied = f", text of {source['copy_of']}" if tables.given(source["copy_of"]) else ""
    return f"{row['claimant']}, {day(row['date'])} ({row['status']}). Source: {label(source)}{copied}."


class _Role(SphinxRole):
    """A role whose words may be missing: then the build says where."""

    def run(self):
        try:
            return [self.node()], []
        except Missing as problem:
            message = self.inliner.reporter.error(f"{{{self.name}}}: {problem}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]


class Claim(_Role):
    """``{claim}`id` `` or ``{claim}`id:claimant` ``: a row's figure, linked to its line in the ledger."""

    def node(self):
        row, words = claim(self.text)
        note_use(self.env, row["source"])
        target = to_page(self.env.docname, "ledger", row["id"])
        kept = [] if self.text.endswith((":claimant", ":date")) else ["figure"]  # a figure is not broken over lines
        return nodes.reference("", words, refuri=target, reftitle=hint(row), classes=["claim", *kept])


class Number(_Role):
    """``{number}`name:format` ``: a number that a cell of this chapter computed, linked to its formula."""

    def node(self):
        payload, words = number(self.text, self.inliner.document)
        for row in payload["rows"]:
            note_use(self.env, rows()[row]["source"] if row in rows() else other_rows()[row][1])
        title = f"Computed: {payload['how']}."
        target = f"#number-{payload['name'].replace('_', '-')}"
        node = nodes.reference("", words, refuri=target, reftitle=title, classes=["number"])
        node["payload"] = payload | {"words": words}
        return node


class Cite(_Role):
    """``{cite}`id` ``: publisher and year of a source, linked to its entry."""

    def node(self):
        sources = tables.sources()
        if self.text not in sources.index:
            raise Missing(f"no source has the id {self.text!r}")
        source = sources.loc[self.text]
        note_use(self.env, self.text)
        target = to_page(self.env.docname, "sources", self.text)
        return nodes.reference("", label(source), refuri=target, reftitle=source["title"], classes=["cite"])


def list_numbers(app, doctree):
    """Put the formulas of all numbers that a page shows at its foot, each with the rows it rests on."""
    payloads = {}
    for node in doctree.findall(nodes.reference):
        if "payload" in node:
            payloads.setdefault(node["payload"]["name"], node["payload"])
            del node["payload"]
    sections = list(doctree.findall(nodes.section))
    if not payloads or not sections:
        return
    items = nodes.bullet_list(classes=["numbers"])
    for name, payload in sorted(payloads.items()):
        unit = "" if payload["unit"] in ("share", "year", "date", "ratio", "percent") else f" {payload['unit']}"
        unit = unit.replace("km2", "km²")
        shown = payload["words"] + (f"{unit}" if not unit.strip() or unit.strip() not in payload["words"] else "")
        title = name.replace("_", " ")
        text = nodes.paragraph("", "", nodes.strong("", title[:1].upper() + title[1:]))
        text += nodes.Text(f": {shown}. {payload['how'][:1].upper()}{payload['how'][1:]}.")
        for row in payload["rows"]:
            text += nodes.Text(" ")
            if row in rows():
                target, title = to_page(app.env.docname, "ledger", row), hint(rows()[row])
            else:
                table, _ = other_rows()[row]
                target, title = to_page(app.env.docname, f"tables/{table}", row), f"A row of the table {table}."
            text += nodes.reference(
                "", row, refuri=target, reftitle=title, classes=["claim" if row in rows() else "row"]
            )
        items += nodes.list_item("", text, ids=[f"number-{name.replace('_', '-')}"])
    note = nodes.container(classes=["computed"])
    note += nodes.rubric("", "Numbers computed on this page")
    note += items
    sections[0] += note


def setup(app):
    """Register the roles and the list of numbers."""
    for name, role in (("claim", Claim), ("number", Number), ("cite", Cite)):
        app.add_role(name, role())
    app.connect("doctree-read", list_numbers)
