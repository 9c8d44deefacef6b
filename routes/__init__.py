"""The graph of jurisdictions and legs, and what it tells: flows, cuts, routes, weak points."""

from routes.attribution import Attribution, attribution
from routes.canonical_flow import canonical_flow
from routes.centrality import Centrality, JurisdictionCentrality, LegCentrality, centrality
from routes.certificate import Certificate
from routes.comparison import Comparison, Standing, compare, what_if
from routes.contract import check, require
from routes.cuts import Cut, CutSide, Members, min_cut
from routes.displacement import Displacement, JurisdictionShift, LegShift, displacement
from routes.edge_table import from_edges
from routes.errors import CertificateError, GraphError
from routes.evasion import Evasion
from routes.flow import Flow, max_flow
from routes.graph import build
from routes.intervention import intervene
from routes.journey_interdiction import JourneyInterdiction, JourneyOutcome
from routes.journeys import Journey
from routes.measures import Measure, measures
from routes.mincuts import MinCuts, all_min_cuts
from routes.paths import Route, k_routes, least_pressure_route
from routes.pressure import contributions, pressure_on, pressure_series, route_weight
from routes.reliability import interdict_journeys
from routes.removal_rows import PairRemoval, Removal
from routes.supposition import suppose
from routes.sweep import Sweep, sweep
from routes.timeline import Timeline, timeline

__all__ = [
    "Attribution",
    "Centrality",
    "Certificate",
    "CertificateError",
    "Comparison",
    "Cut",
    "CutSide",
    "Displacement",
    "Evasion",
    "Flow",
    "GraphError",
    "Journey",
    "JourneyInterdiction",
    "JourneyOutcome",
    "JurisdictionCentrality",
    "JurisdictionShift",
    "LegCentrality",
    "LegShift",
    "Measure",
    "Members",
    "MinCuts",
    "PairRemoval",
    "Removal",
    "Route",
    "Standing",
    "Sweep",
    "Timeline",
    "all_min_cuts",
    "attribution",
    "build",
    "canonical_flow",
    "centrality",
    "check",
    "compare",
    "contributions",
    "displacement",
    "from_edges",
    "interdict_journeys",
    "intervene",
    "k_routes",
    "least_pressure_route",
    "max_flow",
    "measures",
    "min_cut",
    "pressure_on",
    "pressure_series",
    "require",
    "route_weight",
    "suppose",
    "sweep",
    "timeline",
    "what_if",
]
