"""What people read: the offline page, figures, tables and the command line."""

from reports.build import build
from reports.results import Results, analyze
from reports.writer import WriteError

__all__ = ["Results", "WriteError", "analyze", "build"]
