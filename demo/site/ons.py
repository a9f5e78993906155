"""The Open Geography Portal of ONS and the Organisation Data Service, which answer questions in their addresses and have no pages of links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from demo.site.resource import File, Resource

SERVICES = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"
QUERY = "where=1%3D1&outFields=%2A&outSR=4326&resultRecordCount=2000&f=geojson"

OTHER_NAMES = {"STP_Apr_2020_GCB_in_England_2022": "Sustainability_and_Transformation_Partnerships_April_2021_EN_BUC"}
"""Services that show the same footprints as a file of another year."""

REPORTS = "https://www.odsdatasearchandexport.nhs.uk/api/getReport?report="
PUBLISHED = ("epraccur", "etr", "ets", "succ")


def site(files: Mapping[str, Path]) -> Iterator[tuple[str, Resource]]:
    """One address per service, with all its features in degrees, and one per report."""
    layers = {path.stem: path for path in files.values() if path.suffix == ".geojson"}
    layers |= {service: layers[layer] for service, layer in OTHER_NAMES.items() if layer in layers}
    for service, path in layers.items():
        yield f"{SERVICES}/{service}/FeatureServer/0/query?{QUERY}", File(path, f"{service}.geojson")
    for report in PUBLISHED:
        if path := files.get(f"{report}.csv"):
            yield REPORTS + report, File(path, path.name)
