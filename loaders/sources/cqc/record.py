"""One record of CQC's syndication API: a location, or an NHS trust as a provider, rated in the old way or service by service.

Contacts of providers and activities are people: they are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.read.json_text import parse_json
from loaders.source import Raw
from loaders.sources.cqc.findings import OVERALL, PLACE, Findings, Rating, RegisteredLocation
from loaders.sources.cqc.json_shape import Json, Shape
from loaders.sources.cqc.tables import domains, words

MOST_BYTES = 32 << 20
"""A record of a large hospital is about 1 MB."""
CURRENT = "current"
"""The status of the assessment that stands for its service group."""
REPORTED = ("assessment", "lastReport", "reports", "historicRatings")
"""What only places that have been inspected have: of 82 records with reports all have a rating or an assessment that stands."""

KEY_QUESTIONS = 5
TOGETHER = (
    ("onspdLatitude", "postalCode"),
    ("onspdCcgName", "onspdCcgCode"),
    ("onspdIcbName", "onspdIcbCode"),
)
"""What a record has wherever it has the first: a point is that of a postcode, and beside a name stands the code that places it. All 116
have both. A code without its name places it all the same."""

_DAY = re.compile(r'"(20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[T "]')


def parse(raw: Raw) -> Json | None:
    """The object in a file; None if it holds none, or something else of JSON. Raises LayoutChanged when it is cut short."""
    if raw.size > MOST_BYTES or not raw.head(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    content = raw.read()
    if b'"locationId"' not in content and b'"providerId"' not in content:
        return None
    try:
        found = parse_json(content, lambda pairs: _each_once(raw.name, pairs))
    except ValueError as error:
        raise LayoutChanged(raw.name, "one record in JSON", f"{error}; fetch it again") from error
    return found if isinstance(found, dict) and {"locationId", "providerId"} & found.keys() else None


def newest_day(raw: Raw) -> date | None:
    """The newest day named anywhere in a record: it was true from then on, until the next report."""
    days = _DAY.findall(raw.read().decode("utf-8-sig", errors="replace"))
    try:
        return max(map(date.fromisoformat, days), default=None)
    except ValueError:
        return None


def _each_once(file: str, pairs: list[tuple[str, Any]]) -> Json:
    """Keys and values, unless one key has two values. Raises LayoutChanged naming both."""
    found: Json = {}
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            raise LayoutChanged(file, f"one value of {key!r}", f"{found[key]!r:.60} and {value!r:.60}")
    return found


def read(raw: Raw, record: Json, *, location: bool) -> Findings:
    """The headline and the five key questions of one location, or of an NHS trust as a provider; where CQC gives none, that there is none.

    Raises LayoutChanged, also for a rating of after the record came.
    """
    shape = Shape(raw.name)
    if location:
        place = _place(shape, record)
        found = _rated(shape, record, Level.LOCATION, place.id, Findings(places={place.id: place}))
    else:
        shape.must(record, "name")
        code = shape.text(record, "providerId").upper()
        found = _rated(shape, record, Level.TRUST, code, Findings(trusts={code: shape.text(record, "name") or code}))
    arrived = raw.retrieved or date.today()
    days = (*_rated_on(shape, record), found.latest, *(rating.published for _, _, _, rating in found.past))
    if late := next((each for each in days if each and each > arrived), None):
        raise LayoutChanged(raw.name, f"a rating that came out by {arrived}, when the record came", f"one of {late}")
    return found


def doubt(raw: Raw, record: Json) -> str:
    """Why a record should wait for somebody's word; '' where nothing speaks against it.

    It lacks a rating where there must be one: where others stand under `currentRatings`, or inspections are told of, and no
    assessment of the new kind stands; or where key questions have one and the whole is blank. An inspection that ends without
    a rating is published as such. Or its rating came out after the newest report in it: no report tells of an assessment of
    the new kind, and of 119 records rated in the old way with reports none is newer than these. Or one of the five key
    questions is missing: all 97 records with one of the four ratings have the five. Or one of two things is there that come
    together (see `TOGETHER`).
    """
    shape = Shape(raw.name)
    if alone := next((pair for pair in TOGETHER if pair[0] in record and pair[1] not in record), None):
        return f"it has {alone[0]!r} without {alone[1]!r}"
    current = _current(shape, record)
    questions = shape.parts(current, "keyQuestionRatings")
    asked = {shape.text(part, "name").casefold() for part in questions}
    if _is_rated(shape, current) and len({domains().get(name) for name in asked}) < KEY_QUESTIONS:
        return f"it rates {len(asked)} of the {KEY_QUESTIONS} key questions"
    if not shape.text(current, "rating") and any(_is_rated(shape, each) for each in questions):
        return "it rates key questions and leaves the rating of the whole blank"
    if not current and not _services(shape, record) and not _as_a_whole(shape, record):
        beside = [key for key in REPORTED if record.get(key)] or [*shape.part(record, "currentRatings")]
        return f"it has no rating that stands beside {', '.join(beside)}" if beside else ""
    reports = [
        shape.day(shape.part(record, "lastReport"), "publicationDate"),
        *(shape.day(each, "reportDate") for each in shape.parts(record, "reports")),
    ]
    last = max(filter(None, reports), default=date.max)
    late = next((each for each in _rated_on(shape, record) if each > last), None)
    return f"its rating came out on {late}, and the newest report in it on {last}" if late else ""


def _is_rated(shape: Shape, part: Json) -> bool:
    """Whether it has one of the four ratings."""
    word = words().get(shape.text(part, "rating").casefold())
    return word is not None and word.value is not None


def _rated_on(shape: Shape, record: Json) -> list[date]:
    """The days of the ratings of the old kind, of the whole and of its key questions."""
    rated = _current(shape, record)
    days = [shape.day(each, "reportDate") for each in (rated, *shape.parts(rated, "keyQuestionRatings"))]
    return [each for each in days if each]


def _rated(shape: Shape, record: Json, level: Level, org: str, found: Findings) -> Findings:
    given = dict(_headline(shape, record))
    for measure in domains().values():
        found.rate(measure, level, org, given.get(measure, Rating(words()[""], None)))
    for before in shape.parts(record, "historicRatings"):
        overall, day = shape.part(before, "overall"), shape.day(before, "reportDate")
        if day:
            found.past += [(measure, level, org, rating) for measure, rating in _answers(shape, overall, day)]
    return found


def _place(shape: Shape, record: Json) -> RegisteredLocation:
    id = shape.text(record, "locationId").upper()
    if not PLACE.fullmatch(id):
        raise LayoutChanged(shape.file, "a location id such as 1-569934227 or RM317", f"{id!r:.60}")
    shape.must(record, "name", "providerId", "registrationDate")
    return RegisteredLocation(
        id=id,
        name=shape.text(record, "name") or id,
        category=_category(shape, record),
        provider=shape.text(record, "providerId").upper(),
        ods=shape.text(record, "odsCode").upper(),
        postcode=shape.text(record, "postalCode").upper(),
        area=shape.text(record, "onspdCcgCode").upper(),
        commissioner=shape.text(record, "odsCcgCode").upper(),
        icb=shape.text(record, "onspdIcbCode").upper(),
        opened=shape.day(record, "registrationDate"),
        longitude=shape.degrees(record, "onspdLongitude", -10, 5),
        latitude=shape.degrees(record, "onspdLatitude", 48, 62),
    )


def _category(shape: Shape, record: Json) -> str:
    """The primary inspection category; the only one where none is marked. Raises LayoutChanged where several are."""
    listed = shape.parts(record, "inspectionCategories")
    primary = [each for each in listed if each.get("primary") in ("true", True)]
    if len(primary) > 1:
        raise LayoutChanged(shape.file, "one primary of the 'inspectionCategories'", f"{len(primary)} of {len(listed)}")
    chosen = primary or (listed if len(listed) == 1 else [])
    if not chosen:
        return ""
    shape.must(chosen[0], "name")
    return shape.text(chosen[0], "name")


def _headline(shape: Shape, record: Json) -> Iterator[tuple[str, Rating]]:
    """The rating of the whole place and of its key questions.

    Under the single assessment framework a place is rated service by service, and some places, none of social care, also as
    a whole: that rating stands. Else a place with one service has that service's rating (the publisher's own page shows it
    so), unless an older kind of rating is newer; a place with several has none of its own.
    """
    overall = _current(shape, record)
    day = shape.day(overall, "reportDate")
    assessed = _as_a_whole(shape, record)
    if assessed and (not overall or (assessed[0] or date.min) >= (day or date.min)):
        yield from _answers(shape, assessed[1], assessed[0])
        return
    services = _services(shape, record)
    # One more service, and the old rating has gone: CQC itself no longer shows it.
    newer = [service for service in services.values() if not overall or (service[0] or date.min) >= (day or date.min)]
    if len(newer) == 1 and len(services) == 1:
        yield from _answers(shape, newer[0][1], newer[0][0])
    elif len(services) > 1 and newer:
        yield from ((measure, Rating(words()["not rated"], None)) for measure in domains().values())
    else:
        yield from _answers(shape, overall, day)


def _current(shape: Shape, record: Json) -> Json:
    """The rating of the old kind; empty where there is none."""
    return shape.part(shape.part(record, "currentRatings"), "overall")


def _answers(shape: Shape, overall: Json, day: date | None) -> Iterator[tuple[str, Rating]]:
    """The rating of the whole, and those of the key questions under it, of which older reports may lack some."""
    if overall:
        yield OVERALL, shape.rating(overall, day)
    given: dict[str, Rating] = {}
    for question in shape.parts(overall, "keyQuestionRatings"):
        name = shape.text(question, "name")
        measure = domains().get(name.casefold())
        if measure is None:
            raise LayoutChanged(shape.file, "one of the five key questions", f"{question.get('name')!r:.60}")
        rating = shape.rating(question, shape.day(question, "reportDate") or day)
        first = given.setdefault(measure, rating)
        if first.word != rating.word:
            raise LayoutChanged(shape.file, f"one rating for {name}", f"{first.word.label!r} and {rating.word.label!r}")
        yield measure, rating


def _as_a_whole(shape: Shape, record: Json) -> tuple[date | None, Json] | None:
    """The standing assessment of the whole place: the day it was published, and its ratings; None if there is none."""
    standing = [
        (shape.day(assessment, "assessmentPlanPublishedDateTime"), whole)
        for assessment in shape.parts(record, "assessment")
        for whole in shape.parts(shape.part(assessment, "ratings"), "overall")
        if shape.text(whole, "rating") and shape.text(whole, "status").casefold() in ("", CURRENT)
    ]
    return max(standing, key=lambda each: each[0] or date.min, default=None)


def _services(shape: Shape, record: Json) -> dict[str, tuple[date | None, Json]]:
    """The standing assessment of each service group, by its name: the day it was published, and its ratings."""
    standing: dict[str, tuple[date | None, Json]] = {}
    for assessment in shape.parts(record, "assessment"):
        shape.must(assessment, "ratings", "assessmentPlanPublishedDateTime")
        published = shape.day(assessment, "assessmentPlanPublishedDateTime")
        for group in shape.parts(shape.part(assessment, "ratings"), "asgRatings"):
            shape.must(group, "name", "status")
            if shape.text(group, "status").casefold() != CURRENT:
                continue
            name = shape.text(group, "name").casefold()
            known = standing.get(name)
            if known is None or (published or date.min) > (known[0] or date.min):
                standing[name] = published, group
    return standing
