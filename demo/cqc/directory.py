"""`HSCA_Active_Locations`, the care directory with filters: every registered place, whether rated or not, and its overall rating."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from demo.cqc.inspections import Inspected, Inspections
from demo.ods_workbook import Cell, write

COLUMNS = (
    "Location ID", "Location HSCA start date", "Dormant (Y/N)", "Care home?", "Location Name", "Location ODS Code",
    "Location Telephone Number", "Registered manager (note; where there is more than one manager, they are all listed)",
    "Location Web Address", "Care homes beds", "Location Type/Sector", "Location Inspection Directorate",
    "Location Primary Inspection Category", "Location Latest Overall Rating", "Publication Date",
    "Inherited Rating (Y/N)", "Location Region", "Location NHS Region", "Location Local Authority",
    "Location ONSPD CCG Code", "Location ONSPD CCG", "Location Commissioning CCG Code", "Location Commissioning CCG",
    "Location Street Address", "Location Address Line 2", "Location City", "Location County", "Location Postal Code",
    "Location PAF ID", "Location UPRN ID", "Location Latitude", "Location Longitude",
    "Location Parliamentary Constituency", "Brand ID", "Brand Name", "Provider Companies House Number",
    "Provider Charity Number", "Provider ID", "Provider Name", "Provider HSCA start date", "Provider Type/Sector",
    "Provider Nominated Individual Name", "Provider Main Partner Name (note; this column only applies to partnerships)",
    "Regulated activity - Diagnostic and screening procedures", "Regulated activity - Personal care",
    "Regulated activity - Treatment of disease, disorder or injury", "Service type - Care home service with nursing",
    "Service type - Dental service", "Service type - Doctors treatment service", "Service user band - Older People",
    "Service user band - Whole Population", "Location Dual Registered", "Primary ID (Dual registration locations)",
)  # fmt: skip
BANNER = 7
"""Lines above the header in the file of September 2026."""


def write_directory(path: Path, found: Inspections, day: date) -> None:
    """Write the workbook: notes, the directory, and the sheet of places registered twice, which is empty here."""
    notes = [
        ["DEMONSTRATION DATA: every place in this file is invented"],
        [f"Care directory with filters, {day:%d %B %Y}"],
    ]
    sheets = (
        ("README", notes),
        ("HSCA_Active_Locations", _directory(found.places)),
        ("Dual_Registration_Locations", [("Location ID", "Location HSCA Start Date", "Location Name", "Primary ID")]),
    )
    write(path, sheets)


def _directory(places: Sequence[Inspected]) -> Iterator[Sequence[Cell]]:
    yield ["DEMONSTRATION DATA"]
    yield from ([""] for _ in range(BANNER - 1))
    yield COLUMNS
    for found in places:
        cells = _cells(found)
        yield [cells.get(column, "") for column in COLUMNS]


def _cells(found: Inspected) -> dict[str, str]:
    """What is filled; nobody is named as a manager, since nobody is invented."""
    each = found.location
    rated = found.words.get("Overall", "")
    shown = rated if rated not in ("Not Rated", "No published rating") else ""
    home = each.kind.category == "Residential social care"
    return {
        "Location ID": each.id,
        "Location HSCA start date": f"{each.number % 28 + 1:02d}/{each.number % 12 + 1:02d}/20{each.number % 9 + 10}",
        "Dormant (Y/N)": "N",
        "Care home?": "Y" if home else "N",
        "Location Name": each.name,
        "Location ODS Code": each.ods,
        "Care homes beds": str(10 + each.number % 50) if home else "0",
        "Location Type/Sector": each.kind.type,
        "Location Primary Inspection Category": each.kind.category,
        "Location Latest Overall Rating": shown,
        "Publication Date": f"{found.published:%d/%m/%Y}" if found.published and shown else "",
        "Inherited Rating (Y/N)": "Y" if found.inherited else "N",
        "Location Region": each.region,
        "Location NHS Region": each.region,
        "Location Local Authority": "Invented Council",
        "Location ONSPD CCG Code": each.ons_area,
        "Location Commissioning CCG Code": each.area,
        "Location Street Address": f"{each.number % 200 + 1} Invented Street",
        "Location City": "Invented Town",
        "Location Postal Code": each.postcode,
        "Location Latitude": str(each.latitude),
        "Location Longitude": str(each.longitude),
        "Brand ID": "-",
        "Brand Name": "-",
        "Provider ID": each.provider,
        "Provider Name": each.provider_name,
        "Provider Type/Sector": each.kind.type,
        "Service user band - Whole Population": "Y",
    }
