"""Where the jurisdictions and legs lie: outlines, places, lines, a diagram, and frames."""

from geodata.basemap import draw_basemap, load_basemap
from geodata.diagram import Diagram, DiagramLeg, layout
from geodata.diagram_labels import Label
from geodata.frames import jurisdictions_frame, legs_frame
from geodata.lines import LegLine, leg_lines
from geodata.outlines import STATEMENT, OutlineError, load, load_file
from geodata.places import Place, Places, locate

__all__ = [
    "STATEMENT",
    "Diagram",
    "DiagramLeg",
    "Label",
    "LegLine",
    "OutlineError",
    "Place",
    "Places",
    "draw_basemap",
    "jurisdictions_frame",
    "layout",
    "leg_lines",
    "legs_frame",
    "load",
    "load_basemap",
    "load_file",
    "locate",
]
