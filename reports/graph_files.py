"""The graph in the files of graph programs: GraphML, GEXF, and networkx's node-link JSON."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import networkx as nx

from reports import imprint, json_text, network_tables
from routes import fields

if TYPE_CHECKING:
    from reports.export_table import Cell
    from reports.results import Results

GEXF_VERSION = "1.2draft"
"""Of the versions that networkx writes, the one that the most programs read."""


def graph(results: Results) -> nx.MultiDiGraph[str]:
    """Return the graph with attributes that graph files can hold, results among them.

    Parameters
    ----------
    results : Results

    Returns
    -------
    networkx.MultiDiGraph
        Edge keys are leg ids. Amounts are numbers in the study's units, which are attributes of
        the graph. What is unknown has no attribute; an amount without a bound has none either and
        a flag, such as ``capacity_unbounded``, that is True.
    """
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.graph.update(imprint.attributes(results))
    for ends in (fields.ORIGINS, fields.DESTINATIONS):
        made.graph[ends] = " ".join(results.graph.graph[ends])
    for record in network_tables.jurisdictions(results).records():
        made.add_node(str(record["id"]), **_known(record, leaving_out={"id"}))
    for record in network_tables.legs(results).records():
        attributes = _known(record, leaving_out={"id", "origin", "destination"})
        start, end = str(record["origin"]), str(record["destination"])
        made.add_edge(start, end, key=str(record["id"]), **attributes)
    return made


def graphml(results: Results) -> bytes:
    """Return the graph as GraphML; an edge's id is the leg's.

    References
    ----------
    U. Brandes et al. (2002), "GraphML progress report", Graph Drawing 2001, LNCS 2265, 501-512,
    doi 10.1007/3-540-45848-4_59.
    """
    writer = nx.readwrite.graphml.GraphMLWriter(graph(results))
    # The schema of GraphML spells truth with small letters, as not every reader forgives.
    flags = {key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for data in writer.xml.iter("data"):
        if data.get("key") in flags:
            data.text = data.text.lower()
    stream = io.BytesIO()
    writer.dump(stream)
    return stream.getvalue()


def gexf(results: Results) -> bytes:
    """Return the graph as GEXF for Gephi; a node's label is its name, an edge's id the leg's.

    The date in the file is the study's data date: the day of writing is none of its inputs. The
    form holds no attributes of a graph, so the imprint is its description.
    """
    made = graph(results)
    for node, data in made.nodes(data=True):
        data["label"] = data.get(fields.NAME, node)
    for _, _, leg, data in made.edges(keys=True, data=True):
        data["id"] = leg
    writer = nx.readwrite.gexf.GEXFWriter(made, version=GEXF_VERSION)
    meta = writer.xml.find("meta")
    meta.set("lastmodifieddate", results.study.data_date.isoformat())
    told = (f"{name}: {text}" for name, text in imprint.lines(results))
    description = meta.makeelement("description", {})
    description.text = "\n".join(told)
    meta.append(description)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def node_link(results: Results) -> bytes:
    """Return the graph as node-link JSON, read back by ``networkx.node_link_graph``."""
    return json_text.pretty(nx.node_link_data(graph(results), edges="edges")).encode("utf-8")


def _known(record: dict[str, Cell], leaving_out: set[str]) -> dict[str, Cell]:
    return {
        name: value
        for name, value in record.items()
        if name not in leaving_out and value is not None and value != ""
    }
