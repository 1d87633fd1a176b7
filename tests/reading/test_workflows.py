"""The workflows call nothing that is not there, and pin what they take from elsewhere."""

import re

import pytest
import yaml
from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([\w-]+):", MAKEFILE, flags=re.MULTILINE))


def steps(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def commands(path):
    return [step["run"] for step in steps(path) if "run" in step]


def test_there_is_one_for_tests_pages_releases_and_links():
    assert [path.stem for path in WORKFLOWS] == ["links", "pages", "release", "test"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_with_their_version(path):
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_calls_exists(path):
    for command in commands(path):
        for line in re.findall(r"(?:^|&& |\n)\s*make ([\w -]+)", command):
            assert set(line.split()) <= TARGETS, line
        for script in re.findall(r"\bbash (\S+)", command):
            assert (ROOT / script).is_file(), script
        for name in re.findall(r"-r (\S+\.txt)|--notes-file (\S+)", command):
            assert (ROOT / "".join(name)).is_file(), name
        for module in re.findall(r"python -m ([\w.]+)", command):
            own = ROOT / f"{module.replace('.', '/')}.py"
            assert own.is_file() or module == "pytest", module


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_no_more_than_it_must(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 120
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "what comes from outside reaches a command only as a variable"


def test_every_system_and_python_that_the_lock_supports_is_tried():
    matrix = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))["jobs"]["elsewhere"]
    assert {name.split("-")[0] for name in matrix["strategy"]["matrix"]["os"]} == {"ubuntu", "macos", "windows"}
    assert "3.11" in matrix["strategy"]["matrix"]["python"]
    assert "sys.version_info < (3, 11)" in MAKEFILE


def test_no_update_proposes_jupyter_book_2():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
    for update in updates:
        if update["package-ecosystem"] == "pip":
            assert (ROOT / update["directory"].lstrip("/")).is_dir()
            assert {"dependency-name": "jupyter-book", "versions": [">=2"]} in update["ignore"]


def test_forms_for_issues_ask_for_a_page_that_shows_it():
    for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("c[lo][ar]*.yml"):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        asked = {part["id"]: part for part in form["body"]}
        assert asked["page"]["validations"]["required"] is True
