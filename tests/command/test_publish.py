"""Publishing on push: what the workflows say is run as it stands, for our own chronology and for a new project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from conftest import ROOT, copy_project, run_in

WORKFLOW = ROOT / ".github/workflows/publish.yml"
GITHUB: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
JOBS: dict[str, Any] = GITHUB["jobs"]
STEPS: list[dict[str, Any]] = [step for job in JOBS.values() for step in job["steps"]]
PROGRAMS = Path(sys.executable).parent
INSTALLED = "python -m pip install -r requirements.txt"

# A program `python` that installs nothing, as all is there, and makes environments of this one.
PYTHON = """#!/bin/sh
case "$1 $2" in
  "-m pip") test -f requirements.txt && test -f constraints.txt && echo "$PWD" >> "$ASKED" ;;
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && ln -s "$TARIKH" "$3/bin/tarikh" ;;
  *) exit 64 ;;
esac
"""


class Ran(NamedTuple):
    """What came of the commands of a job."""

    status: int
    told: str
    summary: str


class Repository(NamedTuple):
    """A clone in which the last commit changes the title of an event, and what stands around it in CI."""

    project: Path
    programs: Path
    event: Path
    title: str

    def run(self, script: str, **environment: str) -> Ran:
        """Runs commands as GitHub and GitLab do: the first that fails is the last."""
        summary = self.programs / "summary.md"
        summary.touch()
        inherited = {name: value for name, value in os.environ.items() if name not in ("SITEURL", "PYTHONPATH")}
        given = {
            "PATH": os.pathsep.join([str(self.programs), inherited.pop("PATH")]),
            "GITHUB_STEP_SUMMARY": str(summary),
            "TARIKH": str(self.programs / "tarikh"),
            "ASKED": str(self.programs / "asked"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.project,
            env=inherited | given | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        return Ran(result.returncode, result.stdout + result.stderr, summary.read_text(encoding="utf-8"))

    @property
    def asked(self) -> list[str]:
        """The folders in which pip was asked to install."""
        return (self.programs / "asked").read_text().split()

    def break_it(self) -> None:
        text = self.event.read_text(encoding="utf-8")
        self.event.write_text(text.replace("topics: [", "topics: [nothing, ", 1), encoding="utf-8")


NEW_ALONE = pytest.mark.parametrize("repository", ["new"], indirect=True)  # what holds for it holds for ours


@pytest.fixture(params=["ours", "new"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    """Our own chronology, and a new project."""
    project = tmp_path / "project"
    if request.param == "ours":
        copy_project(project)
        for file in ("requirements.txt", "constraints.txt", ".gitignore"):
            shutil.copy(ROOT / file, project)
        event = project / "content/events/2025/aes-import-levy.yaml"
    else:
        assert run_in(tmp_path, "tarikh", "init", "project").returncode == 0
        event = project / "content/events/2002/library-opens.yaml"
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python").write_text(PYTHON, encoding="utf-8")
    (programs / "python").chmod(0o755)
    (programs / "tarikh").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tarikh "$@"\n', encoding="utf-8")
    (programs / "tarikh").chmod(0o755)
    git(project, "init", "--quiet", "--initial-branch", "main")
    commit(project, "As it was")
    text = event.read_text(encoding="utf-8")
    title = yaml.safe_load(text)["text"]["en"]["title"]
    event.write_text(
        text.replace(f"importance: {yaml.safe_load(text)['importance']}", "importance: background"), "utf-8"
    )
    commit(project, "As it is")
    return Repository(project, programs, event, title)


def git(project: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    result = subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True, text=True)
    return result.stdout.strip()


def commit(project: Path, message: str) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", message)


def taken(step: Mapping[str, Any], event: str) -> bool:
    """Whether a step is taken where all before it went well."""
    known = {
        "": True,
        "github.event_name == 'pull_request'": event == "pull_request",
        "github.event_name != 'pull_request'": event != "pull_request",
        "steps.base.outcome == 'success'": event == "pull_request",
    }
    return known[step.get("if", "")]


def steps(event: str) -> Iterator[dict[str, Any]]:
    """The steps of the job that builds."""
    return (step for step in JOBS["build"]["steps"] if taken(step, event))


def on_github(repository: Repository, event: str, base_url: str = "") -> list[Ran]:
    """Runs all commands of the job that builds, up to the first that fails."""
    ran = []
    for step in steps(event):
        if "run" in step:
            values = {"${{ steps.pages.outputs.base_url }}": base_url}
            ran.append(repository.run(step["run"], **{name: values[it] for name, it in step.get("env", {}).items()}))
            if ran[-1].status:
                break
    return ran


def on_gitlab(repository: Repository, job: str, **variables: str) -> Ran:
    """Runs the commands of a job, which is one script."""
    return repository.run("\n".join(GITLAB[job]["script"]), **variables)


def test_a_pull_request_gets_a_site_to_look_at_and_is_told_which_pages_change(repository: Repository) -> None:
    ran = on_github(repository, "pull_request")
    assert [it.status for it in ran] == [0] * len(ran), ran[-1].told
    assert len(ran) == len([step for step in steps("pull_request") if "run" in step])
    summary = ran[-1].summary
    assert summary.startswith("## Changed pages\n\nPages: ")
    assert f"- {repository.title} `events/{repository.event.stem}.html` en " in summary.replace("&#46;", ".")
    assert 'href="en/index.html"' in (repository.project / "output/index.html").read_text(encoding="utf-8")
    assert repository.asked == [str(repository.project), str(repository.project / ".base")]


def test_a_push_builds_the_site_for_where_it_will_stand(repository: Repository) -> None:
    ran = on_github(repository, "push", "https://example.net/somewhere")
    assert [it.status for it in ran] == [0] * len(ran), ran[-1].told
    page = (repository.project / "output/en/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.net/somewhere/en/">' in page
    assert not (repository.project / ".base").exists()
    assert ran[-1].summary == ""


@pytest.mark.parametrize("event", ["push", "pull_request"])
def test_content_with_a_problem_ends_the_job_with_an_annotation(repository: Repository, event: str) -> None:
    repository.break_it()
    ran = on_github(repository, event)
    assert ran[-1].status == 1
    file = repository.event.relative_to(repository.project).as_posix()
    assert re.search(
        rf'^::error file={file},line=\d+,col=\d+,title=unknown-topic::no topic "nothing"', ran[-1].told, re.M
    )
    assert not (repository.project / "output/index.html").exists()


@NEW_ALONE
def test_what_was_broken_before_does_not_keep_a_pull_request_that_mends_it(repository: Repository) -> None:
    sound = repository.event.read_text(encoding="utf-8")
    repository.break_it()
    commit(repository.project, "Broken")
    repository.event.write_text(sound, encoding="utf-8")
    commit(repository.project, "Mended")
    *before, base = [it.status for it in on_github(repository, "pull_request")]
    assert (set(before), base) == ({0}, 1)
    [step] = [step for step in STEPS if step.get("id") == "base"]
    assert step["continue-on-error"] is True
    shutil.rmtree(repository.project / ".base")
    ran = on_gitlab(repository, "preview", CI_MERGE_REQUEST_DIFF_BASE_SHA=git(repository.project, "rev-parse", "HEAD^"))
    assert ran.status == 0, ran.told


@NEW_ALONE
def test_a_merge_request_gets_a_site_to_look_at_and_is_told_which_pages_change(repository: Repository) -> None:
    base = git(repository.project, "rev-parse", "HEAD^")
    ran = on_gitlab(repository, "preview", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert ran.status == 0, ran.told
    changes = (repository.project / "changes.txt").read_text(encoding="utf-8")
    assert f"  {repository.title}  events/{repository.event.stem}.html  en " in changes
    assert changes in ran.told
    assert (repository.project / "codequality.json").read_text(encoding="utf-8") == "[]\n"
    for artifact in GITLAB["preview"]["artifacts"]["paths"]:
        assert (repository.project / artifact).exists()


@NEW_ALONE
def test_a_push_to_gitlab_builds_the_site_for_where_it_will_stand(repository: Repository) -> None:
    ran = on_gitlab(repository, "pages", CI_PAGES_URL="https://example.net/group/somewhere")
    assert ran.status == 0, ran.told
    page = (repository.project / "public/en/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.net/group/somewhere/en/">' in page


@NEW_ALONE
@pytest.mark.parametrize("job", ["preview", "pages"])
def test_content_with_a_problem_ends_a_job_of_gitlab(repository: Repository, job: str) -> None:
    repository.break_it()
    ran = on_gitlab(repository, job, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD^")
    assert ran.status == 1
    assert 'unknown-topic: no topic "nothing"' in ran.told
    assert not (repository.project / "output/index.html").exists()
    if job == "preview":
        assert '"check_name": "unknown-topic"' in (repository.project / "codequality.json").read_text(encoding="utf-8")


def test_nothing_is_published_but_what_a_push_to_main_has_built() -> None:
    deploy = JOBS["deploy"]
    assert deploy["needs"] == "build"
    assert deploy["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert GITHUB[True]["push"] == {"branches": ["main"]}  # what YAML 1.1 reads "on" as
    assert "pull_request_target" not in GITHUB[True]
    assert GITLAB["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_only_the_job_that_publishes_may_write_and_that_to_pages_alone() -> None:
    assert GITHUB["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert [step for step in JOBS["deploy"]["steps"] if "run" in step or "checkout" in step.get("uses", "")] == []


def test_a_newer_push_never_cuts_off_the_publishing_of_an_older_one() -> None:
    assert JOBS["deploy"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert GITHUB["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"
    assert GITLAB["pages"]["interruptible"] is False
    assert GITLAB["pages"]["resource_group"] == "pages"


def test_every_action_is_pinned_by_its_commit_and_says_which_version_that_is() -> None:
    used = re.findall(r"uses: (.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert len(used) == len([step for step in STEPS if "uses" in step]) == 6
    assert [it for it in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", it)] == []


def test_no_command_holds_an_expression_and_every_job_ends() -> None:
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []
    assert all(job["timeout-minutes"] <= 30 for job in JOBS.values())


def test_both_hosts_run_the_same_commands_of_tarikh() -> None:
    """But for where GitLab wants the site, and how problems are told to it."""
    github = "\n".join(step["run"] for step in JOBS["build"]["steps"] if "run" in step)
    gitlab = "\n".join(GITLAB["preview"]["script"])
    own = re.compile(r"--format (?:github|gitlab)| > .*| \|\|? .*| >> .*|.* && |;.*|^if .*then ", re.MULTILINE)
    told = [[own.sub("", line).strip() for line in text.splitlines() if "tarikh" in line] for text in (github, gitlab)]
    assert told[0] == told[1]
    assert {GITLAB[job]["script"][0] for job in ("preview", "pages")} == {INSTALLED}
    assert next(step["run"] for step in JOBS["build"]["steps"] if "run" in step) == INSTALLED


def test_the_documentation_tells_what_is_run() -> None:
    page = (ROOT / "docs/publishing.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| [^|]+ \| `([^`]+)` \|", page.partition("## GitHub")[0], re.MULTILINE)
    run = "\n".join(step.get("run", "") for step in STEPS)
    assert len(told) == 5
    for command in told:
        assert command.replace("OLD NEW", ".base/output output") in run


def lint(*command: str) -> None:
    result = subprocess.run(
        [PROGRAMS / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_actionlint_finds_nothing() -> None:
    lint("actionlint", "-oneline", str(WORKFLOW))


def test_zizmor_finds_nothing() -> None:
    lint("zizmor", "--offline", "--no-progress", "--pedantic", ".github")


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("gitlab-ci", ".gitlab-ci.yml"),
        ("github-workflows", ".github/workflows/publish.yml"),
        ("dependabot", ".github/dependabot.yml"),
    ],
)
def test_each_file_follows_its_schema(schema: str, file: str) -> None:
    lint("check-jsonschema", "--builtin-schema", f"vendor.{schema}", file)


@pytest.mark.parametrize(
    ("command", "old", "new"),
    [
        (("actionlint", "-oneline"), "needs: build", "needs: built"),
        (
            ("zizmor", "--offline", "--no-progress"),
            "run: tarikh check",
            "run: echo ${{ github.head_ref }}; tarikh check",
        ),
        (("check-jsonschema", "--builtin-schema", "vendor.github-workflows"), "runs-on:", "runs_on:"),
    ],
    ids=["actionlint", "zizmor", "schema"],
)
def test_the_linters_find_what_is_wrong(tmp_path: Path, command: tuple[str, ...], old: str, new: str) -> None:
    workflow = tmp_path / ".github/workflows/publish.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(WORKFLOW.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AssertionError, match=r"publish\.yml"):
        lint(*command, str(workflow))
