import pytest

LEGS = "id,origin,destination,capacity"
RULED = "id,origin,destination,capacity_low,capacity,capacity_high"
PLACED = "id,name,role,lat,lon\nTW,Taiwan,origin,{}\nCN,mainland China,destination,35,104\n"
EVIDENCE = "id,kind,claim,title,event_from,event_to\n"


def _legs(*rows, header=LEGS):
    return {"legs.csv": "\n".join([header, *rows, ""])}


def test_an_id_stands_once_in_its_table(faults_of):
    assert faults_of(_legs("a,TW,CN,1", "b,TW,CN,1", "a,TW,MY,1", "a,MY,CN,1")) == [
        "legs.csv:4:id 'a' stands already in row 2. Give each row its own id.",
        "legs.csv:5:id 'a' stands already in row 2. Give each row its own id.",
    ]


def test_the_same_id_may_stand_in_two_tables(load_study):
    evidence = EVIDENCE + "TW,case,Something happened.,A report,,\n"
    study = load_study({"evidence.csv": evidence, **_legs("TW,TW,CN,1")})
    assert list(study.legs["id"]) == list(study.evidence["id"]) == ["TW"]


def test_a_leg_leads_elsewhere(faults_of):
    assert faults_of(_legs("a,TW,CN,1", "b,MY,MY,1")) == [
        "legs.csv:3:destination 'MY' is also the origin. A leg leads to another jurisdiction."
    ]


@pytest.mark.parametrize(
    ("capacities", "fault"),
    [
        ("9,8,", "capacity_low 9 is above the capacity 8. Lower it."),
        ("8.000001,8,9", "capacity_low 8.000001 is above the capacity 8. Lower it."),
        ("unbounded,8,", "capacity_low unbounded is above the capacity 8. Lower it."),
        (",8,7.5", "capacity_high 7.5 is below the capacity 8. Raise it."),
        (",unbounded,9", "capacity_high 9 is below the capacity unbounded. Raise it."),
    ],
)
def test_capacities_are_in_order(faults_of, capacities, fault):
    assert faults_of(_legs(f"a,TW,CN,{capacities}", header=RULED)) == [f"legs.csv:2:{fault}"]


@pytest.mark.parametrize(
    "capacities",
    ["8,8,8", "8.0,8,8.00", "0,0,0", ",8,", "1,8,unbounded", "unbounded,unbounded,unbounded"],
)
def test_equal_and_unknown_capacities_are_in_order(load_study, capacities):
    assert len(load_study(_legs(f"a,TW,CN,{capacities}", header=RULED)).legs) == 1


def test_no_row_ends_before_it_begins(faults_of):
    files = {
        **_legs("a,TW,CN,1,2026-02-02,2026-02-01", header=f"{LEGS},valid_from,valid_to"),
        "pressure.csv": (
            "id,target_kind,target,points,valid_from,valid_to\n"
            "p,leg,a,5,2026-02-02,2025-02-02\nq,leg,a,5,2026-02-02,2026-02-02\n"
        ),
        "evidence.csv": EVIDENCE + "e,case,Something.,A report,2026-02-02,2026-01-31\n",
    }
    assert faults_of(files) == [
        "evidence.csv:2:event_to 2026-01-31 is before event_from 2026-02-02. Swap them.",
        "legs.csv:2:valid_to 2026-02-01 is before valid_from 2026-02-02. Swap them.",
        "pressure.csv:2:valid_to 2025-02-02 is before valid_from 2026-02-02. Swap them.",
    ]


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("23.7,", "lon is blank while lat is given. Give both."),
        (",121", "lat is blank while lon is given. Give both."),
        ("23.7,east", "lon 'east' is not a coordinate. Write degrees such as 1.35 or -98.6."),
        ("91,121", "lat '91' is outside -85 to 85."),
    ],
)
def test_a_place_is_whole_and_a_faulty_half_is_told_once(faults_of, place, fault):
    files = {"jurisdictions.csv": PLACED.format(place), **_legs("a,TW,CN,1")}
    assert faults_of(files) == [f"jurisdictions.csv:2:{fault}"]


def test_a_place_on_the_equator_and_the_prime_meridian_is_a_place(load_study):
    files = {"jurisdictions.csv": PLACED.format("0,0"), **_legs("a,TW,CN,1")}
    assert load_study(files).jurisdictions.loc[0, ["lat", "lon"]].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("basis", ["reported", "derived"])
def test_a_number_that_is_not_assumed_names_its_evidence(faults_of, basis):
    files = {
        **_legs(f"a,TW,CN,1,{basis},", "b,TW,CN,1,,", header=f"{LEGS},basis,evidence"),
        "pressure.csv": f"id,target_kind,target,points,basis\np,leg,a,5,{basis}\n",
    }
    message = f"is blank while the basis is '{basis}'. Name evidence or write assumed."
    assert faults_of(files) == [
        f"legs.csv:2:evidence {message}",
        f"pressure.csv:2:evidence {message}",
    ]


def test_evidence_that_cannot_be_read_is_not_called_blank_as_well(faults_of):
    legs = _legs("a,TW,CN,1,reported,C01;", header=f"{LEGS},basis,evidence")
    assert faults_of(legs) == [
        "legs.csv:2:evidence 'C01;' has an empty entry. Separate entries by a single ';'."
    ]


def test_blank_cells_break_no_rule_of_their_own(faults_of):
    assert faults_of(_legs(",,,", " , , ,x", ",TW,CN,1")) == [
        (
            "legs.csv:3:capacity 'x' is not a number. "
            "Write digits such as 1200 or 0.5, or the word unbounded."
        ),
        "legs.csv:3:destination is blank. Give it an id.",
        "legs.csv:3:id is blank. Give it an id.",
        "legs.csv:3:origin is blank. Give it an id.",
        "legs.csv:4:id is blank. Give it an id.",
    ]
