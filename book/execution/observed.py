"""What a run has read: the files that it opened and the modules that it imported, seen rather than declared."""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

LEFT_OUT = ("_build", "__pycache__")  # made by builds and by Python itself; hidden folders are left out too
MISSING = "missing"


@cache
def _real(folder):
    return os.path.realpath(folder)


def _inside(path, root):
    """The path relative to ``root`` with slashes, or None when it is outside or does not count."""
    folder, name = os.path.split(path)
    full = _real(folder) + os.sep + name
    if not full.startswith(root + os.sep):
        return None
    parts = full[len(root) + 1 :].replace(os.sep, "/").split("/")
    if any(part in LEFT_OUT or part.startswith(".") for part in parts):
        return None
    return "/".join(parts)


def forget_modules(root):
    """Drop the project's modules, so that a run imports, and reads, what it needs by itself."""
    root = os.path.realpath(root)
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name != "__main__" and file and _inside(file, root):
            del sys.modules[name]


def watch(root):
    """Note every file and folder under ``root`` that this process opens from now on. Cannot be undone.

    Returns:
        A function that returns the names of what was opened and imported, relative to ``root``.
    """
    root, seen = os.path.realpath(root), set()

    def hook(event, arguments):
        if event in ("open", "os.listdir", "os.scandir"):
            if sys._getframe(1).f_code.co_filename.startswith("<frozen importlib"):
                return  # Python looking for modules: those it found are told by sys.modules
            path = arguments[0]
            if isinstance(path, (str, bytes)) or hasattr(path, "__fspath__"):
                seen.add(os.fsdecode(Path.cwd() / os.fsdecode(path)))

    def names():
        modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
        found = {_inside(path, root) for path in [*seen, *filter(None, modules)]}
        return sorted(found - {None})

    sys.addaudithook(hook)
    return names


def digest(root, name):
    """A hash of a file's bytes or of a folder's list of names, or ``missing``."""
    path = Path(root) / name
    try:
        if path.is_dir():
            listed = sorted(entry.name for entry in path.iterdir() if entry.name not in LEFT_OUT)
            content = "\n".join(listed).encode()
        else:
            content = path.read_bytes()
    except OSError:
        return MISSING
    return hashlib.sha256(content).hexdigest()
