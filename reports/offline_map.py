"""The offline map: folium without a single request, locked by a content security policy.

branca compiles rendered output as a Jinja template, so text from a table that reached one of
its elements would run as code while the page is built. Nothing here takes text from a table:
data travels in one JSON block that only the page's own script reads.
"""

from __future__ import annotations

import base64
import contextlib
import contextvars
import hashlib
import itertools
import re
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Element, Figure
from folium.template import Template

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = (
    '<meta charset="utf-8">'
    '<meta name="referrer" content="no-referrer">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    '<meta http-equiv="x-dns-prefetch-control" content="off">'
    '<link rel="icon" href="data:,">'
    "<title>Route risk</title>"
)
_POLICY_PLACE = '<meta charset="utf-8">'


class Verbatim(Element):
    """An element that is written as it is; branca's own would compile its text as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_options: Any) -> str:  # noqa: ANN401  # branca's signature
        """Return the text."""
        return self.text


class OfflineMap(folium.Map):
    """A folium map that asks for nothing: no tiles, and no scripts or styles from elsewhere."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # folium's declaration
    default_css: list[tuple[str, str]] = []  # noqa: RUF012  # folium's declaration
    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="folium-map" id="{{ this.get_name() }}" role="application"
        aria-label="Map of the legs; the table of legs holds the same facts"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var map = L.map({{ this.get_name()|tojson }}, {center: {{ this.location|tojson }},
        crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(
            location=(25, 120),
            zoom_start=2,
            tiles=None,
            zoom_snap=0.25,
            world_copy_jump=False,
        )
        # folium hands these two to a tile layer only, and there is none.
        self.options |= {"minZoom": 1, "maxZoom": 8}


class Surroundings(Element):
    """The markup around the map and the script that starts the page.

    Rendered after the map, so that what it adds stands where it belongs.
    """

    def __init__(self, figure: Figure, before: str, after: str, start: str) -> None:
        super().__init__()
        self.figure = figure
        self.before, self.after, self.start = before, after, start

    def render(self, **_options: Any) -> str:  # noqa: ANN401  # branca's signature
        """Add the markup and the script to the figure."""
        self.figure.html.add_child(Verbatim(self.before), name="before", index=0)
        self.figure.html.add_child(Verbatim(self.after), name="after")
        self.figure.script.add_child(Verbatim(self.start), name="start")
        return ""


ID_HOOK = "_generate_id"

_counter: contextvars.ContextVar[Iterator[int] | None] = contextvars.ContextVar(
    "element_counter", default=None
)


@contextlib.contextmanager
def fixed_ids() -> Iterator[None]:
    """Give branca's elements running numbers inside this block.

    branca draws random ids, so two renderings of one map would differ. Other threads keep
    theirs.
    """
    random_id = vars(Element)[ID_HOOK]

    def generate_id(cls: type[Element]) -> str:
        counter = _counter.get()
        return str(random_id.__func__(cls)) if counter is None else f"{next(counter):04d}"

    # branca's hook for ids; set as an attribute because type checkers see a method.
    setattr(Element, ID_HOOK, classmethod(generate_id))
    token = _counter.set(itertools.count())
    try:
        yield
    finally:
        _counter.reset(token)
        setattr(Element, ID_HOOK, random_id)


def page(
    *, styles: list[str], before: str, after: str, scripts: list[str], with_map: bool, start: str
) -> str:
    """Put a page together and lock it.

    Parameters
    ----------
    styles, scripts : list of str
        Inlined in order. Trusted text of this package and of Leaflet.
    before, after : str
        Trusted markup around the map.
    with_map : bool
        Whether a map is wanted; without it ``map`` is null in the start script.
    start : str
        Trusted script that runs last.

    Returns
    -------
    str
        One HTML file whose policy admits exactly the styles and scripts inside it.
    """
    with fixed_ids():
        figure = Figure()
        if with_map:
            OfflineMap().add_to(figure)
        else:
            start = f"var map = null;\n{start}"
        figure.header._children.clear()  # noqa: SLF001  # the parts that would load from elsewhere
        for name, text in _header(styles, scripts):
            figure.header.add_child(Verbatim(text), name=name)
        figure.add_child(Surroundings(figure, before, after, start))
        text = figure.render()
    text = "\n".join(line.rstrip() for line in text.split("\n")) + "\n"
    return _lock(text.replace("<html>", '<html lang="en">', 1))


def _header(styles: list[str], scripts: list[str]) -> Iterator[tuple[str, str]]:
    yield "head", _HEAD
    for i, style in enumerate(styles):
        yield f"style-{i}", f"<style>{style}</style>"
    for i, script in enumerate(scripts):
        if "</script" in script.lower():
            raise ValueError("an inlined script may not hold an end tag")
        yield f"script-{i}", f"<script>{script}</script>"


def _lock(text: str) -> str:
    scripts = [_hash(body) for body in re.findall(r"<script>(.*?)</script>", text, re.DOTALL)]
    styles = [_hash(body) for body in re.findall(r"<style>(.*?)</style>", text, re.DOTALL)]
    policy = (
        f"default-src 'none'; script-src {' '.join(scripts)}; style-src {' '.join(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return text.replace(_POLICY_PLACE, _POLICY_PLACE + meta, 1)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
