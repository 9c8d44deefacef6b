import pytest

from reports.known_places import KnownPlace, known_places


def test_places_of_the_packaged_study_are_known_by_id_name_and_alias():
    malaysia = KnownPlace("Malaysia", 4.2, 101.9)
    assert known_places(["MY", "my", "malaysia", "MYS"]) == dict.fromkeys(
        ["MY", "my", "malaysia", "MYS"], malaysia
    )


def test_other_places_are_known_by_the_name_or_code_of_their_outline():
    found = known_places(["Germany", "DE", "Brazil"])
    assert found["Germany"] == found["DE"]
    assert found["DE"].latitude_deg == pytest.approx(51, abs=3)
    assert found["DE"].longitude_deg == pytest.approx(10, abs=3)
    assert found["Brazil"].longitude_deg < 0


def test_what_is_merely_spelled_alike_is_not_known():
    assert known_places(["Malaysa", "Atlantis", ""]) == {}
