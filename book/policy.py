"""What a page may load: its own files and nothing else. The browser enforces it, whatever a row of the tables may hold."""

import base64
import hashlib
import html
import re
from pathlib import Path

import furo

# The one script that must stand in the page: it sets the theme before anything is painted.
THEME_SCRIPT = Path(furo.__file__).parent / "theme" / "furo" / "base.html"


def script_hashes(template=THEME_SCRIPT):
    """The sources that allow the scripts of the theme's own template, each by the hash of its bytes."""
    scripts = re.findall(r"<script>(.*?)</script>", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode("utf-8")).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests]


def policy():
    """The Content-Security-Policy of every page.

    ``file:`` lets the pages work when they are opened from a disk; the charts carry their styles in the drawing.
    """
    own = "'self' file:"
    rules = {
        "default-src": own,
        "script-src": " ".join([own, *script_hashes()]),
        "style-src": f"{own} 'unsafe-inline'",
        "img-src": f"{own} data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self' file:",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def add_policy(app, pagename, templatename, context, doctree):
    """Put the policy before everything else that a page's head asks for."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(), quote=False)}">'
    context["metatags"] = tag + "\n" + context.get("metatags", "")


def setup(app):
    """Give every page its policy, after all others have had their say about its head."""
    app.connect("html-page-context", add_policy, priority=9_000)
