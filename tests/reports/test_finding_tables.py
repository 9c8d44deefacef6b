import reports
import routes
from reports import finding_tables
from tests.studies import CHAIN, SOURCE, study


def test_the_chain_s_findings_are_as_worked_out_by_hand(tmp_path):
    # A --10--> B --4--> C: B>C is the cut; taking out any leg or jurisdiction loses all 4.
    results = reports.analyze(study(tmp_path, legs=CHAIN))
    assert finding_tables.chokepoints(results).texts() == [
        ["leg", "B>C", "Beta to Gamma", "every", "4", "", "assumed", "yes", "4"]
    ]
    assert finding_tables.routes(results).texts() == [
        ["1", "Alpha to Beta to Gamma", "A;B;C", "A>B;B>C", "2", "100.0", "0"]
    ]
    assert finding_tables.removals(results).texts() == [
        ["1", "jurisdiction", "A", "Alpha", "4", "100.0", "0"],
        ["1", "jurisdiction", "B", "Beta", "4", "100.0", "0"],
        ["1", "jurisdiction", "C", "Gamma", "4", "100.0", "0"],
        ["1", "leg", "A>B", "Alpha to Beta", "4", "100.0", "0"],
        ["1", "leg", "B>C", "Beta to Gamma", "4", "100.0", "0"],
    ]


def test_a_tie_is_in_some_cut_and_a_jurisdiction_can_be_a_chokepoint(tmp_path):
    jurisdictions = "id,name,role,node_capacity\nA,Alpha,origin,\nB,Beta,transit,4\n"
    jurisdictions += "C,Gamma,destination,\n"
    legs = "id,origin,destination,capacity,interdictable,basis,evidence_class,evidence\n"
    legs += "A>B,A,B,9,yes,assumed,,\nB>C,B,C,4,no,reported,A,E1\n"
    loaded = study(tmp_path, jurisdictions=jurisdictions, legs=legs, evidence=SOURCE)
    assert finding_tables.chokepoints(reports.analyze(loaded)).texts() == [
        ["leg", "B>C", "Beta to Gamma", "some", "4", "A", "reported", "no", "4"],
        ["jurisdiction", "B", "Beta", "some", "4", "", "", "", "4"],
    ]


def test_without_a_route_nothing_is_lost_and_without_a_bound_it_is_unknown(tmp_path):
    closed = "id,origin,destination,capacity\nA>B,A,B,1\n"
    results = reports.analyze(study(tmp_path / "closed", legs=closed))
    assert finding_tables.chokepoints(results).rows == ()
    assert finding_tables.routes(results).rows == ()
    assert {row[4:] for row in finding_tables.removals(results).rows} == {(0, None, 0)}
    unbounded = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    results = reports.analyze(study(tmp_path / "open", legs=unbounded))
    assert finding_tables.chokepoints(results).rows == ()
    left = {row[2]: row[4:] for row in finding_tables.removals(results).rows}
    assert left["B"] == (None, None, "unbounded")
    assert left["A"] == left["C"] == left["A>C"] == (None, None, 0)


def test_what_is_left_is_the_flow_of_the_graph_without_it(results):
    rows = finding_tables.removals(results).rows
    assert len(rows) == results.graph.number_of_edges() + results.graph.number_of_nodes()
    ends = {leg: (start, end) for start, end, leg in results.graph.edges(keys=True)}
    for _, kind, member, *_, left in rows:
        graph = results.graph.copy()
        if kind == "leg":
            graph.remove_edge(*ends[member], key=member)
        else:
            graph.remove_edges_from([edge for edge in graph.edges(keys=True) if member in edge[:2]])
        assert routes.max_flow(graph).value == left, member


def test_removals_come_in_order_of_what_they_would_do(results):
    losses = [row[4] for row in finding_tables.removals(results).rows]
    assert losses == sorted(losses, reverse=True)


def test_the_shares_are_of_the_whole(results):
    for *_, loss, percent, left in finding_tables.removals(results).rows:
        assert left + loss == results.flow.value
        assert percent == 100 * loss / results.flow.value
