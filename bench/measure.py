"""Run a command and measure it: seconds, stages told by its output, and the memory of all its processes."""

import os
import statistics
import subprocess
import time

import psutil
import pypandoc

SAMPLE = 0.05  # seconds between two looks at the memory


def _start(command, folder):
    pandoc = os.path.dirname(pypandoc.get_pandoc_path())  # noqa: PTH120 - a path for PATH
    env = {
        **os.environ,
        "PATH": os.pathsep.join([pandoc, os.environ.get("PATH", "")]),
        "PYTHONPATH": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    return subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )


def _require(code, command, lines):
    if code:
        raise SystemExit(f"{' '.join(map(str, command))} ended with exit code {code}:\n" + "".join(lines[-30:]))


def seconds(command, folder):
    """How long a command takes, in seconds; it must end well."""
    began = time.perf_counter()
    process = _start(command, folder)
    lines = process.stdout.readlines()
    code = process.wait()
    took = time.perf_counter() - began
    _require(code, command, lines)
    return took


def stages(command, folder, marks):
    """Seconds that a command spends between the first lines of its output that hold ``marks``.

    Args:
        marks: {name of the stage that begins there: text in the line}, in the order of the stages.

    Returns:
        {stage: seconds}; what comes before the first mark is the stage "start".
    """
    began = time.perf_counter()
    process = _start(command, folder)
    waiting, found, lines = list(marks.items()), {"start": began}, []
    for line in process.stdout:
        lines.append(line)
        if waiting and waiting[0][1] in line:
            found[waiting.pop(0)[0]] = time.perf_counter()
    _require(process.wait(), command, lines)
    edges = [*found.values(), time.perf_counter()]
    return {name: edges[number + 1] - edge for number, (name, edge) in enumerate(found.items())}


def peak_memory(command, folder):
    """The largest memory of a command and all its processes at one time, in MB, and how long it took, in seconds.

    Shared pages are counted once, by their proportional share (PSS), where the system tells it; else the resident sets are added.
    """
    began = time.perf_counter()
    process, most = _start(command, folder), 0
    root = psutil.Process(process.pid)
    os.set_blocking(process.stdout.fileno(), False)
    lines = []
    while process.poll() is None:
        total = 0
        try:
            for one in [root, *root.children(recursive=True)]:
                try:
                    memory = one.memory_full_info()
                    total += getattr(memory, "pss", memory.rss)
                except (psutil.NoSuchProcess, psutil.AccessDenied):
                    continue
        except psutil.NoSuchProcess:
            break
        most = max(most, total)
        lines += process.stdout.readlines()
        time.sleep(SAMPLE)
    _require(process.wait(), command, lines)
    return most / 1e6, time.perf_counter() - began


def middle(values):
    """Median, lowest and highest of some measurements."""
    return statistics.median(values), min(values), max(values)
