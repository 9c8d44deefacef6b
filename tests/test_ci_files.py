"""The workflow, the GitHub Action, the pre-commit hook and the README's examples do as they say."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.studies import CHAIN, write_study

ROOT = Path(__file__).parent.parent
ACTION = ROOT / ".github" / "actions" / "routerisk" / "action.yml"
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
START = "import sys; from reports.cli import main; main(sys.argv[1:])"
MOVED = CHAIN.replace("B>C,B,C,4", "B>C,B,C,40")
"""The bottleneck of the chain moves from B>C to A>B."""


def _read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _program(file, *lines):
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture
def work(tmp_path):
    """Commit the chain as ``my-study`` in a repository of its own, with the command at hand."""
    folder = tmp_path / "work"
    write_study(folder / "my-study", legs=CHAIN)
    nobody = ("-c", "user.name=nobody", "-c", "user.email=nobody@localhost")
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=First"]):
        subprocess.run(["git", *nobody, *words], cwd=folder, check=True)
    programs = tmp_path / "programs"
    programs.mkdir()
    command = shlex.join([sys.executable, "-c", START])
    _program(programs / "routerisk", f'exec {command} "$@"')
    return folder


def _shell(script, work, **variables):
    """Run a script as a step of a job is run."""
    environment = {
        **os.environ,
        "PATH": f"{work.parent / 'programs'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(work.parent / "summary.md"),
        **variables,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=work,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _inputs(**given):
    named = {name: told.get("default", "") for name, told in _read(ACTION)["inputs"].items()}
    return named | {"study": "my-study"} | given


def _filled(text, inputs):
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], text)


def _run_steps(work, inputs):
    """Run the steps of the action after its installation, up to the first that fails."""
    _, *steps = _read(ACTION)["runs"]["steps"]
    done = []
    for step in steps:
        condition = step.get("if", "")
        assert condition in {"", "inputs.base != ''"}
        if condition and not inputs["base"]:
            continue
        variables = {name: _filled(text, inputs) for name, text in step["env"].items()}
        done.append((step["name"], _shell(step["run"], work, **variables)))
        if done[-1][1].returncode:
            break
    return done


# The action


def test_the_action_is_a_composite_one_and_every_step_names_its_shell():
    action = _read(ACTION)
    assert action["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" for step in action["runs"]["steps"])
    assert all(told["description"] for told in action["inputs"].values())
    assert [name for name, told in action["inputs"].items() if told.get("required")] == ["study"]


def test_no_input_is_written_into_a_script():
    """An input such as a branch's name could else add commands to it."""
    action = _read(ACTION)
    used = set()
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
        for text in step.get("env", {}).values():
            used |= set(re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", text))
    assert used == set(action["inputs"])


def test_the_action_installs_the_repository_in_which_it_lies(tmp_path):
    install = _read(ACTION)["runs"]["steps"][0]["run"]
    programs = tmp_path / "programs"
    programs.mkdir()
    made = tmp_path / "runner" / "routerisk" / "bin"
    said = tmp_path / "said"
    _program(
        programs / "python3",
        f'echo "$@" >> {said}',
        f"mkdir -p {made}",
        f"cp {programs / 'pip'} {made / 'pip'}",
    )
    _program(programs / "pip", f'echo "$@" >> {said}')
    run = _shell(
        install,
        tmp_path / "programs",
        RUNNER_TEMP=str(tmp_path / "runner"),
        GITHUB_ACTION_PATH=str(ACTION.parent),
        GITHUB_PATH=str(tmp_path / "path"),
    )
    assert run.returncode == 0, run.stderr
    venv, pip = said.read_text(encoding="utf-8").splitlines()
    assert venv == f"-m venv {tmp_path / 'runner' / 'routerisk'}"
    assert Path(pip.split()[-1]).resolve() == ROOT
    assert (ROOT / "pyproject.toml").is_file()
    assert (tmp_path / "path").read_text(encoding="utf-8").strip() == str(made)


@pytest.mark.slow
def test_the_action_checks_reports_and_compares(work):
    write_study(work / "my-study", legs=MOVED)
    inputs = _inputs(base="git:HEAD", **{"fail-on": "chokepoint,route"})
    done = _run_steps(work, inputs)
    assert [(name, run.returncode) for name, run in done] == [
        ("Check", 0),
        ("Report", 0),
        ("Compare", 1),
    ]
    compared = done[-1][1]
    assert compared.stderr.startswith("gate chokepoint: chokepoints changed: A>B joined every")
    assert "Flow: 10 units per year instead of 4 (+150.0 %)." in compared.stdout
    log = json.loads((work / "risk-report.sarif").read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    assert (work / "risk-report" / "index.html").is_file()
    summary = (work.parent / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("# What changed: my-study\n")


@pytest.mark.slow
def test_without_a_base_nothing_is_compared(work):
    done = _run_steps(work, _inputs())
    assert [(name, run.returncode) for name, run in done] == [("Check", 0), ("Report", 0)]
    assert not (work.parent / "summary.md").exists()


def test_faulty_data_stops_the_action_and_leaves_its_log(work):
    write_study(work / "my-study", legs=CHAIN.replace("B,C,4", "B,C,-4"))
    ((name, run),) = _run_steps(work, _inputs())
    assert (name, run.returncode) == ("Check", 3)
    assert run.stderr.startswith("legs.csv:3:capacity ")
    log = json.loads((work / "risk-report.sarif").read_text(encoding="utf-8"))
    (place,) = log["runs"][0]["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "my-study/legs.csv"


@pytest.mark.parametrize("study", ["--help", "$(touch stolen)", "; touch stolen", "`touch stolen`"])
def test_a_hostile_input_stays_a_name(work, study):
    ((name, run),) = _run_steps(work, _inputs(study=study))
    assert (name, run.returncode) == ("Check", 4)
    assert "there is no such folder" in run.stderr
    assert not (work / "stolen").exists()


# The workflow


def _jobs():
    return _read(WORKFLOW)["jobs"]


def _step(job, name):
    (step,) = [step for step in _jobs()[job]["steps"] if step.get("name") == name]
    return step


def test_the_workflow_runs_for_every_change_and_may_only_read():
    told = _read(WORKFLOW)
    # YAML 1.1 reads the word "on" as true.
    assert set(told[True]) == {"pull_request", "push"}
    assert told["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in told["jobs"].values())


def test_no_expression_is_written_into_a_script_of_the_workflow():
    runs = [step["run"] for job in _jobs().values() for step in job["steps"] if "run" in step]
    assert runs
    assert not any("${{" in run for run in runs)


def test_the_workflow_runs_all_checks_by_the_file_that_a_clone_has_too():
    run = _step("tests", "Lint, types, data and tests")["run"]
    assert os.access(ROOT / run, os.X_OK)


def test_the_workflow_compares_the_packaged_study_by_the_repository_s_own_action():
    step = _step("results", "Check, report and compare")
    assert (ROOT / step["uses"]).resolve() == ACTION.parent
    assert set(step["with"]) <= set(_read(ACTION)["inputs"])
    assert (ROOT / step["with"]["study"] / "legs.csv").is_file()


def test_the_workflow_keeps_the_page_and_does_not_commit_it():
    kept = _step("results", "Keep the page")
    assert kept["with"]["path"] == _inputs()["out"]
    assert kept["with"]["if-no-files-found"] == "error"
    assert f"/{kept['with']['path']}/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


@pytest.mark.slow
def test_the_workflow_stops_where_a_change_of_the_data_was_not_published(work):
    for part in ("seeds/ai_gpu_diversion", "reports/published"):
        shutil.copytree(ROOT / part, work / part)
    script = _step("results", "Published results are up to date")["run"]
    assert _shell(script, work).returncode == 0
    legs = work / "seeds" / "ai_gpu_diversion" / "legs.csv"
    text = legs.read_text(encoding="utf-8")
    assert text.count("assumed") > 1
    legs.write_text(text.replace("assumed", "reported", 1), encoding="utf-8")
    run = _shell(script, work)
    assert run.returncode == 1
    assert "gate published: reports/published/results.json differs" in run.stderr
    assert run.stderr.endswith("To write what the study gives now: routerisk publish\n")


# The hook


def test_the_hook_runs_on_the_files_of_a_study_and_finds_their_faults(work):
    (hook,) = _read(HOOKS)
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    pattern = re.compile(hook["files"])
    looked_at = ("my-study/legs.csv", "datapackage.json", "my-study/scenarios/shut.toml")
    assert all(map(pattern.search, looked_at))
    assert not any(map(pattern.search, ("README.md", "pyproject.toml", "legs.csv.bak")))
    command = f"{hook['entry']} my-study"
    assert _shell(command, work).returncode == 0
    write_study(work / "my-study", legs=CHAIN.replace("B,C,4", "B,C,-4"))
    run = _shell(command, work)
    assert run.returncode == 3
    assert run.stderr.startswith("legs.csv:3:capacity ")


# The README


def _examples():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    return {block.splitlines()[0].removeprefix("# "): yaml.safe_load(block) for block in blocks}


def test_the_readme_uses_the_action_as_it_is():
    steps = _examples()[".github/workflows/study.yml"]["jobs"]["study"]["steps"]
    (used,) = [step for step in steps if "routerisk" in step["uses"]]
    path = used["uses"].partition("@")[0].removeprefix("OWNER/routerisk/")
    assert ROOT / path == ACTION.parent
    inputs = _read(ACTION)["inputs"]
    assert set(used["with"]) <= set(inputs)
    (upload,) = [step for step in steps if "sarif" in step["uses"]]
    assert upload["with"]["sarif_file"] == f"{inputs['out']['default']}.sarif"


def test_the_readme_uses_the_hook_as_it_is():
    (repository,) = _examples()[".pre-commit-config.yaml"]["repos"]
    (used,) = repository["hooks"]
    assert used["id"] in {hook["id"] for hook in _read(HOOKS)}
    assert used["args"] == ["my-study"]
