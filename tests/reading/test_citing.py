"""The book can be cited and found: citations, the files that archives read, and what stands in each page's head."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
import yaml
from conftest import ROOT

from book import citing, metadata, repository, site, takeaway

BASE = "https://example.org/ten/"


def cff():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # dates stay text, as the schema wants them


def test_the_citation_file_is_valid():
    # The schema of the Citation File Format 1.2.0, by its authors, CC BY 4.0.
    schema = json.loads((ROOT / "tests/reading/cff-1.2.0.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(cff(), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**cff(), "date-released": "yesterday"}, schema)


def test_the_archives_file_says_what_the_citation_file_says():
    zenodo = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    about = citing.book()
    assert zenodo["title"] == about["title"]
    assert zenodo["description"] == about["abstract"]
    assert [creator["name"] for creator in zenodo["creators"]] == about["authors"]
    assert (zenodo["version"], zenodo["publication_date"]) == (about["version"], about["date"])
    assert zenodo["keywords"] == about["keywords"]
    assert zenodo["license"].upper() in cff()["license"]


def test_the_changelog_tells_of_this_version():
    about = citing.book()
    assert f"## {about['version']} ({about['date']})" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_bibtex_survives_tex():
    entry = citing.bibtex("key", "90% of R&D, $5 #1", "x.html#a_b")
    assert r"title = {90\% of R\&D, \$5 \#1}" in entry
    assert "url = {x.html#a_b}" in entry
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")


def test_csl_names_part_and_whole():
    part, whole = (json.loads(citing.csl("k", title, "x.html"))[0] for title in ("Scale", ""))
    assert (part["type"], part["title"], part["container-title"]) == ("chapter", "Scale", citing.book()["title"])
    assert (whole["type"], whole["title"]) == ("report", citing.book()["title"])
    assert part["issued"]["date-parts"] == [[int(number) for number in citing.book()["date"].split("-")]]


@pytest.fixture(scope="module")
def heads(pages):
    names = ["index", "ledger", "sources", "data", *(f"chapters/{path.stem}" for path in ROOT.glob("chapters/*.md"))]
    return {name: pages[f"{name}.html"] for name in names}


def content(page, name):
    tag = page.find("meta", attrs={"name": name}) or page.find("meta", attrs={"property": name})
    return tag["content"] if tag else None


def test_every_page_describes_itself_in_its_own_words(heads):
    told = {name: content(page, "description") for name, page in heads.items()}
    assert all(60 <= len(text) <= metadata.LONGEST and "{" not in text for text in told.values()), told
    assert len(set(told.values())) == len(told)
    answer = " ".join(heads["chapters/scale"].select_one(".admonition.answer p:last-child").text.split())
    assert answer.startswith(told["chapters/scale"].rstrip("…"))


def test_every_page_can_be_picked_up_by_a_reference_manager(heads):
    about = citing.book()
    for name, page in heads.items():
        heading = page.h1.find(string=True)
        assert content(page, "citation_title") == (about["title"] if name == "index" else heading), name
        assert content(page, "citation_author") == about["authors"][0]
        assert content(page, "citation_publication_date") == about["date"].replace("-", "/")
        assert about["version"] in content(page, "citation_technical_report_number")
        data = json.loads(page.find("script", type="application/ld+json").string)
        assert data["@type"] == ("Dataset" if name == "data" else "Report")
        assert data["version"] == about["version"]


def test_a_page_is_shared_with_the_picture_of_its_main_chart(built, heads):
    for name, page in heads.items():
        figure = page.select_one("figure.chart-card")
        picture = content(page, "og:image")
        assert (picture is None) == (figure is None), name
        if figure:
            assert figure["id"].removeprefix("fig-") in picture
            assert (built / f"{name}.html").parent.joinpath(picture).resolve().is_file()
            assert content(page, "og:image:alt") == figure.svg["aria-label"]


def test_the_page_behind_a_figure_says_what_it_shows(built, pages):
    behind = [Path(name) for name in pages if name.startswith("figures/")]
    assert behind
    for path in behind:
        page = pages[path.as_posix()]
        words = " ".join(page.find("b", string="In words.").parent.get_text().split()).removeprefix("In words. ")
        assert words.startswith(content(page, "description").rstrip("…")), path.name
        assert (built / "figures" / content(page, "og:image")).resolve() == (
            built / "_figures" / f"{path.stem}.png"
        ).resolve()


def test_addresses_are_whole_where_the_books_own_is_known_and_left_out_elsewhere():
    known = dict(metadata.tags("Scale", "About", BASE, "chapters/scale.html", ("_figures/a.png", "A"), "_pdf/t.pdf"))
    assert known["citation_public_url"] == known["og:url"] == BASE + "chapters/scale.html"
    assert known["citation_pdf_url"] == BASE + "_pdf/t.pdf"
    assert known["og:image"] == BASE + "_figures/a.png"
    unknown = dict(metadata.tags("Scale", "About", "", "chapters/scale.html", ("_figures/a.png", "A"), "_pdf/t.pdf"))
    assert not {"citation_public_url", "citation_pdf_url", "og:url"} & set(unknown)


def test_sitemap_and_robots_need_the_books_address(tmp_path):
    def app(base):
        return SimpleNamespace(
            config=SimpleNamespace(html_baseurl=base),
            builder=SimpleNamespace(format="html"),
            env=SimpleNamespace(found_docs={"index", "chapters/scale"}),
            outdir=tmp_path,
        )

    site.publish(app(""))
    assert not list(tmp_path.iterdir())
    site.publish(app(BASE))
    places = re.findall("<loc>(.*?)</loc>", (tmp_path / "sitemap.xml").read_text(encoding="utf-8"))
    assert places == [BASE + "chapters/scale.html", BASE]
    assert f"Sitemap: {BASE}sitemap.xml" in (tmp_path / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("base", "prefix"), [("", "/"), (BASE, "/ten/"), ("https://example.org/", "/")])
def test_the_page_for_wrong_addresses_starts_at_the_root(base, prefix):
    assert site.root(base) == prefix


def test_repository_links_appear_only_when_a_repository_is_named(tmp_path):
    (tmp_path / "_config.yml").write_text("title: x\n", encoding="utf-8")
    assert repository.repository(tmp_path) is None
    assert repository.repository(ROOT) is None or repository.repository(ROOT)["url"].startswith("https://")
    settings = "repository: {url: 'https://github.com/a/b', branch: main}\n"
    (tmp_path / "_config.yml").write_text(settings, encoding="utf-8")
    where = repository.repository(tmp_path)
    assert repository.source_link(where, "chapters/scale.md") == "https://github.com/a/b/blob/main/chapters/scale.md"
    binder = "https://mybinder.org/v2/gh/a/b/main?urlpath=lab%2Ftree%2Fchapters%2Fscale.md"
    assert repository.binder_link(where, "chapters/scale.md") == binder
    assert repository.binder_link({**where, "url": "https://codeberg.org/a/b"}, "chapters/scale.md") is None


def test_what_binder_needs_is_there():
    assert "-r ../requirements.txt" in (ROOT / ".binder/requirements.txt").read_text(encoding="utf-8")
    for script in ("postBuild", "start"):
        assert (ROOT / ".binder" / script).stat().st_mode & 0o111, f"{script} must be executable"


def test_a_notebook_is_the_same_each_time_and_has_no_outputs():
    text = (ROOT / "chapters/scale.md").read_text(encoding="utf-8")
    first = takeaway.notebook(text)
    assert first == takeaway.notebook(text)
    cells = json.loads(first)["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert all(cell.get("outputs", []) == [] for cell in cells)


def test_the_pdf_is_offered_only_where_it_is(tmp_path):
    assert "PDF" not in takeaway.files("index", tmp_path)
    (tmp_path / takeaway.PDF).parent.mkdir(parents=True)
    (tmp_path / takeaway.PDF).write_bytes(b"%PDF")
    assert takeaway.files("chapters/scale", tmp_path)["PDF"] == takeaway.PDF


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("One sentence here. " + "Another one " * 9 + "ends.", "One sentence here."),
        ("word " * 40, "word word word word word word word word word word word…"),
    ],
)
def test_a_description_ends_with_a_sentence_or_a_word(text, short):
    assert metadata.shortened(text, 60) == short
