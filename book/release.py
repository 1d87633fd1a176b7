"""``make release``: what is attached to a tagged version. Prints the version.

The pages as one archive, the PDF, the data package, and SHA256SUMS of the three, in ``_build/release``. The same pages give the
same bytes: files in the order of their names, without owner, mode or hour.
"""

import gzip
import hashlib
import io
import shutil
import sys
import tarfile
from pathlib import Path

from book.citing import book
from book.downloads import ARCHIVE
from book.pdf import FILE

BUILD = Path("_build")


def archive(folder, name):
    """All files below a folder as bytes of a tar.gz, under a folder of the given name."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = tarfile.TarInfo(f"{name}/{path.relative_to(folder).as_posix()}")
            content = path.read_bytes()
            entry.size, entry.mode = len(content), 0o644
            tar.addfile(entry, io.BytesIO(content))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=0) as file:
        file.write(plain.getvalue())
    return packed.getvalue()


def write(build=BUILD):
    """Write the files of a release.

    Raises:
        FileNotFoundError: pages, PDF or data have not been built.
    """
    version, target = book()["version"], Path(build) / "release"
    files = {
        f"ten-thousand-{version}.pdf": (Path(build) / "pdf" / FILE).read_bytes(),
        f"ten-thousand-{version}-data.zip": (Path(build) / "html/_data" / ARCHIVE).read_bytes(),
        f"ten-thousand-{version}-html.tar.gz": archive(Path(build) / "html", f"ten-thousand-{version}"),
    }
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    (target / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        try:
            write()
        except FileNotFoundError as missing:
            sys.exit(f"{missing.filename} is missing: run make strict pdf book first")
    print(book()["version"])
