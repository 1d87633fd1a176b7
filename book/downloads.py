"""The tables beside the pages: each CSV, the whole package as a zip, and checksums of both."""

import hashlib
import zipfile
from pathlib import Path

from analysis.tables import DATA
from book.publishing import when_written

ARCHIVE = "ten-thousand-data.zip"
EPOCH = (1980, 1, 1, 0, 0, 0)  # zip's own first day: the archive must not carry the hour of its making


def write(folder, data=DATA):
    """Write all files of the data package, their archive and ``SHA256SUMS`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in Path(data).rglob("*") if path.is_file())
    sums = []
    with zipfile.ZipFile(folder / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            name, content = path.relative_to(data).as_posix(), path.read_bytes()
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            entry = zipfile.ZipInfo(f"ten-thousand-data/{name}", EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}")
    sums.append(f"{hashlib.sha256((folder / ARCHIVE).read_bytes()).hexdigest()}  {ARCHIVE}")
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


def publish(app):
    """Write the downloads once the pages stand, unless those of the last build still hold."""
    if not app.ten_thousand_same:
        write(Path(app.outdir) / "_data")


def setup(app):
    """Publish the tables with the pages."""
    when_written(app, publish)
