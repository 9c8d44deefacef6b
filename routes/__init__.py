"""The graph of jurisdictions and legs, and what it tells: flows, cuts, routes, weak points."""

from routes.attribution import Attribution, attribution
from routes.beliefs import Beliefs, Weighting, beliefs
from routes.best_plans import Interdiction
from routes.candidate_rows import Candidate, PlanCandidates
from routes.canonical_flow import canonical_flow
from routes.centrality import Centrality, JurisdictionCentrality, LegCentrality, centrality
from routes.certificate import Certificate
from routes.chase import chase
from routes.chase_rows import Campaign, Chase, ChaseRound, Cycle
from routes.comparison import Comparison, Standing, compare, what_if
from routes.contract import check, require
from routes.cuts import Cut, CutSide, Members, min_cut
from routes.displacement import Displacement, JurisdictionShift, LegShift, displacement
from routes.double_oracle import Bracket, double_oracle
from routes.draw_spread import Quantile, Spread
from routes.drawn_graph import drawn_graph
from routes.edge_table import from_edges
from routes.effort_allocation import EffortAllocation, LegEffort, allocate_effort
from routes.ensemble import ensemble
from routes.ensemble_rows import Ensemble, MemberShares, PlanSpread, RankShares, TargetShares
from routes.errors import CertificateError, GraphError
from routes.evasion import Evasion
from routes.flow import Flow, max_flow
from routes.frontier import frontier
from routes.frontier_rows import Frontier, FrontierRow, RulePlan
from routes.graph import build
from routes.interdicted_route import interdict_route
from routes.interdiction import interdict
from routes.intervention import intervene
from routes.journey_interdiction import JourneyInterdiction, JourneyOutcome
from routes.journeys import Journey
from routes.learned_patrol import Averages, LearnedPatrol
from routes.measures import Measure, measures
from routes.mincuts import MinCuts, all_min_cuts
from routes.multiplicative_weights import multiplicative_weights
from routes.partial_interdiction import PartialInterdiction, interdict_partly
from routes.paths import Route, k_routes, least_pressure_route
from routes.patrol import Inspection, Patrol, patrol
from routes.plan_attribution import PlanAttribution, PlanReason, plan_attribution
from routes.plan_candidates import plan_candidates
from routes.plan_conclusions import PlanConclusions
from routes.plans import Plan
from routes.pressure import contributions, pressure_on, pressure_series, route_weight
from routes.reliability import interdict_journeys
from routes.removal_rows import PairRemoval, Removal
from routes.response_rows import Response, Responses
from routes.responses import responses
from routes.route_interdiction import RouteInterdiction
from routes.route_shares import RouteShare
from routes.shares import Share
from routes.supposition import suppose
from routes.sweep import Sweep, sweep
from routes.targets import Target
from routes.timeline import Timeline, timeline

__all__ = [
    "Attribution",
    "Averages",
    "Beliefs",
    "Bracket",
    "Campaign",
    "Candidate",
    "Centrality",
    "Certificate",
    "CertificateError",
    "Chase",
    "ChaseRound",
    "Comparison",
    "Cut",
    "CutSide",
    "Cycle",
    "Displacement",
    "EffortAllocation",
    "Ensemble",
    "Evasion",
    "Flow",
    "Frontier",
    "FrontierRow",
    "GraphError",
    "Inspection",
    "Interdiction",
    "Journey",
    "JourneyInterdiction",
    "JourneyOutcome",
    "JurisdictionCentrality",
    "JurisdictionShift",
    "LearnedPatrol",
    "LegCentrality",
    "LegEffort",
    "LegShift",
    "Measure",
    "MemberShares",
    "Members",
    "MinCuts",
    "PairRemoval",
    "PartialInterdiction",
    "Patrol",
    "Plan",
    "PlanAttribution",
    "PlanCandidates",
    "PlanConclusions",
    "PlanReason",
    "PlanSpread",
    "Quantile",
    "RankShares",
    "Removal",
    "Response",
    "Responses",
    "Route",
    "RouteInterdiction",
    "RouteShare",
    "RulePlan",
    "Share",
    "Spread",
    "Standing",
    "Sweep",
    "Target",
    "TargetShares",
    "Timeline",
    "Weighting",
    "all_min_cuts",
    "allocate_effort",
    "attribution",
    "beliefs",
    "build",
    "canonical_flow",
    "centrality",
    "chase",
    "check",
    "compare",
    "contributions",
    "displacement",
    "double_oracle",
    "drawn_graph",
    "ensemble",
    "from_edges",
    "frontier",
    "interdict",
    "interdict_journeys",
    "interdict_partly",
    "interdict_route",
    "intervene",
    "k_routes",
    "least_pressure_route",
    "max_flow",
    "measures",
    "min_cut",
    "multiplicative_weights",
    "patrol",
    "plan_attribution",
    "plan_candidates",
    "pressure_on",
    "pressure_series",
    "require",
    "responses",
    "route_weight",
    "suppose",
    "sweep",
    "timeline",
    "what_if",
]
