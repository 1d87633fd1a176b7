"""A real browser on the built book, served from this machine: Debian's Chromium, driven by playwright."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (1280, 390)
ALIKE = ("figures/", "tables/")  # pages that one function makes from a table


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, logs nothing, and answers wrong addresses with the book's own page, as a host does."""

    def log_message(self, *args):
        pass

    def send_error(self, code, message=None, explain=None):
        if code != 404:
            return super().send_error(code, message, explain)
        content = Path(self.translate_path("/404.html")).read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


@pytest.fixture(scope="session")
def address(built):
    """The address at which the built book is served."""
    handler = functools.partial(Quiet, directory=built)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed here")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def all_pages(built):
    """Every page of the book, by its file."""
    return sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))


@pytest.fixture(scope="session")
def pages(all_pages):
    """Every page, but of those behind figures and those of tables, which are made alike, the first three."""
    alike = [[name for name in all_pages if name.startswith(folder)] for folder in ALIKE]
    return [name for name in all_pages if not any(name in names[3:] for names in alike)]


@pytest.fixture
def open_page(browser, address):
    """A function that opens a page: width, theme and touch may be chosen; what goes wrong is in ``page.faults``."""
    contexts = []

    def opened(name, *, width=1280, theme="light", touch=False, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, has_touch=touch, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: page.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("requestfailed", lambda request: page.faults.append(request.url))
        page.on("request", lambda request: None if request.url.startswith(address) else page.faults.append(request.url))
        page.goto(address + name, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
