"""Open what the ONS sends as GeoJSON, and find the code of each area in it, whatever the attribute is called this time."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from loaders.errors import LayoutChanged, NotUsable, SourceUnavailable
from loaders.read.json_text import parse_json
from loaders.read.plain_tables import refuse_twice
from loaders.source import Raw

_ONS_CODE = re.compile(r"E(54|40|38)\d{6}")
"""Footprints, NHS regions, and CCGs or sub-ICB locations."""

_FOOTPRINT_NAME = re.compile(
    r"\b(?:ICB|ICS|STP|Integrated Care (?:Board|System)|Sustainability and Transformation)\b", re.IGNORECASE
)

_SIGNS = (b"FeatureCollection", b'"features"', b'"MultiPolygon"')
"""What stands near the top of GeoJSON."""


def read(raw: Raw) -> dict[str, Any] | None:
    """The answer as parsed JSON; None if the file is no GeoJSON at all."""
    start = raw.head(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{"):
        return None
    # The keys stand in any order: a whole map can come before the word that says it is one.
    if not any(word in start for word in _SIGNS) and "arcgis" not in raw.url:
        return None
    try:
        answer = parse_json(raw.read())
    except ValueError as error:
        raise LayoutChanged(raw.name, "complete GeoJSON", f"a file that breaks off or is damaged ({error})") from error
    if "error" in answer:
        said = f"the ONS service answered with an error, {answer['error']}. Try again later"
        raise SourceUnavailable(f"{raw.name}: {said}.")
    if answer.get("type") != "FeatureCollection" or not isinstance(answer.get("features"), list):
        return None
    for holder in (answer, *answer["features"]):
        if not isinstance(holder, dict) or not isinstance(holder.get("properties") or {}, dict):
            raise LayoutChanged(raw.name, "features with properties, by name", f"{holder!r:.60}")
    return answer


def ons_codes(features: list[dict[str, Any]], file: str) -> list[str] | None:
    """The ONS code of each feature, in file order, from whichever attribute holds them; None if no attribute does.

    Where several hold one for every feature, its region's or an older one beside its own, the one that tells most apart.
    """
    held = [
        {key: str(value).strip() for key, value in (feature.get("properties") or {}).items()} for feature in features
    ]
    coded = Counter(key for properties in held for key, value in properties.items() if _ONS_CODE.fullmatch(value))
    if not coded:
        _refuse_names_alone(held, file)
        return None
    attribute, count = max(coded.items(), key=lambda each: (each[1], len({one.get(each[0]) for one in held})))
    if count < len(held):
        found = f"{len(held) - count} of {len(held)} without"
        raise LayoutChanged(file, f"an ONS code in {attribute} of every feature", found)
    codes = [properties[attribute] for properties in held]
    refuse_twice(codes, file, "area")
    return codes


def _refuse_names_alone(held: list[dict[str, str]], file: str) -> None:
    """Raise LayoutChanged for footprints that go by their names, which change, repeat and are written in many ways."""
    named = next((value for properties in held for value in properties.values() if _FOOTPRINT_NAME.search(value)), None)
    if named:
        found = f"names alone, such as {named[:60]!r}"
        raise LayoutChanged(file, "the ONS code of every area, such as E54000008 in ICB23CD", found)


def check_whole(answer: dict[str, Any], file: str) -> None:
    """ArcGIS puts the flag that an answer was cut in either of two places."""
    if answer.get("exceededTransferLimit") or (answer.get("properties") or {}).get("exceededTransferLimit"):
        raise NotUsable(
            f"{file}: the service sent only a part of the areas (exceededTransferLimit). Ask it for more records at once."
        )
