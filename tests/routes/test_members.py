import numpy as np

from routes.members import MemberNames
from routes.names import NumberNames


def test_jurisdictions_come_first_and_every_member_has_its_number():
    members = MemberNames(NumberNames(np.array([1, 10, 2])), ("10>2", "1>10"))
    listed = [*(("jurisdiction", name) for name in ("1", "10", "2")), ("leg", "10>2")]
    assert list(members) == [*listed, ("leg", "1>10")] == sorted(members)
    assert len(members) == 5
    assert members[-1] == ("leg", "1>10")
    assert members[1:4] == tuple(listed[1:])
    assert members[::2] == (listed[0], listed[2], ("leg", "1>10"))
    assert [members.number(member) for member in members] == list(range(5))
    assert members.spelled(np.array([4, 0])) == [("leg", "1>10"), ("jurisdiction", "1")]
    assert members.ids(np.array([3, 1])) == ["10>2", "10"]


def test_there_may_be_none():
    assert list(MemberNames((), ())) == []
    assert MemberNames((), ())[:3] == ()
