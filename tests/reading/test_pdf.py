"""The printed book: whole, tagged, linked, vector, and free of what only a screen can use."""

import re
import shutil
import subprocess
from urllib.parse import unquote

import numpy as np
import pytest
from conftest import ROOT, build, copy_book
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from tiny import replace, tiny

from analysis import tables
from book.citing import book
from book.pdf import FILE, printed

BUILDER = ("--builder", "custom", "--custom-builder", "pdf")


def pango():
    """Whether WeasyPrint finds its libraries."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


needs_pango = pytest.mark.skipif(not pango(), reason="WeasyPrint needs Pango, which is not installed here")


def letters(text):
    """Letters alone: neither line ends, hyphens nor footnote numbers stand in the way of a comparison."""
    return re.sub(r"[^a-z]", "", text.lower())


@pytest.fixture(scope="module")
def soups(pages):
    return {name: page for name, page in pages.items() if name == "index.html" or name.startswith("chapters/")}


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory):
    """A copy of the built book, its PDF made from the same doctrees."""
    book = shutil.copytree(built.parents[1], tmp_path_factory.mktemp("pdf") / "book")
    result = build(book, *BUILDER)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    assert "WARNING: the PDF" not in result.stderr, result.stderr[-2000:]
    return book / "_build"


@pytest.fixture(scope="module")
def reader(folder):
    return PdfReader(folder / "pdf" / FILE)


@pytest.fixture(scope="module")
def texts(folder):
    """The text of each page."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed here")
    command = ["pdftotext", "-enc", "UTF-8", folder / "pdf" / FILE, "-"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.split("\f")


@pytest.fixture(scope="module")
def places(reader):
    """Names of all places that a link may lead to."""
    return set(reader.named_destinations)


@pytest.fixture(scope="module")
def links(reader):
    """Targets of all links: names of places in the PDF, and addresses elsewhere."""
    inside, outside = [], []
    for page in reader.pages:
        for note in page.get("/Annots", []):
            note = note.get_object()
            if "/Dest" in note:
                inside.append(str(note["/Dest"]))
            elif "/A" in note:
                outside.append(str(note["/A"]["/URI"]))
    return inside, outside


def structure(node, kind):
    """All elements of one kind in the tree of tags."""
    todo, found = [node], []
    while todo:
        element = todo.pop()
        element = element.get_object() if isinstance(element, IndirectObject) else element
        if not isinstance(element, dict):
            continue
        if element.get("/S") == kind:
            found.append(element)
        kids = element.get("/K", [])
        todo.extend(kids if isinstance(kids, list) else [kids])
    return found


@needs_pango
def test_it_is_one_book_of_a_sensible_size(folder, reader):
    assert 80 <= len(reader.pages) <= 260
    assert (folder / "pdf" / FILE).stat().st_size < 6_000_000
    assert [path.name for path in (folder / "pdf").iterdir()] == [FILE]


@needs_pango
def test_pages_offer_it_while_it_is_of_the_same_book(tmp_path):
    small = tiny(tmp_path, "One chapter.\n")
    (small / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    offered, page = small / "_build/html/_pdf" / FILE, small / "_build/html/index.html"

    def offers():
        assert build(small).returncode == 0
        assert offered.is_file() == (f"_pdf/{FILE}" in page.read_text(encoding="utf-8"))
        return offered.is_file()

    assert not offers(), "there is no PDF yet"
    assert build(small, *BUILDER).returncode == 0
    assert offers()
    assert offered.read_bytes() == (small / "_build/pdf" / FILE).read_bytes()
    assert offers(), "nothing has changed"
    replace(small / "index.md", "One chapter.", "One chapter, and a word.")
    assert not offers(), "the PDF is of another text"
    assert build(small, *BUILDER).returncode == 0
    assert offers()


@needs_pango
def test_it_is_tagged_and_says_what_it_is(reader):
    root = reader.trailer["/Root"]
    assert str(root["/MarkInfo"]["/Marked"]).lower() == "true"
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == book()["title"]
    assert reader.metadata.author == ", ".join(book()["authors"])
    assert book()["date"].replace("-", "") in reader.metadata["/CreationDate"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    headings = structure(root["/StructTreeRoot"], "/H1")
    assert len(headings) >= len(list(ROOT.glob("chapters/*.md"))) + 4


@needs_pango
def test_every_figure_is_vector_and_told_in_words(reader, soups):
    told = {str(element["/Alt"]) for element in structure(reader.trailer["/Root"]["/StructTreeRoot"], "/Figure")}
    alts = {drawing["aria-label"] for page in soups.values() for drawing in page.select("figure.chart-card svg.wide")}
    assert {letters(alt) for alt in told} == {letters(alt) for alt in alts}
    for number, page in enumerate(reader.pages, start=1):
        for name, thing in (page["/Resources"].get("/XObject") or {}).items():
            assert thing.get_object()["/Subtype"] != "/Image", (number, name)


@needs_pango
def test_only_the_fonts_of_the_book_are_used(reader):
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in (page["/Resources"].get("/Font") or {}).values()
    }
    assert names
    strange = {name for name in names if not re.match(r"/?(Ten-Thousand|Other-Scripts|Korean|Arabic|Chinese)", name)}
    assert not strange


@needs_pango
def test_every_heading_and_caption_is_in_it(texts, soups):
    text = letters(" ".join(texts))
    for name, page in soups.items():
        titles = page.select("article h1, article h2")
        for title in titles[1:] if name == "index.html" else titles:
            assert letters(title.get_text()) in text, (name, title)
        for caption in page.select("figure.chart-card figcaption .caption-text"):
            # footnotes stand between the words of a caption in some readers' order, so its longest plain run is looked for
            runs = [letters(run) for run in caption.find_all(string=True)]
            assert max(runs, key=len) in text, (name, caption)
    assert letters(book()["title"]) in text
    assert f"version{letters(book()['version'])}" in text


@needs_pango
def test_no_page_of_a_chapter_is_left_half_empty(folder, reader, tmp_path):
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) is not installed here")
    starts = {  # the page before a chapter may end anywhere
        item.title: reader.get_destination_page_number(item) for item in reader.outline if not isinstance(item, list)
    }
    first, last = starts["In short"], starts["Ledger of claims"]
    subprocess.run(["pdftoppm", "-r", "36", "-gray", folder / "pdf" / FILE, tmp_path / "p"], check=True)
    for number, path in enumerate(sorted(tmp_path.glob("p-*.pgm"))):
        if first <= number < last and number + 1 not in starts.values():
            area = np.array(Image.open(path))[35:390]  # between running head and page number
            ink = np.flatnonzero((area < 225).any(axis=1))
            blank = np.diff([0, *ink, len(area)]).max() / len(area)
            assert blank < 1 / 3, number + 1


@needs_pango
def test_the_contents_name_pages(texts, reader):
    lines = [line for text in texts[2:6] for line in text.splitlines()]
    kursk = next(line for line in lines if line.startswith("Kursk: one province"))
    page = int(re.findall(r"\d+", kursk)[-1])
    assert "Kursk: one province" in texts[page - 1]
    assert re.search(rf"^{page}$", texts[page - 1], flags=re.MULTILINE)


@needs_pango
def test_bookmarks_follow_the_headings(reader, soups):
    found = []

    def walk(items):
        for item in items:
            walk(item) if isinstance(item, list) else found.append(letters(item.title))

    walk(reader.outline)
    for name, page in soups.items():
        titles = [letters(title.get_text()) for title in page.select("article h1, article h2, article h3")]
        titles = titles[1:] if name == "index.html" else titles
        after = iter(found[found.index(titles[0]) :])
        assert all(title in after for title in titles), name  # in this order, whatever smaller headings stand between


@needs_pango
def test_every_internal_link_leads_somewhere(places, links):
    inside, _ = links
    assert len(inside) > 3000
    assert set(inside) <= places


@needs_pango
def test_claims_lead_to_the_ledger_and_sources_to_the_web(places, links, soups):
    inside, outside = links
    assert {f"ledger--{row}" for row in tables.ledger()["id"]} <= places
    assert {f"sources--{row}" for row in tables.sources()["id"]} <= places
    claims = {link["href"].split("#")[1] for page in soups.values() for link in page.select("article a.claim")}
    assert {f"ledger--{row}" for row in claims} <= set(inside) & places
    numbers = {
        f"{name.split('/')[-1].removesuffix('.html')}--{link['href'].removeprefix('#')}"
        for name, page in soups.items()
        for link in page.select("article p a.number")
    }
    assert numbers <= set(inside) & places
    assert set(tables.sources()["url"].dropna().map(unquote)) <= set(map(unquote, outside))
    assert not [address for address in outside if not address.startswith("http")]


@needs_pango
def test_every_claim_has_a_footnote_with_its_source(texts):
    row = tables.ledger().set_index("id").loc["troops-us-dod-2024-10-28"]
    publisher = tables.sources().at[row["source"], "publisher"]
    note = letters(f"{row['claimant']}, 28 October 2024 ({row['status']}). {publisher}")
    assert sum(letters(text).count(note) for text in texts[6:100]) >= 3  # once in each chapter that quotes it


@needs_pango
def test_nothing_that_only_a_screen_can_use_is_in_it(texts):
    text = "\n".join(texts)
    for word in (
        "import ",
        'read("',
        "@incollection",
        "BibTeX",
        "Show code",
        "SVG",
        "PNG",
        "{claim}",
        "{number}",
        "¶",
        "SHA-256",
    ):
        assert word not in text, word
    for line in text.splitlines():
        assert (
            line.strip() not in ("Cite", "Copy", "Download", "Link", "Data", "Reset", "Filter")
            or line.strip() == "Data"
        ), line


@needs_pango
def test_printing_twice_gives_the_same_bytes(tmp_path):
    page = '<!doctype html><html lang="en"><head><title>T</title></head><body><h1 id="a">T</h1><p><a href="#a">up</a></p></body></html>'
    assert printed(page, tmp_path) == printed(page, tmp_path)


@needs_pango
def test_a_link_that_leads_nowhere_stops_the_printing(tmp_path):
    page = (
        '<!doctype html><html lang="en"><head><title>T</title></head><body><p><a href="#gone">up</a></p></body></html>'
    )
    with pytest.raises(Exception, match="gone"):
        printed(page, tmp_path)


def stub(folder, text):
    """A module named weasyprint that does ``text`` when it is imported."""
    folder.mkdir()
    (folder / "weasyprint.py").write_text(text, encoding="utf-8")
    return str(folder)


def test_the_pages_are_built_without_weasyprint(tmp_path, monkeypatch):
    book_folder = tiny(tmp_path / "book", "One chapter.")
    monkeypatch.setenv("PYTHONPATH", stub(tmp_path / "stub", "raise AssertionError('WeasyPrint was imported')"))
    result = build(book_folder)
    assert result.returncode == 0, result.stderr[-2000:]
    assert (book_folder / "_build" / "html" / "index.html").is_file()


@pytest.mark.parametrize(
    ("fault", "advice"),
    [
        ("raise OSError(\"cannot load library 'libpango-1.0-0'\")", "apt install libpango"),
        ("raise ModuleNotFoundError('weasyprint')", "pip install -r requirements.txt"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(tmp_path, monkeypatch, fault, advice):
    book_folder = tmp_path / "book"
    copy_book(book_folder)
    monkeypatch.setenv("PYTHONPATH", stub(tmp_path / "stub", fault))
    result = build(book_folder, *BUILDER)
    assert result.returncode != 0
    said = [line for line in result.stderr.splitlines() if line.startswith("The PDF was not made.")]
    assert len(said) == 1
    assert advice in said[0]
    assert "Traceback" not in result.stderr
    assert not (book_folder / "_build" / "pdf" / FILE).exists()
    assert "Executing notebook" not in result.stdout + result.stderr
    shutil.rmtree(book_folder)
