"""Tells what a file of CQC's is and what month it is of; says plainly why where it cannot be loaded."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice

from loaders.declared import Row
from loaders.errors import LayoutChanged, NotUsable
from loaders.read.archive import is_archive
from loaders.read.links import path_of
from loaders.read.opendocument import SheetRow
from loaders.reference import Reference
from loaders.source import Raw, Release
from loaders.sources.cqc import record
from loaders.sources.cqc.days import days_in, month_of
from loaders.sources.cqc.findings import PLACE, is_trust
from loaders.sources.cqc.header import WITHIN, layout
from loaders.sources.cqc.json_shape import Json, Shape
from loaders.sources.cqc.sheet_rows import is_ours, read_rows
from loaders.sources.cqc.tables import SOURCE_ID, areas_by_ons_code

TITLES = {"ratings": "CQC ratings", "directory": "CQC directory of active locations"}
NAMED_LIKE_OURS = re.compile(r"latest.ratings|hsca.active.locations", re.IGNORECASE)
_NAMED = re.compile(r"(?:location|provider)_(1-\d+|[A-Z0-9]{3,6})(?![A-Z0-9-])")
"""Whose record a file says that it is, by its name."""
ABOVE = 400
"""Rows that are looked at in search of a header: a sheet of notes may stand before the list."""


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """The release a file is: one of the monthly lists, or a record of the API; None if it is nothing of CQC's.

    Raises NotUsable for lists without ratings, closed places and files that do not tell their month, LayoutChanged for
    files that should hold ratings and do not.
    """
    if (found := record.parse(raw)) is not None:
        return _of_record(raw, found, reference)
    return _of_list(raw) if is_ours(raw) or (NAMED_LIKE_OURS.search(raw.name) and not is_archive(raw)) else None


def _of_list(raw: Raw) -> Release | None:
    above: list[SheetRow] = []
    # Only the first rows of every sheet can be a header, and reading a sheet costs nothing that is not read.
    for row in islice(read_rows(raw), ABOVE):
        found = layout(row.cells) if row.number <= WITHIN else None
        if found is None:
            above.append(row)
            continue
        if found["refusal"]:
            raise NotUsable(f"{raw.name}: {found['refusal']}.")
        return _monthly(raw, found, above)
    if NAMED_LIKE_OURS.search(raw.name):
        raise LayoutChanged(raw.name, "a header row with 'Location ID' and ratings", "none")
    return None


def _monthly(raw: Raw, found: Row, above: list[SheetRow]) -> Release:
    # The one day in the file's name, else in its address, its folder, or the notes above the list.
    day = _only_day(raw.name, *_address(raw), " ".join(cell for row in above for cell in row.cells))
    if day is None:
        said = "does not tell what month it is of: it shows what stood on one day, and neither its name nor its address has a date"
        raise NotUsable(f"{raw.name} {said}. Put it into the file name, for example '01_September_2026_{raw.name}'.")
    start, end = month_of(day)
    name = found["layout"]
    return Release(
        id=f"{SOURCE_ID}.{start:%Y-%m}.{name}",
        title=f"{TITLES[name]}, {start:%B %Y}",
        start=start,
        end=end,
        published=day,
        details={"layout": name, "day": day.isoformat()},
    )


def _address(raw: Raw) -> tuple[str, str]:
    """The last two parts of where a file came from; for one from a folder, its place below that folder."""
    path = path_of(raw.url)
    return path.name, path.parent.name


def _only_day(*texts: str) -> date | None:
    """The day in the first text that names exactly one."""
    return next((found.pop() for found in map(days_in, texts) if len(found) == 1), None)


def _of_record(raw: Raw, found: Json, reference: Reference) -> Release | None:
    kind, id = ("location", found.get("locationId")) if "locationId" in found else ("provider", found.get("providerId"))
    if not isinstance(id, str) or not PLACE.fullmatch(id.upper()) or "registrationStatus" not in found:
        raise LayoutChanged(raw.name, "the record of one location or provider, with its registration", f"{id!r:.60}")
    if (named := _NAMED.search(raw.name)) and named[1] != id.upper():
        raise LayoutChanged(raw.name, f"the record of {named[1]}, as its name says", f"that of {id}")
    if found["registrationStatus"] != "Registered":
        raise NotUsable(f"{raw.name}: it is no longer registered; only registered locations are loaded.")
    if kind == "provider" and not is_trust(id, str(found.get("type") or "")):
        raise NotUsable(f"{raw.name}: it is a provider and no NHS trust; its locations carry its ratings.")
    _refuse_another_icb(raw.name, found, reference)
    # Else the newest day in the record: what it says was true on that day.
    day = _only_day(raw.name, *_address(raw)) or record.newest_day(raw)
    if day is None:
        raise LayoutChanged(raw.name, "at least one date in the record", "none")
    return Release(
        id=f"{SOURCE_ID}.api.{id}",
        title=f"CQC record of {kind} {id}",
        start=day,
        end=day + timedelta(days=1),
        published=day,
        details={
            "layout": kind,
            "day": day.isoformat(),
            "note": _unplaced(raw.name, found, reference),
            "doubt": record.doubt(raw, found),
        },
    )


def _refuse_another_icb(file: str, found: Json, reference: Reference) -> None:
    """Raise LayoutChanged for the code of an ICB beside the name of another, or beside an area that never lay in it."""
    shape = Shape(file)
    code, area = shape.text(found, "onspdIcbCode").upper(), areas_by_ons_code().get(shape.text(found, "onspdCcgCode"))
    for key in ("onspdIcbName", "onspdCcgCode"):
        said, known = shape.text(found, key), dict[str, str]()
        for each in reference.vintages:
            ours = reference.footprints_by_ons_code(each.id).get(code)
            by_name, by_area = reference.footprint_named(each.id, said), reference.footprint_of_area(each.id)
            theirs = by_name if key == "onspdIcbName" else by_area.get(area or "")
            if ours and theirs:
                known[theirs] = ours
        if known and all(theirs != ours for theirs, ours in known.items()):
            theirs, ours = known.popitem()
            raise LayoutChanged(file, f"in {key!r} what belongs to ICB {code} ({ours})", f"{said!r:.80}, of {theirs}")


def _unplaced(file: str, found: Json, reference: Reference) -> str:
    """What is said of a record whose ICB or area is in no code list, or that names no category: it is placed or counted by what else it says."""
    shape, vintages = Shape(file), [each.id for each in reference.vintages]
    known = {
        "ICB": ("onspdIcbCode", [reference.footprints_by_ons_code(each) for each in vintages]),
        "CCG": ("onspdCcgCode", [areas_by_ons_code(), *(reference.footprint_of_area(each) for each in vintages)]),
    }
    told = [
        f"its {kind} {code!r:.40} is in no code list, so it is not placed by it"
        for kind, (key, lists) in known.items()
        if (code := shape.text(found, key).upper()) and not any(code in each for each in lists)
    ]
    if "locationId" in found and not shape.parts(found, "inspectionCategories"):
        told.append("it has no inspection category, so it is counted with no kind of service")
    return "; ".join(told)
