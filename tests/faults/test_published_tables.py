"""The tables that readers download are safe to open in a spreadsheet."""

import csv
import re


def test_no_cell_is_a_formula_or_holds_what_nobody_sees(built):
    files = sorted(built.rglob("*.csv"))
    assert len(files) > 60
    for path in files:
        raw = path.read_bytes()
        assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf"), path
        for row in csv.reader(raw.decode("utf-8").splitlines()):
            for cell in row:
                assert not re.match(r"[=+@\t]|-(?![0-9])", cell), (path, cell)
