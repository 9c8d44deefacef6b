"""What is claimed, and who says so: tables, their schema, the strict reader."""

from seeds.faults import DataError, Fault
from seeds.scenarios import Scenario
from seeds.study import Study, load

__all__ = ["DataError", "Fault", "Scenario", "Study", "load"]
