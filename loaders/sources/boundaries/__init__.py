"""Where footprints lie: ONS polygons and hexagon layouts, of any vintage, told by the codes they hold.

The names of ONS services and attributes change with every release and the codes do not, so nothing here depends on a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from insight.model import Break, Measure
from insight.traits import SourceTraits
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables, Wanted, Web
from loaders.sources.boundaries import hexes, polygons

SOURCE = SourceInfo(
    id="boundaries",
    title="NHS boundaries",
    publisher="Office for National Statistics",
    page="https://geoportal.statistics.gov.uk/",
    licence="Open Government Licence v3.0",
    attribution=(
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
        "Contains OS data © Crown copyright and database right."
    ),
    version=2,
    traits=SourceTraits(order=2, brings=("boundaries", "hexes"), themes=(), taking_part=(), trust_categories=()),
    cautions=("Boundaries are simplified for display and are not to be measured.",),
)
MEASURES: tuple[Measure, ...] = ()
BREAKS: tuple[Break, ...] = ()


SERVICES = {
    "icb-2026": "Integrated_Care_Boards_April_2026_Boundaries_EN_BSC",
    "icb-2022": "Integrated_Care_Boards_April_2023_EN_BSC",
    "stp-2020": "STP_Apr_2020_GCB_in_England_2022",
    "stp-2016": "STP_Feb_2017_SGCB_in_England_2022",
    "region": "NHS_England_Regions_January_2024_EN_BSC",
}
"""The ONS service that holds the boundaries of each vintage, as found in public code (Open Geography Portal, ArcGIS REST).

There is no "latest" address: a new release is a new row here. BSC and SGCB are generalised to 200 m, GCB to 20 m.
"""
_ROOT = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"
_QUERY = urlencode({"where": "1=1", "outFields": "*", "outSR": "4326", "resultRecordCount": "2000", "f": "geojson"})
"""All features of a service in degrees: 2,000 is the most it gives, 44 the most footprints there ever were."""


def releases(web: Web) -> Iterable[Wanted]:
    """The built-in hexagon layouts, then one ONS service per vintage, newest first. Asks no index page."""
    for name in hexes.built_in():
        yield Wanted(url=f"builtin:hex/{name}", name=name)
    for vintage, service in SERVICES.items():
        since = None if vintage == "region" else int(vintage[-4:])
        yield Wanted(f"{_ROOT}/{service}/FeatureServer/0/query?{_QUERY}", f"{service}.geojson", since)


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """One release per vintage and way of drawing it. Raises NotUsable, LayoutChanged or SourceUnavailable."""
    return hexes.recognise(raw, reference) or polygons.recognise(raw, reference)


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per footprint: its rings in EPSG:27700, ready to draw. Raises LayoutChanged."""
    return hexes.tidy(raw, release) if release.details["table"] == "hexes" else polygons.tidy(raw, reference)
