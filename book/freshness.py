"""Never serve a stale page: read anew what rests on changed tables, code, settings or outputs, and run only what must run."""

import hashlib
import sys
from pathlib import Path

from book import execution
from book.execution.observed import LEFT_OUT

WATCHED = ("book", "data", "requirements.txt", "CITATION.cff")
SETTINGS = ("_config.yml", "_toc.yml")


def common_digest(root):
    """One hash over what any page may show without running: the tables, the code that reads pages, the lock."""
    root, total = Path(root).resolve(), hashlib.sha256()
    files = [
        file for name in WATCHED for file in ([root / name] if (root / name).is_file() else (root / name).rglob("*"))
    ]
    modules = [
        Path(module.__file__).resolve() for module in list(sys.modules.values()) if getattr(module, "__file__", None)
    ]
    rules = root / "analysis/rules.py"  # only loaded when the tables are checked, and no page shows a rule
    files += [file for file in modules if file.is_relative_to(root / "analysis") and file != rules]
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
    before = getattr(env, "ten_thousand_digests", {})
    env.ten_thousand_digests = {page: common + outputs.get(page, "") for page in env.found_docs}
    return sorted(page for page, digest in env.ten_thousand_digests.items() if before.get(page) != digest)


def setup(app):
    """Before pages are read: run what must run, and name the pages that have changed since the pickled environment."""
    app.connect("env-get-outdated", _outdated)
