"""What a study leaves unsaid: each look finds its gap and nothing else."""

import pytest

import seeds
from seeds import gaps

SOUND = {
    "jurisdictions.csv": "id,name,role\nTW,Taiwan,origin\nCN,China,destination\n",
    "legs.csv": (
        "id,origin,destination,capacity_low,capacity,capacity_high,evidence_class,valid_from,"
        "valid_to,kept_open,evidence,note\n"
        "a,TW,CN,1,2,3,C,2023-01-01,,,C01,\n"
    ),
    "evidence.csv": (
        "id,kind,event_from,event_to,claim,title,publisher,published,url,grade,legal_status,note\n"
        "C01,case,2023-01-01,,Something.,A report,A paper,2024-05,https://example.org/,B2,n/a,\n"
    ),
    "pressure.csv": (
        "id,target_kind,target,points,evidence,reason,valid_from\n"
        "p,leg,a,5,C01,A rule.,2026-01-31\n"
    ),
    "measures.csv": (
        "id,name,legs,effect,cost,legal_basis,evidence,reason\n"
        "m,Shut,a,close,1,A power,C01,It shuts.\n"
    ),
    "priors.csv": "id,alpha,beta,reason\nC,3,2,Rather likely.\n",
    "quantities.csv": "id,kind,value,unit,reason\nunits,case,2,each,As reported.\n",
    "derivations.csv": "id,leg,column,expression,reason\na.best,a,capacity,units,As reported.\n",
    "datapackage.json": '{"routerisk": {"data_date": "2026-01-31"}}',
}


@pytest.fixture
def gaps_of(load_study):
    """Give a function that changes a text of one file of a sound study and lists the gaps."""

    def found(name=None, old="", new=""):
        files = dict(SOUND)
        if name is not None:
            assert files[name].count(old) == 1
            files[name] = files[name].replace(old, new)
        return [str(gap) for gap in gaps.gaps(load_study(files))]

    return found


def test_a_sound_study_has_no_gap(gaps_of):
    assert gaps_of() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("legs.csv", "C01,\n", ",\n", ["evidence of 'a' names no evidence."]),
        ("legs.csv", ",C,2023", ",,2023", ["evidence_class of 'a' is blank."]),
        ("legs.csv", "CN,1,2", "CN,,2", ["capacity_low of 'a' is blank."]),
        ("legs.csv", ",2,3,", ",2,,", ["capacity_high of 'a' is blank."]),
        ("legs.csv", "C,2023-01-01", "C,", ["valid_from of 'a' is blank."]),
        ("pressure.csv", "2026-01-31", "", ["valid_from of 'p' is blank."]),
        ("pressure.csv", "C01,A rule.", ",A rule.", ["evidence of 'p' is blank."]),
        ("pressure.csv", "A rule.", "", ["reason of 'p' is blank."]),
        ("measures.csv", "A power", "", ["legal_basis of 'm' is blank."]),
        ("measures.csv", "C01", "", ["evidence of 'm' is blank."]),
        ("measures.csv", "It shuts.", "", ["reason of 'm' is blank."]),
        ("priors.csv", "Rather likely.", "", ["reason of 'C' is blank."]),
        ("quantities.csv", "As reported.", "", ["reason of 'units' is blank."]),
        ("derivations.csv", "As reported.", "", ["reason of 'a.best' is blank."]),
        ("evidence.csv", "A paper", "", ["publisher of 'C01' is blank."]),
        ("evidence.csv", "B2", "", ["grade of 'C01' is blank."]),
        ("evidence.csv", "n/a", "", ["legal_status of 'C01' is blank."]),
        ("evidence.csv", "2024-05", "", [
            "published of 'C01' is blank and the note does not say why.",
        ]),
        ("evidence.csv", "https://example.org/", "", [
            "url of 'C01' is blank and the note does not say why.",
        ]),
    ],
)  # fmt: skip
def test_each_look_finds_its_gap(gaps_of, name, old, new, told):
    found = gaps_of(name, old, new)
    if name == "evidence.csv" and old == "2024-05":
        # Without its date of publication the event of 2023 is the last thing that is known.
        told = [*told, "legs.csv:kept_open of 'a' is blank; the last evidence is of 2023-01-01."]
    assert found == [text if text.startswith("legs") else f"{name}:{text}" for text in told]


@pytest.mark.parametrize(
    ("published", "is_stale"),
    [
        ("2024-02-01", False),  # 730 days before the data date
        ("2024-01-31", True),  # 731 days
        ("2024-02", False),
        ("2024", True),  # a year alone is taken from its first day
        ("2023-12-31", True),
    ],
)
def test_an_open_leg_two_years_after_its_last_evidence_needs_a_reason(gaps_of, published, is_stale):
    told = published if published.count("-") == 2 else f"{published}-01-01"
    wanted = [f"legs.csv:kept_open of 'a' is blank; the last evidence is of {told}."]
    assert gaps_of("evidence.csv", "2024-05", published) == (wanted if is_stale else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023-01-01,,,C01,\n", "2023-01-01,2025-01-01,,C01,\n"),
        ("2023-01-01,,,C01,\n", "2023-01-01,,Nobody says that it ended.,C01,\n"),
    ],
)
def test_a_leg_that_has_closed_or_says_why_not_is_no_gap(load_study, old, new):
    files = dict(SOUND)
    files["evidence.csv"] = files["evidence.csv"].replace("2024-05", "2023-01")
    assert len(gaps.gaps(load_study(files))) == 1
    files["legs.csv"] = files["legs.csv"].replace(old, new)
    assert gaps.gaps(load_study(files)) == ()


def test_a_note_on_something_else_does_not_say_why_a_leg_is_open_still(load_study):
    files = dict(SOUND)
    files["evidence.csv"] = files["evidence.csv"].replace("2024-05", "2023-01")
    files["legs.csv"] = files["legs.csv"].replace("C01,\n", "C01,A note.\n")
    assert len(gaps.gaps(load_study(files))) == 1


@pytest.mark.parametrize(
    ("name", "old", "id_"), [("legs.csv", "2023-01-01", "a"), ("pressure.csv", "2026-01-31", "p")]
)
def test_nothing_begins_after_the_data_date(gaps_of, name, old, id_):
    assert gaps_of(name, old, "2026-02-01") == [
        f"{name}:valid_from of '{id_}' is after the data date 2026-01-31."
    ]


def test_a_leg_of_the_seed_alone_needs_no_evidence_but_a_note(gaps_of):
    assert gaps_of("legs.csv", "C,2023-01-01,,,C01,", "D,2023-01-01,,,,As a document says.") == []
    assert gaps_of("legs.csv", "C,2023-01-01,,,C01,", "D,2023-01-01,,,,") == [
        "legs.csv:evidence of 'a' names no evidence."
    ]


def test_a_report_without_date_or_address_may_say_why(gaps_of):
    row = "01-01,,Something.,A report,A paper,2024-05,https://example.org/,B2,n/a,"
    told = "01-01,2025-01-01,Something.,A report,A paper,,,B2,n/a,From a talk."
    assert gaps_of("evidence.csv", row, told) == []


def test_gaps_come_sorted(load_study):
    bare = {name: SOUND[name] for name in ("jurisdictions.csv", "legs.csv")}
    bare["legs.csv"] = "id,origin,destination,capacity\nb,TW,CN,1\na,TW,CN,1\n"
    found = gaps.gaps(load_study(bare))
    assert list(found) == sorted(found)
    assert len(found) == 10


def test_the_default_study_leaves_nothing_unsaid():
    assert gaps.gaps(seeds.load()) == ()
