"""One page as print shows it: no buttons and downloads, claims with footnotes, every link to where it leads in the PDF."""

import html
import posixpath
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from analysis import tables
from book import flow
from book.roles import label, rows
from book.words import day, with_unit

SCREEN_ONLY = "button, form, script, style, pre, a.headerlink, .cell, .downloads, details.cite, .filters, .cite-row"


def anchor(docname, fragment=""):
    """The name in the PDF of a place in a page: ids of two pages never meet."""
    return docname.split("/")[-1] + (f"--{fragment}" if fragment else "")


def target(href, docname, docnames, base):
    """Where a link of a page leads in the PDF: an address or, for a file that is not in it, None."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    path = posixpath.normpath(posixpath.join(posixpath.dirname(docname), parts.path)) if parts.path else docname
    page = path.removesuffix(".html")
    if page in docnames:
        return "#" + anchor(page, parts.fragment)
    return f"{base.rstrip('/')}/{path}" if base else None


def link(key):
    """A link to the entry of a source, named by publisher and year."""
    source = tables.sources().loc[key]
    return f'<a class="cite" href="#{anchor("sources", key)}">{html.escape(label(source))}</a>'


def footnote(row):
    """Who said it, when, how far it can be trusted, and where it was read."""
    copied = tables.sources().at[row["source"], "copy_of"]
    copied = f", text of {html.escape(copied)}" if tables.given(copied) else ""
    said = html.escape(f"{row['claimant']}, {day(row['date'])} ({row['status']})")
    return f'<span class="footnote">{said}. {link(row["source"])}{copied}.</span>'


def period(date):
    """The heading under which a row of the ledger stands: its decade, or its year from 2020 on."""
    if not date[:4].isdigit():
        return "Undated"
    return date[:4] if date >= "2020" else f"{date[:3]}0s"


def ledger():
    """All claims by date, in a form leaner than the page's table: one paragraph a row, headed by period."""
    text, heading = [], None
    for row in tables.ledger().sort_values(["date", "id"]).to_dict("records"):
        if period(row["date"]) != heading:
            heading = period(row["date"])
            text.append(f"<h2>{heading}</h2>")
        words = [html.escape(row["statement"])] if tables.given(row["statement"]) else []
        if tables.given(row["note"]):
            words.append(f"<i>{html.escape(row['note'])}</i>")
        if tables.given(row["derivation"]):
            words.append(f"<i>Computed here: {html.escape(row['derivation'])}</i>")
        who = f"{row['claimant']}, {day(row['date'])} ({row['status']})"
        text.append(
            f'<p class="row" id="{row["id"]}"><b>{html.escape(with_unit(row))}</b> {html.escape(row["metric"].replace("_", " "))}. '
            f'{html.escape(who)}. {" ".join(words)} {link(row["source"])}. <span class="key">{row["id"]}</span></p>'
        )
    return "".join(text)


def _parse(text):
    return BeautifulSoup(text, "html.parser")


def _lean(soup, docname):
    """The long tables as paragraphs: the ledger's rows, the fields of the tables."""
    if docname == "ledger":
        soup.select_one("table.ledger").replace_with(_parse(ledger()))
    for table in soup.select("table.dictionary"):
        for row in table.select("tbody tr"):
            name, kind, meaning = (cell.decode_contents() for cell in row.select("td"))
            table.insert_before(_parse(f'<p class="row"><b>{name}</b> {kind}. {meaning}</p>'))
        table.decompose()


def shares(table):
    """How much of the width each column gets, in percent: by the square root of its text, but enough for its longest word."""
    lines = [[cell.get_text(" ") for cell in row.select("th, td")] for row in table.select("tr")]
    wants = []
    for column in zip(*(line for line in lines if len(line) == len(lines[0])), strict=True):
        mean = sum(map(len, column)) / len(column)
        word = max((len(word) for text in column for word in text.split()), default=1)
        wants.append(max(mean**0.5 * 2, min(word, 14) + 1))
    return [100 * want / sum(wants) for want in wants]


