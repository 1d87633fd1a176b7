"""Pages made from tables: the ledger of claims, the list of sources, the dictionary of the data."""

import html
from collections import Counter

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from analysis import tables
from book.allrows import listed
from book.roles import label, to_page
from book.uses import note_use, pages_by_source
from book.words import day, measure, with_unit

KINDS = {
    "primary": "Primary documents and official statistics",
    "wire": "News agencies",
    "press": "Newspapers, broadcasters and news sites",
    "research": "Research institutes and scholars",
    "reference": "Reference works",
    "dataset": "Data sets",
}


def text(value):
    """A cell's text, safe in a page; nothing where the cell is empty."""
    return html.escape(str(value)) if tables.given(value) else ""


def table_html(head, rows, label, classes):
    """An accessible table in a box of its own that scrolls where the page is narrow."""
    cells = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{html.escape(label)}">'
        f'<table class="{classes}"><thead><tr>{cells}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


LEDGER = ("Date", "Claimant", "Measure", "Figure", "Statement", "Status", "Source")


def corrected():
    """Row -> what the ledger says of its corrections."""
    found = {}
    for entry in tables.read("corrections").to_dict("records"):
        words = f"Corrected {day(entry['date'])}: {entry['reason']}"
        if words not in found.setdefault(entry["row"], []):
            found[entry["row"]].append(words)
    return {row: " ".join(words) for row, words in found.items()}


def ledger_html(ledger, sources):
    """The claims as one table, the latest first; each row has its id as anchor, and what filters and citations need as data."""
    mended = corrected()
    publishers = sources["publisher"].to_dict()
    rows = []
    dated = ledger.assign(undated=~ledger["date"].str[:1].str.isdigit())
    for row in dated.sort_values(["undated", "date", "id"], ascending=[True, False, True]).to_dict("records"):
        note = f' <span class="note">{text(row["note"])}</span>' if tables.given(row["note"]) else ""
        derived = (
            f' <span class="note">Computed here: {text(row["derivation"])}</span>'
            if tables.given(row["derivation"])
            else ""
        )
        cells = (
            f'<a href="#{row["id"]}" title="Link to this row">{text(day(row["date"]))}</a>',
            text(row["claimant"]),
            text(measure(row["metric"])),
            text(with_unit(row)),
            f"{text(row['statement'])}{note}{derived}"
            + (f' <span class="note">{text(mended[row["id"]])}</span>' if row["id"] in mended else ""),
            text(row["status"]),
            f'<a href="sources.html#{row["source"]}">{text(publishers[row["source"]])}</a>',
        )
        # The style sheet lays rows out as cards, which would take their roles away.
        rows.append(
            f'<tr id="{row["id"]}" role=row data-side="{text(row["side"])}" data-date="{text(row["date"])}">'
            + "".join(f"<td role=cell>{cell}</td>" for cell in cells)
            + "</tr>"
        )
    head = "".join(f'<th scope="col" role=columnheader>{name}</th>' for name in LEDGER)
    return (
        '<div class="filters-place"></div><table class="ledger claims" role=table aria-label="Ledger of claims">'
        f"<thead role=rowgroup><tr role=row>{head}</tr></thead><tbody role=rowgroup>{''.join(rows)}</tbody></table>"
    )


def rows_by_source():
    """How many rows of all tables rest on each source."""
    count = Counter()
    for name in tables.names():
        frame = tables.read(name)
        for column in frame.columns.intersection(["source", "further_sources", "evidence_source"]):
            for cell in frame[column].dropna():
                count.update(cell.split())
    return count


def short_title(app, page):
    """A page's title up to its colon."""
    return app.env.titles[page].astext().partition(":")[0]


