"""Which page uses which source: noted while pages are read, told by the list of sources."""


def note_use(env, *sources):
    """Note that the page being read rests on these sources."""
    found = _all(env).setdefault(env.docname, set())
    found.update(sources)


def pages_by_source(env):
    """Source id -> names of the pages that use it, in order."""
    pages = {}
    for docname in sorted(_all(env)):
        for source in _all(env)[docname]:
            pages.setdefault(source, []).append(docname)
    return pages


def _all(env):
    if not hasattr(env, "ten_thousand_uses"):
        env.ten_thousand_uses = {}
    return env.ten_thousand_uses


def _purge(app, env, docname):
    _all(env).pop(docname, None)


def _merge(app, env, docnames, other):
    for docname in docnames:
        if docname in _all(other):
            _all(env)[docname] = _all(other)[docname]


def _rewrite(app, env):
    """The list of sources is written anew whenever a page uses others than before."""
    before, env.ten_thousand_told = getattr(env, "ten_thousand_told", None), pages_by_source(env)
    return [page for page in ("sources",) if page in env.found_docs and before != env.ten_thousand_told]


def setup(app):
    """Keep the notes right when pages are read again or side by side."""
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _rewrite)
