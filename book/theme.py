"""The look of the pages: fonts, style sheet, small scripts, and nothing that a page does not need."""

import os
import re
from pathlib import Path

from docutils import nodes
from markupsafe import Markup

from book.citing import book
from book.metadata import figure_head, head, shortened, tags_html
from book.takeaway import foot

HERE = Path(__file__).parent
STATIC, TEMPLATES = HERE / "static", HERE / "templates"
FONTS = ("sans-regular.woff2", "sans-semibold.woff2", "serif-semibold.woff2")  # what every page shows at once
ITALIC = "sans-italic.woff2"

# Jupyter Book hands these to extensions that this book leaves out: comments, live code, copy buttons, LaTeX.
UNUSED = ("comments_config", "thebe_config", "bibtex_bibfiles", "latex_doc_overrides", "latex_individualpages")

# What Sphinx, MyST-NB and the theme load everywhere, by the mark in a page that needs it: "" for no page at all.
NEEDED_BY = {
    "pygments.css": 'class="highlight',
    "mystnb.": 'class="cell',
    "furo-extensions.css": "",
    "sphinx_highlight.js": 'id="search-results"',
    "doctools.js": 'id="search-results"',
    "documentation_options.js": 'id="search-results"',
}


def add_ledger_script(app, pagename, templatename, context, doctree):
    """Only the ledger needs its script, which takes the words of a citation from its own tag."""
    if pagename == "ledger":
        about = book()
        words = {f"data-{name}": about[name] for name in ("title", "version", "year")}
        app.add_js_file(
            "ledger.js",
            loading_method="defer",
            **words,
            **{"data-cite": "", "data-authors": ", ".join(about["authors"])},
        )


def _needed(file, page):
    return all(mark and mark in page for name, mark in NEEDED_BY.items() if name in str(file.filename))


def trim(app, pagename, templatename, context, doctree):
    """Leave out the scripts and styles that nothing in this page uses."""
    page = 'id="search-results"' if templatename == "search.html" else context.get("body", "")
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context[kind] if _needed(file, page)]
    context["metatags"] = re.sub(
        r'<meta name="viewport"[^>]*>', "", context.get("metatags", "")
    )  # the theme has its own
    # Captions of the contents are no headings of the page; as such they would need a level.
    context["furo_navigation_tree"] = context["furo_navigation_tree"].replace(' role="heading"', "")


def one_anchor(app, doctree, docname):
    """The theme puts tables into boxes that take a copy of their ids: an id stands once."""
    for table in doctree.findall(nodes.table):
        if "table-wrapper" in table.parent.get("classes", ()):
            table.parent["ids"] = [name for name in table.parent["ids"] if name not in table["ids"]]


def frame(app, pagename, templatename, context, doctree):
    """Give the template what stands in the head and at the foot of a page."""
    fonts = [font for font in FONTS if pagename != "sources" or "semibold" not in font or "serif" in font]
    context["fonts"] = (
        [*fonts, ITALIC] if "<em>" in context.get("body", "") else fonts
    )  # the list of sources has no bold text
    if pagename in app.env.found_docs:
        title = Markup(context["title"]).striptags()
        context["page_head"] = head(app, pagename, title, doctree)
        context["page_foot"] = foot(app, pagename, title)
    elif "about" in context:
        page = f"{pagename}.html"
        about = shortened(context["about"])
        context["page_head"] = tags_html(context["title"], about, app.config.html_baseurl or "", page, None, "")
    elif "figure" in context:
        context["page_head"] = figure_head(app, pagename, context["title"], context["figure"])


def _from_book(app, folder):
    """A folder as seen from the book: settings are hashed into a file beside the pages, which must not tell where that lies."""
    return os.path.relpath(folder, app.confdir)


def add_templates(app, config):
    """Use our templates."""
    config.templates_path.append(_from_book(app, TEMPLATES))


def add_static(app):
    """Ship our files."""
    app.config.html_static_path.append(_from_book(app, STATIC))


def setup(app):
    """Ship templates, style sheet and scripts, and accept the settings of extensions that are not loaded."""
    for name in UNUSED:
        if name not in app.config:
            app.add_config_value(name, None, "")
    app.connect("config-inited", add_templates)
    app.connect("builder-inited", add_static)
    app.connect("doctree-resolved", one_anchor)
    app.connect("html-page-context", add_ledger_script)
    app.connect("html-page-context", frame)
    app.connect("html-page-context", trim, priority=900)
    app.add_css_file("book.css")
    app.add_js_file("book.js", loading_method="defer")