def source_html(source, rows, pages):
    """One entry of the bibliography: title, publisher, date, what kind of carrier, and the pages (file, title) that use it."""
    date = f", {day(source['date'])}" if tables.given(source["date"]) else ""
    copied = f" Copy of a text by {text(source['copy_of'])}." if tables.given(source["copy_of"]) else ""
    weak = " Weak carrier." if source["weak"] is True else ""
    archived = (
        f' <a href="{html.escape(source["archive_url"], quote=True)}">Archived copy</a>.'
        if tables.given(source["archive_url"])
        else ""
    )
    title = text(source["title"])
    if tables.given(source["url"]):
        title = f'<a href="{html.escape(source["url"], quote=True)}">{title}</a>'
    used = ", ".join(f'<a href="{page}.html">{html.escape(name)}</a>' for page, name in pages)
    used = f"; used in {used}" if used else ""
    return (
        f'<li id="{source["id"]}">{title}. {text(source["publisher"])}{date}.{copied}{weak}{archived}'
        f' <span class="rows">{rows} {"row" if rows == 1 else "rows"}{used}.</span></li>'
    )


class pending_sources(nodes.General, nodes.Element):
    """The entries of one kind, filled in when every page has been read."""


def fill_sources(app, doctree, docname):
    """Write the entries, now that all uses are known."""
    pending = list(doctree.findall(pending_sources))
    if not pending:
        return
    sources, count, pages = tables.sources(), rows_by_source(), pages_by_source(app.env)
    for node in pending:
        kind = sources[sources["kind"] == node["kind"]].sort_values(["publisher", "date", "id"])
        entries = [
            source_html(
                entry, count[entry["id"]], [(page, short_title(app, page)) for page in pages.get(entry["id"], [])]
            )
            for entry in kind.to_dict("records")
        ]
        node.replace_self(nodes.raw("", f'<ul class="sources-list">{"".join(entries)}</ul>', format="html"))


DICTIONARY = ("Field", "Type", "Meaning")


def dictionary_html(fields, label):
    """Fields as a table that stands as blocks on a phone from the start: a script that did it later would move the page."""
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in DICTIONARY)
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{html.escape(label)}">'
        '<table class="dictionary stacks" role="table"><thead role="rowgroup"><tr role="row">'
        f'{head}</tr></thead><tbody role="rowgroup">{"".join(map(field_html, fields))}</tbody></table></div>'
    )


def values_of(field):
    """The values that a field may have, each with its meaning if one is given."""
    values = [(entry["value"], entry["label"]) for entry in field.get("categories", [])]
    return values or [(value, "") for value in field.get("constraints", {}).get("enum", [])]


def field_html(field):
    """One field of a table: name, type, meaning, and its allowed values."""
    values = values_of(field)
    listed = ""
    if values:
        items = "".join(
            f"<li><code>{text(value)}</code>{': ' + text(label) if label else ''}</li>" for value, label in values
        )
        listed = f"<details><summary>{len(values)} values</summary><ul>{items}</ul></details>"
    cells = (f"<code>{field['name']}</code>", field["type"], f"{text(field['description'])}{listed}")
    return (
        '<tr role="row">'
        + "".join(
            f'<td role="cell" data-column="{name}">{cell}</td>' for name, cell in zip(DICTIONARY, cells, strict=True)
        )
        + "</tr>"
    )


def last_of(frame):
    """The latest date, month or year of a table, or nothing."""
    for column in ("date", "month", "year"):
        if column in frame and frame[column].notna().any():
            return str(frame[column].dropna().max())
    return ""


class Ledger(SphinxDirective):
    """All claims."""

    def run(self):
        return [nodes.raw("", ledger_html(tables.ledger(), tables.sources()), format="html")]


class Sources(SphinxDirective):
    """All sources, by kind, each with the rows and the pages that rest on it."""

    def run(self):
        sections = []
        for kind, title in KINDS.items():
            section = nodes.section(ids=[f"sources-{kind}"])
            section += [nodes.title("", title), pending_sources(kind=kind)]
            sections.append(section)
        return sections


SHARED = 5  # tables in which a field must mean the same to be told once for all


def shared_fields():
    """Fields that mean the same in several tables, in the order in which they are met: (name, description) -> field."""
    fields = [field for entry in tables.package()["resources"] for field in entry["schema"]["fields"]]
    count = Counter((field["name"], field["description"]) for field in fields)
    return {
        key: field
        for field in fields
        if count[key := (field["name"], field["description"])] >= SHARED and not values_of(field)
    }


