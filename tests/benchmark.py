"""Measure how long the exact computations take, beside other libraries where they are installed.

Every figure is the median of repeated runs on this machine. A library runs in a process of its
own, as some cannot be loaded together. Nothing here is part of the test suite but tiny runs.
"""

from __future__ import annotations

import click

from tests.benchmark_betweenness import betweenness
from tests.benchmark_draws import draws
from tests.benchmark_flows import flows
from tests.benchmark_journeys import journeys
from tests.benchmark_plans import plans
from tests.benchmark_replacements import replacements
from tests.benchmark_startup import startup
from tests.benchmark_sweep import sweep


@click.group()
def main():
    """Measure how long the exact computations take."""


main.add_command(sweep)
main.add_command(flows)
main.add_command(journeys)
main.add_command(plans)
main.add_command(draws)
main.add_command(betweenness)
main.add_command(replacements)
main.add_command(startup)

if __name__ == "__main__":
    main()
