"""From longitude and latitude to metres of the British National Grid, in which the outlines of footprints are drawn.

Ordnance Survey, "A guide to coordinate systems in Great Britain" (2020), annexes B and C: a seven-parameter Helmert transformation
from WGS 84 to OSGB36, then the transverse Mercator projection. Right to about 5 metres, which no map of a footprint shows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from insight.stats.arrays import Floats, floats

_WGS84 = (6_378_137.0, 6_356_752.3142)
_AIRY = (6_377_563.396, 6_356_256.909)
"""Semi-axes of the two ellipsoids in metres."""
_SHIFT = (-446.448, 125.157, -542.060)
_TURN = tuple(np.deg2rad(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
_SCALE = 20.4894e-6
_F0, _LAT0, _LON0, _E0, _N0 = 0.9996012717, np.deg2rad(49.0), np.deg2rad(-2.0), 400_000.0, -100_000.0
_ROUNDS = 6
"""Iterations of the latitude, after which it moves by less than a millimetre."""


class GridPoints(NamedTuple):
    """Eastings and northings in metres."""

    east: Floats
    north: Floats


def to_national_grid(longitude: ArrayLike, latitude: ArrayLike) -> GridPoints:
    """Degrees of WGS 84 as metres of the grid; missing where either is."""
    lon, lat = np.deg2rad(floats(longitude)), np.deg2rad(floats(latitude))
    return _project(*_onto_airy(*_cartesian(lon, lat)))


def _cartesian(lon: Floats, lat: Floats) -> tuple[Floats, Floats, Floats]:
    a, b = _WGS84
    e2 = 1 - b**2 / a**2
    nu = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    x, y, z = nu * np.cos(lat) * np.cos(lon), nu * np.cos(lat) * np.sin(lon), (1 - e2) * nu * np.sin(lat)
    (tx, ty, tz), (rx, ry, rz), s = _SHIFT, _TURN, 1 + _SCALE
    return tx + s * x - rz * y + ry * z, ty + rz * x + s * y - rx * z, tz - ry * x + rx * y + s * z


def _onto_airy(x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats]:
    a, b = _AIRY
    e2, p = 1 - b**2 / a**2, np.hypot(x, y)
    lat = np.arctan2(z, p)
    for _ in range(_ROUNDS):
        nu = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
        lat = np.arctan2(z + e2 * nu * np.sin(lat), p)
    return np.arctan2(y, x), lat


def _project(lon: Floats, lat: Floats) -> GridPoints:
    a, b = _AIRY
    e2, n = 1 - b**2 / a**2, (a - b) / (a + b)
    sin, cos, tan2 = np.sin(lat), np.cos(lat), np.tan(lat) ** 2
    nu = a * _F0 / np.sqrt(1 - e2 * sin**2)
    rho = a * _F0 * (1 - e2) / (1 - e2 * sin**2) ** 1.5
    eta2 = nu / rho - 1
    one, two = lat - _LAT0, lat + _LAT0
    arc = (
        b * _F0 * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * one
            - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(one) * np.cos(two)
            + (1.875 * n**2 + 1.875 * n**3) * np.sin(2 * one) * np.cos(2 * two)
            - 35 / 24 * n**3 * np.sin(3 * one) * np.cos(3 * two)
        )
    )  # fmt: skip
    d = lon - _LON0
    north = (
        arc + _N0
        + nu / 2 * sin * cos * d**2
        + nu / 24 * sin * cos**3 * (5 - tan2 + 9 * eta2) * d**4
        + nu / 720 * sin * cos**5 * (61 - 58 * tan2 + tan2**2) * d**6
    )  # fmt: skip
    east = (
        _E0
        + nu * cos * d
        + nu / 6 * cos**3 * (nu / rho - tan2) * d**3
        + nu / 120 * cos**5 * (5 - 18 * tan2 + tan2**2 + 14 * eta2 - 58 * tan2 * eta2) * d**5
    )  # fmt: skip
    return GridPoints(floats(east), floats(north))
