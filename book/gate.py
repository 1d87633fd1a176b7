"""Nothing is built from faulty tables; what was found sound is not checked again until it changes.

The check runs in a process of its own while Sphinx starts and chapters run; no page is read before it has ended well.
"""

import hashlib
import multiprocessing
from pathlib import Path

from book.execution.workers import METHOD
from book.stop import stop

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


def _work(pipe):
    from analysis import rules

    pipe.send(rules.faults())
    pipe.close()


class Check:
    """A check of the tables that is under way, or is known to end well because nothing has changed since the last."""

    def __init__(self, root, build):
        self.verdict, self.digest, self.pipe = Path(build) / VERDICT, _digest(root), None
        if self.verdict.is_file() and self.verdict.read_text(encoding="utf-8") == self.digest:
            return
        context = multiprocessing.get_context(METHOD)
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def require(self):
        """Wait for the end of the check; stop the build with all faults, if there are any."""
        if self.pipe is None:
            return
        try:
            found = self.pipe.recv()
        except EOFError:
            self.process.join()
            found = [f"The tables could not be checked: the process that did it ended with {self.process.exitcode}."]
        self.pipe = None
        if found:
            stop("\n".join(found))
        self.verdict.parent.mkdir(parents=True, exist_ok=True)
        self.verdict.write_text(self.digest, encoding="utf-8")
