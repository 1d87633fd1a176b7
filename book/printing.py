"""One page as print shows it: no buttons and downloads, claims with footnotes, every link to where it leads in the PDF."""

import html
import posixpath
import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString

from analysis import tables
from book.roles import label, rows
from book.words import MONTHS, day, measure, with_unit

SCREEN_ONLY = "button, form, script, style, pre, a.headerlink, .cell, .downloads, details.cite, .filters, .cite-row"

SCREEN_WORDS = [  # what a text says of the pages, and what print says instead
    (r"\s*The\s+book\s+is\s+also\s+made\s+as\s+one\s+PDF\.", ""),
    (
        r"Point\s+at\s+one\s+to\s+see\s+who\s+and\s+when; follow\s+it\s+to\s+its\s+row\.",
        "A footnote says who and when; the ledger has the row.",
    ),
    (r"This page takes", "This summary takes"),
    (r"on\s+these\s+pages\s+leads", "in this book leads"),
    (r"\bon\s+this\s+page\b", "in this chapter"),
    (r"\bof\s+this\s+page\b", "of this chapter"),
    (r"at\s+the\s+foot\s+of\s+its\s+page", "at the end of its chapter"),
    (r"\s+on\s+pointing\s+at\s+a\s+figure,", ","),
    (
        r"Each\s+row\s+has\s+an\s+address: (<code[^>]*>(?:<span[^>]*>)?ledger\.html#(?:</span>)?</code>)\s+and\s+the\s+row’s\s+id\.",
        r"Each row ends with its id; its address on the web is \1 and that id.",
    ),
]
MONTH = "|".join(MONTHS)
HELD = [  # spaces at which no line may end
    (rf"(\d) (?=(?:{MONTH})\b)", "\\1\N{NO-BREAK SPACE}"),
    (rf"\b({MONTH}) (?=\d)", "\\1\N{NO-BREAK SPACE}"),
    (
        r"\b(USD|RUB|KRW|Figure|Figures|Table|Tables|Article|article|paragraph|Resolution) (?=\d)",
        "\\1\N{NO-BREAK SPACE}",
    ),
    (r"(\d) (?=(?:million|billion|trillion|km²|km|mm|percent|metres)\b)", "\\1\N{NO-BREAK SPACE}"),
    (r"\b(at least|up to) (?=\d)", "\\1\N{NO-BREAK SPACE}"),
]
SHORT = 20  # letters of a range that stays on one line
WHOLE = 9  # rows of a table that stays on one page
VALUES = 15  # of a field that are named
LISTED = 12  # sources that are not listed a second time


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
    return f'<span class="footnote">{held(said)}. {link(row["source"])}{copied}.</span>'


def period(date):
    """The heading under which a row of the ledger stands: its decade, or its year from 2020 on."""
    if not date[:4].isdigit():
        return "Undated"
    return date[:4] if date >= "2020" else f"{date[:3]}0s"


def ledger():
    """All claims, the latest first as on the page, in a leaner form: one paragraph a row, headed by period."""
    text, heading, found = [], None, tables.ledger()
    found = found.assign(dated=found["date"].str[:4].str.isdigit())
    for row in found.sort_values(["dated", "date", "id"], ascending=[False, False, True]).to_dict("records"):
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
            f'<p class="row" id="{row["id"]}"><b>{html.escape(with_unit(row))}</b> {html.escape(measure(row["metric"]))}. '
            f'{html.escape(who)}. {" ".join(words)} {link(row["source"])}. <span class="key">{row["id"]}</span></p>'
        )
    return "".join(text)


def _parse(text):
    return BeautifulSoup(text, "html.parser")


