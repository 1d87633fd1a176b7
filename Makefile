# Two commands do everything: make book, make test. The others are for those who work on the book.
PYTHON ?= python3
ENV = .venv/installed
BIN = .venv/bin
LOCKED = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: book pdf test test-all strict bench release links lint lock clean

book: $(ENV)
	$(BIN)/jupyter-book build .

pdf: $(ENV) ## the whole book as _build/pdf/ten-thousand.pdf (needs Pango)
	$(BIN)/jupyter-book build . --builder custom --custom-builder pdf

test: $(ENV)
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

test-all: ## also the browser, the PDF, the whole-book builds: long, needs Chromium and Pango
	TEN_THOUSAND_ALL=1 $(MAKE) test

strict: $(ENV) ## a clean build with warnings as errors, as CI does it: only a first build tells the truth
	rm -rf _build
	$(BIN)/jupyter-book build . -n -W

bench: .venv/bench ## this build beside plain Jupyter Book and others, into bench/results.csv and the README: twenty minutes
	$(BIN)/python -m bench.run

release: strict pdf book ## the pages as an archive, the PDF, the data and their checksums in _build/release
	$(BIN)/python -m book.release --write

links: book ## do the addresses of the sources answer? a report in _build/links.csv, for the weekly workflow
	$(BIN)/linkchecker --config .linkcheckerrc --file-output csv/utf-8/_build/links.csv _build/html/sources.html

lint: $(ENV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

lock: ## write the locks anew from requirements.in and bench/requirements.in (needs uv)
	uv pip compile requirements.in $(LOCKED) -o requirements.txt
	uv pip compile bench/requirements.in $(LOCKED) -o bench/requirements.txt

clean:
	rm -rf _build .venv

$(ENV): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 book")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $(ENV)

.venv/bench: bench/requirements.txt $(ENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	@touch $@
