"""Errors of the package: what a caller may have to catch, by name."""


class GraphError(ValueError):
    """The graph, or what it should be built from, breaks the contract."""


class TooManyBudgetsError(GraphError):
    """A whole frontier has too many budgets; some can be named instead."""


class CertificateError(ArithmeticError):
    """A computed answer failed its own check; it is never returned."""