def dictionary(table, known):
    """The fields of a table as one paragraph: those told before by name alone, values without their meanings.

    Args:
        table: the table of fields; the line that names its shared columns goes. known: what was told, grows.
    """
    told, before = [], []
    box = table.find_parent(class_="table-scroll") or table
    for line in box.find_next_siblings("p", class_="shared"):
        before += [name.get_text() for name in line.select("code")]
        line.decompose()
    for row in table.select("tbody tr"):
        cells = row.select("td")
        values = [value.get_text() for value in cells[2].select("li > code:first-child")]
        for fold in cells[2].select("details"):
            fold.decompose()
        name, kind, meaning = cells[0].get_text(), cells[1].get_text(), cells[2].decode_contents().strip()
        old, _ = (name, kind, meaning) in known, known.add((name, kind, meaning))
        if old and name != "metric":
            before.append(name)
            continue
        some = ", ".join(values) if len(values) <= VALUES else f"{len(values)} values"
        values = f" One of {html.escape(some)}." if values else ""
        told.append(f"<b>{name}</b> ({kind}) {'' if old else meaning}{values}")
    last = [f"As above: {', '.join(before)}."] if before else []
    return f'<p class="row">{" ".join(told + last)}</p>'


def host(address):
    """Where an address leads, in short: example.org, or example.org/page where that is short."""
    parts = urlsplit(address)
    site = parts.netloc.removeprefix("www.")
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return site + path if len(site + path) <= 44 else site


def _lean(soup, docname):
    """The long tables as paragraphs: the ledger's rows, the fields of the tables; each source with its address."""
    if docname == "ledger":
        soup.select_one("table.ledger").replace_with(_parse(ledger()))
    known = set()
    for table in soup.select("table.dictionary"):
        table.replace_with(_parse(dictionary(table, known)))
    if docname == "data" and known:
        soup.select_one("section section p").insert_before(
            _parse(
                "<p>Values of a field are named here; what each means stands in the descriptor, <code>datapackage.json</code>.</p>"
            )
        )
    for entry in soup.select(".sources-list > li"):
        link, seen = entry.find("a", href=True), entry.select_one(".rows")
        if link and seen:
            address = html.escape(link["href"], quote=True)
            seen.insert_before(_parse(f'<a class="host" href="{address}">{html.escape(host(link["href"]))}</a>. '))
            link.unwrap()


def shares(table):
    """How much of the width each column gets, in percent: room for its longest word, and the rest where it saves most lines."""
    lines = [[" ".join(cell.get_text(" ").split(" ")) for cell in row.select("th, td")] for row in table.select("tr")]
    lines = [line for line in lines if len(line) == len(lines[0])]
    columns = [[len(text.strip()) for text in column] for column in zip(*lines, strict=True)]
    widths = [
        max(
            (min(len(word), 26) for text in column for word in re.split(r"[\s/]|(?<=-)", text, flags=re.ASCII)),
            default=1,
        )
        * 1.1
        + 2.5
        for column in zip(*lines, strict=True)
    ]
    room = max(130, sum(widths))
    while sum(widths) < room:
        gain = [
            sum((size / width) ** 2 - (size / (width + 1)) ** 2 for size in column)
            for column, width in zip(columns, widths, strict=True)
        ]
        widths[gain.index(max(gain))] += 1
    return [100 * width / sum(widths) for width in widths]


def _fit(soup):
    """Fixed widths: no table grows beyond the page, and none has to be laid out twice; a short one stays whole."""
    for table in soup.select("table"):
        for cell in table.select("td, th"):
            for text in cell.find_all(string=re.compile(r"\d – ")):
                text.replace_with(re.sub(r" – (?=\d)", "\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}", text))
        if len(table.select("tr")) <= WHOLE:
            table["class"] = [*table.get("class", []), "whole"]
        widths = "".join(f'<col style="width: {share:.1f}%">' for share in shares(table))
        for old in table.select("colgroup"):
            old.decompose()
        place = table.caption.insert_after if table.caption else lambda new, table=table: table.insert(0, new)
        place(_parse(f"<colgroup>{widths}</colgroup>"))


