import dataclasses

import pytest

from routes import CertificateError, all_min_cuts, cuts, flow, max_flow, min_cut, mincuts
from routes.certificate import Certificate, certify

# s -2-> a(3) -2-> t    One unit passes on s>a.2: 3 in all, held by a.
#   -2->      -2->
LINES = "s a 2\ns a 2\na t 2\na t 2"
CARRIED = {"s>a": 2000, "s>a.2": 1000, "a>t": 2000, "a>t.2": 1000}


@pytest.fixture
def graph(draw_graph):
    return draw_graph(LINES, capacities={"a": "3"})


def test_a_flow_and_a_cut_of_the_same_value_certify_each_other(graph):
    certificate = certify(graph, "passing", legs=(), jurisdictions=("a",), leg_flow=CARRIED)
    assert certificate == Certificate(cut_capacity=3000, flow_value=3000, routes_left=0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"s>a": 2001, "s>a.2": 999}, "outside 0 to 2000"),
        ({"s>a": -1}, "outside 0 to 2000"),
        ({"s>a.2": 2000, "a>t.2": 2000}, "through 'a' is above 3000"),
        ({"s>a.2": 900}, "does not balance at 'a'"),
        ({"s>a.2": 900, "a>t.2": 900}, "adds to 3000 but the flow to 2900"),
    ],
)
def test_a_wrong_flow_is_refused(graph, change, reason):
    with pytest.raises(CertificateError, match=reason):
        certify(graph, "passing", legs=(), jurisdictions=("a",), leg_flow=CARRIED | change)


@pytest.mark.parametrize(
    ("legs", "jurisdictions", "reason"),
    [
        (("s>a", "s>a.2"), (), "adds to 4000"),
        (("s>a",), (), "adds to 2000"),
        (("x",), ("a",), "not in the graph"),
        ((), ("s",), "unbounded member"),
    ],
)
def test_a_wrong_cut_is_refused(graph, legs, jurisdictions, reason):
    with pytest.raises(CertificateError, match=reason):
        certify(graph, "passing", legs=legs, jurisdictions=jurisdictions, leg_flow=CARRIED)


def test_a_cut_of_the_right_value_in_the_wrong_place_is_refused(draw_graph):
    # s -1-> a -1-> t and, off the route, a -1-> b
    graph = draw_graph("s a 1\na t 1\na b 1")
    with pytest.raises(CertificateError, match="1 destination"):
        certify(
            graph, "passing", legs=("a>b",), jurisdictions=(), leg_flow={"s>a": 1000, "a>t": 1000}
        )


@pytest.mark.parametrize(
    ("module", "analysis"), [(cuts, min_cut), (flow, max_flow), (mincuts, all_min_cuts)]
)
@pytest.mark.parametrize("member", ["a", "a>t", "a>t.2", "s>a", "s>a.2"])
def test_a_kernel_that_errs_by_one_unit_is_found_out(graph, monkeypatch, module, analysis, member):
    right = module.solve

    def wrong(network):
        solution = right(network)
        residual = solution.residual.copy()
        arc = 2 * (*network.inner_ids, *network.leg_ids).index(member)
        residual[arc] += 1
        residual[arc + 1] -= 1
        return dataclasses.replace(solution, residual=residual)

    monkeypatch.setattr(module, "solve", wrong)
    with pytest.raises(CertificateError):
        analysis(graph)
