import subprocess
import sys
from pathlib import Path

import seeds
from seeds import cells, dictionary, schema

README = Path(seeds.__file__).with_name("README.md")
BEGIN = "<!-- dictionary: written by python -m seeds.dictionary -->\n\n"
END = "\n<!-- end of dictionary -->\n"


def test_the_readme_holds_the_dictionary_as_the_schema_gives_it():
    text = README.read_text(encoding="utf-8")
    _, _, rest = text.partition(BEGIN)
    section, end, after = rest.partition(END)
    assert section == dictionary.markdown()
    assert (end, after) == (END, "")


def test_every_kind_is_explained():
    assert set(dictionary.KINDS) == set(cells._PARSERS)


def test_every_column_of_every_table_has_one_row():
    lines = dictionary.markdown().splitlines()
    sections = [line for line in lines if line.startswith("### ")]
    assert len(sections) == len(schema.tables())
    rows = [line.split(" | ")[0] for line in lines if line.startswith("| `")]
    assert rows == [f"| `{name}`" for table in schema.tables() for name in table.columns]


def test_every_row_has_as_many_cells_as_its_header():
    widths = [line.replace("\\|", "").count("|") for line in dictionary.markdown().splitlines()]
    assert set(widths) == {0, 3, 6}


def test_a_line_of_the_dictionary_says_what_the_schema_says():
    text = dictionary.markdown()
    assert "| `capacity` | quantity | required | capacity unit | Best estimate" in text
    assert "| `layer` | enum | `goods` |  | Kind of movement; layers are never summed. One" in text
    assert "-100 to 100 |" in text
    assert "Stands in jurisdictions.csv |" in text


def test_the_module_prints_it():
    run = subprocess.run(
        [sys.executable, "-m", "seeds.dictionary"],
        capture_output=True,
        check=True,
        cwd=README.parent.parent,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert run.stdout == dictionary.markdown()
    assert run.stderr == ""


def test_every_module_stands_in_the_readme():
    text = README.read_text(encoding="utf-8")
    modules = {path.name for path in README.parent.glob("*.py")} - {"__init__.py"}
    assert {name for name in modules if f"`{name}`" not in text} == set()
