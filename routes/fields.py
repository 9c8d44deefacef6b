"""Names of the graph's attributes, each with its unit."""

from typing import Final, Literal

Amount = int | Literal["unbounded"]
"""A whole number of 1/scale units, or the word for a limit that does not bind."""

UNBOUNDED: Final = "unbounded"

# Of the graph
ORIGINS: Final = "origins"  # tuple of jurisdiction ids, sorted
DESTINATIONS: Final = "destinations"  # tuple of jurisdiction ids, sorted
SCALE: Final = "scale"  # int; an amount divided by it is in the study's unit
CAPACITY_UNIT: Final = "capacity_unit"  # text, such as "H100-equivalents per year"
EFFORT_UNIT: Final = "effort_unit"  # text
AS_OF: Final = "as_of"  # ISO date on which the graph holds; None for a table without dates
LAYER: Final = "layer"  # goods, service, ownership or licensed

# Of a jurisdiction (node)
NAME: Final = "name"
ROLE: Final = "role"  # origin, transit or destination
NODE_CAPACITY: Final = "node_capacity_scaled"  # Amount
LATITUDE: Final = "latitude_deg"  # float or None
LONGITUDE: Final = "longitude_deg"  # float or None

# Of a leg (edge; its key is the leg's id)
CAPACITY: Final = "capacity_scaled"  # Amount that could move in a year
PRESSURE: Final = "pressure_percent"  # int 0 to 100, stopped per hundred attempts
PASSING: Final = "passing_scaled"  # Amount: capacity * (100 - pressure) // 100
INTERDICT_COST: Final = "interdict_cost_scaled"  # Amount of effort that closing it takes
ROUTE_WEIGHT: Final = (
    "route_weight_micronats"  # int, round(-ln(1 - pressure/100) * 10**6); None when closed
)
MECHANISM: Final = "mechanism"
EVIDENCE_CLASS: Final = "evidence_class"  # A to E, or None
BASIS: Final = "basis"  # reported, derived or assumed
EVIDENCE: Final = "evidence"  # tuple of evidence ids

# Of a leg, where a study tells; a graph may do without them
CAPACITY_LOW: Final = "capacity_low_scaled"  # Amount, or None when not estimated
CAPACITY_HIGH: Final = "capacity_high_scaled"  # Amount, or None when not estimated
INTERDICTABLE: Final = "interdictable"  # bool; absent means True

LAYERS: Final = ("goods", "service", "ownership", "licensed")
"""Kinds of movement, in the order in which they are shown; they are never summed."""

LENSES: Final = {"passing": PASSING, "volume": CAPACITY, "effort": INTERDICT_COST}
"""The number that a cut adds up, by lens."""
