import csv
import datetime as dt
import hashlib
import io
import string
import tempfile
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from seeds import schema

LEGS = "id,origin,destination,capacity\n"


def test_several_faults_of_several_files_come_at_once(faults_of):
    files = {
        "datapackage.json": '{"routerisk": {"data_date": "soon"}}',
        "jurisdictions.csv": "id,name,role\nTW,Taiwan,origin\nCN,China,destination\nMY,,transit\n",
        "legs.csv": LEGS + "a,TW,CN,NaN\na,TW,TW,5\nb,TWN,CN,1e3\n",
        "pressure.csv": "id,target_kind,target,points\np,leg,zz,101\n",
        "evidence.csv": "id,kind,claim\ne,case,=1\n",
        "leg.csv": LEGS,
    }
    assert faults_of(files) == [
        "datapackage.json:data_date 'soon' is not a date. Write it as 2026-10-31.",
        "evidence.csv:1:title is missing from the header. Add this column.",
        "jurisdictions.csv:4:name is blank. Write a text.",
        "leg.csv: is not a table of a study. Did you mean 'legs.csv'?",
        (
            "legs.csv:2:capacity 'NaN' is not a finite number. "
            "Write digits, or the word unbounded for no limit."
        ),
        "legs.csv:3:destination 'TW' is also the origin. A leg leads to another jurisdiction.",
        "legs.csv:3:id 'a' stands already in row 2. Give each row its own id.",
        "legs.csv:4:capacity '1e3' is in exponent notation. Write the digits out.",
        "legs.csv:4:origin 'TWN' is not a jurisdiction. Did you mean 'TW' (Taiwan)?",
        "pressure.csv:2:points '101' is outside -100 to 100. Write a number between them.",
        "pressure.csv:2:target 'zz' is not a leg of this study.",
    ]


def test_a_required_table_that_is_missing_is_told_once(faults_of):
    assert faults_of({"legs.csv": None}) == ["legs.csv: is missing. A study needs this table."]
    assert faults_of({"jurisdictions.csv": None, "legs.csv": None}) == [
        "jurisdictions.csv: is missing. A study needs this table.",
        "legs.csv: is missing. A study needs this table.",
    ]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("leg.csv", " Did you mean 'legs.csv'?"),
        ("Pressure.CSV", " Did you mean 'pressure.csv'?"),
        ("presure.csv", " Did you mean 'pressure.csv'?"),
        ("bills of lading.csv", " Move it elsewhere."),
    ],
)
def test_a_table_under_another_name_is_not_left_out_in_silence(faults_of, name, answer):
    assert faults_of({name: "id\n"}) == [f"{name}: is not a table of a study.{answer}"]


def test_files_that_are_no_tables_may_lie_in_the_folder(load_study):
    files = {"README.md": "# Mine\n", "notes.txt": b"\xff", "legs.csv.orig": "old"}
    assert len(load_study(files).legs) == 2


def test_a_header_alone_gives_an_empty_table_and_no_legs_are_a_study(load_study):
    study = load_study({"legs.csv": LEGS, "evidence.csv": "id,kind,claim,title\n"})
    assert (len(study.legs), len(study.evidence), len(study.pressure)) == (0, 0, 0)
    assert tuple(study.legs.columns) == schema.table("legs").columns


def test_jurisdictions_with_a_header_alone_ask_no_question(faults_of):
    faults = faults_of({"jurisdictions.csv": "id,name,role\n", "legs.csv": LEGS})
    assert [fault.split(". ")[0] for fault in faults] == [
        "jurisdictions.csv:role names no destination",
        "jurisdictions.csv:role names no origin",
    ]


def test_every_file_read_has_its_digest(write_study):
    folder = write_study({"datapackage.json": "{}"})
    study = seeds.load(folder)
    assert dict(study.sha256) == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("datapackage.json", "jurisdictions.csv", "legs.csv")
    }


def test_blank_cells_take_their_defaults_and_columns_left_out_do_too(load_study):
    leg = load_study().legs.loc[0]
    assert leg.to_dict() == {
        "id": "TW>MY.resale",
        "origin": "TW",
        "destination": "MY",
        "layer": "goods",
        "mechanism": "unspecified",
        "capacity_low": None,
        "capacity": 1000,
        "capacity_high": None,
        "basis": "assumed",
        "evidence_class": None,
        "interdict_cost": 100,
        "interdictable": "yes",
        "valid_from": None,
        "valid_to": None,
        "kept_open": None,
        "seed_claims": (),
        "evidence": (),
        "note": None,
    }


# -- exactness: quantities are whole numbers of 1 / scale ------------------------------------


@pytest.mark.parametrize(
    ("capacities", "scale"),
    [
        (["10", "8"], 100),
        (["10.000", "unbounded"], 100),
        (["0.1", "8"], 1_000),
        (["0.10", "8"], 1_000),
        (["0.1", "0.000001"], 100_000_000),
    ],
)
def test_the_scale_is_a_hundred_times_the_longest_fraction(load_study, capacities, scale):
    rows = [f"{number},TW,CN,{capacity}\n" for number, capacity in enumerate(capacities)]
    study = load_study({"legs.csv": LEGS + "".join(rows)})
    assert study.scale == scale
    for capacity, value in zip(capacities, study.legs["capacity"], strict=True):
        if capacity == "unbounded":
            assert value == "unbounded"
        else:
            assert type(value) is int
            assert Fraction(value, scale) == Fraction(capacity)


def test_a_tenth_three_times_is_three_tenths(load_study):
    rows = "a,TW,CN,0.1\nb,TW,CN,0.10\nc,TW,CN,0.100\nd,TW,CN,0.3\n"
    tenths = load_study({"legs.csv": LEGS + rows}).legs["capacity"].tolist()
    assert sum(tenths[:3]) == tenths[3]
    assert 0.1 + 0.1 + 0.1 != 0.3  # what floating point would have made of it


