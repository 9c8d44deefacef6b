import importlib.util

from reports import cli, health, writer


def test_everything_is_tried_and_fine():
    findings = health.examine()
    assert [finding.what for finding in findings] == [
        "versions",
        "large graphs",
        "solver",
        "packaged study",
        "map library",
        "writing",
    ]
    assert all(finding.fine for finding in findings)


def test_the_known_flow_is_found():
    """The network of Christofides (1975), Graph Theory: its maximum flow is 29."""
    assert health._solver().detail == "maximum flow of a known graph is 29, expected 29"


def test_a_wrong_answer_of_the_solver_is_bad(monkeypatch):
    monkeypatch.setattr(health, "KNOWN_FLOW", 30)
    assert not health._solver().fine


def test_without_the_compiler_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    finding = health._fast()
    assert finding.fine
    assert "pip install numba" in finding.detail


def test_a_disk_that_refuses_is_bad_and_leaves_with_4(monkeypatch, capsys):
    def refuses(folder, files):
        raise writer.WriteError(f"{folder.name}: no space for {len(files)} file")

    monkeypatch.setattr(writer, "write_folder", refuses)
    assert not health._writing().fine
    assert cli.run(["doctor"]) == cli.CANNOT_ACCESS
    shown = capsys.readouterr()
    assert "BAD  writing: " in shown.out
    assert "no space for 1 file" in shown.out
    assert shown.err == ""


def test_trying_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert health._writing().fine
    assert not list(tmp_path.iterdir())
