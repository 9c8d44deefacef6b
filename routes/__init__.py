"""The graph of jurisdictions and legs, and what it tells: flows, cuts, routes, weak points."""

from routes.contract import check, require
from routes.edge_table import from_edges
from routes.errors import CertificateError, GraphError
from routes.graph import build
from routes.pressure import contributions, pressure_on, route_weight

__all__ = [
    "CertificateError",
    "GraphError",
    "build",
    "check",
    "contributions",
    "from_edges",
    "pressure_on",
    "require",
    "route_weight",
]
