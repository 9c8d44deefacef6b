"""The command that begins a study: init."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.option_faults import OptionFaults
from reports.options import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.edge_list import EdgeList


@click.command(
    epilog=examples(
        "routerisk init my-study",
        "routerisk init my-study --from edges.csv --origin US --origin TW --destination CN",
    )
)
@click.argument("folder", metavar="DIR")
@click.option(
    "--from",
    "edges",
    metavar="EDGES.csv",
    help="Make the study from a table of edges: origin, destination, capacity, and if it has them "
    "id, pressure, mechanism, layer, valid_from, valid_to.",
)
@click.option(
    "--origin", "origins", multiple=True, metavar="NAME", help="Routes begin here; may be repeated."
)
@click.option(
    "--destination",
    "destinations",
    multiple=True,
    metavar="NAME",
    help="Routes end here; may be repeated.",
)
def init(
    folder: str, edges: str | None, origins: tuple[str, ...], destinations: tuple[str, ...]
) -> None:
    """Write a small study that works at once into a new or empty folder.

    Without --from it is an example with made-up numbers, to be changed file by file.
    """
    import seeds
    from reports import options, starter, writer

    options.named(folder, "DIR")
    _require_roles(edges, origins, destinations)
    writer.require_new(Path(folder))
    if edges is None:
        files, told = starter.example(), ["An example: every place and number in it is made up."]
    else:
        files, told = _from_edges(Path(edges), origins, destinations)
    writer.write_new_folder(Path(folder), files, seeds.load)
    for line in told:
        click.echo(line)
    click.echo(f"Wrote {', '.join(files)} into {folder}; its README.md says what to change next.")
    word = shlex.quote(folder)
    click.echo(f"Now: routerisk check {word}, then routerisk report {word}")


def _require_roles(edges: str | None, *roles: tuple[str, ...]) -> None:
    """Refuse a line whose options cannot go together."""
    faults = OptionFaults()
    for option, names in zip(("--origin", "--destination"), roles, strict=True):
        if edges is None and names:
            faults.add(option, "", "goes with --from; the example has its own.")
        if edges is not None and not names:
            faults.add(option, "", "is missing. Name at least one jurisdiction of the table.")
    if faults.lines:
        raise faults.refusal()


def _from_edges(
    file: Path, origins: Sequence[str], destinations: Sequence[str]
) -> tuple[dict[str, bytes], list[str]]:
    """Make the files of a study from a table of edges, and say what became of the table."""
    from reports import known_places, starter
    from seeds import csv_text, edge_list, study_files

    try:
        content = study_files.bounded(file, file.name, csv_text.MAX_BYTES)
    except OSError as error:
        raise OSError(f"{file}: cannot be read: {error.strerror}") from error
    table = edge_list.read(content, file.name)
    starts, ends = _roles(table, file.name, origins, destinations)
    places = known_places.known_places(table.jurisdictions.values())
    told = [f"{file.name}: {len(table.jurisdictions)} jurisdictions, {len(table.edges)} legs."]
    if table.left_out:
        told.append(f"Left out of {file.name}: {', '.join(table.left_out)}.")
    unplaced = sorted(set(table.jurisdictions.values()) - set(places))
    if unplaced:
        told.append(f"Not on the map until they have lat and lon: {', '.join(unplaced)}.")
    return starter.from_edges(table, starts, ends, places), told


def _roles(
    table: EdgeList, file: str, origins: Sequence[str], destinations: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find the ids of origins and destinations, or say at once which are not in the table."""
    from seeds.faults import suggestion

    by_word = {place: place for place in table.jurisdictions}
    by_word |= {name: place for place, name in table.jurisdictions.items()}
    faults = OptionFaults()
    for option, names in (("--origin", origins), ("--destination", destinations)):
        for name in names:
            if name not in by_word:
                meant = suggestion(name, by_word)
                faults.add(option, "", f"'{name}' is not a jurisdiction of {file}.{meant}")
            if name in origins and name in destinations:
                faults.add(option, "", f"'{name}' is an origin and a destination. Choose one.")
    if faults.lines:
        raise faults.refusal()
    starts, ends = (
        tuple(dict.fromkeys(by_word[name] for name in names)) for names in (origins, destinations)
    )
    return starts, ends
