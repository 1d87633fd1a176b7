"""The ``{rows}`` directive: a table of ``data/`` in the page, for readers who look something up."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from analysis import tables
from book.roles import label, other_rows, rows, to_page
from book.words import day


def columns(text):
    """``name Heading; name Heading`` as pairs.

    Raises:
        ValueError: an entry has no heading.
    """
    pairs = [tuple(part.strip().split(maxsplit=1)) for part in text.split(";") if part.strip()]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise ValueError("columns must be 'name Heading; name Heading'")
    return pairs


def words(name, value):
    """What a cell shows: a resolution by its symbol, a date in words, all else as it stands."""
    if not tables.given(value):
        return ""
    if name == "resolution":
        return tables.read("resolutions").set_index("id").at[value, "symbol"].removeprefix("S/RES/")
    return day(value) if name == "date" else str(value)


class Rows(SphinxDirective):
    """Show a table of the data package.

    The argument is the table's name; ``columns`` says which columns under which headings; the body is the caption.
    """

    required_arguments = 1
    has_content = True
    option_spec = {"columns": directives.unchanged_required}

    def run(self):
        name = self.arguments[0]
        try:
            shown = columns(self.options.get("columns", ""))
            frame = tables.read(name)
        except (ValueError, tables.DataError) as problem:
            raise self.error(f"rows of {name!r}: {problem}") from None
        missing = [column for column, _ in shown if column not in frame]
        if missing:
            raise self.error(f"rows of {name!r}: there is no column {missing[0]!r}")
        table = nodes.table(classes=["rows"])
        caption = nodes.title()
        self.state.nested_parse(self.content, self.content_offset, body := nodes.Element())
        if not body.children:
            raise self.error(f"rows of {name!r}: the table has no caption")
        caption.extend(body.children[0].children)
        group = nodes.tgroup(cols=len(shown))
        group.extend(nodes.colspec(colwidth=1) for _ in shown)
        head = nodes.row("", *(nodes.entry("", nodes.paragraph("", heading)) for _, heading in shown))
        lines = [
            nodes.row("", *(self._entry(column, line[column]) for column, _ in shown))
            for line in frame.to_dict("records")
        ]
        group += [nodes.thead("", head), nodes.tbody("", *lines)]
        table += [caption, group]
        table["names"].append(f"rows-{name}")
        self.state.document.note_explicit_target(table)
        self.set_source_info(table)
        return [table]

    def _entry(self, column, value):
        if column == "row" and (value in rows() or value in other_rows()):
            page = "ledger" if value in rows() else f"tables/{other_rows()[value][0]}"
            link = nodes.reference("", value, refuri=to_page(self.env.docname, page, value))
            return nodes.entry("", nodes.paragraph("", "", link))
        if column != "source":
            return nodes.entry("", nodes.paragraph("", words(column, value)))
        source = tables.sources().loc[value]
        address = to_page(self.env.docname, "sources", value)
        link = nodes.reference("", label(source), refuri=address, reftitle=source["title"], classes=["cite"])
        return nodes.entry("", nodes.paragraph("", "", link))


def setup(app):
    """Register the directive."""
    app.add_directive("rows", Rows)
