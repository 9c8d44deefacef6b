"""The command that keeps results beside the data they tell of: publish."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from reports import exit_codes, options, output_place
from reports.options import examples, study_argument

CHECKOUT_STUDY = Path("seeds", "ai_gpu_diversion")
CHECKOUT_FOLDER = Path("reports", "published")


@click.command(
    epilog=examples(
        "routerisk publish",
        "routerisk publish --check",
        "routerisk publish my-study --out my-study-results",
    )
)
@study_argument
@click.option(
    "--out",
    metavar="DIR",
    help="Folder for the files; made where it is missing. Default, at the top of a checkout of "
    f"routerisk and without STUDY: {CHECKOUT_FOLDER.as_posix()}, from the study in that checkout.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; leave with 1 where a file in the folder is not as it would be written.",
)
def publish(study: str | None, out: str | None, *, check: bool) -> None:
    """Write the results of a study as small files to commit beside its data.

    Files: summary.md, results.json, legs.csv, diagram.svg. Each changes in few lines where the data
    change, so that a review shows the effect; a CI job with --check sees that none was forgotten.
    """
    from reports import headline, publication, writer
    from reports.results import analyze

    source, folder = _places(study, out)
    results = analyze(options.load(source))
    files = publication.files(results)
    if check:
        _check(folder, files, _mending(study, out))
        return
    writer.write_folder(folder, files)
    click.echo(headline.sentences(results)[0])
    click.echo(f"Wrote {', '.join(sorted(files))} into {folder}.")


def _places(study: str | None, out: str | None) -> tuple[str | None, Path]:
    """Tell which study goes into which folder.

    At the top of a checkout it is the checkout's own study: the packaged one of an installation
    may be older than the tables that were just changed.
    """
    if out is not None:
        return study, output_place.folder(out, study)
    if study is not None:
        raise click.BadParameter("name a folder for this study", param_hint="--out")
    if not (CHECKOUT_FOLDER.is_dir() and CHECKOUT_STUDY.is_dir()):
        message = (
            f"name a folder; '{CHECKOUT_FOLDER.as_posix()}' is meant only at the top of a checkout "
            "of routerisk, which the present folder is not"
        )
        raise click.BadParameter(message, param_hint="--out")
    return str(CHECKOUT_STUDY), CHECKOUT_FOLDER


def _mending(study: str | None, out: str | None) -> str:
    """Give the command that writes what is checked."""
    named = ["routerisk", "publish", *([study] if study else []), *(["--out", out] if out else [])]
    return shlex.join(named)


def _check(folder: Path, files: dict[str, bytes], mending: str) -> None:
    """Say whether a folder holds these files, and leave with 1 where it does not."""
    from reports import publication

    found = publication.differences(folder, files)
    for difference in found:
        click.echo(f"gate published: {folder / difference.file} {difference.what}", err=True)
    if found:
        click.echo(f"To write what the study gives now: {mending}", err=True)
        raise click.exceptions.Exit(exit_codes.GATE)
    click.echo(f"{folder}: {', '.join(sorted(files))} are what the study gives.")
