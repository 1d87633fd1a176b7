"""Run the cells of one chapter in this process, and keep what they show as a notebook would.

A Jupyter kernel starts an interpreter and a socket server for each chapter; the shell inside it is all that a book needs.
"""

import base64
import io
import os
import sys
import tempfile
import warnings
from pathlib import Path

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

PRINTED = {"stdout": 1, "stderr": 2}
INLINE = "module://matplotlib_inline.backend_inline"


def _plain(data):
    """A mime bundle that JSON can hold: pictures as base64."""
    return {
        mime: base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
        for mime, value in data.items()
    }


class Publisher(DisplayPublisher):
    """Keeps what ``display`` shows."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        """Add a display to the cell's outputs."""
        self.shell.kept.append({"output_type": "display_data", "data": _plain(data), "metadata": metadata or {}})

    def clear_output(self, wait=False):
        """Forget what the cell has shown so far."""
        self.shell.kept.clear()


class Hook(DisplayHook):
    """Keeps the value of a cell's last expression."""

    def start_displayhook(self):
        """Print no prompt."""

    write_output_prompt = start_displayhook

    def write_format_data(self, format_dict, md_dict=None):
        """Add the value to the cell's outputs."""
        self.shell.kept.append(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": _plain(format_dict),
                "metadata": md_dict or {},
            }
        )

    def finish_displayhook(self):
        """End without a blank line."""
        self._is_active = False


class Stream(io.TextIOBase):
    """A standard stream of the cells; what is written in one go stays one output."""

    encoding = "utf-8"

    def __init__(self, shell, name):
        self.shell, self.name = shell, name

    def writable(self):
        """Say yes."""
        return True

    def write(self, text):
        """Add text to the cell's outputs."""
        last = self.shell.kept[-1] if self.shell.kept else {}
        if text and last.get("name") == self.name:
            last["text"] += text
        elif text:
            self.shell.kept.append({"output_type": "stream", "name": self.name, "text": text})
        return len(text)


class ChapterShell(InteractiveShell):
    """IPython without terminal, history file or profile; ``kept`` holds the outputs of the cell that runs."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(Hook)
    kept = ()

    def _showtraceback(self, etype, evalue, stb):
        self.kept.append(
            {"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb)}
        )


def _quiet_start(folder):
    """The state that a kernel starts a chapter in: its folder, no input, and Python's own filters of warnings."""
    os.chdir(folder)
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - stays open while the process lives
    sys.argv = ["chapter"]
    os.environ["MPLBACKEND"] = INLINE
    warnings.resetwarnings()
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def _draw_inline(shell):
    """Show figures as a kernel does, also where the process was forked from one that has used matplotlib already."""
    if "matplotlib" in sys.modules:
        from IPython.core.pylabtools import activate_matplotlib
        from matplotlib import pyplot
        from matplotlib_inline.backend_inline import configure_inline_support

        pyplot.close("all")
        activate_matplotlib(INLINE)
        configure_inline_support(shell, INLINE)


def _redirect():
    """Send the process's own streams to files, so that what is written past Python is seen too.

    Returns:
        A function that yields name and text of what was written since its last call.
    """
    files, read = {}, dict.fromkeys(PRINTED, 0)
    for name, number in PRINTED.items():
        files[name] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the process
        os.dup2(files[name].fileno(), number)

    def written():
        sys.__stdout__.flush()
        for name, file in files.items():
            file.seek(read[name])
            text = file.read()
            read[name] += len(text)
            if text:
                yield name, text.decode("utf-8", "replace")

    return written


def run(cells, folder, profile, started):
    """Run the cells one after the other until one fails or writes to stderr; this process is of no other use afterwards.

    Args:
        cells: source texts. folder: where the chapter lies. profile: an empty folder for IPython.
        started: function that is told the number of each cell before it runs.

    Returns:
        A list of outputs (as nbformat has them) for each cell that was run.
    """
    written = _redirect()
    _quiet_start(folder)
    os.environ["IPYTHONDIR"] = profile
    shell = ChapterShell.instance(ipython_dir=profile, colors="nocolor", history_length=0)
    shell.history_manager.enabled = False
    _draw_inline(shell)
    done, streams = [], (sys.stdout, sys.stderr)
    for number, source in enumerate(cells):
        started(number)
        shell.kept = []
        sys.stdout, sys.stderr = (Stream(shell, name) for name in PRINTED)
        try:
            shell.run_cell(source, store_history=True)
        finally:
            sys.stdout, sys.stderr = streams
        for name, text in written():
            Stream(shell, name).write(text)
        done.append(shell.kept)
        if any(is_fault(output) for output in shell.kept):
            break
    return done


def is_fault(output):
    """Whether an output is an error or was written to stderr: a warning of a library is not to be missed."""
    return output["output_type"] == "error" or output.get("name") == "stderr"
