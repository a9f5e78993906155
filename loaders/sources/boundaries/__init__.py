"""Where footprints lie: ONS polygons and hexagon layouts, of any vintage, told by the codes they hold.

The names of ONS services and attributes change with every release and the codes do not, so nothing here depends on a name.
"""

from __future__ import annotations

from collections.abc import Iterable

from insight.model import Break, Measure
from insight.traits import SourceTraits
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables, Wanted, Web
from loaders.sources.boundaries import hexes, polygons
from loaders.sources.boundaries.services import SERVICES, address

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


def releases(web: Web) -> Iterable[Wanted]:
    """The built-in hexagon layouts, then one ONS service per vintage, newest first. Asks no index page."""
    for name in hexes.built_in():
        yield Wanted(url=f"builtin:hex/{name}", name=name)
    for vintage, service in SERVICES.items():
        yield Wanted(
            url=address(service), name=f"{service}.geojson", since=None if vintage == "region" else int(vintage[-4:])
        )


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """One release per vintage and way of drawing it. Raises NotUsable, LayoutChanged or SourceUnavailable."""
    return hexes.recognise(raw, reference) or polygons.recognise(raw, reference)


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per footprint: its rings in EPSG:27700, ready to draw. Raises LayoutChanged."""
    return hexes.tidy(raw, release) if release.details["table"] == "hexes" else polygons.tidy(raw, reference)
