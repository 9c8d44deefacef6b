"""The order of the packages, and who touches the disk, read from the source itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("seeds", "routes", "geodata", "reports")
MODULES = sorted(path for package in ORDER for path in (ROOT / package).rglob("*.py"))

READERS = {"read_csv", "read_json", "read_excel", "read_parquet", "read_file", "reader"}
WRITERS = {
    "dump",
    "mkdir",
    "replace",
    "savefig",
    "to_csv",
    "to_excel",
    "to_file",
    "to_json",
    "to_parquet",
    "touch",
    "unlink",
    "write_bytes",
    "write_dataframe",
    "write_gexf",
    "write_graphml",
    "write_graphml_xml",
    "write_text",
}
GDAL_READERS = {
    "list_layers",
    "open_arrow",
    "read_arrow",
    "read_bounds",
    "read_dataframe",
    "read_file",
    "read_info",
}
"""What reads a file through GDAL, which picks a format by the content, whatever the name says."""

COMMITTED_SCRIPTS = {"geodata/outline_builder.py"}
"""Run by hand to make the committed outlines anew; no other module imports it."""


def _name(path):
    return path.relative_to(ROOT).as_posix()


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree):
    """Give the first part of every imported module, at the top and inside functions alike."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports would hide their direction"
            yield str(node.module).partition(".")[0]


def _calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _opens_to_write(call):
    """Tell whether a call opens a file in a mode that writes; a mode that is no text counts too."""
    if _called(call) != "open":
        return False
    place = 0 if isinstance(call.func, ast.Attribute) else 1
    modes = [word.value for word in call.keywords if word.arg == "mode"] + call.args[place:][:1]
    return any(
        not isinstance(mode, ast.Constant)
        or (isinstance(mode.value, str) and set(mode.value) & set("wax+"))
        for mode in modes
    )


def _streams(tree):
    """Give the names that stand for bytes in memory wherever a module uses them."""
    named = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            in_memory = ast.unparse(node.value) in {"io.BytesIO()", "io.StringIO()"}
            for name in (target.id for target in node.targets if isinstance(target, ast.Name)):
                named[name] = named.get(name, True) and in_memory
    return {name for name, in_memory in named.items() if in_memory}


def _writing_calls(tree):
    """List the calls that write to the disk; those into a stream in memory do not."""
    streams = _streams(tree)
    return [
        call
        for call in _calls(tree)
        if _writes(call)
        and not any(isinstance(word, ast.Name) and word.id in streams for word in call.args)
    ]


def _writes(call):
    """Tell whether a call writes to the disk, unless into a stream in memory.

    ``str.replace`` takes two arguments and a path's one; ``savefig`` into a stream names a format.
    """
    name = _called(call)
    if name == "replace":
        return isinstance(call.func, ast.Attribute) and len(call.args) == 1 and not call.keywords
    if name == "savefig":
        return "format" not in {word.arg for word in call.keywords}
    return name in WRITERS or _opens_to_write(call)


def test_every_package_is_looked_at():
    found = {_name(path).partition("/")[0] for path in MODULES}
    assert found == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_point_left(path):
    package = _name(path).partition("/")[0]
    to_the_right = set(ORDER[ORDER.index(package) + 1 :])
    assert not to_the_right & set(_imported(_tree(path)))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_module_imports_the_tests(path):
    assert "tests" not in set(_imported(_tree(path)))


def test_only_seeds_reads_tables():
    readers = {_name(path) for path in MODULES if READERS & set(map(_called, _calls(_tree(path))))}
    assert {name.partition("/")[0] for name in readers - COMMITTED_SCRIPTS} == {"seeds"}


def test_no_file_is_read_through_gdal():
    calls = {_name(path): GDAL_READERS & set(map(_called, _calls(_tree(path)))) for path in MODULES}
    assert {name: found for name, found in calls.items() if found} == {}


def test_only_the_writer_writes_files():
    writers = {_name(path) for path in MODULES if _writing_calls(_tree(path))}
    assert writers - COMMITTED_SCRIPTS == {"reports/writer.py"}


@pytest.mark.parametrize(
    ("source", "writes"),
    [
        ("open('a', 'w')", True),
        ("open('a', mode='ab')", True),
        ("open('a', mode)", True),
        ("path.open('wb')", True),
        ("path.open()", False),
        ("open('a')", False),
        ("open('a', encoding='utf-8')", False),
        ("path.write_text('a')", True),
        ("frame.to_csv('a')", True),
        ("text.replace('a', 'b')", False),
        ("day.replace(day=1)", False),
        ("part.replace(target)", True),
        ("frame.to_parquet('a')", True),
        ("stream = io.BytesIO(); frame.to_parquet(stream)", False),
        ("stream = io.BytesIO(); stream = path; frame.to_parquet(stream)", True),
        ("stream = io.BytesIO(); frame.to_parquet(path)", True),
        ("figure.savefig('a.png')", True),
        ("figure.savefig(stream, format='png')", False),
    ],
)
def test_the_search_for_writers_sees(source, writes):
    assert bool(_writing_calls(ast.parse(source))) is writes
