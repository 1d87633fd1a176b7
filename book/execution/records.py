"""The executed chapters kept under ``_build``: which of them still hold, and which must run again."""

import hashlib
import json
import sys
import time
from pathlib import Path

from book.execution import cells, observed

ALWAYS = ("requirements.txt",)  # the lock: another version of a library may draw another picture


def key(sources):
    """A hash of what is run: the cells, the Python that runs them, and the way they are run."""
    parts = [sys.version, Path(cells.__file__).read_text(encoding="utf-8"), *sources]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Records:
    """A folder of records, one a chapter: its key, the digest of each thing that it read, and its outputs."""

    def __init__(self, folder, root):
        self.folder, self.root, self._digests = Path(folder), Path(root), {}

    def _path(self, page):
        return self.folder / f"{page}.json"

    def digest(self, name):
        """The digest of a file or folder of the project, computed once a build."""
        if name not in self._digests:
            self._digests[name] = observed.digest(self.root, name)
        return self._digests[name]

    def load(self, page, text, parse):
        """The record of a chapter if it still holds, else None.

        Args:
            page: its name. text: its source. parse: function that takes the kernel and the cells from the text; only called for a
                text that is not the recorded one, since parsing takes longer than all else here.
        """
        try:
            record = json.loads(self._path(page).read_text(encoding="utf-8"))
            reads, outputs = record["reads"], record["outputs"]
            if record["text"] != key([text]):
                kernel, sources = parse()
                if record["key"] != key([kernel, *sources]) or len(outputs) != len(sources):
                    return None
                record["text"] = key([text])
                self._write(page, record)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # none yet, or cut off by a crash
        return record if all(self.digest(name) == value for name, value in reads.items()) else None

    def save(self, page, text, kernel, sources, outputs, reads, began):
        """Keep a run. What changed since ``began`` may have been read before or after: such a chapter must run again."""
        digests = {}
        for name in sorted({*reads, *ALWAYS}):
            path = self.root / name
            changed = path.exists() and began <= path.stat().st_mtime <= time.time()
            digests[name] = "changed during the run" if changed else self.digest(name)
        record = {"text": key([text]), "key": key([kernel, *sources]), "reads": digests, "outputs": outputs}
        self._write(page, record)
        return record

    def _write(self, page, record):
        path = self._path(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)

    def drop_others(self, pages):
        """Delete the records of chapters that are no longer in the book."""
        known = {self._path(page) for page in pages}
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in known:
                path.unlink()
