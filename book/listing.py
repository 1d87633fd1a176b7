"""The ``{listing}`` directive: a table of rows that a cell above it has listed, each cell with its source."""

import html
import json

from docutils import nodes
from docutils.parsers.rst import directives
from myst_nb.core.variables import RetrievalError
from myst_nb.ext.glue.utils import retrieve_glue_data
from sphinx.util.docutils import SphinxDirective

from analysis import tables
from book.roles import label, to_page


def listing_html(payload, name, address):
    """The listed rows as one accessible table that scrolls in its own box.

    Args:
        payload: head (texts) and body (rows of cells with text and sources), as ``book.chapter.listing`` leaves them.
        name: what a screen reader calls the table.
        address: function from a source's id to its address.
    """
    known = tables.sources()

    def cell(part, tag):
        links = "; ".join(
            f'<a class="cite" href="{html.escape(address(key), quote=True)}"'
            f' title="{html.escape(known.at[key, "title"], quote=True)}">{html.escape(label(known.loc[key]))}</a>'
            for key in part["sources"]
        )
        text = html.escape(part["text"]) or "–"
        gap = "<br>" if links and part["text"] else ""
        return f"<{tag}>{text if not links or part['text'] else ''}{gap}{links}</{tag.split()[0]}>"

    head = "".join(  # a heading without words would be read aloud as one
        f'<th scope="col">{html.escape(text)}</th>' if text else "<td></td>" for text in payload["head"]
    )
    body = "".join(
        "<tr>" + cell(first, 'th scope="row"') + "".join(cell(part, "td") for part in rest) + "</tr>"
        for first, *rest in payload["body"]
    )
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{html.escape(name, quote=True)}">'
        f'<table class="ledger listing"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


class Listing(SphinxDirective):
    """Put a listed table into the page; ``label`` names it for screen readers, the body is a note below it."""

    required_arguments = 1
    has_content = True
    option_spec = {"label": directives.unchanged_required}

    def run(self):
        name = self.arguments[0]
        try:
            found = retrieve_glue_data(self.state.document, f"listing:{name}")
        except RetrievalError:
            raise self.error(f"no cell above lists a table named {name!r}") from None
        if "label" not in self.options:
            raise self.error(f"table {name!r} has no label")
        payload = json.loads(found.data["application/json"])
        text = listing_html(payload, self.options["label"], lambda key: to_page(self.env.docname, "sources", key))
        note = nodes.container(classes=["table-note"])
        self.state.nested_parse(self.content, self.content_offset, note)
        return [nodes.raw("", text, format="html"), *([note] if note.children else [])]


def setup(app):
    """Register the directive."""
    app.add_directive("listing", Listing)
