"""What is claimed, and who says so: tables, their schema, the strict reader."""

from seeds.faults import DataError, Fault
from seeds.scenarios import Scenario
from seeds.study import Study, load
from seeds.vintage import as_known

__all__ = ["DataError", "Fault", "Scenario", "Study", "as_known", "load"]
