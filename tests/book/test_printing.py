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
    assert "28 October 2024" in note.get_text().replace("\N{NO-BREAK SPACE}", " ")
    assert [a["href"] for a in soup.select("a.claim")] == [f"#ledger--{CLAIM}"] * 3
    assert not soup.find(title=True)


def test_what_only_a_screen_can_use_goes():
    soup = page(
        '<p>Kept.</p><button>Copy</button><pre>code</pre><p class="downloads"><a href="x.csv">Data</a></p>'
        '<details class="cite"><summary>Cite</summary>x</details><ul><li><a href="x.zip">All tables</a></li></ul><p>See <a href="x.json">this</a>.</p>'
    )
    assert soup.get_text() == "TKept.See this."
    assert not soup.find("ul")


def figure(number, *keys):
    links = "; ".join(f'<a href="../sources.html#{key}">{key}</a>' for key in keys)
    return (
        f'<figure id="fig-{number}"><figcaption><p><span class="caption-number">Figure {number} </span><span class="caption-text">C.</span></p>'
        f'<div class="legend"><details class="sources"><summary>{len(keys)} sources. Latest date drawn: 2025.</summary><p>{links}.</p></details>'
        "</div></figcaption></figure>"
    )


def test_long_lists_of_sources_are_numbers_of_the_list_and_stand_once():
    keys = [f"key-{number}" for number in range(printing.LISTED + 1)]
    chapter = page(figure(1, *keys) + figure(2, *keys) + figure(3, "key-2", "key-0"))
    entries = "".join(f'<li id="{key}"><a href="https://example.org/{key}">T</a>.</li>' for key in keys)
    sources = printing.page(f'<section><h1>S</h1><ul class="sources-list">{entries}</ul></section>', "sources", PAGES)
    printing.number_sources([chapter, sources])
    first, second, third = chapter.select("figure p.sources")
    assert first.get_text().startswith("Sources: 1, 2, 3, ")
    assert [link["href"] for link in first.select("a")] == [f"#sources--{key}" for key in keys]
    assert second.get_text() == "Sources: as Figure\N{NO-BREAK SPACE}1. Latest date drawn: 2025."
    assert second.a["href"] == "#a--fig-1"
    assert third.get_text() == "Sources: 1, 3. Latest date drawn: 2025."
    assert [entry.get_text()[:3] for entry in sources.select("li")][:2] == ["1 T", "2 T"]


def test_a_list_of_sources_without_a_latest_date_ends_with_one_stop():
    text = figure(1, "a", "b", "c", "d").replace(" Latest date drawn: 2025.", "")
    assert page(text).select_one("p.sources").get_text() == "Sources: a; b; c; d."


def test_the_ledger_holds_every_row_the_latest_first():
    soup = BeautifulSoup(printing.ledger(), "html.parser")
    assert {row["id"] for row in soup.select("p.row")} == set(tables.ledger()["id"])
    heads = [head.get_text() for head in soup.select("h2")]
    assert len(heads) == len(set(heads))
    dated = [head for head in heads if head != "Undated"]
    assert dated == sorted(dated, reverse=True)
    assert "Undated" not in heads[:-1]


def test_a_note_that_a_paragraph_repeats_is_called_by_its_first_number():
    note = '<span class="footnote">Kyiv, 2024.</span>'
    soup = BeautifulSoup(f"<section><p>a{note}b{note}</p><p>c{note}</p></section>", "html.parser")
    printing.count_notes(soup)
    assert [note["data-number"] for note in soup.select(".footnote")] == ["1", "2"]
    assert soup.select_one(".again").get_text() == "1"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 28 October 2024 in Kursk", ["on", "28 October 2024", "in", "Kursk"]),
        ("USD 1.2 billion or at least 3,000", ["USD 1.2 billion", "or", "at", "least 3,000"]),
        ("Figure 12 shows it", ["Figure 12", "shows", "it"]),
    ],
)
def test_numbers_stay_with_their_units(text, parts):
    assert [part.replace("\N{NO-BREAK SPACE}", " ") for part in printing.held(text).split(" ")] == parts


