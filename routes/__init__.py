"""The graph of jurisdictions and legs, and what it tells: flows, cuts, routes, weak points."""

from routes.amounts_by_id import AmountsById
from routes.attribution import Attribution, attribution
from routes.backtest import backtest
from routes.backtest_rows import Backtest, ForecastScore, NegativeControl
from routes.backtest_window import BacktestWindow
from routes.beliefs import Beliefs, Contribution, Weighting, beliefs
from routes.best_plans import Interdiction
from routes.breakdown import breakdown
from routes.breakdown_rows import Breakdown, BreakdownPoint, Span
from routes.candidate_rows import Candidate, PlanCandidates
from routes.canonical_flow import canonical_flow
from routes.centrality import Centrality, JurisdictionCentrality, LegCentrality, centrality
from routes.certificate import Certificate
from routes.chase import chase
from routes.chase_rows import Campaign, Chase, ChaseRound, Cycle
from routes.comparison import Comparison, Standing, compare, what_if
from routes.contract import check, require
from routes.contribution_tipping import ContributionTipping, contribution_tipping
from routes.cut_rows import Cut, CutSide, Members
from routes.cuts import min_cut
from routes.displacement import Displacement, JurisdictionShift, LegShift, displacement
from routes.double_oracle import Bracket, double_oracle
from routes.draw_spread import Quantile, Spread
from routes.drawn_graph import drawn_graph, drawn_graphs
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
from routes.hub_history import Control, FirstReport, controls, first_reports
from routes.hub_outlook import Outlook, outlook
from routes.information_rows import Answer, InformationValue, ValueOfInformation
from routes.interdicted_route import interdict_route
from routes.interdiction import interdict
from routes.intervention import intervene
from routes.journey_interdiction import JourneyInterdiction, JourneyOutcome
from routes.journeys import Journey
from routes.learned_patrol import Averages, LearnedPatrol
from routes.leg_graph import LegGraph
from routes.measures import Measure, measures
from routes.mincuts import MinCuts, all_min_cuts
from routes.multiplicative_weights import multiplicative_weights
from routes.partial_interdiction import PartialInterdiction, interdict_partly
from routes.paths import k_routes, least_pressure_route
from routes.patrol import Inspection, Patrol, patrol
from routes.plan_attribution import PlanAttribution, PlanReason, plan_attribution
from routes.plan_candidates import plan_candidates
from routes.plan_conclusions import PlanConclusions
from routes.plan_regrets import PlanRegret, plan_regrets
from routes.plans import Plan
from routes.pressure import contributions, pressure_on, pressure_series, route_weight
from routes.reliability import interdict_journeys
from routes.removal_rows import PairRemoval, Removal
from routes.response_rows import Response, Responses
from routes.responses import responses
from routes.robust_plans import robust_plans
from routes.robust_rows import OptimalityGap, RobustPlan, RobustPlans
from routes.route_interdiction import RouteInterdiction
from routes.route_rows import Route
from routes.route_shares import RouteShare
from routes.shares import Share
from routes.supposition import suppose
from routes.sweep import Sweep, sweep
from routes.targets import Target
from routes.timeline import Timeline, timeline
from routes.tipping_points import tipping_points
from routes.tipping_rows import Flip, Headline, Sides, TippingPoint, TippingPoints
from routes.value_of_information import value_of_information

__all__ = [
    "AmountsById",
    "Answer",
    "Attribution",
    "Averages",
    "Backtest",
    "BacktestWindow",
    "Beliefs",
    "Bracket",
    "Breakdown",
    "BreakdownPoint",
    "Campaign",
    "Candidate",
    "Centrality",
    "Certificate",
    "CertificateError",
    "Chase",
    "ChaseRound",
    "Comparison",
    "Contribution",
    "ContributionTipping",
    "Control",
    "Cut",
    "CutSide",
    "Cycle",
    "Displacement",
    "EffortAllocation",
    "Ensemble",
    "Evasion",
    "FirstReport",
    "Flip",
    "Flow",
    "ForecastScore",
    "Frontier",
    "FrontierRow",
    "GraphError",
    "Headline",
    "InformationValue",
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
    "LegGraph",
    "LegShift",
    "Measure",
    "MemberShares",
    "Members",
    "MinCuts",
    "NegativeControl",
    "OptimalityGap",
    "Outlook",
    "PairRemoval",
    "PartialInterdiction",
    "Patrol",
    "Plan",
    "PlanAttribution",
    "PlanCandidates",
    "PlanConclusions",
    "PlanReason",
    "PlanRegret",
    "PlanSpread",
    "Quantile",
    "RankShares",
    "Removal",
    "Response",
    "Responses",
    "RobustPlan",
    "RobustPlans",
    "Route",
    "RouteInterdiction",
    "RouteShare",
    "RulePlan",
    "Share",
    "Sides",
    "Span",
    "Spread",
    "Standing",
    "Sweep",
    "Target",
    "TargetShares",
    "Timeline",
    "TippingPoint",
    "TippingPoints",
    "ValueOfInformation",
    "Weighting",
    "all_min_cuts",
    "allocate_effort",
    "attribution",
    "backtest",
    "beliefs",
    "breakdown",
    "build",
    "canonical_flow",
    "centrality",
    "chase",
    "check",
    "compare",
    "contribution_tipping",
    "contributions",
    "controls",
    "displacement",
    "double_oracle",
    "drawn_graph",
    "drawn_graphs",
    "ensemble",
    "first_reports",
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
    "outlook",
    "patrol",
    "plan_attribution",
    "plan_candidates",
    "plan_regrets",
    "pressure_on",
    "pressure_series",
    "require",
    "responses",
    "robust_plans",
    "route_weight",
    "suppose",
    "sweep",
    "timeline",
    "tipping_points",
    "value_of_information",
    "what_if",
]
