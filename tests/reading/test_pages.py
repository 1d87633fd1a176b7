"""The built pages: links, anchors, figures with their words and files, and nothing from elsewhere."""

import csv
import hashlib
import json
import posixpath
import re
import zipfile
from collections import Counter
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT

from analysis import tables

OWN = ("index", "ledger", "sources", "data")


@pytest.fixture(scope="module")
def figures(pages):
    return [(name, figure) for name, page in pages.items() for figure in page.select("figure.chart-card[id]")]


def test_every_page_of_the_contents_is_there(pages):
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    listed = re.findall(r"(?:file|root): ([\w/-]+)", toc)
    assert {f"{name}.html" for name in listed} <= set(pages)


def test_every_page_has_a_language_a_title_and_one_heading(pages):
    for name, page in pages.items():
        assert page.html["lang"] == "en", name
        assert page.title.text.strip(), name
        if name not in ("search.html", "genindex.html"):
            assert len(page.find_all("h1")) == 1, name


def test_no_number_is_written_with_an_exponent(pages):
    for name, page in pages.items():
        shown = page.select_one("article") or page
        found = [
            text
            for text in shown.find_all(string=re.compile(r"\d[.\d]*e[+-]\d"))
            if not text.find_parents(["pre", "code"])
        ]
        assert not found, (name, found)


@pytest.fixture(scope="module")
def anchors(pages):
    """All ids of each page."""
    return {name: [tag["id"] for tag in page.find_all(id=True)] for name, page in pages.items()}


def test_internal_links_and_anchors_lead_somewhere(built, pages, anchors):
    files = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    known = {name: set(ids) for name, ids in anchors.items()}
    broken = []
    for name, page in pages.items():
        for address in {link["href"] for link in page.find_all("a", href=True)}:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            # the 404 page speaks from the root of its host
            where = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), unquote(parts.path)))[1:]
            target = where if parts.path else name
            found = unquote(parts.fragment) in known[target] if parts.fragment and target in known else target in files
            if not found:
                broken.append((name, address))
    assert not broken, broken[:10]


def test_no_id_stands_twice_in_a_page(anchors):
    for name, ids in anchors.items():
        twice = {key for key, count in Counter(ids).items() if count > 1}
        assert not twice, (name, sorted(twice)[:5])


def test_nothing_is_loaded_from_another_host(built, pages):
    for name, page in pages.items():
        for tag in page.find_all(["script", "link", "img", "iframe", "source"]):
            address = tag.get("src") or (tag.get("href") if tag.get("rel") != ["canonical"] else None) or ""
            assert not urlsplit(address).netloc, (name, address)
    for sheet in built.rglob("*.css"):
        assert not re.search(r"url\([\"']?https?:|@import [\"']https?:", sheet.read_text(encoding="utf-8")), sheet


def test_every_figure_is_numbered_captioned_and_told_in_words(figures):
    assert len(figures) >= 17
    for name, figure in figures:
        where = (name, figure["id"])
        drawings = figure.select("svg.chart")
        assert len(drawings) == 2, where
        for drawing in drawings:
            assert drawing["role"] == "img"
            assert len(drawing["aria-label"]) >= 60, where
            assert "{" not in drawing["aria-label"], where
        assert figure.select_one(".caption-number").text.startswith("Figure "), where
        assert len(figure.select_one(".caption-text").text) >= 40, where


def test_every_chapter_has_at_least_four_figures(figures):
    count = {}
    for name, _ in figures:
        count[name] = count.get(name, 0) + 1
    for chapter in ("history", "scale", "motivations"):
        assert count[f"chapters/{chapter}.html"] >= 4


def test_every_figure_is_spoken_of_in_the_text(pages, figures):
    targets = {link["href"].split("#")[-1] for page in pages.values() for link in page.select("a.reference.internal")}
    for name, figure in figures:
        if name != "index.html":
            assert figure["id"] in targets, (name, figure["id"])


def test_every_figure_gives_away_its_data(built, figures):
    for name, figure in figures:
        stem = figure["id"].removeprefix("fig-")
        files = [
            (built / name).parent / link["href"]
            for link in figure.select(".downloads a")
            if not link["href"].startswith("#")
        ]
        kinds = {path.suffix for path in files}
        assert kinds == {".csv", ".svg", ".png", ".html"}, stem
        for path in files:
            assert path.resolve().stat().st_size > 50, path
        assert figure.select_one("details.cite").text.count(figure["id"]) >= 2


def test_the_sources_under_a_figure_are_those_of_the_rows_drawn(built, figures):
    for name, figure in figures:
        named = {
            link["href"].split("#")[1] for link in figure.select(".legend .sources a, .legend details:not(.cite) a")
        }
        drawn = set()
        for link in figure.select(".downloads a[href$='.csv']"):
            with ((built / name).parent / link["href"]).resolve().open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    drawn.update(f"{row['source']} {row.get('further_sources') or ''}".split())
        assert named == drawn, (name, figure["id"], named ^ drawn)


def test_every_claim_in_the_text_leads_to_its_row_and_that_to_its_source(pages):
    ledger, sources = pages["ledger.html"], pages["sources.html"]
    rows = {row["id"]: row for row in ledger.select("table.ledger tr[id]")}
    entries = {entry["id"] for entry in sources.select(".sources-list li")}
    seen = 0
    for name, page in pages.items():
        for link in page.select("article a.claim"):
            row = rows[link["href"].split("#")[1]]
            assert row.select("a")[-1]["href"].split("#")[1] in entries
            assert len(link["title"]) > 20, (name, link)
            seen += 1
    assert seen > 100


def test_the_ledger_holds_every_claim(pages):
    shown = {row["id"] for row in pages["ledger.html"].select("table.ledger tr[id]")}
    assert shown == set(tables.ledger()["id"])


def test_the_list_holds_every_source(pages):
    shown = {entry["id"] for entry in pages["sources.html"].select(".sources-list li")}
    assert shown == set(tables.read("sources")["id"])


def test_the_dictionary_tells_every_table_and_field(pages):
    page = pages["data.html"]
    for resource in tables.package()["resources"]:
        section = page.find(id=f"table-{resource['name']}")
        told = {code.text for code in section.select("td:first-child code, p.shared code")}
        assert told == {field["name"] for field in resource["schema"]["fields"]}
    common = {code.text for code in page.select("#shared-columns td:first-child code")}
    assert {code.text for code in page.select("p.shared code")} == common


def test_the_downloads_are_the_tables(built):
    folder = built / "_data"
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    with zipfile.ZipFile(folder / "ten-thousand-data.zip") as archive:
        assert archive.read("ten-thousand-data/claims.csv") == (ROOT / "data/claims.csv").read_bytes()
        descriptor = json.loads(archive.read("ten-thousand-data/datapackage.json"))
        paths = {f"ten-thousand-data/{resource['path']}" for resource in descriptor["resources"]}
        assert paths <= set(archive.namelist())


def test_no_role_or_directive_is_left_unread(pages):
    for name, page in pages.items():
        text = page.select_one("article").get_text() if page.select_one("article") else ""
        assert "{claim}" not in text and "{number}" not in text and "```{" not in text, name


def test_no_path_of_a_machine_is_in_the_pages(built):
    for path in [*built.rglob("*.html"), *built.rglob("*.svg"), *built.rglob("*.csv")]:
        assert str(built.parents[1]) not in path.read_text(encoding="utf-8"), path
