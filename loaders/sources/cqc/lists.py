"""CQC's monthly files: `Latest_ratings` (every rating of every location and provider) and the directory of active locations."""

from __future__ import annotations

from insight.model import Level
from loaders.errors import Incomplete, LayoutChanged
from loaders.read.opendocument import SheetRow
from loaders.read.sheets import label
from loaders.source import Raw
from loaders.sources.cqc.findings import OVERALL, PLACE, Findings, Rating, RegisteredLocation, is_trust
from loaders.sources.cqc.first_rows import OF_A_PLACE, FirstRows, Rated
from loaders.sources.cqc.header import CqcHeader, list_rows
from loaders.sources.cqc.links import safe_link
from loaders.sources.cqc.sheet_rows import read_rows
from loaders.sources.cqc.tables import domains, words

HEADLINE = "overall"
"""The service group of the rating of the whole place; all other groups are single services or groups of patients."""
_GOOD, _FEWEST, _MOST = 3.0, 20, 0.5
"""Of so many places that are not good as a whole, more than half are not rated alike on all five key questions: 1 of 9 in the records at hand."""
LISTS = {"locations", "providers"}
"""What a workbook of ratings holds, each in a sheet of that name; a CSV is one of them, also where it was saved again as a workbook."""


def read_ratings(raw: Raw) -> Findings:
    """The headline and the five key questions of every location and every NHS trust, as the file prints them.

    Providers that are no NHS trust are left out: a rating of a company is about no place, and no footprint plans with it.
    Raises LayoutChanged.
    """
    found, lists, firsts, rated = Findings(), dict[str, str](), FirstRows(("name", "kind", *OF_A_PLACE)), Rated()
    for header, row in list_rows(read_rows(raw), raw.name, "ratings"):
        lists[header.table] = header.sheet
        if header.table == "locations":
            level, org = Level.LOCATION, _id(header, row)
            if org not in found.places:
                found.places[org] = _place(header, row)
            rated.note(header, row, org)
        else:
            level, org = Level.TRUST, header.text(row, "provider").upper()
            if not is_trust(org, header.text(row, "kind")):
                continue
            found.trusts[org] = header.text(row, "name") or org
        firsts.compare(header, row, org)
        measure = domains().get(header.text(row, "domain").casefold())
        if measure and header.text(row, "group").casefold() == HEADLINE:
            found.rate(measure, level, org, _rating(header, row))
    if LISTS & set(map(label, lists.values())) and (missing := LISTS - lists.keys()):
        raise Incomplete(raw.name, "a list of locations and a list of providers", f"no list of {missing.pop()}")
    rated.refuse_sorted(raw.name)
    if lacking := sorted(set(domains().values()) - found.measures):
        raise LayoutChanged(raw.name, "ratings of the whole and of five key questions", f"none of {', '.join(lacking)}")
    _refuse_alike(found, raw.name)
    found.mark_silence(words()[""])
    return found


def _refuse_alike(found: Findings, file: str) -> None:
    """Raise LayoutChanged where places that are not good have one rating throughout, as where a column of ratings was sorted alone."""
    whole, *questions = (
        {org: rating.word.value for level, org, rating in found.ratings(measure) if level is Level.LOCATION}
        for measure in sorted(found.measures, key=lambda measure: measure != OVERALL)
    )
    apart = {org: value for org, value in whole.items() if value not in (None, _GOOD)}
    alike = [org for org, value in apart.items() if all(each.get(org) == value for each in questions)]
    if len(apart) >= _FEWEST and len(alike) > _MOST * len(apart):
        expected = "places that are not good as a whole rated otherwise on some key question"
        told = f"one rating throughout for {len(alike):,} of {len(apart):,}, such as {alike[0]}"
        raise LayoutChanged(file, expected, f"{told}: a column was sorted alone")


def read_directory(raw: Raw) -> Findings:
    """The overall rating of every active location. A blank cell says nothing, so it becomes no rating. Raises LayoutChanged."""
    found, firsts = Findings(), FirstRows(("name", "rating", "published", "opened", *OF_A_PLACE))
    for header, row in list_rows(read_rows(raw), raw.name, "directory"):
        org = _id(header, row)
        firsts.compare(header, row, org)
        if org in found.places:
            continue  # Places registered twice stand again in a sheet of their own.
        found.places[org] = _place(header, row)
        if header.text(row, "rating"):
            found.rate(OVERALL, Level.LOCATION, org, _rating(header, row))
    if not found.places:
        raise LayoutChanged(raw.name, "at least one location", "none")
    return found


def _id(header: CqcHeader, row: SheetRow) -> str:
    id = header.text(row, "location").upper()
    if not PLACE.fullmatch(id):
        raise header.changed("a location id such as 1-569934227 or RM317", row, "location", id)
    return id


def _place(header: CqcHeader, row: SheetRow) -> RegisteredLocation:
    return RegisteredLocation(
        id=_id(header, row),
        name=header.text(row, "name") or _id(header, row),
        category=header.text(row, "category"),
        provider=header.text(row, "provider").upper(),
        ods=header.text(row, "ods").upper(),
        postcode=header.text(row, "postcode").upper(),
        area=header.text(row, "area").upper(),
        commissioner=header.text(row, "commissioner").upper(),
        opened=header.day(row, "opened"),
        longitude=header.number(row, "longitude", -10, 5),
        latitude=header.number(row, "latitude", 48, 62),
    )


def _rating(header: CqcHeader, row: SheetRow) -> Rating:
    text = header.text(row, "rating")
    word = words().get(text.casefold())
    if word is None:
        expected = "a rating or a reason for none that loaders/sources/cqc/columns/words.csv knows"
        raise header.changed(expected, row, "rating", text)
    return Rating(word, header.day(row, "published"), safe_link(header.text(row, "link")))
