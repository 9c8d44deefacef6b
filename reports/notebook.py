"""The page and the results inside a notebook, without a request and locked as in a file."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from reports.results import Results
    from seeds import Study

HEIGHT_PIXELS = 720

_NO_ADDRESS = "history.replaceState = () => undefined;\n"
"""Inside a frame the page has no address of its own in which to keep its state."""


@dataclass(frozen=True)
class Shown:
    """A page that a notebook shows in a frame of its own.

    The frame is sandboxed: the page's scripts run, but in an origin that is nobody's. They reach
    neither the notebook nor its cookies nor storage, open no window, and the page's own policy
    lets them ask for nothing.

    Attributes
    ----------
    page : str
        The HTML of the page.
    height_pixels : int
    """

    page: str = field(repr=False)
    height_pixels: int = HEIGHT_PIXELS

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="routerisk" sandbox="allow-scripts" width="100%" '
            f'height="{self.height_pixels}" srcdoc="{html.escape(self.page)}"></iframe>'
        )


def show(subject: Study | Results | nx.MultiDiGraph[str], *, height: int = HEIGHT_PIXELS) -> Shown:
    """Show a study, its results or a graph as the interactive page in a notebook.

    Parameters
    ----------
    subject : seeds.Study, reports.Results or networkx.MultiDiGraph
        A study is analysed as `reports.analyze` does by default. A graph is shown by itself, such
        as one of `routes.from_edges`; without coordinates there is the diagram and no map.
    height : int
        Of the frame, in pixels.

    Returns
    -------
    Shown
        Leave it as the last value of a cell. The page is the one that `reports.build` writes; its
        links to sources do not open from within the frame.

    Raises
    ------
    routes.GraphError
        The graph breaks the contract, or the tables make none that can be analysed.
    ValueError
        The height is not above 0.

    Examples
    --------
    >>> import pandas as pd
    >>> import routes
    >>> frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["b", "c"], "capacity": [5, 3]})
    >>> show(routes.from_edges(frame, origin="a", destination="c"), height=400)
    Shown(height_pixels=400)
    """
    import networkx as nx

    from reports import page, page_geometry
    from reports.graph_study import graph_study
    from reports.results import Results, analyze

    if height <= 0:
        raise ValueError(f"height must be above 0, not {height}")
    results: Results
    if isinstance(subject, Results):
        results = subject
    elif isinstance(subject, nx.MultiDiGraph):
        layer = subject.graph.get("layer", "goods")
        results = analyze(graph_study(subject), layer=layer)
    else:
        results = analyze(subject)
    lines = page_geometry.leg_lines(results.study)
    return Shown(page.html(results, lines, _NO_ADDRESS + page.START), height)


def results_html(results: Results) -> str:
    """Return the headline of results and their minimum cut as HTML, every text escaped."""
    from reports import headline

    sentences = [f"<p>{html.escape(sentence)}</p>" for sentence in headline.sentences(results)]
    return "".join([*sentences, results.cut._repr_html_()])