def test_a_percentage_of_any_quantity_is_whole(load_study):
    study = load_study({"legs.csv": LEGS + "a,TW,CN,0.37\n"})
    for percent in range(101):
        assert study.legs["capacity"][0] * percent % 100 == 0


def test_the_scale_counts_every_quantity_of_every_table(load_study):
    files = {
        "jurisdictions.csv": (
            "id,name,role,node_capacity\nTW,Taiwan,origin,0.001\nCN,China,destination,\n"
        ),
        "legs.csv": "id,origin,destination,capacity,interdict_cost\na,TW,CN,5,0.25\n",
    }
    study = load_study(files)
    assert study.scale == 100_000
    assert study.jurisdictions["node_capacity"].tolist() == [100, "unbounded"]
    assert study.legs["interdict_cost"].tolist() == [25_000]


def test_the_decimal_context_of_the_caller_changes_nothing(load_study):
    legs = {"legs.csv": LEGS + "a,TW,CN,999999999999999.123456\n"}
    with localcontext() as context:
        context.prec = 3
        study = load_study(legs)
    assert study.scale == 10**8
    assert study.legs["capacity"][0] == 99_999_999_999_999_912_345_600


# -- what is written is what is read ---------------------------------------------------------

_PRINTABLE = st.characters(exclude_categories=("C", "Z"), exclude_characters="=+-@", codec="utf-8")
_IDS = st.builds(
    str.__add__,
    st.sampled_from(string.ascii_letters + string.digits),
    st.text(string.ascii_letters + string.digits + "_.>-", max_size=8),
)
_TEXTS = st.lists(st.text(_PRINTABLE, min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)
_AMOUNTS = st.builds(
    lambda whole, decimals: f"{whole}.{decimals}" if decimals else str(whole),
    st.integers(0, 10**15 - 1),
    st.text(string.digits, max_size=6),
)
_DATES = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2030, 12, 31))


@st.composite
def _leg_rows(draw, ends):
    rows = []
    for leg in draw(st.lists(_IDS, unique=True, max_size=5)):
        origin, destination, *_ = draw(st.permutations(ends))
        amounts = sorted(draw(st.lists(_AMOUNTS, min_size=3, max_size=3)), key=Decimal)
        amounts[2] = draw(st.sampled_from([amounts[2], "unbounded", ""]))
        days = sorted(draw(st.lists(_DATES, min_size=2, max_size=2)))
        rows.append(
            {
                "id": leg,
                "origin": origin,
                "destination": destination,
                "layer": draw(st.sampled_from(["", "goods", "service"])),
                "capacity_low": amounts[0],
                "capacity": amounts[1],
                "capacity_high": amounts[2],
                "interdict_cost": draw(st.just("") | _AMOUNTS.filter(Decimal)),
                "valid_from": days[0].isoformat(),
                "valid_to": draw(st.sampled_from(["", days[1].isoformat()])),
                "note": draw(st.just("") | _TEXTS),
                "x_mine": draw(st.text(_PRINTABLE, max_size=4)),
            }
        )
    return rows


@st.composite
def _studies(draw):
    names = draw(st.lists(_IDS, unique=True, min_size=2, max_size=5))
    roles = ["origin", "destination", *["transit"] * (len(names) - 2)]
    jurisdictions = [
        {
            "id": name,
            "name": draw(_TEXTS),
            "role": role,
            "lat": str(draw(st.integers(-85, 85))),
            "lon": str(draw(st.decimals(-180, 180, places=3))),
            "node_capacity": draw(st.sampled_from(["", "unbounded"]) | _AMOUNTS),
        }
        for name, role in zip(names, roles, strict=True)
    ]
    return {"jurisdictions": jurisdictions, "legs": draw(_leg_rows(names))}


def _csv(draw, rows, columns):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(
        stream,
        draw(st.permutations(columns)),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))


def _expected(field, text, scale):
    text = text or field.default or ""
    if text in {"", "unbounded"}:
        return text or (() if field.kind in {"ids", "texts", "enums"} else None)
    if field.kind == "quantity":
        return Fraction(text) * scale
    if field.kind == "date":
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    return float(text) if field.kind == "coordinate" else text


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(tables=_studies(), data=st.data())
def test_what_a_program_writes_is_what_is_read(tables, data):
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in tables.items():
            columns = list(rows[0]) if rows else LEGS.strip().split(",")
            Path(folder, f"{name}.csv").write_bytes(_csv(data.draw, rows, columns))
        study = seeds.load(folder)
    for name, rows in tables.items():
        frame = getattr(study, name)
        assert len(frame) == len(rows)
        for field in schema.table(name).fields:
            wanted = [_expected(field, row.get(field.name, ""), study.scale) for row in rows]
            assert frame[field.name].tolist() == wanted, field.name


def test_a_list_that_cannot_be_read_is_one_fault(faults_of):
    legs = "id,origin,destination,capacity,evidence\nA,TW,MY,1,;\nB,MY,CN,1,\n"
    assert faults_of({"legs.csv": legs}) == [
        "legs.csv:2:evidence ';' has an empty entry. Separate entries by a single ';'."
    ]


def test_a_row_that_cannot_be_read_is_not_missed_by_other_tables(faults_of):
    """What stands in the row is unknown, so nobody is told that it is not there."""
    places = "id,name,role\nTW,Taiwan,origin\nMY,Malaysia\nCN,mainland China,destination\n"
    [fault] = faults_of({"jurisdictions.csv": places})
    assert fault.startswith("jurisdictions.csv:3: has 2 cells where the header has 3.")
