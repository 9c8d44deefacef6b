import pytest

from seeds import csv_text, schema

HEAD = "id,name,role\n"
TW = "TW,Taiwan,origin\n"
CN = "CN,mainland China,destination\n"


SEMICOLONS = (
    ": separates its columns by ';'. "
    "Save it with commas between the columns and points in the numbers."
)


def _read(content):
    data = content if isinstance(content, bytes) else content.encode()
    rows, faults = csv_text.read_rows(schema.table("jurisdictions"), data)
    return rows, [str(fault) for fault in faults]


def _places(rows):
    return [(row.line, row.cells["id"]) for row in rows]


@pytest.mark.parametrize(
    "content",
    [
        HEAD + TW + CN,
        ("\ufeff" + HEAD + TW + CN),
        (HEAD + TW + CN).replace("\n", "\r\n"),
        (HEAD + TW + CN).replace("\n", "\r"),
        (HEAD + TW + CN).rstrip("\n"),
        HEAD + TW + CN + "\n\n   \n,,\n\r\n",
        (HEAD + TW + CN).replace(",", " , "),
    ],
    ids=["plain", "byte order mark", "CRLF", "CR", "no last line end", "blank lines", "blanks"],
)
def test_what_spreadsheets_and_editors_save_is_read_alike(content):
    rows, faults = _read(content)
    assert faults == []
    assert [row.cells for row in rows] == [
        {"id": "TW", "name": "Taiwan", "role": "origin"},
        {"id": "CN", "name": "mainland China", "role": "destination"},
    ]
    assert _places(rows) == [(2, "TW"), (3, "CN")]


def test_line_numbers_are_those_of_an_editor():
    rows, faults = _read("\n" + HEAD + "\n\n" + TW + "\n" + CN)
    assert faults == []
    assert _places(rows) == [(5, "TW"), (7, "CN")]


def test_quotation_marks_hold_commas_and_quotation_marks():
    rows, _ = _read(HEAD + '"TW","Taiwan, ""ROC""",origin\n')
    assert rows[0].cells["name"] == 'Taiwan, "ROC"'


def test_columns_that_begin_with_x_are_passed_over():
    rows, faults = _read("x_mine,id,x_,name,role\n=1+1,TW,\x1b,Taiwan,origin\n")
    assert faults == []
    assert rows[0].cells == {"id": "TW", "name": "Taiwan", "role": "origin"}


def test_a_header_alone_is_an_empty_table():
    assert _read(HEAD) == ([], [])


def test_a_ragged_row_is_named_and_the_others_are_read():
    rows, faults = _read(
        HEAD + "TW,Taiwan, island of,origin\n" + CN + "MY,Malaysia\n" + "SG,Singapore,transit, ,\n"
    )
    assert faults == [
        (
            "jurisdictions.csv:2: has 4 cells where the header has 3. "
            "Put quotation marks around text that holds a comma, and write numbers without commas."
        ),
        (
            "jurisdictions.csv:4: has 2 cells where the header has 3. "
            "Put a comma for each cell that is left blank."
        ),
        (
            "jurisdictions.csv:5: has 5 cells where the header has 3. "
            "Delete the blank cells at its end."
        ),
    ]
    assert _places(rows) == [(3, "CN")]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("id,id,name,role", [":id stands twice in the header. Remove one."]),
        ("id,name,role,x_a,x_a", [":x_a stands twice in the header. Remove one."]),
        ("id,name", [":role is missing from the header. Add this column."]),
        ("id,name,role,notes", [":notes is not a column of this table. Did you mean 'note'?"]),
        (
            "id,name,role,phone",
            [
                (
                    ":phone is not a column of this table. "
                    "Remove it, or begin its name with x_ to keep it as your own note."
                )
            ],
        ),
        ("id,name,role,,", [": has no name for columns 4, 5. Name or delete what is there."]),
        ("id,,name,role", [": has no name for column 2. Name or delete what is there."]),
        (
            "ID,Name,role,role",
            [
                ":role stands twice in the header. Remove one.",
                ":ID is not a column of this table. Did you mean 'id'?",
                ":Name is not a column of this table. Did you mean 'name'?",
            ],
        ),
        ("id;name;role", [SEMICOLONS]),
        ("id\tname\trole", [": separates its columns by tabs. Save it with commas."]),
        ("id|name|role", [": separates its columns by '|'. Save it with commas."]),
    ],
)
def test_a_header_at_fault_is_told_all_its_faults_and_no_row_is_read(header, wanted):
    rows, faults = _read(header + "\n" + TW)
    assert faults == [f"jurisdictions.csv:1{fault}" for fault in wanted]
    assert rows == []


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", " \n,,,\n"])
def test_an_empty_file_is_told_its_columns(content):
    assert _read(content) == (
        [],
        ["jurisdictions.csv:1: is empty. Its first line must name the columns: id, name, role."],
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_utf_16_is_named(encoding):
    assert _read(("\ufeff" + HEAD + TW).encode(encoding))[1] == [
        "jurisdictions.csv:1: is UTF-16. Save it as CSV UTF-8."
    ]


def test_a_latin_1_byte_is_named_with_its_line():
    content = HEAD.encode() + TW.encode() + "CI,Côte d'Ivoire,transit\n".encode("latin-1")
    assert _read(content)[1] == [
        "jurisdictions.csv:3: holds byte 0xf4, which is not UTF-8. Save it as CSV UTF-8."
    ]


def test_a_nul_character_is_named_with_its_line():
    assert _read(HEAD + TW + "CN,mainland\x00China,destination\n")[1] == [
        "jurisdictions.csv:3: holds a NUL character. Remove it."
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_line_break_inside_a_cell_is_named_with_its_first_line(line_end):
    content = line_end.join(["id,name,role", 'TW,"Tai', 'wan",origin', "CN,China,destination", ""])
    rows, faults = _read(content)
    assert faults == ["jurisdictions.csv:2: has a line break inside a cell. Remove it."]
    assert _places(rows) == [(4, "CN")]


def test_an_open_quotation_mark_is_named_where_it_opens():
    rows, faults = _read(HEAD + TW + 'MY,"Malaysia,transit\n' + CN + CN)
    assert faults == [
        (
            "jurisdictions.csv:3: is not well-formed CSV (unexpected end of data). "
            "Check the quotation marks."
        )
    ]
    assert _places(rows) == [(2, "TW")]


def test_text_after_a_closing_quotation_mark_is_refused():
    assert _read(HEAD + '"TW"an,Taiwan,origin\n')[1] == [
        (
            "jurisdictions.csv:2: is not well-formed CSV (',' expected after '\"'). "
            "Check the quotation marks."
        )
    ]


def test_a_cell_beyond_the_limit_of_the_csv_reader_is_a_fault():
    [fault] = _read(HEAD + f"TW,{'x' * 200_000},origin\n")[1]
    assert fault.startswith("jurisdictions.csv:2: is not well-formed CSV (field larger than")


def test_many_columns_are_counted_in_one_pass():
    header = "id,name,role," + ",".join(f"x_{number}" for number in range(20_000))
    rows, faults = _read(header + "\nTW,Taiwan,origin" + "," * 20_000 + "\n")
    assert faults == []
    assert rows[0].cells == {"id": "TW", "name": "Taiwan", "role": "origin"}
