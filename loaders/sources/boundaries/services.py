"""Which ONS service holds the boundaries of each vintage. There is no "latest" address: a new release is a new row here.

Names as found in public code (ONS Open Geography Portal, ArcGIS REST). BSC and SGCB are generalised to 200 m, GCB to 20 m.
"""

from __future__ import annotations

from urllib.parse import urlencode

ROOT = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"

SERVICES = {
    "icb-2026": "Integrated_Care_Boards_April_2026_Boundaries_EN_BSC",
    "icb-2022": "Integrated_Care_Boards_April_2023_EN_BSC",
    "stp-2020": "STP_Apr_2020_GCB_in_England_2022",
    "stp-2016": "STP_Feb_2017_SGCB_in_England_2022",
    "region": "NHS_England_Regions_January_2024_EN_BSC",
}

_QUERY = urlencode({"where": "1=1", "outFields": "*", "outSR": "4326", "resultRecordCount": "2000", "f": "geojson"})


def address(service: str) -> str:
    """The query for all features of a service in degrees: 2,000 is the most it gives, 44 the most footprints there ever were."""
    return f"{ROOT}/{service}/FeatureServer/0/query?{_QUERY}"
