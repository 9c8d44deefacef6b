"""The command about how well such forecasts did: backtest."""

from __future__ import annotations

from typing import Any

import click

from reports import options
from reports.options import examples, format_option, layer_option, study_argument

LONGEST_MONTHS = 120
MOST_NAMED = 100


@click.command(
    epilog=examples(
        "routerisk backtest",
        "routerisk backtest my-study --horizon 6 --k 1",
        "routerisk backtest --layer ownership --format json > backtest.json",
        "routerisk backtest --format csv > forecasts.csv",
    )
)
@study_argument
@click.option(
    "--horizon",
    type=click.IntRange(1, LONGEST_MONTHS),
    default=12,
    show_default=True,
    metavar="MONTHS",
    help="How long after a control date a first report counts.",
)
@click.option(
    "--k",
    type=click.IntRange(1, MOST_NAMED),
    default=3,
    show_default=True,
    help="How many jurisdictions a forecaster may name.",
)
@layer_option
@format_option
def backtest(
    *,
    study: str | None,
    horizon: int,
    k: int,
    layer: Any,  # noqa: ANN401  # a word that click has checked
    form: str,
) -> None:
    """Score what could have been said on each control date about the hubs to come.

    On each date the study is frozen to what was public. The model and naive baselines then rank
    the transit jurisdictions not yet reported, and are scored on those first reported later.
    """
    import routes
    from reports import backtest_text

    loaded = options.load(study)
    with options.progress(len(routes.controls(loaded, layer))) as step:
        found = routes.backtest(loaded, layer, horizon, k, step=step)
    click.echo(backtest_text.rendered(loaded, found, form), nl=False)
