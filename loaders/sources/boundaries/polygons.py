"""ONS polygons of footprints and regions (GeoJSON, from the service or from a file) as light, matching outlines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from loaders.errors import LayoutChanged, NotUsable
from loaders.read import geometry
from loaders.reference import REGION, Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.boundaries.geojson import check_whole, ons_codes, read
from loaders.sources.boundaries.labels import CodeList, code_list, refuse_another

_POINTS = (("LONG", "LAT"), ("BNG_E", "BNG_N"))
"""Attributes in which the ONS prints a point inside each area."""
_BESIDE = 1_000.0
"""Metres that such a point may lie outside, because outlines are generalised and drawn with fewer corners."""


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """A GeoJSON FeatureCollection of footprints or regions, whole; None for anything that is not GeoJSON of NHS areas.

    Raises LayoutChanged where features lack a code, stand twice or fit no vintage; NotUsable for areas that are not drawn
    and for a cut answer; SourceUnavailable for an error message in place of data.
    """
    answer = read(raw)
    if answer is None:
        return None
    codes = ons_codes(answer["features"], raw.name)
    if codes is None:
        return None
    check_whole(answer, raw.name)
    areas = _code_list(codes, raw.name, reference)
    labels = (feature.get("properties") or {} for feature in answer["features"])
    refuse_another(zip([areas.ods[ons] for ons in codes], labels, strict=True), areas, raw.name, reference)
    title = "NHS regions" if areas.vintage == REGION else f"Boundaries of {areas.vintage}"
    return Release(
        id=f"boundaries.{areas.vintage}", title=title, details={"table": "boundaries", "vintage": areas.vintage}
    )


def tidy(raw: Raw, reference: Reference) -> Tables:
    """One row per footprint, sorted by ODS code. Raises LayoutChanged for geometry that is missing or not in England."""
    answer = read(raw)
    codes = ons_codes(answer["features"], raw.name) if answer else None
    if answer is None or codes is None:
        raise LayoutChanged(raw.name, "GeoJSON features with ONS codes", "none")
    areas = _code_list(codes, raw.name, reference)
    shapes = _shapes([feature.get("geometry") for feature in answer["features"]], codes, raw.name)
    _refuse_exchanged(answer["features"], codes, shapes, raw.name)
    ods = [areas.ods[code] for code in codes]
    rows = pd.DataFrame(
        {
            "vintage": areas.vintage,
            "code": ods,
            "name": [areas.names[code] for code in ods],
            "rings": [geometry.rings(one) for one in shapes],
        }
    )
    return {"boundaries": rows.sort_values("code", ignore_index=True)}


def _code_list(codes: list[str], file: str, reference: Reference) -> CodeList:
    """The vintage these codes are of. Raises LayoutChanged naming the codes that fit none, NotUsable for areas not drawn."""
    kinds = {code[:3] for code in codes}
    if kinds == {"E38"}:
        raise NotUsable(f"{file}: boundaries of sub-ICB locations or CCGs; maps of these are not drawn yet.")
    if kinds == {"E40"}:
        return _regions(codes, file, reference)
    if kinds == {"E54"} and (vintage := reference.vintage_of_ons_codes(codes)):
        return code_list(vintage, reference)
    raise LayoutChanged(file, "the footprints of one vintage, each once", _difference(set(codes), reference))


def _refuse_exchanged(features: list[dict[str, Any]], codes: list[str], shapes: geometry.Polygons, file: str) -> None:
    """Raise LayoutChanged for an area that lies elsewhere than the point its publisher prints beside it, in either system."""
    for feature, code, drawn in zip(features, codes, shapes, strict=True):
        held = {name.upper(): value for name, value in (feature.get("properties") or {}).items()}
        for east, north in _POINTS:
            try:
                point = np.array([shapely.Point(float(held[east]), float(held[north]))])
                apart = shapely.distance(geometry.to_national_grid(point)[0], drawn)
            except (KeyError, TypeError, ValueError):
                continue  # no such columns, or a point that is nowhere in England: other exports lack or blank them
            if apart > _BESIDE:
                expected = f"the area of {code} around its {east} and {north} ({held[east]}, {held[north]})"
                raise LayoutChanged(file, expected, f"it {apart / 1000:,.0f} km away")


def _regions(codes: list[str], file: str, reference: Reference) -> CodeList:
    known, today = reference.regions_by_ons_code, reference.region_names
    strange = sorted(set(codes) - set(known))
    if strange:
        raise LayoutChanged(file, "the ONS codes of NHS regions", f"unknown {', '.join(strange)}")
    if {known[code] for code in codes} != set(today) or len(codes) != len(today):
        raise NotUsable(f"{file}: not the {len(today)} NHS regions of today; maps of earlier regions are not drawn.")
    return code_list(REGION, reference)


def _difference(found: set[str], reference: Reference) -> str:
    """What stands between these codes and the vintage they come closest to."""
    nearest = max(
        reference.vintages, key=lambda vintage: len(found & set(reference.footprints_by_ons_code(vintage.id)))
    )
    known = reference.footprints_by_ons_code(nearest.id)
    odd = ", ".join(sorted(found - set(known))) or "none"
    missing = ", ".join(sorted(set(known.values()) - {known[code] for code in found if code in known})) or "none"
    return f"{len(found)} codes, closest to {nearest.id}: odd {odd}; missing {missing}"


def _shapes(geometries: list[dict[str, Any] | None], codes: list[str], file: str) -> geometry.Polygons:
    bare = [code for code, one in zip(codes, geometries, strict=True) if not one]
    if bare:
        raise LayoutChanged(file, "a geometry for every area", f"none for {', '.join(bare)}")
    try:
        drawn = geometry.ready_to_draw(geometry.read_shapes([one for one in geometries if one]))
    except geometry.Unplaceable as error:
        expected = "coordinates in England, in degrees or in metres of the National Grid"
        raise LayoutChanged(file, expected, str(error)) from error
    except (AttributeError, LookupError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        raise LayoutChanged(file, "polygons with rings of points", "a geometry that is none") from error
    empty = [code for code, one in zip(codes, drawn, strict=True) if shapely.is_empty(one)]
    if empty:
        raise LayoutChanged(file, "an area for every code", f"no area for {', '.join(empty)}")
    return drawn
