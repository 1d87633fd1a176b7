"""Pages carry a policy that lets nothing in from elsewhere, and they work under it."""

import base64
import functools
import hashlib
import http.server
import shutil
import subprocess
import threading

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RUN = ("text/javascript", "module", None)  # types of scripts that a browser runs; others only hold data


def rules(page):
    tags = page.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert len(tags) == 1
    return dict(rule.split(" ", 1) for rule in tags[0]["content"].split("; "))


def test_every_page_has_a_policy_before_all_that_it_loads(pages):
    for name, page in pages.items():
        for tag in page.head.find_all(["script", "link", "style"]):
            assert tag.find_previous("meta", attrs={"http-equiv": "Content-Security-Policy"}), (name, tag)


def test_the_policy_names_no_host_and_runs_no_script_of_a_page(pages):
    for name, page in pages.items():
        for rule, sources in rules(page).items():
            allowed = {"'self'", "file:", "'none'"}
            allowed |= {"'unsafe-inline'"} if rule == "style-src" else set()
            allowed |= {"data:"} if rule == "img-src" else set()
            hashes = {source for source in sources.split() if source.startswith("'sha256-")}
            assert set(sources.split()) - hashes <= allowed, (name, rule)
            assert not hashes or rule == "script-src", (name, rule)
        assert rules(page)["default-src"] == "'self' file:"


def test_every_script_in_a_page_is_allowed_by_its_hash(pages):
    for name, page in pages.items():
        for script in page.find_all("script", src=False):
            if script.get("type") in RUN:
                digest = hashlib.sha256(script.string.encode("utf-8")).digest()
                assert f"'sha256-{base64.b64encode(digest).decode()}'" in rules(page)["script-src"], (name, script)


def test_no_tag_carries_a_script(pages):
    for name, page in pages.items():
        for tag in page.find_all(True):
            assert not [key for key in tag.attrs if key.startswith("on")], (name, tag.name)
            assert not str(tag.get("href", "")).lower().startswith("javascript:"), (name, tag)


@pytest.fixture(scope="module")
def address(built):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=built))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def opened(url):
    """The page as Chromium has it after its scripts, and what it complained of."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--virtual-time-budget=5000"]
    result = subprocess.run(
        [CHROMIUM, *options, "--dump-dom", url], capture_output=True, text=True, timeout=180, check=False
    )
    return result.stdout, [line for line in result.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("page", "sign"),
    [
        ("index.html", 'data-theme="auto"'),
        ("chapters/scale.html", 'data-theme="auto"'),
        ("ledger.html", 'class="filters"'),
        ("search.html?q=Kursk", 'data-theme="auto"'),
    ],
)
def test_a_page_works_under_its_policy(address, page, sign):
    dom, complaints = opened(address + page)
    assert complaints == []
    assert sign in dom


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_page_opened_from_disk_works_too(built):
    dom, complaints = opened((built / "ledger.html").as_uri())
    # Chromium refuses to preload fonts for a page without a host and takes the next font; nothing else may be refused.
    assert [
        line
        for line in complaints
        if not any(
            words in line for words in ("Access to font", "Failed to load resource", "A preload for", "was preloaded")
        )
    ] == []
    assert 'class="filters"' in dom
