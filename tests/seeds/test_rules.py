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
        ("91,121", "lat '91' is outside -85 to 85. Is it the longitude?"),
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


MEASURES = "id,name,legs,jurisdictions,effect,points,cost\n"


def _measures(*rows):
    return {**_legs("a,TW,CN,1"), "measures.csv": MEASURES + "".join(f"{row}\n" for row in rows)}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "a,,close,,0",
            "cost is 0. Closing anything takes some effort; give it, or write unbounded.",
        ),
        (",,close,,1", "legs is blank, and so is jurisdictions. Name what the measure touches."),
        (
            "a,,pressure,,1",
            "points is blank while the effect is pressure. Give the points that it adds.",
        ),
        ("a,,close,5,1", "points stands where the effect is to close. Leave it blank."),
        ("b,,close,,1", "legs 'b' is not a leg. Add it to legs.csv."),
        (",XX,close,,1", "jurisdictions 'XX' is not a jurisdiction. Add it to jurisdictions.csv."),
        ("a,,shut,,1", "effect 'shut' is not one of close, pressure. Write one of them."),
    ],
)
def test_a_measure_touches_something_and_does_something_to_it(faults_of, row, fault):
    assert faults_of(_measures(f"m,Name,{row}")) == [f"measures.csv:2:{fault}"]


@pytest.mark.parametrize("row", ["a,,close,,1", ",MY,pressure,5,unbounded", "a,MY,pressure,-5,1"])
def test_a_whole_measure_is_accepted(load_study, row):
    assert len(load_study(_measures(f"m,Name,{row}")).measures) == 1


def test_a_quantity_and_a_measure_that_are_not_assumed_name_their_evidence(faults_of):
    files = {
        **_legs("a,TW,CN,1"),
        "quantities.csv": "id,kind,value,unit,basis\nq,case,1,each,reported\n",
        "measures.csv": "id,name,legs,effect,cost,basis\nm,Name,a,close,1,derived\n",
    }
    assert faults_of(files) == [
        (
            "measures.csv:2:evidence is blank while the basis is 'derived'. "
            "Name evidence or write assumed."
        ),
        (
            "quantities.csv:2:evidence is blank while the basis is 'reported'. "
            "Name evidence or write assumed."
        ),
    ]


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("A,0,1", ["alpha is 0. A Beta distribution needs a parameter above 0."]),
        ("A,1,0.0", ["beta is 0. A Beta distribution needs a parameter above 0."]),
        ("A,-1,1", ["alpha '-1' is negative. Amounts are zero or more."]),
    ],
)
def test_the_parameters_of_a_prior_are_above_zero(faults_of, row, faults):
    files = {**_legs("a,TW,CN,1"), "priors.csv": f"id,alpha,beta\n{row}\n"}
    assert faults_of(files) == [f"priors.csv:2:{fault}" for fault in faults]


@pytest.mark.parametrize("grade", ["F", "a", "AA"])
def test_a_prior_is_of_an_evidence_class(faults_of, grade):
    files = {**_legs("a,TW,CN,1"), "priors.csv": f"id,alpha,beta\n{grade},1,1\n"}
    [fault] = faults_of(files)
    assert fault.startswith(f"priors.csv:2:id '{grade}' is not one of A, B, C, D, E.")
