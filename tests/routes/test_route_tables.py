import numpy as np

from routes.arrays import compile_network
from routes.draw_network import weights_by_percent
from routes.pressure import route_weight
from routes.route_tables import route_tables


def on_lightest(graph, weight, shut=()):
    """Name the legs on every and on some lightest route, given the weight of each."""
    network = compile_network(graph, "volume")
    legs = slice(len(network.inner_ids), network.member_count)
    weights = np.ones((len(network.head) // 2, 1), dtype=np.int64)
    weights[legs, 0] = [weight[leg] for leg in network.leg_ids]
    usable = np.ones(weights.shape, dtype=bool)
    usable[legs, 0] = [leg not in shut for leg in network.leg_ids]
    return [
        {leg for leg, holds in zip(network.leg_ids, told[legs, 0], strict=True) if holds}
        for told in route_tables(network).on_lightest(weights, usable)
    ]


def test_legs_on_two_lightest_routes_and_those_that_both_share(draw_graph):
    # s>a leads to b and to c, each for 5 in all; the way over d is 1 more.
    graph = draw_graph("s a 1\na b 1\na c 1\na d 1\nb t 1\nc t 1\nd t 1")
    weight = {"s>a": 1, "a>b": 2, "a>c": 3, "a>d": 3, "b>t": 2, "c>t": 1, "d>t": 2}
    every, some = on_lightest(graph, weight)
    assert every == {"s>a"}
    assert some == {"s>a", "a>b", "a>c", "b>t", "c>t"}


def test_a_way_that_goes_back_and_forth_among_many_is_found(draw_graph):
    # Arcs are gone through as they lie from s on; this route meets them against that order.
    graph = draw_graph("s e 1\ns d 1\ns c 1\ns b 1\nb c 1\nc d 1\nd e 1\ne t 1")
    weight = {"s>e": 99, "s>d": 50, "s>c": 20, "s>b": 1}
    weight |= dict.fromkeys(("b>c", "c>d", "d>e", "e>t"), 1)
    every, some = on_lightest(graph, weight)
    assert every == some == {"s>b", "b>c", "c>d", "d>e", "e>t"}


def test_shut_legs_are_on_no_route(draw_graph):
    graph = draw_graph("s t 1\ns a 1\na t 1")
    weight = {"s>t": 1, "s>a": 1, "a>t": 1}
    assert on_lightest(graph, weight, shut=["s>t"])[0] == {"s>a", "a>t"}
    assert on_lightest(graph, weight, shut=["s>t", "a>t"]) == [set(), set()]


def test_hops_count_only_between_routes_of_one_weight(draw_graph):
    # With source and sink this network has eight nodes, so nine hops weigh what a micro-nat does.
    network = compile_network(draw_graph("s a 1\na t 1"), "volume")
    weights = weights_by_percent(network)
    assert (len(weights), weights[0], weights[1]) == (101, 1, 9 * route_weight(1) + 1)
