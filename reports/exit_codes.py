"""Exit codes: what the command line tells the program that started it."""

FINE = 0
GATE = 1
"""A check that was asked for trips."""
USAGE = 2
BAD_DATA = 3
CANNOT_ACCESS = 4
"""A file cannot be read or written."""
BUG = 70
INTERRUPTED = 130