def _unfold(soup):
    """What a page folds away stands open."""
    for fold in soup.select("figure details.sources"):
        _, _, rest = fold.summary.get_text().partition(". ")
        rest = f" {html.escape(rest)}" if rest.strip() else ""
        names = fold.p.decode_contents().strip().removesuffix(".")
        fold.replace_with(_parse(f'<p class="sources listed">Sources: {names}.{rest}</p>'))
    for head in soup.select(".pull strong"):  # a number on its own line, what it counts below it
        if isinstance(head.next_sibling, NavigableString):
            head.next_sibling.replace_with(head.next_sibling.lstrip())
    for fold in soup.select("details"):
        if fold.summary:
            fold.summary.name = "p"
        fold.name = "div"


def number_sources(soups):
    """Number the entries of the list of sources, and name long lists under figures by these numbers.

    A list that an earlier figure of the chapter has is not repeated.
    """
    numbers = {}
    for entry in (entry for soup in soups for entry in soup.select(".sources-list > li[id]")):
        numbers[f"#{entry['id']}"] = len(numbers) + 1
        entry.insert(0, _parse(f'<span class="entry">{len(numbers)}</span> '))
    for soup in soups:
        before = {}
        for line in soup.select("figure p.listed"):
            links = line.select("a[href]")
            if not links or not all(link["href"] in numbers for link in links):
                continue
            own, rest = (
                line.find_parent("figure"),
                line.get_text().rpartition(". ")[2] if ". Latest" in line.get_text() else "",
            )
            found = sorted({numbers[link["href"]]: link["href"] for link in links}.items())
            same = before.setdefault(tuple(found), own)
            if same is not own and len(found) > LISTED:
                name = same.select_one(".caption-number").get_text().strip()
                text = f'as <a href="#{same["id"]}">{name}</a>'
            else:
                text = ", ".join(f'<a href="{address}">{number}</a>' for number, address in found)
            line.clear()
            line.append(_parse(f"Sources: {text}.{' ' if rest else ''}{html.escape(rest)}"))


def _note_claims(soup):
    """A footnote at the first mention of each claim in a chapter; the lists at its end need none."""
    seen = set()
    for claim in soup.select("a.claim"):
        key = urlsplit(claim["href"]).fragment
        if key in rows() and key not in seen and not claim.find_parent(class_="computed"):
            seen.add(key)
            claim.insert_after(_parse(footnote(rows()[key])))


def count_notes(soup):
    """Number the footnotes of a chapter in order; one that a block repeats word for word is called by its first number."""
    count = 0
    for block in soup.select("section > :not(section):not(ul):not(ol), li"):
        known = {}
        for note in block.select(".footnote"):
            words = note.get_text()
            if words in known:
                note.replace_with(_parse(f'<span class="again">{known[words]}</span>'))
                continue
            count += 1
            known[words] = count
            note["data-number"] = str(count)


def held(text):
    """Keep numbers with their units, months with their years: no line ends between them."""
    for pattern, instead in HELD:
        text = re.sub(pattern, instead, text)
    return text


def _hold(soup):
    """Let no line end within a number, nor between it and its unit."""
    for text in soup.find_all(string=re.compile(r"\d")):
        if (new := held(str(text))) != text:
            text.replace_with(NavigableString(new))
    for tag in soup.select("a.claim, a.number"):
        if "–" in tag.get_text() and len(tag.get_text()) <= SHORT:  # a line may end after a dash
            tag["class"] = [*tag["class"], "held"]


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
    fragment = fragment.replace("\N{TILDE OPERATOR}", "~")  # one title has it, and none of the fonts
    for pattern, instead in SCREEN_WORDS if docname != "sources" else ():
        fragment = re.sub(pattern, instead, fragment)
    soup = _parse(fragment)
    for tag in soup.select(SCREEN_ONLY):
        tag.decompose()
    _lean(soup, docname)
    _unfold(soup)
    _hold(soup)
    _fit(soup)
    for box in soup.select(".table-scroll"):
        box.unwrap()
    _note_claims(soup)
    _lead(soup, docname, docnames, base)
    for tag in soup.find_all(title=True):
        del tag["title"]
    return soup
