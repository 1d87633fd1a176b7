"""What a reader does: open every page, read claims by mouse, keyboard and touch, search, filter, sort, cite, download."""

import json
import re

import pytest
from chromium import ALIKE, WIDTHS, address, all_pages, browser, open_page, pages
from conftest import ROOT

from analysis import tables
from book.citing import book

CLAIM = "article a.claim"
# Rows of long tables are made alike by one function: where a page has been read whole once, the first stand for all.
MANY = "tr:nth-child(n + 60), .sources-list li:nth-child(n + 60)"


def settled(page):
    """The page two frames later: what a script asked for is drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_opens_without_errors_and_without_sideways_scrolling(open_page, pages, width):
    wrong = {}
    for name in pages:
        page = settled(open_page(name, width=width))
        wide = page.evaluate("document.documentElement.scrollWidth") - width
        if page.faults or wide > 0:
            wrong[name] = (page.faults, wide)
        page.context.close()
    assert not wrong


@pytest.mark.parametrize(
    ("width", "theme", "whole"),
    [(1280, "light", True), (390, "dark", True), (1280, "dark", False), (390, "light", False)],
)
def test_no_page_breaks_a_rule_of_accessibility(open_page, address, all_pages, pages, width, theme, whole):
    """Each width and each theme is read whole once; the other two pairings leave out what is made alike.

    Of the long tables behind figures the first rows stand for all, since one function makes them.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed here").Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    broken, page = {}, open_page("index.html", width=width, theme=theme)
    page.set_default_timeout(300_000)
    for name in all_pages if whole else pages:
        page.goto(address + name, wait_until="load")
        settled(page).evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        if not whole or name.startswith(ALIKE):
            page.evaluate(f"document.querySelectorAll('{MANY}').forEach(row => row.remove())")
        found = axe.run(page, options={"runOnly": tags, "resultTypes": ["violations"]}).response["violations"]
        if found:
            broken[name] = [(fault["id"], fault["nodes"][0]["html"][:200], len(fault["nodes"])) for fault in found]
    assert not broken


def test_a_wrong_address_shows_the_books_own_page_at_any_depth(open_page, address):
    page = open_page("chapters/nowhere/at-all.html")
    assert page.text_content("h1").startswith("No such page")
    assert page.evaluate("getComputedStyle(document.querySelector('.sidebar-drawer')).display") == "flex"
    page.click("article a:has-text('first page')")
    assert page.url == address + "index.html"


def test_a_claim_tells_who_and_when_by_mouse(open_page):
    page = open_page("chapters/scale.html")
    link = page.locator(CLAIM).first
    link.hover()
    hint = page.locator("#hint")
    assert hint.is_visible()
    assert re.search(r"\d{4} \((claimed|reported|confirmed|estimated|disputed)\)\. Source: ", hint.text_content())
    hint.hover()
    assert hint.is_visible(), "the pop-up can be pointed at"
    page.locator("h1").hover()
    assert hint.is_hidden()
    link.click()
    assert "ledger.html#" in page.url
    assert page.locator(f"[id='{page.url.split('#')[1]}']").is_visible()


def test_a_claim_tells_who_and_when_by_keyboard(open_page):
    page = open_page("chapters/scale.html")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{CLAIM}')"):
            break
    hint = page.locator("#hint")
    assert hint.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "hint"
    page.keyboard.press("Escape")
    assert hint.is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledger.html#*")


def test_a_claim_tells_who_and_when_by_touch_and_leads_on_at_the_second_tap(open_page):
    page = open_page("index.html", width=390, touch=True)
    link = page.locator(CLAIM).first
    link.tap()
    assert page.locator("#hint").is_visible()
    assert page.url.endswith("index.html")
    link.tap()
    page.wait_for_url("**/ledger.html#*")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_theme_can_be_switched_and_is_kept(open_page, address, width):
    page = open_page("index.html", width=width)
    ground = "getComputedStyle(document.body).backgroundColor"
    switch = page.locator("button.theme-toggle:visible")
    seen = set()
    for _ in range(3):
        switch.click()
        seen.add((page.evaluate("document.body.dataset.theme"), page.evaluate(ground)))
    assert {theme for theme, _ in seen} == {"auto", "light", "dark"}
    assert len({color for _, color in seen}) == 2
    while page.evaluate("document.body.dataset.theme") != "dark":
        switch.click()
    dark = page.evaluate(ground)
    page.goto(address + "chapters/scale.html")
    assert page.evaluate(ground) == dark


