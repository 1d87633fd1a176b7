"""The ``{assumptions}`` directive: the inputs of one scenario as a table, each with its reason and what it rests on."""

import html

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from analysis import tables
from book.roles import label, to_page
from book.words import plain

SHAPES = {"fixed": "fixed", "uniform": "even", "triangular": "triangular", "normal": "normal"}


def _range(row):
    """Low, most likely and high, as far as they differ."""
    ends = [row["low"], row["mode"], row["high"]]
    return " – ".join(dict.fromkeys(plain(end).replace("-", "\N{MINUS SIGN}") for end in ends if tables.given(end)))


def _links(row, docname, sources, ledger):
    """Links to the rows of the ledger and to the sources that an assumption rests on."""
    rows = row["rests_on"].split() if tables.given(row["rests_on"]) else []
    links = [
        (to_page(docname, "ledger", name), f"{ledger.at[name, 'claimant']}, {ledger.at[name, 'date'][:4]}")
        for name in rows
    ]
    known = {ledger.at[name, "source"] for name in rows}
    named = row["source"].split() + (row["further_sources"].split() if tables.given(row["further_sources"]) else [])
    links += [(to_page(docname, "sources", name), label(sources.loc[name])) for name in named if name not in known]
    return "; ".join(f'<a href="{html.escape(address, quote=True)}">{html.escape(text)}</a>' for address, text in links)


def table_html(rows, docname, scenario):
    """The rows as one accessible table."""
    sources, ledger = tables.sources(), tables.ledger().set_index("id")
    body = "".join(
        f'<tr><th scope="row">{html.escape(row["name"].replace("_", " "))}</th>'
        f'<td class="figure">{_range(row)} <span class="note">{html.escape(row["unit"])}</span></td>'
        f"<td>{SHAPES[row['distribution']]}</td>"
        f'<td>{html.escape(row["why"])} <span class="note">{_links(row, docname, sources, ledger)}</span></td></tr>'
        for row in rows.to_dict("records")
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Input", "Range", "Shape", "Why, and what it rests on"))
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="Assumptions: {html.escape(scenario)}">'
        f'<table class="ledger listing assumptions"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


class Assumptions(SphinxDirective):
    """The assumptions of the scenario that the argument names."""

    required_arguments = 1

    def run(self):
        """Return the table; an unknown scenario is an error."""
        frame = tables.read("assumptions")
        rows = frame[frame["scenario"] == self.arguments[0]]
        if rows.empty:
            raise self.error(f"no scenario is called {self.arguments[0]!r}")
        return [nodes.raw("", table_html(rows, self.env.docname, self.arguments[0]), format="html")]


def setup(app):
    """Register the directive."""
    app.add_directive("assumptions", Assumptions)
