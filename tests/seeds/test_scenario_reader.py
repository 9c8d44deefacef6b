"""What a scenario may say: each fault in its words, and nothing but faults for spoilt text."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import seeds
from seeds import scenario_folder, scenario_reader, scenarios
from tests.counts import count
from tests.reference_reader import assert_scenario_read_exactly

STUDY = seeds.load()
SHIPPED = scenario_folder.packaged(Path(seeds.__file__).with_name(STUDY.name))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("titel = 1", "titel is not a key of a scenario. Did you mean 'title'?"),
        ("scenario = 1", "scenario is not a key of a scenario."),
        ("title = 1", "title must be printable text of at most 2000 characters."),
        ('note = "a\\u0007"', "note must be printable text of at most 2000 characters."),
        (f'note = "{"x" * 2001}"', "note must be printable text of at most 2000 characters."),
        ('close = "MY"', 'close must be a list of ids, such as ["SG>MY.onward"].'),
        ("close = [1]", 'close must be a list of ids, such as ["SG>MY.onward"].'),
        ("close = [true]", 'close must be a list of ids, such as ["SG>MY.onward"].'),
        ("close = [['MY']]", 'close must be a list of ids, such as ["SG>MY.onward"].'),
        ('close = ["my"]', "close 'my' is not in the study. Did you mean 'MY' (Malaysia)?"),
        (
            'close = ["Malaysia"]',
            "close 'Malaysia' is not in the study. Did you mean 'MY' (Malaysia)?",
        ),
        (
            'close = ["MYS"]',
            "close 'MYS' is not in the study. Did you mean 'MY' (Malaysia)?",
        ),
        ('close = ["XX"]', "close 'XX' is not in the study."),
        (
            'remove = ["TW>MY.resal"]',
            "remove 'TW>MY.resal' is not in the study. Did you mean 'TW>MY.resale'?",
        ),
        (
            'keep_only = ["MY>CN.resaIe"]',
            "keep_only 'MY>CN.resaIe' is not in the study. Did you mean 'MY>CN.resale'?",
        ),
        ('evidence = ["C1"]', "evidence 'C1' is not in the study. Did you mean 'C01'?"),
        ('as_of = "soon"', 'as_of must be a day or a month, such as "2026-07-10" or "2026-07".'),
        ('as_of = ""', 'as_of must be a day or a month, such as "2026-07-10" or "2026-07".'),
        ("as_of = 2026", 'as_of must be a day or a month, such as "2026-07-10" or "2026-07".'),
        (
            "as_of = 2026-07-10T00:00:00",
            'as_of must be a day or a month, such as "2026-07-10" or "2026-07".',
        ),
        ('as_of = "2026-13"', "as_of '2026-13' is not in the calendar."),
        ('as_of = "2026-02-30"', "as_of '2026-02-30' is not in the calendar."),
        ("roles = 1", "roles must be a table: write [roles] on a line of its own."),
        ("weights = []", "weights must be a table: write [weights] on a line of its own."),
        ('set = "x"', "set must be a table: write [set] on a line of its own."),
        ('roles.My = "transit"', "roles.My is not a jurisdiction. Did you mean 'MY'?"),
        ('roles.MY = "hub"', "roles.MY must be one of origin, transit, destination."),
        ("roles.MY = ['transit']", "roles.MY must be one of origin, transit, destination."),
        ('roles.TW = "transit"', "roles leave no origin. Keep at least one."),
        ('roles.CN = "origin"', "roles leave no destination. Keep at least one."),
        (
            "weights.notices = 50",
            "weights.notices is not a kind of pressure. Did you mean 'notice'?",
        ),
        ("weights.notice = -1", "weights.notice must be a whole percentage from 0 to 400."),
        ("weights.notice = 401", "weights.notice must be a whole percentage from 0 to 400."),
        ("weights.notice = 50.0", "weights.notice must be a whole percentage from 0 to 400."),
        ("weights.notice = true", "weights.notice must be a whole percentage from 0 to 400."),
        ("weights.notice = nan", "weights.notice must be a whole percentage from 0 to 400."),
        ("weights.notice = inf", "weights.notice must be a whole percentage from 0 to 400."),
        ('weights.notice = "50"', "weights.notice must be a whole percentage from 0 to 400."),
        (
            'set."MY>CN.resal".capacity = "1"',
            "set.MY>CN.resal is not a leg. Did you mean 'MY>CN.resale'?",
        ),
        (
            'set."MY>CN.resale" = "1"',
            'set.MY>CN.resale must hold capacity = "1200", pressure = 90, or both.',
        ),
        (
            'set."MY>CN.resale".cost = "1"',
            'set.MY>CN.resale must hold capacity = "1200", pressure = 90, or both.',
        ),
        (
            'set."MY>CN.resale".capacity = 12',
            (
                "set.MY>CN.resale.capacity must be a number in quotation marks, "
                'such as "1200", or "unbounded".'
            ),
        ),
        (
            'set."MY>CN.resale".capacity = true',
            (
                "set.MY>CN.resale.capacity must be a number in quotation marks, "
                'such as "1200", or "unbounded".'
            ),
        ),
        (
            'set."MY>CN.resale".capacity = "NaN"',
            (
                "set.MY>CN.resale.capacity 'NaN' is not a finite number. "
                "Write digits, or the word unbounded for no limit."
            ),
        ),
        (
            'set."MY>CN.resale".capacity = "-1"',
            "set.MY>CN.resale.capacity '-1' is negative. Amounts are zero or more.",
        ),
        (
            'set."MY>CN.resale".capacity = "0.5"',
            (
                "set.MY>CN.resale.capacity '0.5' has more decimals than the study's tables. "
                "Round it."
            ),
        ),
        (
            'set."MY>CN.resale".pressure = "90"',
            "set.MY>CN.resale.pressure must be a whole percentage from 0 to 100.",
        ),
        (
            'set."MY>CN.resale".pressure = 101',
            "set.MY>CN.resale.pressure must be a whole percentage from 0 to 100.",
        ),
        (
            'set."MY>CN.resale".pressure = true',
            "set.MY>CN.resale.pressure must be a whole percentage from 0 to 100.",
        ),
        (
            'set."MY>CN.resale" = {}',
            'set.MY>CN.resale must hold capacity = "1200", pressure = 90, or both.',
        ),
        (
            'remove = ["MY>CN.resale"]\nset."MY>CN.resale".pressure = 5',
            "set.MY>CN.resale is removed as well. Keep one of the two.",
        ),
        (
            'close = ["CN"]\nset."MY>CN.resale".capacity = "5"',
            "set.MY>CN.resale ends in CN, which is closed. Keep one of the two.",
        ),
        ('measures = ["check"]', "measures 'check' is not in the study. Did you mean 'checks'?"),
    ],
)
def test_each_fault_says_what_to_do(scenario_faults, text, fault):
    assert scenario_faults(text) == [fault]


def test_all_faults_of_a_document_come_at_once(scenario_faults):
    text = 'x = 1\nclose = ["XX", "YY"]\nas_of = "soon"\nweights = {notices = true}\n'
    assert scenario_faults(text) == [
        'as_of must be a day or a month, such as "2026-07-10" or "2026-07".',
        "close 'XX' is not in the study.",
        "close 'YY' is not in the study.",
        "weights.notices is not a kind of pressure. Did you mean 'notice'?",
        "weights.notices must be a whole percentage from 0 to 400.",
        "x is not a key of a scenario.",
    ]


@pytest.mark.parametrize("capacity", ["0", "12", "unbounded"])
def test_a_capacity_may_be_any_amount_of_the_tables(read_scenario, capacity):
    scenario = read_scenario(f'set."MY>CN.resale".capacity = "{capacity}"')
    scaled = capacity if capacity == "unbounded" else int(capacity) * 100
    assert scenario.capacity == {"MY>CN.resale": scaled}


@pytest.mark.parametrize("percent", [0, 100, 400])
def test_a_weight_is_a_whole_percentage(read_scenario, percent):
    assert read_scenario(f"weights.notice = {percent}").weights == {"notice": percent}


# -- documents made to hurt --------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 20_000,
        b"a = " + b"[" * 20_000 + b"]" * 20_000,
        b"a = " + b"{a=" * 15_000 + b"1" + b"}" * 15_000,
        b".".join([b"a"] * 5_000) + b" = 1",
        b"[" + b".".join([b"a"] * 20_000) + b"]",
        b"x = " + b"9" * 60_000,
        b"weights.notice = 0x" + b"f" * 60_000,
        b"weights.notice = 1e999",
        b"[[add]]\ncapacity = 0x" + b"f" * 60_000,
        b"[[add]]\ncapacity = " + b"[" * 60 + b"]" * 60,
        b"add = [" + b"{}," * 15_000 + b"]",
        b"#" * (scenario_reader.MAX_BYTES + 1),
        b"title = '''" + b"x" * 60_000 + b"'''",
        b"\xff\xfe",
        b"\x00",
        b"title = '\xed\xa0\x80'",
        b"as_of = 9999-99-99",
        b"[set]\n" * 2,
    ],
    ids=range(18),
)
def test_a_document_made_to_hurt_is_a_fault_like_any_other(scenario_faults, content):
    faults = scenario_faults(content)
    assert faults
    assert all(fault.isprintable() for fault in faults)


def test_a_document_that_is_too_large_is_not_even_read(scenario_faults):
    content = b"#" * scenario_reader.MAX_BYTES
    assert scenario_faults(content + b"#") == [" is larger than the limit of 64 KiB. Split it."]


def test_what_is_no_toml_is_told_once(scenario_faults):
    [fault] = scenario_faults("title = ")
    assert fault.startswith(" is not TOML: ")


_VALUES = st.sampled_from(
    ["1", "-1", "true", "nan", "inf", "1e9", '""', '"MY"', '"unbounded"', "[]", '["MY"]', "{}",
     '["MY>CN.resale"]', "2026-07-10", "07:32:00", '"2026-07"', "[[]]", "{capacity = '1'}",
     "'''x\ny'''"]
)  # fmt: skip
_NAMES = st.sampled_from(
    [*scenario_reader.KEYS, "MY", "notice", '"MY>CN.resale"', "capacity", "pressure", "id"]
)


@st.composite
def _documents(draw):
    """A shipped scenario with lines changed, or lines made of names and values."""
    name = draw(st.sampled_from(sorted(SHIPPED)))
    lines = SHIPPED[name].decode().splitlines() if draw(st.booleans()) else []
    for _ in range(draw(st.integers(1, 4))):
        position = draw(st.integers(0, len(lines)))
        line = draw(
            st.builds("{} = {}".format, _NAMES, _VALUES)
            | st.builds("{}.{} = {}".format, _NAMES, _NAMES, _VALUES)
            | st.builds("[{}]".format, _NAMES)
            | st.builds("[[{}]]".format, _NAMES)
            | st.text(max_size=12)
        )
        act = draw(st.sampled_from(["insert", "replace", "delete", "twice"]))
        old = lines[position : position + 1]
        new = {"insert": [line, *old], "replace": [line], "delete": [], "twice": old * 2}[act]
        lines[position : position + 1] = new
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@settings(
    max_examples=count(600, full=2_000),
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(content=_documents())
def test_a_spoilt_document_gives_a_scenario_or_its_faults_and_nothing_else(content):
    outcome = _outcome(content)
    if isinstance(outcome, seeds.DataError):
        assert {fault.file for fault in outcome.faults} == {"spoilt.toml"}
        assert str(outcome).replace("\n", "").isprintable()
    else:
        _assert_sound(outcome)
        assert_scenario_read_exactly(outcome, content, STUDY)


def _outcome(content):
    try:
        return scenarios.read(content, "spoilt", STUDY)
    except seeds.DataError as error:
        return error


def _assert_sound(scenario):
    assert isinstance(scenario, seeds.Scenario)
    legs = {*STUDY.legs["id"], *(row["id"] for row in scenario.add)}
    assert {*scenario.remove, *scenario.keep_only, *scenario.capacity, *scenario.pressure} <= legs
    assert {*scenario.measures} <= set(STUDY.measures["id"])
    assert all(type(percent) is int for percent in scenario.pressure.values())
    assert {*scenario.close, *scenario.roles} <= set(STUDY.jurisdictions["id"])
    assert scenario.as_of is None or dt.date.fromisoformat(f"{scenario.as_of}-01"[:10])
    assert all(type(percent) is int for percent in scenario.weights.values())
