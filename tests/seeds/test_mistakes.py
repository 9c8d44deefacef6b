"""The usual first mistakes, each told once with its file, row, column and remedy."""

import pytest

LEGS = "id,origin,destination,capacity\nTW>MY.resale,TW,MY,1000\nMY>CN.resale,MY,CN,8\n"
PLACES = "id,name,role\nTW,Taiwan,origin\nMY,Malaysia,transit\nCN,mainland China,destination\n"
PRESSURE = "id,target_kind,target,points,valid_from\np,leg,MY>CN.resale,20,2026-01-01\n"
TABLES = {"jurisdictions.csv": PLACES, "legs.csv": LEGS, "pressure.csv": PRESSURE}
COMMAS = "Write 1000 for a thousand, and a point before decimals, such as 12.5."
RAGGED = "Put quotation marks around text that holds a comma, and write numbers without commas."
ID_SIGNS = "Use up to 64 letters, digits and the signs . _ - > and begin with a letter or digit."


def _legs(old, new):
    return {"legs.csv": LEGS.replace(old, new, 1)}


def _places(old, new):
    return {"jurisdictions.csv": PLACES.replace(old, new, 1)}


def _pressure(old, new):
    return {"pressure.csv": PRESSURE.replace(old, new, 1)}


MISTAKES = {
    "a file is missing": ({"legs.csv": None}, "legs.csv: is missing. A study needs this table."),
    "a workbook in its place": (
        {"legs.csv": None, "legs.xlsx": b"PK"},
        (
            "legs.csv: is missing. A study needs this table. "
            "Save 'legs.xlsx' under this name, as CSV UTF-8."
        ),
    ),
    "a workbook with the table's name": (
        {"legs.csv": b"PK\x03\x04\x14\x00\x06\x00\xe9"},
        "legs.csv:1: is a spreadsheet file or an archive. Save the sheet as CSV UTF-8.",
    ),
    "the header in capitals": (
        _legs("capacity", "Capacity"),
        "legs.csv:1:Capacity is not a column of this table. Did you mean 'capacity'?",
    ),
    "the unit in the header": (
        _legs("capacity", "Capacity (units)"),
        "legs.csv:1:Capacity (units) is not a column of this table. Did you mean 'capacity'?",
    ),
    "the header of another program": (
        _legs("id,origin,destination,capacity", "id,source,destination,capacity"),
        "legs.csv:1:source is not a column of this table. Did you mean 'origin'?",
    ),
    "semicolons": (
        {"legs.csv": LEGS.replace(",", ";")},
        (
            "legs.csv:1: separates its columns by ';'. "
            "Save it with commas between the columns and points in the numbers."
        ),
    ),
    "semicolons, announced": (
        {"legs.csv": "sep=;\n" + LEGS.replace(",", ";")},
        (
            "legs.csv:1: separates its columns by ';'. "
            "Save it with commas between the columns and points in the numbers."
        ),
    ),
    "tabs": (
        {"legs.csv": LEGS.replace(",", "\t")},
        "legs.csv:1: separates its columns by tabs. Save it with commas.",
    ),
    "UTF-16": (
        {"legs.csv": LEGS.encode("utf-16")},
        "legs.csv:1: is UTF-16. Save it as CSV UTF-8.",
    ),
    "UTF-16 without its mark": (
        {"legs.csv": LEGS.encode("utf-16-le")},
        "legs.csv:1: seems to be UTF-16. Save it as CSV UTF-8.",
    ),
    "Windows-1252": (
        {"jurisdictions.csv": PLACES.replace("Malaysia", "Côte").encode("cp1252")},
        "jurisdictions.csv:3: holds byte 0xf4, which is not UTF-8. Save it as CSV UTF-8.",
    ),
    "a decimal comma in quotation marks": (
        _legs("1000", '"12,5"'),
        f"legs.csv:2:capacity '12,5' has separators between its digits. {COMMAS}",
    ),
    "a decimal comma": (
        _legs("1000", "12,5"),
        f"legs.csv:2: has 5 cells where the header has 4. {RAGGED}",
    ),
    "a thousands separator in quotation marks": (
        _legs("1000", '"1,000"'),
        f"legs.csv:2:capacity '1,000' has separators between its digits. {COMMAS}",
    ),
    "a thousands separator": (
        _legs("1000", "1,000"),
        f"legs.csv:2: has 5 cells where the header has 4. {RAGGED}",
    ),
    "thousands separated by points": (
        _legs("1000", "1.000.000"),
        (
            "legs.csv:2:capacity '1.000.000' has separators between its digits. "
            "Write digits only, such as 1000."
        ),
    ),
    "blank columns at the end": (
        {"legs.csv": LEGS.replace("\n", ",,\n")},
        "legs.csv:1: has no name for columns 5, 6. Name or delete what is there.",
    ),
    "blank cells at the end of a row": (
        _legs("1000", "1000,,"),
        "legs.csv:2: has 6 cells where the header has 4. Delete the blank cells at its end.",
    ),
    "a cell too few": (
        _legs("MY,1000", "MY"),
        (
            "legs.csv:2: has 3 cells where the header has 4. "
            "Put a comma for each cell that is left blank."
        ),
    ),
    "a comma in a name": (
        _places("mainland China", "China, mainland"),
        f"jurisdictions.csv:4: has 4 cells where the header has 3. {RAGGED}",
    ),
    "a date with the day first": (
        _pressure("2026-01-01", "10/07/2026"),
        (
            "pressure.csv:2:valid_from '10/07/2026' is not a date. "
            "Write 2026-07-10 or 2026-10-07, whichever is meant."
        ),
    ),
    "a jurisdiction that is not listed": (
        _legs("TW,MY", "US,MY"),
        "legs.csv:2:origin 'US' is not a jurisdiction. Add it to jurisdictions.csv.",
    ),
    "a name in place of an id": (
        _legs("TW,MY", "Taiwan,MY"),
        "legs.csv:2:origin 'Taiwan' is not a jurisdiction. Did you mean 'TW' (Taiwan)?",
    ),
    "a leg to where it began": (
        _legs("TW,MY", "MY,MY"),
        "legs.csv:2:destination 'MY' is also the origin. A leg leads to another jurisdiction.",
    ),
    "an id twice": (
        {"legs.csv": LEGS + "MY>CN.resale,TW,CN,1\n"},
        "legs.csv:4:id 'MY>CN.resale' stands already in row 3. Give each row its own id.",
    ),
    "an id with blanks": (
        _legs("TW>MY.resale", "TW to MY"),
        f"legs.csv:2:id 'TW to MY' cannot be an id. {ID_SIGNS}",
    ),
    "pressure above 100": (
        _pressure(",20,", ",120,"),
        "pressure.csv:2:points '120' is outside -100 to 100. Write a number between them.",
    ),
    "pressure with a sign": (
        _pressure(",20,", ",20%,"),
        "pressure.csv:2:points '20%' is not a whole number. Write digits only, such as 15 or -5.",
    ),
    "a role misspelt": (
        _places("transit", "tranzit"),
        (
            "jurisdictions.csv:3:role 'tranzit' is not one of origin, transit, destination. "
            "Did you mean 'transit'?"
        ),
    ),
    "a role of another word": (
        _places("transit", "hub"),
        (
            "jurisdictions.csv:3:role 'hub' is not one of origin, transit, destination. "
            "Write one of them."
        ),
    ),
    "a capacity left blank": (
        _legs("1000", ""),
        "legs.csv:2:capacity is blank. Write a number, or the word unbounded for no limit.",
    ),
    "no limit in another spelling": (
        _legs("1000", "Unlimited"),
        (
            "legs.csv:2:capacity 'Unlimited' is not a number. "
            "Write digits such as 1200 or 0.5, or the word unbounded in small letters."
        ),
    ),
    "latitude and longitude swapped": (
        {
            "jurisdictions.csv": "id,name,role,lat,lon\nTW,Taiwan,origin,121,24\n"
            "MY,Malaysia,transit,4,102\nCN,mainland China,destination,35,104\n"
        },
        "jurisdictions.csv:2:lat '121' is outside -85 to 85. Is it the longitude?",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_usual_mistake_is_told_once_with_its_place_and_remedy(faults_of, mistake):
    files, told = MISTAKES[mistake]
    assert faults_of({**TABLES, **files}) == [told]


@pytest.mark.parametrize(
    "files",
    [
        {"legs.csv": "\ufeff" + LEGS},
        {"legs.csv": LEGS.replace("\n", "\n\n")},
        {"legs.csv": LEGS.replace("\n", "\r\n") + ",,,\r\n"},
    ],
    ids=["byte order mark", "blank lines", "rows of blank cells"],
)
def test_what_does_no_harm_is_passed_over(load_study, files):
    assert len(load_study({**TABLES, **files}).legs) == 2
