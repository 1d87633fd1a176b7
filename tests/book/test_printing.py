"""A page for print: links, footnotes, what goes, how tables and figures are fitted."""

import pytest
from bs4 import BeautifulSoup

from analysis import tables
from book import flow, printing

PAGES = {"index", "ledger", "sources", "chapters/a", "chapters/b"}
CLAIM = "troops-us-dod-2024-10-28"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("#x", "#a--x"),
        ("b.html#x", "#b--x"),
        ("b.html", "#b"),
        ("../ledger.html#row", "#ledger--row"),
        ("https://example.org/a.html#x", "https://example.org/a.html#x"),
        ("../_data/claims.csv", None),
    ],
)
def test_links_are_led_to_their_places(href, address):
    assert printing.target(href, "chapters/a", PAGES, "") == address


def test_a_file_is_linked_where_the_book_is_published():
    assert printing.target("../_data/x.csv", "chapters/a", PAGES, "https://e.org/b/") == "https://e.org/b/_data/x.csv"


def page(text):
    return printing.page(f'<section id="s"><h1>T</h1>{text}</section>', "chapters/a", PAGES)


def test_a_claim_has_one_footnote_in_a_chapter():
    link = f'<a class="claim" href="../ledger.html#{CLAIM}" title="t">10,000</a>'
    soup = page(f'<p>{link}</p><p>{link}</p><div class="computed">{link}</div>')
    note = soup.select_one(".footnote")
    assert len(soup.select(".footnote")) == 1
    source = tables.ledger().set_index("id").at[CLAIM, "source"]
    assert note.a["href"] == f"#sources--{source}"
    assert "28 October 2024" in note.get_text()
    assert [a["href"] for a in soup.select("a.claim")] == [f"#ledger--{CLAIM}"] * 3
    assert not soup.find(title=True)


def test_what_only_a_screen_can_use_goes():
    soup = page(
        '<p>Kept.</p><button>Copy</button><pre>code</pre><p class="downloads"><a href="x.csv">Data</a></p>'
        '<details class="cite"><summary>Cite</summary>x</details><ul><li><a href="x.zip">All tables</a></li></ul><p>See <a href="x.json">this</a>.</p>'
    )
    assert soup.get_text() == "TKept.See this."
    assert not soup.find("ul")


def test_long_lists_of_sources_move_to_the_end_of_the_chapter():
    soup = page(
        '<figure id="fig-x"><figcaption><p><span class="caption-number">Figure 1 </span><span class="caption-text">C.</span></p><div class="legend">'
        "<details class='sources'><summary>4 sources. Latest date drawn: 2025.</summary><p>A; B; C; D.</p></details></div></figcaption></figure><p>End.</p>"
    )
    link = soup.select_one("figure p.sources a")
    assert link.get_text() == "4 sources"
    assert soup.find(id=link["href"].removeprefix("#")).get_text() == "Figure 1. A; B; C; D."
    assert not soup.find("details")


def test_the_ledger_holds_every_row_in_order_of_date():
    soup = BeautifulSoup(printing.ledger(), "html.parser")
    assert {row["id"] for row in soup.select("p.row")} == set(tables.ledger()["id"])
    heads = [head.get_text() for head in soup.select("h2")]
    assert len(heads) == len(set(heads))
    assert heads[-1] == "Undated" or heads == sorted(heads)


def test_columns_share_the_width():
    table = BeautifulSoup(
        "<table><tr><th>No.</th><th>Evidence</th></tr><tr><td>1</td><td>" + "word " * 60 + "</td></tr></table>",
        "html.parser",
    ).table
    narrow, wide = printing.shares(table)
    assert narrow + wide == pytest.approx(100)
    assert wide > 3 * narrow


def chapter(*parts):
    return BeautifulSoup(f"<section>{''.join(parts)}</section>", "html.parser").section


TEXT = "<p>" + "word " * 300 + "</p>"  # about a third of a page
FIGURE = '<figure><img data-ratio="0.9"><figcaption></figcaption></figure>'  # more than half of one


def kinds(section):
    return "".join("F" if tag.name == "figure" else "p" for tag in section.find_all(["figure", "p"]))


def settled(*parts):
    flow.settle(section := chapter(*parts))
    return kinds(section)


def test_a_figure_that_fits_stays():
    assert settled(TEXT, FIGURE, TEXT) == "pFp"


def test_text_runs_on_before_a_figure_that_does_not_fit():
    assert settled(TEXT, TEXT, FIGURE, TEXT, TEXT) == "pppFp"


def test_figures_keep_their_order_and_their_section():
    first, second = (FIGURE.replace("<figure", f'<figure id="{name}"') for name in "ab")
    flow.settle(section := chapter(TEXT, TEXT, first, second, TEXT))
    assert [figure["id"] for figure in section.select("figure")] == ["a", "b"]
    assert settled(TEXT, TEXT, f"<section>{FIGURE}</section>", f"<section>{TEXT}</section>") == "ppFp"
