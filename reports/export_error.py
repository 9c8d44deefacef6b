"""The error of a form that cannot hold what it was asked to."""


class ExportError(ValueError):
    """A form that cannot hold what it was asked to; the message says what to do."""