class Dictionary(SphinxDirective):
    """Every table with its fields, made from the data package; what many tables share is told once."""

    def run(self):
        shared = shared_fields()
        common = nodes.section(ids=["shared-columns"])
        common += nodes.title("", "Columns that many tables share")
        common += nodes.raw(
            "",
            dictionary_html(shared.values(), "Shared columns"),
            format="html",
        )
        sections = [common]
        for resource in tables.package()["resources"]:
            frame = tables.read(resource["name"])
            last = last_of(frame)
            facts = f"{len(frame):,} rows" + (f", latest {day(last)}" if last else "")
            section = nodes.section(ids=[f"table-{resource['name']}"])
            section += nodes.title("", resource["title"])
            section += nodes.paragraph("", resource["description"])
            section += nodes.paragraph("", "", nodes.strong("", "Limits. "), nodes.Text(resource["limits"]))
            link = nodes.reference("", resource["path"], refuri=f"_data/{resource['path']}", classes=["download"])
            line = nodes.paragraph("", "", link, nodes.Text(f" ({facts})"))
            if resource["name"] in listed():
                target = f"tables/{resource['name']}.html"
                line += [nodes.Text(" · "), nodes.reference("", "All rows", refuri=target)]
            section += line
            fields = resource["schema"]["fields"]
            own = [field for field in fields if (field["name"], field["description"]) not in shared]
            names = [field["name"] for field in fields if field not in own]
            if own:
                name = f"Fields of {resource['path']}"
                section += nodes.raw("", dictionary_html(own, name), format="html")
            if names:
                line = nodes.paragraph("", "Shared columns: ", classes=["shared"])
                for number, field in enumerate(names):
                    line += [nodes.Text(", " if number else ""), nodes.literal("", field)]
                line += nodes.Text(".")
                section += line
            sections.append(section)
        return sections


SCORECARD = ("No.", "Claim", "Said by", "Verdict", "Evidence")


def scorecard_html(rows, sources, link):
    """The explainer's claims with their verdicts as one table; every row carries its id as an anchor.

    Args:
        rows: what ``analysis.measures.hindsight.scorecard`` returns. sources: by id. link: the address of a source's id.
    """
    body = []
    for row in rows.sort_values("number").to_dict("records"):
        key = row["evidence_source"]
        source = f'<a href="{link(key)}">{text(label(sources.loc[key]))}</a>' if tables.given(key) else ""
        when = f" ({text(day(row['evidence_date']))})" if tables.given(row["evidence_date"]) else ""
        note = f'<span class="note">Note: {text(row["note"])}.</span>' if tables.given(row["note"]) else ""
        verdict = row["verdict"] + (", as a statement" if row["outcome"] == "said" else "")
        body.append(
            f'<tr id="{row["id"]}"><td class="figure">{row["number"]}</td><td>{text(row["claim"])}</td>'
            f"<td>{text(row['claimant'])}</td><td><b>{verdict}</b></td>"
            f"<td>{text(row['evidence'])}{when} {source}{note}</td></tr>"
        )
    return table_html(SCORECARD, body, "Scorecard of the explainer's claims", "ledger scorecard")


class Scorecard(SphinxDirective):
    """Every claim of the explainer with its verdict and the evidence for it."""

    def run(self):
        from analysis.measures.hindsight import scorecard

        rows = scorecard(tables.read("explainer_claims"))
        page = self.env.docname
        note_use(self.env, *rows["evidence_source"].dropna())
        table = scorecard_html(rows, tables.sources(), lambda source: to_page(page, "sources", source))
        return [nodes.raw("", table, format="html")]


def setup(app):
    """Register the directives."""
    for name, directive in (
        ("ledger", Ledger),
        ("scorecard", Scorecard),
        ("sources", Sources),
        ("dictionary", Dictionary),
    ):
        app.add_directive(name, directive)
    app.add_node(pending_sources)
    app.connect("doctree-resolved", fill_sources)
