from tests.mutants import MUTANTS, ROOT, TESTS


def test_every_mutant_changes_the_code_as_it_is_and_has_tests():
    """A mutant of code that has been rewritten would show nothing."""
    stale = [
        mutant
        for mutant in MUTANTS
        if mutant.old not in (ROOT / mutant.file).read_text(encoding="utf-8")
        or mutant.old == mutant.new
        or any(not (ROOT / test).exists() for test in TESTS[mutant.file])
    ]
    assert stale == []
