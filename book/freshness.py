"""Never serve a stale page: read anew what rests on changed tables, code, settings or outputs, and run only what must run."""

import hashlib
from pathlib import Path

from book import execution
from book.execution.observed import LEFT_OUT

WATCHED = ("book", "data", "requirements.txt", "CITATION.cff")
# What the pages use of the analysis beside the outputs of their cells; a test holds the list to what book/ imports.
ANALYSIS = (
    "__init__",
    "tables",
    "charts/__init__",
    "charts/palette",
    "measures/__init__",
    "measures/claims",
    "measures/common",
    "measures/hindsight",
)
SETTINGS = ("_config.yml", "_toc.yml")


def common_digest(root):
    """One hash over what any page may show without running: the tables, the code that reads pages, the lock."""
    root, total = Path(root).resolve(), hashlib.sha256()
    files = [
        file for name in WATCHED for file in ([root / name] if (root / name).is_file() else (root / name).rglob("*"))
    ]
    files += [root / f"analysis/{name}.py" for name in ANALYSIS]
    for file in sorted({file for file in files if file.is_file() and not set(LEFT_OUT) & set(file.parts)}):
        total.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def whole_digest(app):
    """One hash over everything that the book shows, whoever builds it: sources and outputs of all pages, and what is common to them."""
    total = hashlib.sha256()
    for name in SETTINGS:
        total.update((Path(app.srcdir) / name).read_bytes())
    for page, digest in sorted(app.env.ten_thousand_digests.items()):
        total.update(f"{page}\0{digest}\0".encode() + Path(app.env.doc2path(page)).read_bytes())
    return total.hexdigest()


def _outdated(app, env, added, changed, removed):
    outputs, common = execution.execute(app), common_digest(app.srcdir)
    execution.hand_over(app)
    app.ten_thousand_same = common == getattr(env, "ten_thousand_common", "") and not app.ten_thousand_fresh
    env.ten_thousand_common = common
    before = getattr(env, "ten_thousand_digests", {})
    env.ten_thousand_digests = {page: common + outputs.get(page, "") for page in env.found_docs}
    return sorted(page for page, digest in env.ten_thousand_digests.items() if before.get(page) != digest)


def setup(app):
    """Before pages are read: run what must run, and name the pages that have changed since the pickled environment."""
    app.connect("env-get-outdated", _outdated)
