"""Method, limits and provenance in plain sentences, the same on the page and in the summary."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING

from reports import leaflet_files
from reports.headline import LAYER_WORDS
from routes import fields

if TYPE_CHECKING:
    from reports.results import Results


def statements(results: Results) -> list[str]:
    """Say how the numbers come about and what they leave out.

    Returns
    -------
    list of str
        One statement each.
    """
    study = results.study
    layer = LAYER_WORDS[results.graph.graph[fields.LAYER]]
    return [
        (
            "Nodes are jurisdictions, that is export-control or customs territories; a leg is one"
            " hop by one mechanism. Firms and persons are not modelled."
        ),
        (
            f"Capacity is what could move on a leg, in {study.capacity_unit}. Pressure is the "
            "modelled percentage of attempted consignments that enforcement stops: dated points "
            "of pressure.csv, added up and held within 0 and 100. Passing capacity is capacity "
            "times (100 - pressure) / 100."
        ),
        (
            "A minimum cut is a set of legs whose closure stops every route at the least total; "
            "its total equals the maximum flow, and that equality is checked before a cut is "
            "shown. All sums are in whole numbers, so ties are exact. 'In every' and 'in some' "
            "are decided over all minimum cuts, however many there are."
        ),
        (
            "The volume lens adds up capacities and leaves pressure out; the effort lens adds up "
            f"the interdict costs, in {study.effort_unit}, which are judgements."
        ),
        f"Layers are never added to one another; the headline is about the {layer} layer alone.",
        (
            "The model is static: it shows what could pass if everybody used every open leg to its "
            "capacity. It does not say what did pass, who did it, or which new routes would open "
            "after a leg is closed."
        ),
        (
            "Pressure narrows each leg by itself: what is stopped on one hop is not carried on as"
            " a loss to the next. The least-pressure route does multiply along its hops. With "
            "losses carried along every route the flow would be lower."
        ),
        (
            "A chokepoint may be a leg on which the Commerce Department cannot act; the effort "
            "lens never cuts such a leg, the others may, and it is marked."
        ),
        (
            "Evidence classes: A charged with the hop named; B two independent sources; C one "
            "source or an official's concern; D the seed document alone; E searched, nothing "
            "found. Charges are allegations; the standing of each report is given with it. Cases "
            "show where enforcement looked, so a low count is not a low flow."
        ),
        (
            "Least-pressure route: the route with the greatest share of consignments passing, if "
            "hops were independent; it is a description of the weakest chain of controls."
        ),
        (
            "Boundaries on the map are de facto, with no position on legal status. Lines are "
            "schematic and show no physical path."
        ),
        *study.limits,
    ]


def centrality_lead(results: Results) -> str:
    """Say what the table of jurisdictions shows and which column answers the question."""
    return (
        f"For {results.graph.graph[fields.AS_OF]} and the lens of the headline. Flow lost is "
        "the exact drop in maximum flow when the jurisdiction is taken out; it is what removing it "
        "would do. Betweenness (least-pressure routes) and current flow describe position only "
        "and are shown as baselines; where the least-pressure routes are direct, the first is 0."
    )


def provenance(results: Results) -> list[str]:
    """Say from which inputs and by which program the results were made.

    Returns
    -------
    list of str
        One statement each; no clock time, so that the same inputs give the same bytes.
    """
    study = results.study
    version = importlib.metadata.version("routerisk")
    files = [f"{name} sha256 {digest}" for name, digest in sorted(study.sha256.items())]
    return [
        f"routerisk {version}, study {study.name}, data to {study.data_date.isoformat()}.",
        *files,
        f"Map: {leaflet_files.LICENCE}; outlines: Natural Earth, public domain.",
    ]
