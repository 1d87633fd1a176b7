"""Nothing is built from faulty tables; what was found sound is not checked again until it changes."""

import hashlib
from pathlib import Path

VERDICT = ".sound"  # below _build
RESTS_ON = ("data", "analysis/rules.py", "analysis/tables.py", "requirements.txt")


def _digest(root):
    total = hashlib.sha256()
    for name in RESTS_ON:
        path = Path(root) / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(file.relative_to(root).as_posix().encode() + b"\0")
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def faults(root, build):
    """All faults of the tables below ``root``; the verdict "sound" is kept in the folder ``build``."""
    verdict, digest = Path(build) / VERDICT, _digest(root)
    if verdict.is_file() and verdict.read_text(encoding="utf-8") == digest:
        return []
    from analysis import rules

    found = rules.faults()
    if not found:
        verdict.parent.mkdir(parents=True, exist_ok=True)
        verdict.write_text(digest, encoding="utf-8")
    return found
