"""Where the book's source lives, when ``_config.yml`` says so: then, and only then, pages link to it and to Binder."""

from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml


def repository(folder):
    """Address and branch of the repository that ``_config.yml`` names, or None."""
    settings = yaml.safe_load((Path(folder) / "_config.yml").read_text(encoding="utf-8")).get("repository") or {}
    if not settings.get("url"):
        return None
    return {"url": settings["url"].rstrip("/").removesuffix(".git"), "branch": settings.get("branch", "main")}


def source_link(where, path):
    """A file of the repository, on GitHub and on hosts that speak as it does."""
    return f"{where['url']}/blob/{quote(where['branch'], safe='')}/{quote(path)}"


def binder_link(where, path):
    """A page opened as a notebook in JupyterLab on Binder, or None for a repository that is not on GitHub.

    Binder installs what ``.binder/`` says: the lock, with jupytext, which opens the page's own text as a notebook. Colab is
    left out: it opens ``.ipynb`` files alone and would have neither tables nor code.
    """
    parts = urlsplit(where["url"])
    if parts.netloc != "github.com":
        return None
    branch = quote(where["branch"], safe="")
    return f"https://mybinder.org/v2/gh{parts.path}/{branch}?urlpath={quote('lab/tree/' + path, safe='')}"
