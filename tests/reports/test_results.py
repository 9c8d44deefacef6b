import datetime as dt
import hashlib
import json
import re
from pathlib import Path

import pytest

import reports
import routes
import seeds
from reports import json_text
from reports.report_files import document
from routes import fields
from tests.studies import CHAIN, SOURCE, study


@pytest.fixture(scope="module")
def packaged():
    return reports.analyze(seeds.load())


@pytest.fixture
def chain(tmp_path):
    return reports.analyze(study(tmp_path / "chain", legs=CHAIN))


def test_the_parts_are_those_of_the_analyses(packaged):
    graph = routes.build(packaged.study)
    assert packaged.cut == routes.min_cut(graph)
    assert packaged.flow == routes.max_flow(graph)
    assert packaged.cuts == routes.all_min_cuts(graph, limit=100)
    assert packaged.shortest == routes.k_routes(graph, k=5)
    assert packaged.centrality == routes.centrality(graph)


def test_the_assumed_part_is_what_the_cut_s_assumed_legs_add_up_to(packaged):
    rows = {row["id"]: row for row in packaged.study.legs.to_dict("records")}
    assumed = [leg for leg in packaged.cut.legs if rows[leg]["basis"] == "assumed"]
    passing = {
        leg: data[fields.PASSING] for _, _, leg, data in packaged.graph.edges(keys=True, data=True)
    }
    assert packaged.assumed_scaled == sum(passing[leg] for leg in assumed)
    assert 0 <= packaged.assumed_percent <= 100


def test_a_jurisdiction_s_own_capacity_counts_as_assumed(tmp_path):
    # A --10--> B(6) --10--> C with reported legs: the cut is B, and B's capacity has no basis.
    jurisdictions = (
        "id,name,role,node_capacity\nA,Alpha,origin,\nB,Beta,transit,6\nC,Gamma,destination,\n"
    )
    legs = (
        "id,origin,destination,capacity,basis,evidence\n"
        "A>B,A,B,10,reported,E1\nB>C,B,C,10,reported,E1\n"
    )
    loaded = study(tmp_path, jurisdictions=jurisdictions, legs=legs, evidence=SOURCE)
    results = reports.analyze(loaded)
    assert results.cut.jurisdictions == ("B",)
    assert results.assumed_scaled == 6 * loaded.scale
    assert results.assumed_percent == 100


def test_the_unit_is_that_of_the_lens(tmp_path):
    loaded = study(tmp_path, legs=CHAIN)
    units = {
        lens: reports.analyze(loaded, lens=lens).unit for lens in ("passing", "volume", "effort")
    }
    assert units == {
        "passing": "units per year",
        "volume": "units per year",
        "effort": "effort units",
    }


def test_the_document_is_plain_versioned_and_certified(chain):
    stated = json.loads(json_text.pretty(document(chain)))
    assert stated["schema"] == "routerisk/report/1"
    assert stated["cut"]["value"] == 4 * stated["scale"]
    assert stated["cut"]["legs"] == ["B>C"]
    assert stated["cut"]["certificate"] == {
        "cut_capacity": 4 * stated["scale"],
        "flow_value": 4 * stated["scale"],
        "routes_left": 0,
    }
    assert stated["minimum_cuts"]["cuts"] == [{"legs": ["B>C"], "jurisdictions": []}]
    assert stated["as_of"] == "2000-01-01"
    assert stated["lens"] == "passing"
    assert stated["layer"] == "goods"
    assert stated["legs_in_force"] == 2
    assert stated["assumed_percent"] == 100
    assert len(stated["headline"]) == 3


def test_the_inputs_digests_are_those_of_the_files(packaged, chain, tmp_path):
    folder = Path(seeds.__file__).parent / "ai_gpu_diversion"
    for results, source in ((packaged, folder), (chain, tmp_path / "chain")):
        stated = results.to_dict()["inputs_sha256"]
        files = [*source.glob("*.csv"), *source.glob("datapackage.json"), *source.glob("*/*.toml")]
        assert stated == {
            file.relative_to(source).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in files
        }


def test_nothing_of_this_day_or_this_machine_is_in_the_document(chain, tmp_path):
    text = json_text.pretty(document(chain))
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text
    assert dt.datetime.now(tz=dt.UTC).date().isoformat() not in text
    assert not re.search(r"[0-9]{2}:[0-9]{2}:[0-9]{2}", text)


def test_no_route_and_no_bound_are_results_too(tmp_path):
    open_legs = "id,origin,destination,capacity\nA>C,A,C,unbounded\n"
    unbounded = reports.analyze(study(tmp_path / "open", legs=open_legs))
    none = reports.analyze(
        study(tmp_path / "none", legs="id,origin,destination,capacity\nA>B,A,B,1\n")
    )
    assert unbounded.to_dict()["cut"]["value"] is None
    assert none.to_dict()["cut"]["value"] == 0
    assert unbounded.assumed_percent == none.assumed_percent == 0


def test_an_unknown_attribute_of_the_package_is_named():
    with pytest.raises(AttributeError, match="'reports' has no attribute 'analyse'"):
        reports.analyse  # noqa: B018  # looking it up is what is tested


def test_every_public_name_is_there():
    assert all(getattr(reports, name) is not None for name in reports.__all__)


def test_without_a_scenario_nothing_is_compared(chain):
    assert chain.compared is None
    assert chain.to_dict()["comparison"] is None


def test_a_scenario_is_supposed_and_compared(tmp_path):
    loaded = study(tmp_path, legs=CHAIN)
    scenario = seeds.Scenario("narrow", "Narrow", "", pressure={"B>C": 50})
    results = reports.analyze(loaded, scenario=scenario)
    assert results.cut == reports.analyze(routes.suppose(loaded, scenario)).cut
    assert results.study.supposed == "Narrow"
    moved = results.compared.comparison.displacement
    assert moved == routes.what_if(routes.build(loaded), set_pressure={"B>C": 50}).displacement
    assert (moved.before_scaled, moved.after_scaled) == (4 * loaded.scale, 2 * loaded.scale)