def test_the_contents_of_a_phone_open_and_close_by_keyboard(open_page):
    page = open_page("chapters/scale.html", width=390)
    link = page.locator(".sidebar-tree a").first
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel") == "Contents of the book":
            break
    assert page.evaluate("document.activeElement.ariaExpanded") == "false"
    page.keyboard.press("Space")
    assert link.is_visible()
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")
    for _ in range(25):  # what is closed takes no focus
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('.sidebar-drawer, .toc-drawer') !== null")


def test_the_search_finds_a_claimant_in_the_ledger(open_page):
    page = open_page("index.html")
    page.keyboard.press("/")
    page.keyboard.type("Budanov casualties")
    page.keyboard.press("Enter")
    page.wait_for_selector(".rows-found li")
    assert page.faults == []
    found = page.locator(".rows-found li a").first
    row = found.get_attribute("href").split("#")[1]
    assert "Budanov" in tables.ledger().set_index("id").at[row, "statement"]
    found.click()
    page.wait_for_url(f"**/ledger.html#{row}")
    assert page.locator(f"[id='{row}']").is_visible()


def test_the_search_finds_a_place_in_the_chapters(open_page):
    page = open_page("search.html?q=Ussuriysk")
    page.wait_for_selector("#search-results li a[href*='chapters/kursk.html']")
    assert page.faults == []


def test_a_search_leads_to_all_its_rows_in_the_ledger(open_page):
    page = open_page("search.html?q=Budanov")
    said = int(re.search(r"\d+", page.text_content("#rows-found > p a"))[0])
    page.click("#rows-found > p a")
    page.wait_for_load_state()
    page.wait_for_selector("output:has-text('of')")
    assert page.locator("table.claims tbody tr:not([hidden])").count() == said


def test_the_ledger_filters_by_every_control(open_page):
    page = open_page("ledger.html")
    ledger = tables.ledger()
    shown = page.locator("table.claims tbody tr:not([hidden])")
    assert shown.count() == len(ledger)
    side = "South Korea"
    page.select_option("select[name=side]", side)
    settled(page)
    assert shown.count() == (ledger["side"] == side).sum()
    page.fill("input[name=from]", "2025")
    page.fill("input[name=until]", "2025-06")
    settled(page)
    ours = ledger[(ledger["side"] == side) & (ledger["date"] >= "2025") & (ledger["date"].str[:7] <= "2025-06")]
    whole = ours[ours["date"].str.len() >= 7]  # a bare year is neither before nor after June
    assert len(whole) <= shown.count() <= len(ours) + (ledger["date"] == "2025").sum()
    assert page.text_content("output").startswith(f"{shown.count()} of ")
    page.fill("input[name=text]", "no such words anywhere")
    settled(page)
    assert shown.count() == 0


