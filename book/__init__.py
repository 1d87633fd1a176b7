"""What the build adds to Jupyter Book: a Sphinx extension that puts rows, numbers, charts and sources into the pages.

Chapters import ``book.chapter`` and nothing else of it. Sphinx calls ``setup``.
"""

import importlib.util
import sys
from pathlib import Path

from book.stop import stop

NEEDED = ("frictionless", "jupytext", "matplotlib", "myst_nb", "pandas")


def setup(app):
    """Sphinx's entry: check Python, packages and data, then register roles, directives and pages."""
    if sys.version_info < (3, 11):
        stop(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        stop(f"Python packages are missing ({', '.join(missing)}): run pip install -r requirements.txt")

    from book import gate, publishing

    publishing.setup(app)  # first: no other build from here on
    app.ten_thousand_check = gate.Check(app.srcdir, Path(app.outdir).parent)

    from book import (
        allrows,
        assumptions,
        behind,
        citing,
        downloads,
        figures,
        finding,
        freshness,
        listing,
        pages,
        pdf,
        policy,
        roles,
        rowtables,
        site,
        takeaway,
        theme,
        uses,
    )

    read = (freshness, uses, roles, citing, figures, listing, rowtables, assumptions, pages)
    written = (behind, allrows, downloads, finding, takeaway, site, theme, pdf, policy)
    for module in (*read, *written):
        module.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