def _fit(soup):
    """Fixed widths: no table grows beyond the page, and none has to be laid out twice."""
    for table in soup.select("table"):
        widths = "".join(f'<col style="width: {share:.1f}%">' for share in shares(table))
        for old in table.select("colgroup"):
            old.decompose()
        place = table.caption.insert_after if table.caption else lambda new, table=table: table.insert(0, new)
        place(_parse(f"<colgroup>{widths}</colgroup>"))


def _unfold(soup):
    """What a page folds away stands open; long lists of sources move to the end of the chapter."""
    notes = []
    for fold in soup.select("figure details.sources"):
        figure = fold.find_parent("figure")
        number = figure.select_one(".caption-number").get_text().strip()
        words = fold.summary.get_text()
        count, _, rest = words.partition(". ")
        key = f"sources-of-{figure['id']}"
        notes.append(f'<p id="{key}"><b>{number}.</b> {fold.p.decode_contents()}</p>')
        fold.replace_with(_parse(f'<p class="sources"><a href="#{key}">{count}</a>. {rest}</p>'))
    if notes:
        heading = '<p class="rubric">Sources of the figures</p>'
        soup.select_one("section").append(_parse(f'<div class="computed">{heading}{"".join(notes)}</div>'))
    for fold in soup.select(".row details"):
        values = "; ".join(item.decode_contents().rstrip(".") for item in fold.select("li"))
        fold.replace_with(_parse(f'<span class="values"> Values: {values}.</span>'))
    for fold in soup.select("details"):
        if fold.summary:
            fold.summary.name = "p"
        fold.name = "div"


def _note_claims(soup):
    """A footnote at the first mention of each claim in a chapter; the lists at its end need none."""
    seen = set()
    for claim in soup.select("a.claim"):
        key = urlsplit(claim["href"]).fragment
        if key in rows() and key not in seen and not claim.find_parent(class_="computed"):
            seen.add(key)
            claim.insert_after(_parse(footnote(rows()[key])))


def _lead(soup, docname, docnames, base):
    """Give ids and links their names in the PDF; a link to a file that is not in it goes, and a line that is only such a link."""
    for tag in soup.find_all(id=True):
        tag["id"] = anchor(docname, tag["id"])
    for tag in soup.find_all("a", href=True):
        if tag["href"].startswith("#") and tag.get("class") == ["cite"]:
            continue  # made above
        address = target(tag["href"], docname, docnames, base)
        line = tag.find_parent(["li", "p"])
        if address:
            tag["href"] = address
        elif line and line.get_text().strip() == tag.get_text().strip():
            line.decompose()
        else:
            tag.unwrap()
    for tag in [*soup.select("li"), *soup.select("ul")]:  # what held such links alone is empty now
        if not tag.get_text().strip():
            tag.decompose()


def page(fragment, docname, docnames, base=""):
    """A page's HTML fragment for print, as a parsed tree.

    Args:
        fragment: what the builder wrote. docname: its page. docnames: all pages of the book.
        base: the published book's address, for links to files that the PDF has not.
    """
    soup = _parse(fragment.replace("\N{TILDE OPERATOR}", "~"))  # one title has it, and none of the fonts
    for tag in soup.select(SCREEN_ONLY):
        tag.decompose()
    _lean(soup, docname)
    _unfold(soup)
    _fit(soup)
    for rubric in soup.select(".computed .rubric"):
        rubric.string = rubric.get_text().replace("on this page", "in this chapter")
    for box in soup.select(".table-scroll"):
        box.unwrap()
    _note_claims(soup)
    _lead(soup, docname, docnames, base)
    if docname.startswith("chapters/"):
        flow.settle(soup.section)
    for tag in soup.find_all(title=True):
        del tag["title"]
    return soup
