from fractions import Fraction

import pytest

import seeds
from seeds import derivations

LEGS = "id,origin,destination,capacity_low,capacity,capacity_high\n"
QUANTITIES = "id,kind,value,unit\nunits,case,400,A100\na100,conversion,0.4,each\nnone,case,0,each\n"
DERIVATIONS = "id,leg,column,expression,round_to\n"


def _files(*rows, legs="a,TW,CN,,160,\n"):
    return {
        "legs.csv": LEGS + legs,
        "quantities.csv": QUANTITIES,
        "derivations.csv": DERIVATIONS + "".join(f"{row}\n" for row in rows),
    }


def test_a_capacity_that_its_derivation_gives_is_accepted(load_study):
    # 400 * 0.4 = 160; a third of it, 53.33..., is 53 to the whole and 60 to tens above a half.
    rows = [
        "a.low,a,capacity_low,units * a100 / 3,1",
        "a.best,a,capacity,units * a100,",
        "a.high,a,capacity_high,units * a100 * 2 + 5,10",
    ]
    study = load_study(_files(*rows, legs="a,TW,CN,53,160,330\n"))
    assert len(study.derivations) == 3


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("capacity,units,", "gives 400 where a capacity is 160. Mend one of them."),
        ("capacity,units * a100 + 0.5,", "gives 160.5 where a capacity is 160. Mend one of them."),
        ("capacity,units / 3,", "gives 133.333333... where a capacity is 160. Mend one of them."),
        (
            "capacity,2 / 3 - units,",
            "gives -399.333333... where a capacity is 160. Mend one of them.",
        ),
        ("capacity,1000000.5 * 1,", "gives 1000000.5 where a capacity is 160. Mend one of them."),
        ("capacity,units * a100,100", "gives 200 where a capacity is 160. Mend one of them."),
        ("capacity_low,units,", "gives 400 where a capacity_low is blank. Mend one of them."),
        ("capacity,units * a200,", "'a200' is not a quantity. Add it to quantities.csv."),
        ("capacity,units / none,", "divides by zero."),
    ],
)
def test_what_cannot_be_recomputed_or_gives_another_number_is_told(faults_of, row, fault):
    assert faults_of(_files(f"a.x,a,{row}")) == [f"derivations.csv:2:expression {fault}"]


def test_an_unbounded_capacity_has_no_derivation(faults_of):
    assert faults_of(_files("a.best,a,capacity,units,", legs="a,TW,CN,,unbounded,\n")) == [
        "derivations.csv:2:expression gives 400 where a capacity is unbounded. Mend one of them."
    ]


def test_rounding_to_nothing_rounds_nothing(load_study):
    assert len(load_study(_files("a.best,a,capacity,units * a100,0")).derivations) == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("b,capacity,units", "leg 'b' is not a leg. Add it to legs.csv."),
        (
            "a,capacty,units",
            (
                "column 'capacty' is not one of capacity_low, capacity, capacity_high. "
                "Did you mean 'capacity'?"
            ),
        ),
        ("a,capacity,units *", "expression ends where a number or a name should stand."),
        ("a,capacity,", "expression is blank. Write the rule, such as units * a100 / 2."),
        ("a,capacity,-units", "expression '-' stands where a number or a name should stand."),
    ],
)
def test_a_row_that_cannot_be_read_is_told_once(faults_of, row, fault):
    assert faults_of(_files(f"a.x,{row},")) == [f"derivations.csv:2:{fault}"]


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            "legs.csv",
            "160",
            "16O",
            (
                "legs.csv:2:capacity '16O' is not a number. "
                "Write digits such as 1200 or 0.5, or the word unbounded."
            ),
        ),
        (
            "quantities.csv",
            "0.4",
            "-0.4",
            "quantities.csv:3:value '-0.4' is negative. Amounts are zero or more.",
        ),
    ],
)
def test_nothing_is_recomputed_from_what_could_not_be_read(faults_of, name, old, new, fault):
    files = _files("a.best,a,capacity,units * a100,")
    files[name] = files[name].replace(old, new)
    assert faults_of(files) == [fault]


def test_a_fault_elsewhere_does_not_hide_what_does_not_add_up(faults_of):
    faults = faults_of({**_files("a.best,a,capacity,units,"), "evidence.csv": "id,kind\n"})
    assert faults[0].startswith("derivations.csv:2:expression gives 400")
    assert len(faults) == 3


# -- the default study -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def study():
    return seeds.load()


@pytest.fixture(scope="module")
def values(study):
    rows = zip(study.quantities["id"], study.quantities["value"], strict=True)
    return {name: Fraction(value) for name, value in rows}


