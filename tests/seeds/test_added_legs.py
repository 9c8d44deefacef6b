import pytest

from seeds import added_legs

LEG = {"id": "TW>CN.new", "origin": "TW", "destination": "CN", "capacity": "3"}


def _toml(*rows):
    lines = []
    for row in rows:
        lines += ["[[add]]", *(f"{key} = {_spelt(value)}" for key, value in row.items())]
    return "\n".join(lines)


def _spelt(value):
    """Put a value in quotation marks, unless it begins with a mark that leaves them out."""
    return value[1:] if value.startswith("!") else f'"{value}"'


def test_a_leg_is_a_row_of_the_table_with_its_defaults(read_scenario):
    row = LEG | {
        "capacity_low": "1",
        "capacity_high": "unbounded",
        "interdict_cost": "unbounded",
        "valid_from": "2024-01-01",
        "seed_claims": "S01",
        "evidence": "C01",
    }
    [leg] = read_scenario(_toml(row)).add
    assert (leg["capacity_low"], leg["capacity"], leg["capacity_high"]) == (100, 300, "unbounded")
    assert leg["interdict_cost"] == "unbounded"
    assert leg["valid_from"].isoformat() == "2024-01-01"
    assert (leg["seed_claims"], leg["evidence"], leg["note"]) == (("S01",), ("C01",), None)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"capcity": "1"}, "capcity is not a column of legs.csv."),
        ({"capacity": ""}, (
            "capacity is blank. Write a number, or the word unbounded for no limit."
        )),
        ({"capacity": "-1"}, "capacity '-1' is negative. Amounts are zero or more."),
        ({"capacity": "!3"}, "capacity must be text in quotation marks, as in a table."),
        ({"capacity": "!true"}, "capacity must be text in quotation marks, as in a table."),
        ({"capacity": "!nan"}, "capacity must be text in quotation marks, as in a table."),
        ({"evidence": "!['C01']"}, "evidence must be text in quotation marks, as in a table."),
        ({"capacity": "0.25"}, (
            "capacity 0.25 has more decimals than the study's tables. Round it."
        )),
        ({"interdict_cost": "0"}, (
            "interdict_cost is 0. Closing anything takes some effort; give it, or write unbounded."
        )),
        ({"capacity_low": "4"}, "capacity_low 4 is above the capacity 3. Lower it."),
        ({"capacity_high": "2"}, "capacity_high 2 is below the capacity 3. Raise it."),
        ({"destination": "TW"}, (
            "destination 'TW' is also the origin. A leg leads to another jurisdiction."
        )),
        ({"origin": "TWN"}, "origin 'TWN' is not a jurisdiction. Did you mean 'TW' (Taiwan)?"),
        ({"origin": "XX"}, "origin 'XX' is not a jurisdiction. Add it to jurisdictions.csv."),
        ({"evidence": "C1"}, "evidence 'C1' is not evidence. Did you mean 'C01'?"),
        ({"seed_claims": "S02"}, "seed_claims 'S02' is not a claim. Did you mean 'S01'?"),
        ({"layer": "good"}, (
            "layer 'good' is not one of goods, service, ownership, licensed. "
            "Did you mean 'goods'?"
        )),
        ({"id": "TW>MY.resale"}, "id 'TW>MY.resale' stands in the study already."),
        ({"id": "a b"}, (
            "id 'a b' cannot be an id. Use up to 64 letters, digits and the signs . _ - > "
            "and begin with a letter or digit."
        )),
        ({"valid_from": "2025-01-02", "valid_to": "2025-01-01"}, (
            "valid_to 2025-01-01 is before valid_from 2025-01-02. Swap them."
        )),
        ({"basis": "derived"}, (
            "evidence is blank while the basis is 'derived'. Name evidence or write assumed."
        )),
    ],
)  # fmt: skip
def test_a_leg_obeys_the_rules_of_the_table(scenario_faults, change, fault):
    assert scenario_faults(_toml(LEG | change)) == [f"add 1.{fault}"]


def test_two_added_legs_need_two_ids(scenario_faults):
    assert scenario_faults(_toml(LEG, LEG)) == [
        "add 2.id 'TW>CN.new' stands already in row 1. Give each row its own id."
    ]


def test_faults_of_all_rows_come_at_once(scenario_faults):
    assert scenario_faults(_toml(LEG | {"capacity": "x"}, {"id": "b", "origin": "TW"})) == [
        (
            "add 1.capacity 'x' is not a number. "
            "Write digits such as 1200 or 0.5, or the word unbounded."
        ),
        "add 2.capacity is blank. Write a number, or the word unbounded for no limit.",
        "add 2.destination is blank. Give it an id.",
    ]


@pytest.mark.parametrize("text", ["add = 1", "add = [1]", "[add]\nid = 'x'", "add = [[]]"])
def test_what_is_no_list_of_legs_is_told(scenario_faults, text):
    assert scenario_faults(text) == ["add must be legs: write [[add]] on a line of its own."]


def test_no_legs_are_no_fault(small_study):
    assert added_legs.read([], small_study) == ((), [])


@pytest.mark.parametrize(
    ("value", "scale", "scaled"),
    [("3", 100, 300), ("0", 100, 0), ("2.4", 1000, 2400), ("unbounded", 100, "unbounded"),
     ("0.25", 1000, None), ("0.001", 100, None)],
)  # fmt: skip
def test_an_amount_is_whole_in_hundreds_of_the_scale_or_too_fine(value, scale, scaled):
    assert added_legs.scaled_amount(value, scale) == scaled
