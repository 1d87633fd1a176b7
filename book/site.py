"""What a host and a search engine ask for beside the pages: the page for wrong addresses, sitemap and robots."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from book.citing import book
from book.publishing import when_written

LOST = (
    "<h1>No such page</h1><p>The address leads nowhere in this book. Pages keep their addresses; a row or a figure may have "
    'got another id. Try the search, or the <a href="index.html">first page</a>, the <a href="ledger.html">ledger of claims</a> '
    'or the <a href="sources.html">sources</a>.</p>'
)


def pages(app):
    """The 404 page, for Sphinx to write."""
    yield "404", {"title": "No such page", "body": LOST}, "page.html"


def root(base):
    """The path at which a host serves the book: that of its address, or the host's root."""
    return urlsplit(base or "").path.rstrip("/") + "/"


def _absolute(text, prefix):
    return re.sub(r'((?:href|src|action)=")(?![a-z]+:|#|/)', rf"\1{prefix}", text)


def anchor(app, pagename, templatename, context, doctree):
    """A host shows the 404 page at any depth: its addresses must start at the root."""
    if pagename != "404":
        return
    prefix, relative = root(app.config.html_baseurl), context["pathto"]

    def pathto(target, resource=False, baseuri=None):
        found = relative(target, resource) if baseuri is None else relative(target, resource, baseuri)
        return found if found.startswith("#") and target == "404" else prefix + ("" if found == "#" else found)

    context["pathto"] = pathto
    for name in ("css_tag", "js_tag"):
        tag = context[name]
        context[name] = lambda file, tag=tag: _absolute(tag(file), prefix)
    context["favicon_url"] = prefix + context["favicon_url"]
    context["body"] = _absolute(context["body"], prefix)


def anchor_contents(app, pagename, templatename, context, doctree):
    """The same for the contents, which the theme has made by now."""
    if pagename == "404":
        context["furo_navigation_tree"] = _absolute(context["furo_navigation_tree"], root(app.config.html_baseurl))


def publish(app):
    """Write sitemap and robots where the book's address is known: both need whole addresses."""
    base = app.config.html_baseurl
    if not base:
        return
    addresses = [base + ("" if name == "index" else f"{name}.html") for name in sorted(app.env.found_docs)]
    entries = "".join(f"<url><loc>{address}</loc><lastmod>{book()['date']}</lastmod></url>" for address in addresses)
    sitemap = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>\n'
    (Path(app.outdir) / "sitemap.xml").write_text(sitemap, encoding="utf-8")
    (Path(app.outdir) / "robots.txt").write_text(f"User-agent: *\nSitemap: {base}sitemap.xml\n", encoding="utf-8")


def setup(app):
    """Write the pages and files."""
    app.connect("html-collect-pages", pages)
    app.connect("html-page-context", anchor)
    app.connect("html-page-context", anchor_contents, priority=900)
    when_written(app, publish)
