"""`Latest_ratings`: one row per place, service and question, in two sheets, with every trap of the published file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from demo.cqc.inspections import DOMAINS, Inspected, Inspections
from demo.ods_workbook import Cell, write

LOCATIONS = (
    "Location ID", "Location ODS Code", "Location Name", "Care Home?", "Location Type",
    "Location Primary Inspection Category", "Location Street Address", "Location Address Line 2", "Location City",
    "Location Post Code", "Location Local Authority", "Location Region", "Location NHS Region",
    "Location ONSPD CCG Code", "Location ONSPD CCG", "Location Commissioning CCG Code", "Location Commissioning CCG Name",
    "Service / Population Group", "Domain", "Latest Rating", "Publication Date", "Report Type",
    "Inherited Rating (Y/N)", "URL", "Provider ID", "Provider Name", "Brand ID", "Brand Name",
)  # fmt: skip
PROVIDERS = (
    "Provider ID", "Provider ODS Code", "Provider Name", "Provider Type", "Provider Primary Inspection Category",
    "Provider Street Address", "Provider Address Line 2", "Provider City", "Provider Post Code",
    "Provider Local Authority", "Provider Region", "Provider NHS Region", "Service / Population Group", "Domain",
    "Latest Rating", "Publication Date", "Report Type", "Inherited Rating (Y/N)", "URL", "Brand ID", "Brand Name",
)  # fmt: skip
NOTES = (
    "DEMONSTRATION DATA: every place and every rating in this file is invented",
    "Where two ratings of one location were published on one day, both are shown.",
    "A location with several services has no rating of its own and shows Not Rated.",
)


def write_ratings(path: Path, found: Inspections) -> None:
    """Write the workbook: notes, locations, providers."""
    notes = ([note] for note in NOTES)
    write(path, (("README", notes), ("Locations", _locations(found.places)), ("Providers", _providers(found.trusts))))


def _locations(places: Sequence[Inspected]) -> Iterator[Sequence[Cell]]:
    yield LOCATIONS
    for found in places:
        each = found.location
        home = each.kind.category == "Residential social care"
        # The published file lists a place of the NHS without an ODS code: the id is the code.
        identity = (
            each.id, each.ods, each.name, "Y" if home else "N", each.kind.type, each.kind.category,
            f"{each.number % 200 + 1} Invented Street", "", "Invented Town", each.postcode, "Invented Council",
            each.region, each.region, each.ons_area, f"NHS area {each.area}", each.area, f"NHS area {each.area}",
        )  # fmt: skip
        yield from _rows(found, identity, "Location", (each.provider, each.provider_name, "-", "-"))


def _providers(trusts: Sequence[Inspected]) -> Iterator[Sequence[Cell]]:
    yield PROVIDERS
    for found in trusts:
        each = found.location
        identity = (
            each.provider, each.provider, each.provider_name, each.kind.type, each.kind.category, "1 Invented Street", "",
            "Invented Town", each.postcode, "Invented Council", each.region, each.region,
        )  # fmt: skip
        yield from _rows(found, identity, "Provider", ("-", "-"))


def _rows(found: Inspected, identity: tuple[str, ...], report: str, rest: tuple[str, ...]) -> Iterator[Sequence[Cell]]:
    day = f"{found.published:%d/%m/%Y}" if found.published else ""
    kept = "Y" if found.inherited else "N"
    url = f"https://www.cqc.org.uk/{report.lower()}/{identity[0]}"
    for domain in DOMAINS if found.words else ():
        yield *identity, "Overall", domain, found.words[domain], day, report, kept, url, *rest
    if found.again:
        yield *identity, "Overall", "Overall", found.again, day, report, kept, url, *rest
    for service, word in found.services.items():
        yield *identity, service, "Overall", word, day, "CoreService", kept, url, *rest
