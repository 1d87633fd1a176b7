"""Run the chapters that must run, side by side, and hand them to MyST-NB with their outputs.

MyST-NB's own cache looks at the cells alone, and its kernels start one after the other. Here a chapter runs again exactly when
its cells, a file that it read, a module that it imported or the lock has changed. Prose is read anew without running anything.
"""

import hashlib
import json
import time
from functools import cached_property
from pathlib import Path

import nbformat
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook

from book.execution.cells import is_fault
from book.execution.records import Records
from book.execution.workers import Job, run
from book.stop import stop

FOLDER = ".executed"  # below _build
_outputs = {}  # page -> outputs of its code cells, for this build


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


class Chapter:
    """A page that is a notebook; its text is parsed when somebody asks for the cells."""

    def __init__(self, file, text):
        self.file, self.text = file, text

    @cached_property
    def notebook(self):
        """The parsed text."""
        return read_myst_markdown_notebook(self.text, add_source_map=True, path=self.file)

    def parts(self):
        """The language of the kernel that the text asks for, and the sources of the code cells."""
        kernel = self.notebook.metadata.get("kernelspec", {})
        name = kernel.get("name", "python")
        language = "python" if "python" in (kernel.get("language", "python"), name[:6]) else name
        return language, [cell.source for cell in _code(self.notebook)]


def _chapters(app):
    """Page -> chapter, for all pages that are notebooks."""
    found = {}
    for page in sorted(app.env.found_docs):
        file = Path(app.env.doc2path(page))
        text = file.read_text(encoding="utf-8")
        if is_myst_markdown_notebook(text):
            found[page] = Chapter(file, text)
    return found


def _fault(job, name, notebook):
    """One message about a job that went wrong, or nothing."""
    said = [output for outputs in job.outputs for output in outputs if is_fault(output)]
    at = len(job.outputs) - 1 if said else job.at
    if not said and not job.fault:
        return ""
    numbers = [number for number, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    line = notebook.metadata["source_map"][numbers[at]]
    place = f"{name}, line {line} (cell {at + 1}): "
    if job.fault:
        return place + job.fault
    output = said[0]
    if output["output_type"] == "stream":
        return f"{place}wrote to stderr: {output['text'].strip()[:2000]}"
    return f"{place}{output['ename']}: {output['evalue']}\n" + "\n".join(output["traceback"][-20:])


def execute(app):
    """Bring the outputs of all chapters up to date.

    Returns:
        Page -> a hash of its outputs.
    """
    chapters = _chapters(app)
    records = Records(Path(app.doctreedir).parent / FOLDER, app.srcdir)
    jobs, kept, faults = [], {}, []
    for page, chapter in chapters.items():
        kept[page] = records.load(page, chapter.text, chapter.parts)
        if kept[page] is None:
            language, sources = chapter.parts()
            jobs.append(Job(page, sources, str(chapter.file.parent)))
            if language != "python":
                faults.append(f"{page}.md: the kernel {language!r} is not Python")
    if jobs and not faults:
        print(f"running {len(jobs)} of {len(chapters)} chapters: {', '.join(job.page for job in jobs)}", flush=True)
        began = time.time()
        run(jobs, app.srcdir, app.config.nb_execution_timeout, check=app.ten_thousand_check)
        for job in jobs:
            chapter = chapters[job.page]
            if fault := _fault(job, chapter.file.relative_to(app.srcdir).as_posix(), chapter.notebook):
                faults.append(fault)
            else:
                kept[job.page] = records.save(
                    job.page, chapter.text, "python", job.cells, job.outputs, job.reads, began
                )
    app.ten_thousand_check.require()  # a fault of the tables is told before what it breaks
    if faults:
        stop("\n".join(faults))
    records.drop_others(chapters)
    _outputs.clear()
    _outputs.update({page: record["outputs"] for page, record in kept.items()})
    return {
        page: hashlib.sha256(json.dumps(outputs, sort_keys=True).encode()).hexdigest()
        for page, outputs in _outputs.items()
    }


def read(text, page, path):
    """A chapter's notebook with its outputs: the reader that MyST-NB is given for the chapter's file."""
    notebook = read_myst_markdown_notebook(text, add_source_map=True, path=path)
    for number, (cell, outputs) in enumerate(zip(_code(notebook), _outputs[page], strict=True), start=1):
        cell.outputs = [nbformat.from_dict(output) for output in outputs]
        cell.execution_count = number
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    return notebook


def hand_over(app):
    """Tell MyST-NB to take these pages from ``read``."""
    config = app.env.mystnb_config
    formats = dict(config.custom_formats)
    for page in _outputs:
        path = str(Path(app.env.doc2path(page)))
        formats[path] = ("book.execution.read", {"page": page, "path": path}, False)
    app.env.mystnb_config = config.copy(custom_formats=formats)
