"""What is attached to a version: the same bytes from the same pages, and checksums that are right."""

import hashlib
import io
import tarfile

import pytest

from book import release
from book.citing import book


@pytest.fixture
def built_pages(tmp_path):
    for name, text in (
        ("html/index.html", "page"),
        ("html/_data/ten-thousand-data.zip", "zip"),
        ("pdf/ten-thousand.pdf", "pdf"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_release_has_pages_pdf_data_and_their_checksums(built_pages):
    release.write(built_pages)
    folder = built_pages / "release"
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert len(sums) == 3 and all(book()["version"] in name for name in sums)
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    [packed] = folder.glob("*.tar.gz")
    with tarfile.open(fileobj=io.BytesIO(packed.read_bytes())) as tar:
        assert f"ten-thousand-{book()['version']}/index.html" in tar.getnames()
        assert {entry.mtime for entry in tar} == {0}
    before = packed.read_bytes()
    release.write(built_pages)
    assert packed.read_bytes() == before


def test_a_release_without_its_pdf_is_refused(built_pages):
    (built_pages / "pdf/ten-thousand.pdf").unlink()
    with pytest.raises(FileNotFoundError):
        release.write(built_pages)
