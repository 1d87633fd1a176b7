"""Run chapters side by side, each in a process of its own: nothing that one does reaches another, and any may be killed."""

import importlib
import multiprocessing
import os
import sys
import tempfile
import threading
import time
import warnings
from dataclasses import dataclass, field
from multiprocessing import connection

from book.execution import cells, observed

# A forked process has pandas and matplotlib already; elsewhere forking is unsafe or unknown, and each one imports anew.
METHOD = "fork" if sys.platform == "linux" else "spawn"
WARM = ("pandas", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "IPython.core.pylabtools")


@dataclass
class Job:
    """A chapter to run, and what came of it."""

    page: str
    cells: list
    folder: str
    outputs: list = field(default_factory=list)
    reads: list = field(default_factory=list)
    at: int = 0
    ended: bool = False
    fault: str = ""


def _end_with_parent():
    """End this process when the build that started it is gone, killed or not."""
    parent = multiprocessing.parent_process()

    def wait():
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _work(pipe, root, sources, folder, profile):
    """What a worker process does: run the cells and send outputs and names of what was read."""
    _end_with_parent()
    sys.path[:] = ["", *(entry for entry in sys.path if entry and os.path.realpath(entry) != os.path.realpath(root))]
    observed.forget_modules(root)
    names = observed.watch(root)
    outputs = cells.run(sources, folder, profile, pipe.send)
    pipe.send((outputs, names()))
    pipe.close()
    os._exit(0)  # threads and exit hooks that a chapter left behind must not hold the build up


class Worker:
    """A running process with its job, its pipe and the time by which its present cell must have ended."""

    def __init__(self, job, root, timeout, profiles):
        context = multiprocessing.get_context(METHOD)
        self.job, self.timeout = job, timeout
        self.pipe, theirs = context.Pipe(duplex=False)
        arguments = (theirs, str(root), job.cells, job.folder, tempfile.mkdtemp(dir=profiles))
        self.process = context.Process(target=_work, args=arguments)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the threads are those of idle numeric libraries
            self.process.start()
        theirs.close()
        self.deadline = time.monotonic() + timeout

    def hear(self):
        """Take one message; False when there will be none any more."""
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            if not self.job.fault and not self.job.ended:
                self.job.fault = _death(self.process.exitcode)
            return False
        if isinstance(message, int):
            self.job.at, self.deadline = message, time.monotonic() + self.timeout
        else:
            self.job.outputs, self.job.reads = message
            self.job.ended = True
        return True

    def check_time(self):
        """Kill the process when its cell has run too long."""
        if time.monotonic() > self.deadline:
            self.job.fault = f"the cell did not end within {self.timeout} seconds"
            self.process.kill()

    def end(self):
        """Leave nothing behind."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _death(code):
    """What the exit of a process says."""
    if code is not None and code < 0:
        return f"the process that ran it was ended by signal {-code} (killed, out of memory, or crashed)"
    return f"the process that ran it ended early, with exit code {code}"


def cores():
    """How many processes may run side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _warm():
    """Load what nearly every chapter draws with, once: forked processes have it then."""
    if METHOD == "fork":
        for name in WARM:
            importlib.import_module(name)


def run(jobs, root, timeout, limit=None, check=None):
    """Run all jobs, at most ``limit`` at once, and write outputs, reads and faults into them.

    Args:
        jobs: list of Job. root: the project's folder. timeout: seconds that one cell may take.
        limit: by default, one process a core. check: a check of the tables beside, which stops all when it finds a fault.
    """
    waiting, running = list(jobs), []
    _warm()
    with tempfile.TemporaryDirectory() as profiles:
        try:
            while waiting or running:
                while waiting and len(running) < (limit or cores()):
                    running.append(Worker(waiting.pop(0), root, timeout, profiles))
                beside = [check.pipe] if check and check.pipe else []
                for pipe in connection.wait([*beside, *(worker.pipe for worker in running)], timeout=0.2):
                    if pipe in beside:
                        check.require()
                        continue
                    worker = next(worker for worker in running if worker.pipe is pipe)
                    if not worker.hear():
                        running.remove(worker)
                        worker.end()
                for worker in running:
                    worker.check_time()
        finally:
            for worker in running:
                worker.end()
