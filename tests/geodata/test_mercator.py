import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from geodata.mercator import latitude_deg, northing_deg


@pytest.mark.parametrize("latitude", [-60.0, -1.35, 0.0, 22.3, 39.0, 83.5])
def test_northing_agrees_with_proj(latitude):
    """EPSG:3857 by PROJ, in metres of an equator of 2 * pi * 6378137 m."""
    to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    degree = to_metres.transform(1.0, 0.0)[0]
    assert northing_deg(latitude) == pytest.approx(to_metres.transform(0.0, latitude)[1] / degree)


@settings(deadline=None)
@given(st.floats(-85, 85))
def test_latitude_undoes_northing(latitude):
    assert latitude_deg(northing_deg(latitude)) == pytest.approx(latitude, abs=1e-9)


def test_the_poles_are_held_at_85_degrees():
    assert northing_deg(90) == northing_deg(85)
    assert northing_deg(-90) == -northing_deg(85)