@pytest.mark.parametrize(
    ("screen", "paper"),
    [
        (
            "<p>Point at one to see who and when; follow it to its row.</p>",
            "A footnote says who and when; the ledger has the row.",
        ),
        ("<p>every number of this page</p>", "every number of this chapter"),
        ("<p>Data. The book is also\nmade as one PDF.</p>", "Data."),
        ('<p class="rubric">Numbers computed on this page</p>', "Numbers computed in this chapter"),
    ],
)
def test_print_has_its_own_words(screen, paper):
    assert page(screen).p.get_text() == paper


def test_fields_that_tables_share_are_told_once():
    row = "<tr><td><code>unit</code></td><td>string</td><td>Unit of the row.{}</td></tr>"
    values = "<details><summary>2 values</summary><ul><li><code>km</code>: long</li><li><code>people</code></li></ul></details>"
    other = "<tr><td><code>kind</code></td><td>string</td><td>Which kind." + values + "</td></tr>"
    table = '<table class="dictionary"><tbody>{}</tbody></table>'
    soup = printing.page(
        f"<section><h1>D</h1><section><p>Shared.</p>{table.format(row.format(''))}</section>"
        f'<section>{table.format(row.format(values) + other)}<p class="shared">Shared columns: <code>id</code></p></section></section>',
        "data",
        PAGES,
    )
    assert not soup.find("table")
    assert [part.get_text() for part in soup.select("p.row")] == [
        "unit (string) Unit of the row.",
        "kind (string) Which kind. One of km, people. As above: id, unit.",
    ]


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("https://www.example.org/", "example.org"),
        ("https://en.example.org/a/b", "en.example.org/a/b"),
        (f"https://example.org/{'long-' * 20}", "example.org"),
    ],
)
def test_an_address_is_printed_in_short(address, short):
    assert printing.host(address) == short


def test_columns_share_the_width():
    table = BeautifulSoup(
        "<table><tr><th>No.</th><th>Evidence</th></tr><tr><td>1</td><td>" + "word " * 60 + "</td></tr></table>",
        "html.parser",
    ).table
    narrow, wide = printing.shares(table)
    assert narrow + wide == pytest.approx(100)
    assert wide > 3 * narrow


def test_a_column_holds_its_longest_word():
    cells = "<td></td><td>10,000\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}12,000</td><td>" + "word " * 200 + "</td>"
    table = BeautifulSoup(
        f"<table><tr><th>Par.</th><th>R</th><th>E</th></tr><tr>{cells}</tr></table>", "html.parser"
    ).table
    empty, word, _ = printing.shares(table)
    assert word > 100 * 16 / 132
    assert empty < 6


def chapter(*parts):
    return BeautifulSoup(f"<section>{''.join(parts)}</section>", "html.parser").section


TEXT = "<p>" + "word " * 300 + "</p>"  # about a third of a page
LINES = "<p>" + "word " * 90 + "</p>"
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


def test_figures_keep_their_order():
    first, second = (FIGURE.replace("<figure", f'<figure id="{name}"') for name in "ab")
    flow.settle(section := chapter(TEXT, TEXT, first, second, TEXT))
    assert [figure["id"] for figure in section.select("figure")] == ["a", "b"]


def test_a_figure_stays_in_its_section_unless_a_page_would_be_half_empty():
    after = f"<section><h2>B</h2>{TEXT}{TEXT}</section>"
    assert settled(f"<section><h2>A</h2>{LINES}{FIGURE}</section>", after) == "pFpp"
    assert settled(TEXT, f"<section><h2>A</h2>{LINES}{FIGURE}</section>", after).index("F") > 2


def test_a_figure_never_follows_a_heading_that_is_not_its_own():
    flow.settle(section := chapter(TEXT, TEXT, FIGURE, "<h2>Next</h2>", TEXT, TEXT))
    assert section.h2.find_next_sibling(True).name == "p"


def test_a_figure_is_set_smaller_where_it_would_leave_white_space():
    wide = '<figure><img data-ratio="0.55"><figcaption></figcaption></figure>'
    flow.settle(section := chapter(LINES, wide, wide, "<table><tr><td>x</td></tr></table>"))
    assert any("width" in image.get("style", "") for image in section.select("img"))
    for image in section.select("img[style]"):
        assert 100 * min(flow.SIZES) <= int(image["style"].removeprefix("width: ").removesuffix("%")) < 100
