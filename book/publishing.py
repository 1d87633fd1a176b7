"""A build never touches the published pages until it has ended well: it works beside them, and then takes their place."""

import contextlib
import ctypes
import os
import shutil
import sys
from pathlib import Path

from myst_nb.sphinx_ext import add_global_html_resources

from book.stop import stop

BESIDE = ".html-next"  # below _build: where pages are written
FINISHED = (
    "finished"  # below the doctrees: which builder ended well last; missing while a build runs and after a bad end
)
LOCK = ".lock"
SWAP = {"linux": ("renameat2", (-100, -100), 2), "darwin": ("renameatx_np", (-2, -2), 2)}

_lock = None  # the open file that holds the lock as long as this process lives


def take_lock(build):
    """Let no second build into the folder ``build``; the lock ends with this process, however it ends."""
    global _lock
    path = Path(build) / LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _lock = path.open("a+", encoding="utf-8")
    except OSError as error:
        stop(f"{path.parent} cannot be written to ({error.strerror or error}).")
    try:
        _lock_file(_lock)
    except OSError:
        stop("Another build of this book is running; wait for its end and build again.")


def _lock_file(file):
    """Lock an open file for this process, or raise OSError."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not shared with the processes that run chapters


def exchange(new, old):
    """Let two folders swap their names in one step; False where the system has no such step."""
    name, (one, other), flag = SWAP.get(sys.platform, ("", (0, 0), 0))
    call = getattr(ctypes.CDLL(None), name, None) if name else None
    return call is not None and call(one, os.fsencode(new), other, os.fsencode(old), flag) == 0


def put_in_place(new, old):
    """Let the folder ``new`` take the name and place of ``old``, which goes away."""
    aside = old.with_name(f".{old.name}-old")
    if not old.exists():
        new.rename(old)
    elif exchange(new, old):
        shutil.rmtree(new)
    else:
        old.rename(aside)
        new.rename(old)
        shutil.rmtree(aside)


def recover(published):
    """Bring back what a build that was killed between two steps has left: the old pages when there are no new ones."""
    aside = published.with_name(f".{published.name}-old")
    if aside.exists() and not published.exists():
        aside.rename(published)
    shutil.rmtree(aside, ignore_errors=True)


def ended_well(app):
    """Whether the last build here ended well, and with the same builder: else no page that it has read counts as read."""
    mark = Path(app.doctreedir) / FINISHED
    return mark.is_file() and mark.read_text(encoding="utf-8") == app.builder.name


def begin(app):
    """Send the pages to a folder beside the published ones, starting from a copy of those that still hold."""
    mark, published = Path(app.doctreedir) / FINISHED, Path(app.outdir)
    app.ten_thousand_fresh, app.ten_thousand_written = not ended_well(app), False
    if app.builder.name == "html":
        app.ten_thousand_published, beside = app.outdir, published.with_name(BESIDE)
        try:
            recover(published)
            shutil.rmtree(beside, ignore_errors=True)
            with contextlib.suppress(OSError):
                published.rmdir()  # Sphinx makes an empty folder first; a failed first build shall leave none
            if published.exists() and not app.ten_thousand_fresh:
                shutil.copytree(published, beside)
            (beside / "_static").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            shutil.rmtree(beside, ignore_errors=True)
            stop(f"{beside.name} cannot be written ({error.strerror or error}).")
        app.outdir = app.builder.outdir = type(app.outdir)(beside)
        add_global_html_resources(app, None)  # before the pages, which name its checksum
    mark.unlink(missing_ok=True)


def remove_left(app, env, added, changed, removed):
    """Pages that have left the book leave no file, and after a bad end every page is read and written again."""
    if app.builder.name == "html":
        for page in removed:
            Path(app.builder.get_outfilename(page)).unlink(missing_ok=True)
            app.ten_thousand_written = True
    return sorted(env.found_docs) if app.ten_thousand_fresh else []


def note_written(app, *_):
    """A page is being written: what stands beside the pages must be brought up to date as well."""
    app.ten_thousand_written = True


def when_written(app, publish):
    """Call ``publish(app)`` after an HTML build that has ended well and in which pages were written."""

    def finish(app, error):
        if error is None and app.builder.format == "html" and app.ten_thousand_written:
            publish(app)

    app.connect("build-finished", finish)


def end(app, error):
    """Publish what has ended well; where no page was written, the published ones stay."""
    good = error is None and not (app.keep_going and app._warncount)
    if app.builder.name == "html":
        beside, app.outdir = Path(app.outdir), app.ten_thousand_published
        if good and app.ten_thousand_written:
            put_in_place(beside, Path(app.outdir))
        else:
            shutil.rmtree(beside, ignore_errors=True)
    if good and not app._warncount:  # a page that was warned of is read again, so that a later build warns too
        (Path(app.doctreedir) / FINISHED).write_text(app.builder.name, encoding="utf-8")


def setup(app):
    """Begin before all else, end after all else."""
    take_lock(Path(app.outdir).parent)
    app.connect("builder-inited", begin, priority=0)
    app.connect("env-get-outdated", remove_left)
    app.connect("html-page-context", note_written)
    app.connect("build-finished", end, priority=10_000)