def test_the_ledger_sorts_by_figure_both_ways(open_page):
    page = open_page("ledger.html")
    page.select_option("select[name=measure]", "Killed")
    button = page.locator("th button", has_text="Figure")

    def figures():
        cells = page.locator("table.claims tbody tr:not([hidden]) td:nth-child(4)").all_text_contents()
        return [float(re.search(r"[\d,.]+", cell)[0].replace(",", "")) for cell in cells if re.search(r"\d", cell)]

    button.click()
    up = figures()
    assert up == sorted(up) and len(up) > 5
    button.click()
    assert figures() == sorted(up, reverse=True)
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_a_row_of_the_ledger_can_be_cited(open_page):
    page = open_page("ledger.html", permissions=["clipboard-read", "clipboard-write"])
    row = page.locator("table.claims tbody tr").nth(3)
    row.scroll_into_view_if_needed()
    row.locator("button.cite-button").click()
    page.click("dialog button:has-text('Copy BibTeX')")
    page.wait_for_selector("dialog button:has-text('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert row.get_attribute("id") in copied and copied.startswith("@misc{")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_a_page_can_be_cited_with_its_whole_address(open_page, address):
    page = open_page("chapters/scale.html", permissions=["clipboard-read", "clipboard-write"])
    page.click(".takeaway summary")
    for name, sign in (("citation", "(2026)"), ("BibTeX", "@incollection{"), ("CSL-JSON", '"container-title"')):
        page.click(f".takeaway button:has-text('Copy {name}')")
        page.wait_for_function("sign => navigator.clipboard.readText().then(text => text.includes(sign))", arg=sign)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert f"{address}chapters/scale.html" in copied
        assert book()["version"] in copied
    assert json.loads(copied)[0]["type"] == "chapter"


def test_the_files_of_a_page_can_be_downloaded(open_page, tmp_path):
    page = open_page("chapters/scale.html")
    for name in ("Markdown", "Notebook"):
        with page.expect_download() as waiting:
            page.click(f".takeaway-files a:has-text('{name}')")
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        if name == "Markdown":
            assert path.read_bytes() == (ROOT / "chapters/scale.md").read_bytes()
        else:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            assert any(cell["cell_type"] == "code" for cell in cells)
            assert all(not cell.get("outputs") for cell in cells)


def test_behind_a_figure_stand_its_rows_and_its_code(open_page):
    page = open_page("chapters/scale.html")
    page.click("#fig-armies .downloads a:has-text('Table and code')")
    assert page.locator("table.behind tbody tr").count() >= 2
    assert "def armies(" in page.text_content(".highlight")
    page.click("article a:has-text('Back to Figure')")
    assert page.url.endswith("chapters/scale.html#fig-armies")


def test_the_text_keeps_to_a_readable_measure(open_page):
    page = open_page("chapters/scale.html")
    letters = page.evaluate(
        """() => {
          const lines = [];
          for (const part of document.querySelectorAll("article section > p")) {
            const range = document.createRange();
            range.selectNodeContents(part);
            const tops = new Set([...range.getClientRects()].map(box => Math.round(box.bottom / 12)));
            if (tops.size > 3) lines.push(part.textContent.length / (part.offsetHeight / parseFloat(getComputedStyle(part).lineHeight)));
          }
          return lines.reduce((sum, one) => sum + one, 0) / lines.length;
        }"""
    )
    assert 58 <= letters <= 76


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_of_a_chart_is_cut_off_where_the_books_fonts_do_not_come(open_page, address, pages, width):
    page = open_page("index.html", width=width)
    page.route("**/*.woff2", lambda route: route.abort())
    cut = {}
    for name in pages:
        page.goto(address + name, wait_until="load")
        beyond = page.evaluate(
            """() => [...document.querySelectorAll("svg.chart")].filter(chart => chart.getClientRects().length).flatMap(chart => {
              const box = chart.getBoundingClientRect();
              return [...chart.querySelectorAll("text")]
                .map(text => [text.textContent, text.getBoundingClientRect()])
                .filter(([, at]) => at.right > box.right + 12 || at.left < box.left - 12)
                .map(([words, at]) => [words, at.left - box.left, at.right - box.right]);
            })"""
        )
        if beyond:
            cut[name] = beyond
    assert not cut


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "address_of_row",
    [
        "ledger.html#troops-us-dod-2024-10-28",
        "ledger.html#hist-china-korea-780000",
        "sources.html#tass-2024-10-10",
        "tables/events.html#ev-1961-07-06-treaty",
        "data.html#table-votes",
    ],
)
def test_an_address_of_a_row_shows_the_row(open_page, width, address_of_row):
    page = open_page(address_of_row, width=width)
    row = address_of_row.split("#")[1]
    top = "row => document.getElementById(row).getBoundingClientRect().top"
    page.wait_for_function(f"row => ((top) => top >= 0 && top < 300)(({top})(row))", arg=row)
    page.wait_for_timeout(400)
    assert 0 <= page.evaluate(top, row) < 300
