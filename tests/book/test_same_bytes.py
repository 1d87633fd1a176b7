"""The same sources give the same bytes, wherever, whenever and by whomever they are built."""

import hashlib
import os

from conftest import build, copy_book

ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C.UTF-8",
    "LANG": "ko_KR.UTF-8",
    "PYTHONHASHSEED": "4711",
    "SOURCE_DATE_EPOCH": "86400",
    "HOME": "/nowhere",
    "USER": "somebody",
    "COLUMNS": "40",
}


def sums(folder):
    """Name and hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_folder_zone_locale_seed_and_date_give_the_same_bytes(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("other place with spaces and Знаки 한글") / "the book"
    folder.mkdir()
    before = os.umask(0o077)
    try:
        result = build(copy_book(folder), "-n", "-W", env={**os.environ, **ELSEWHERE})
    finally:
        os.umask(before)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    one, other = sums(built), sums(folder / "_build/html")
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []
    kinds = {name.rsplit(".", 1)[-1] for name in one}
    assert {"html", "svg", "png", "csv", "zip", "js", "css"} <= kinds
