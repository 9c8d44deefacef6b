"""Errors of the package: what a caller may have to catch, by name."""


class GraphError(ValueError):
    """The graph, or what it should be built from, breaks the contract."""


class CertificateError(ArithmeticError):
    """A computed answer failed its own check; it is never returned."""