def _half_up(value, step):
    """Round with whole numbers only: twice the value and one step, halved downwards."""
    twice = (2 * value + step) / (2 * step)
    return (twice.numerator // twice.denominator) * step


def test_every_derivation_recomputed_in_another_way_is_its_cell(study, values, by_python):
    legs = study.legs.set_index("id")
    assert len(study.derivations) >= 160
    for row in study.derivations.itertuples():
        result = by_python(row.expression, values)
        if row.round_to is not None:
            result = _half_up(result, Fraction(row.round_to))
        assert Fraction(legs.loc[row.leg, row.column], study.scale) == result, row.id
        assert derivations.recomputed(row._asdict(), values) == result


def test_each_cell_has_one_derivation_named_after_it(study):
    words = {"capacity_low": "low", "capacity": "best", "capacity_high": "high"}
    for row in study.derivations.itertuples():
        assert row.id == f"{row.leg}.{words[row.column]}"


def test_every_derived_capacity_and_every_finite_best_and_high_has_a_derivation(study):
    derived = set(zip(study.derivations["leg"], study.derivations["column"], strict=True))
    for leg in study.legs.itertuples():
        for column in ("capacity", "capacity_high"):
            if getattr(leg, column) != "unbounded":
                assert (leg.id, column) in derived
        if leg.capacity_low not in {0, "unbounded"}:
            assert (leg.id, "capacity_low") in derived


def test_a_best_value_is_derived_just_where_every_input_is_sourced_or_a_conversion(study):
    # The rule of the study's README, word for word.
    quantities = study.quantities.set_index("id")
    sourced = (quantities["basis"] == "reported") | (quantities["kind"] == "conversion")
    best = study.derivations[study.derivations["column"] == "capacity"].set_index("leg")
    from_names = {
        leg: all(sourced[name] for name in _words(row.expression)) for leg, row in best.iterrows()
    }
    basis = dict(zip(study.legs["id"], study.legs["basis"], strict=True))
    expected = {leg for leg, is_sourced in from_names.items() if is_sourced}
    assert {leg for leg, word in basis.items() if word == "derived"} == expected


def _words(expression):
    for sign in "+-*/()":
        expression = expression.replace(sign, " ")
    return [word for word in expression.split() if word[0].isalpha()]


def test_every_quantity_is_used_or_is_a_published_total(study):
    used = {name for text in study.derivations["expression"] for name in _words(text)}
    idle = study.quantities[~study.quantities["id"].isin(used)]
    assert set(idle["kind"]) == {"published_total"}


def test_published_totals_stand_in_no_derivation(study):
    used = {name for text in study.derivations["expression"] for name in _words(text)}
    totals = study.quantities[study.quantities["kind"] == "published_total"]
    assert len(totals) >= 3
    assert used.isdisjoint(totals["id"])


def test_the_weights_add_up_as_the_rule_of_the_readme_says(study, values):
    """Add up 4, 2, 1, 0.25 or 0.1 for class A to E, doubled at 500 a year or more documented.

    Legs that enter Hong Kong or mainland China from elsewhere, hand carry left out: so Hong Kong
    to the mainland is no such leg. What cases document is the low value.
    """
    weight = {"A": "4", "B": "2", "C": "1", "D": "0.25", "E": "0.1"}
    total = Fraction(0)
    for leg in study.legs[study.legs["layer"] == "goods"].itertuples():
        enters = leg.destination in {"CN", "HK"} and leg.origin not in {"CN", "HK"}
        if enters and leg.mechanism != "hand_carry":
            documented = leg.capacity_low >= 500 * study.scale
            total += Fraction(weight[leg.evidence_class]) * (2 if documented else 1)
    assert total == values["allotment_weights"] == Fraction("76.3")
    for letter, number in weight.items():
        assert values[f"weight_{letter.lower()}"] == Fraction(number)


def test_every_allotted_best_value_follows_its_class_and_its_documented_volume(study, values):
    point = values["allotment_total"] / values["allotment_weights"]
    allotted = 0
    for leg in study.legs[study.legs["layer"] == "goods"].itertuples():
        if leg.mechanism == "hand_carry" or leg.capacity == "unbounded":
            continue
        factor = 2 if leg.capacity_low >= 500 * study.scale else 1
        share = values[f"weight_{leg.evidence_class.lower()}"] * factor * point
        assert Fraction(leg.capacity, study.scale) == _half_up(share, Fraction(100)), leg.id
        allotted += 1
    assert allotted == 45


def test_no_case_is_counted_twice_and_no_estimate_is_added_to_a_case(study):
    kinds = dict(zip(study.quantities["id"], study.quantities["kind"], strict=True))
    for row in study.derivations.itertuples():
        words = set(_words(row.expression))
        # The part of one case that is alleged to have reached China, and the whole of it.
        assert not {"c06_usd", "c07_usd"} <= words, row.id
        named = {kinds[word] for word in words}
        assert not {"case", "estimate"} <= named, row.id
        # Hand carry takes the factor between best and high from the allotment, and no amount.
        assert not {"case", "allotment"} <= named or words >= {"c21_trips_best", "high_factor"}


def test_no_derivation_rests_on_billing_or_on_estimates_beside_cases(study):
    billing = {"X06", "X07", *(f"T{number}" for number in range(26, 31))}
    estimates = {"X01", "X02", "X03"}
    evidence = dict(zip(study.quantities["id"], study.quantities["evidence"], strict=True))
    kinds = dict(zip(study.quantities["id"], study.quantities["kind"], strict=True))
    for row in study.derivations.itertuples():
        words = _words(row.expression)
        rests_on = {name for word in words for name in evidence[word]}
        assert rests_on.isdisjoint(billing), row.id
        if rests_on & estimates:
            cases = [word for word in words if kinds[word] == "case"]
            assert not cases or row.leg == "SG>CN.hand_carry", row.id
