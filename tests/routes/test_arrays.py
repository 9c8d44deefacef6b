import numpy as np

from routes.arrays import compile_network


def test_a_jurisdiction_is_split_and_every_arc_is_followed_by_its_reverse(draw_graph):
    # s -2-> a(3) -1-> t    Nodes: s 0 1, a 2 3, t 4 5 would be id order a, s, t; source 6, sink 7.
    network = compile_network(draw_graph("s a 2\na t 1", capacities={"a": "3"}), "passing")
    assert network.jurisdiction_ids == network.inner_ids == ("a", "s", "t")
    assert network.leg_ids == ("a>t", "s>a")
    assert network.unbounded == 6001
    tails, heads = network.head[1::2], network.head[::2]
    arcs = list(zip(tails.tolist(), heads.tolist(), network.amount[::2].tolist(), strict=True))
    assert arcs == [
        (0, 1, 3000),
        (2, 3, 6001),
        (4, 5, 6001),
        (1, 4, 1000),
        (3, 0, 2000),
        (6, 2, 6001),
        (5, 7, 6001),
    ]
    assert not network.amount[1::2].any()


def test_arcs_that_leave_a_node_are_listed_once_in_rising_order(draw_graph):
    network = compile_network(draw_graph("s a 2\ns a 2\na t 1\nt s 4"), "passing")
    assert sorted(network.incident.tolist()) == list(range(len(network.head)))
    for node in range(network.node_count):
        arcs = network.incident[network.first[node] : network.first[node + 1]]
        assert (network.head[arcs ^ 1] == node).all()
        assert (np.diff(arcs) > 0).all()


def test_what_passes_nothing_has_no_arc(draw_graph):
    graph = draw_graph("s a 2 100\ns b 0\ns t 1", capacities={"a": "0"})
    for lens in ("passing", "volume", "effort"):
        network = compile_network(graph, lens)
        assert network.leg_ids == ("s>t",)
        assert network.inner_ids == ("b", "s", "t")
