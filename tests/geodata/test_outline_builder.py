import shutil

import pytest

from geodata import outline_builder
from geodata.atlas import AtlasError, checked


def test_a_tarball_with_another_hash_is_refused(tmp_path):
    file = tmp_path / "other.tgz"
    file.write_bytes(b"not the package")
    with pytest.raises(AtlasError, match="its sha512 is"):
        checked(file.read_bytes())
    with pytest.raises(AtlasError):
        outline_builder.main(["--check", "--tarball", str(file)])


def test_check_reports_and_write_repairs_a_difference(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(outline_builder, "FOLDER", tmp_path)
    monkeypatch.setattr(outline_builder, "build", lambda _: {"a.json": b"new\n"})
    monkeypatch.setattr(outline_builder.atlas, "fetch", lambda: b"")
    (tmp_path / "a.json").write_bytes(b"old\n")
    assert outline_builder.main(["--check"]) == 1
    assert (tmp_path / "a.json").read_bytes() == b"old\n"
    assert outline_builder.main(["--write"]) == 0
    assert (tmp_path / "a.json").read_bytes() == b"new\n"
    assert outline_builder.main(["--check"]) == 0
    assert capsys.readouterr().err == "a.json differs from its source\na.json written\n"


def test_without_npm_the_message_names_the_other_way(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(AtlasError, match="--tarball"):
        outline_builder.atlas.fetch()


@pytest.mark.slow
def test_committed_files_are_what_the_source_gives():
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    try:
        tarball = outline_builder.atlas.fetch()
    except AtlasError as error:
        pytest.skip(f"the package registry cannot be reached: {error}")
    for name, content in outline_builder.build(tarball).items():
        assert (outline_builder.FOLDER / name).read_bytes() == content
