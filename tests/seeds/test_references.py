import pytest

from seeds import references

LEGS = "id,origin,destination,capacity,mechanism,evidence\n"
PRESSURE = "id,target_kind,target,points,evidence\n"
EVIDENCE = "id,kind,claim,title\nC01,case,Something happened.,A report\n"


def _legs(*rows):
    return {"legs.csv": LEGS + "".join(f"{row}\n" for row in rows)}


def test_an_unknown_end_is_answered_with_the_jurisdiction_meant(faults_of):
    rows = ["a,TWN,CN,1,,", "b,TW,cn,1,,", "c,Malaysa,CN,1,,", "d,XX,CN,1,,"]
    assert faults_of(_legs(*rows)) == [
        "legs.csv:2:origin 'TWN' is not a jurisdiction. Did you mean 'TW' (Taiwan)?",
        "legs.csv:3:destination 'cn' is not a jurisdiction. Did you mean 'CN' (mainland China)?",
        "legs.csv:4:origin 'Malaysa' is not a jurisdiction. Did you mean 'MY' (Malaysia)?",
        "legs.csv:5:origin 'XX' is not a jurisdiction. Add it to jurisdictions.csv.",
    ]


def test_evidence_must_stand_in_its_table(faults_of):
    files = {
        "evidence.csv": EVIDENCE,
        "jurisdictions.csv": (
            "id,name,role,evidence\nTW,Taiwan,origin,C01\nCN,China,destination,c01\n"
        ),
        **_legs("a,TW,CN,1,,C01;C02"),
        "pressure.csv": PRESSURE + "p,leg,a,5,ZZZ\n",
    }
    assert faults_of(files) == [
        "jurisdictions.csv:3:evidence 'c01' is not evidence. Did you mean 'C01'?",
        "legs.csv:2:evidence 'C02' is not evidence. Did you mean 'C01'?",
        "pressure.csv:2:evidence 'ZZZ' is not evidence. Add it to evidence.csv.",
    ]


def test_without_a_table_of_evidence_nothing_can_be_named(faults_of):
    assert faults_of(_legs("a,TW,CN,1,,C01")) == [
        "legs.csv:2:evidence 'C01' is not evidence. Add it to evidence.csv."
    ]


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        (
            "jurisdiction,TWN",
            "'TWN' is not a jurisdiction of this study. Did you mean 'TW' (Taiwan)?",
        ),
        (
            "leg,TW>CN.resal",
            "'TW>CN.resal' is not a leg of this study. Did you mean 'TW>CN.resale'?",
        ),
        ("leg,TW", "'TW' is not a leg of this study."),
        (
            "mechanism,re-sale",
            "'re-sale' is not a mechanism of this study. Did you mean 'resale'?",
        ),
        ("mechanism,courier", "'courier' is not a mechanism of this study."),
    ],
)
def test_pressure_needs_something_to_press_on(faults_of, target, fault):
    files = {**_legs("TW>CN.resale,TW,CN,1,resale,"), "pressure.csv": PRESSURE + f"p,{target},5,\n"}
    assert faults_of(files) == [f"pressure.csv:2:target {fault}"]


@pytest.mark.parametrize("target", ["jurisdiction,MY", "leg,TW>CN.resale", "mechanism,unspecified"])
def test_pressure_may_rest_on_each_kind(load_study, target):
    files = {**_legs("TW>CN.resale,TW,CN,1,,"), "pressure.csv": PRESSURE + f"p,{target},5,\n"}
    assert len(load_study(files).pressure) == 1


def test_a_study_needs_an_origin_and_a_destination(faults_of):
    files = {"jurisdictions.csv": "id,name,role\nTW,Taiwan,transit\nCN,China,transit\n"}
    files |= _legs("a,TW,CN,1,,")
    assert faults_of(files) == [
        (
            "jurisdictions.csv:role names no destination. "
            "Give at least one row the role destination."
        ),
        "jurisdictions.csv:role names no origin. Give at least one row the role origin.",
    ]


def test_a_misspelt_role_is_told_once(faults_of):
    files = {"jurisdictions.csv": "id,name,role\nTW,Taiwan,orign\nCN,China,destination\n"}
    assert faults_of({**files, **_legs("a,TW,CN,1,,")}) == [
        (
            "jurisdictions.csv:2:role 'orign' is not one of origin, transit, destination. "
            "Did you mean 'origin'?"
        )
    ]


def test_nothing_is_looked_up_in_a_table_with_lost_rows(faults_of):
    files = {
        "jurisdictions.csv": "id,name,role\nTW,Taiwan, island of,origin\nCN,China,destination\n",
        "evidence.csv": EVIDENCE + 'C02,case,"Something else.,Another report\n',
        **_legs("a,TW,CN,1,,C02", "b,TW,CN,-1,,C03"),
        "pressure.csv": PRESSURE + "p,jurisdiction,HK,5,\n",
    }
    assert faults_of(files) == [
        (
            "evidence.csv:3: is not well-formed CSV (unexpected end of data). "
            "Check the quotation marks."
        ),
        (
            "jurisdictions.csv:2: has 4 cells where the header has 3. "
            "Put quotation marks around text that holds a comma, and write numbers without commas."
        ),
        "legs.csv:3:capacity '-1' is negative. Amounts are zero or more.",
    ]


def test_a_faulty_id_beside_an_unknown_end_is_two_faults(faults_of):
    files = {
        "jurisdictions.csv": "id,name,role\nT W,Taiwan,origin\nCN,China,destination\n",
        **_legs("a,TW,CN,1,,"),
    }
    assert faults_of(files) == [
        (
            "jurisdictions.csv:2:id 'T W' cannot be an id. Use up to 64 letters, digits and the "
            "signs . _ - > and begin with a letter or digit."
        ),
        "legs.csv:2:origin 'TW' is not a jurisdiction. Add it to jurisdictions.csv.",
    ]


def test_every_check_says_where_it_looks():
    public = {
        value
        for name, value in vars(references).items()
        if getattr(value, "__module__", "") == references.__name__ and not name.startswith("_")
    }
    # Plain ids are looked for in the table that the schema names.
    assert set(references._CHECKS) == public - {references.faults, references.ids_resolve}
