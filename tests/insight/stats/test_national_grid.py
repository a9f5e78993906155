"""Longitude and latitude on the National Grid: beside the official library, and Ordnance Survey's own worked example."""

import numpy as np
import pytest

from insight.stats.national_grid import to_national_grid

_METRES = 6.0
_SAME_STEPS = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart +ellps=WGS84 "
    "+step +proj=helmert +x=-446.448 +y=125.157 +z=-542.06 +rx=-0.1502 +ry=-0.2470 +rz=-0.8421 +s=20.4894 +convention=position_vector "
    "+step +inv +proj=cart +ellps=airy "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)
"""Ordnance Survey's seven parameters and projection as the official library writes them."""


def test_all_over_england_the_published_steps_agree_to_less_than_half_a_millimetre() -> None:
    pyproj = pytest.importorskip("pyproj", reason="the oracle comes with the map libraries")
    lon, lat = (each.ravel() for each in np.meshgrid(np.linspace(-6, 1.9, 30), np.linspace(50, 55.8, 30)))
    found = to_national_grid(lon, lat)
    east, north = pyproj.Transformer.from_pipeline(_SAME_STEPS).transform(lon, lat)
    assert np.abs(found.east - east).max() < 0.0004
    assert np.abs(found.north - north).max() < 0.00008


def test_all_over_england_it_lies_within_metres_of_the_official_transformation() -> None:
    pyproj = pytest.importorskip("pyproj", reason="the oracle comes with the map libraries")
    lon, lat = (each.ravel() for each in np.meshgrid(np.linspace(-6, 1.9, 30), np.linspace(50, 55.8, 30)))
    found = to_national_grid(lon, lat)
    east, north = pyproj.Transformer.from_crs(4326, 27700, always_xy=True).transform(lon, lat)
    assert np.abs(found.east - east).max() < _METRES
    assert np.abs(found.north - north).max() < _METRES


def test_the_true_origin_of_the_grid_lies_near_its_own_coordinates() -> None:
    # OSGB36 and WGS 84 differ by some 100 metres there, which the transformation accounts for.
    found = to_national_grid([-2.0], [49.0])
    assert found.east[0] == pytest.approx(400_000 + 96, abs=10)
    assert found.north[0] == pytest.approx(-100_000 - 64, abs=25)


def test_a_place_without_coordinates_has_none_on_the_grid() -> None:
    found = to_national_grid([np.nan, -1.5], [52.0, np.nan])
    assert np.isnan(found.east).all() and np.isnan(found.north).all()
