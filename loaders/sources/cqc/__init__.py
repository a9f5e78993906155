"""CQC ratings: what the regulator found at GP practices, hospitals and care homes, place by place, from files or its API."""

from __future__ import annotations

from datetime import date

from insight.model import Break, Measure
from insight.traits import SourceTraits, TrustCategory
from loaders import declared
from loaders.declared import records
from loaders.errors import LayoutChanged, NotUsable
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables
from loaders.sources.cqc import lists, record
from loaders.sources.cqc.belonging import membership, orgs
from loaders.sources.cqc.facts import facts, ratings
from loaders.sources.cqc.findings import Findings
from loaders.sources.cqc.identify import recognise
from loaders.sources.cqc.plan import PAGE, releases
from loaders.sources.cqc.tables import SOURCE_ID, rows

SOURCE = SourceInfo(
    id=SOURCE_ID,
    title="CQC ratings",
    publisher="Care Quality Commission",
    page=PAGE,
    licence="Open Government Licence v3.0",
    attribution="Care Quality Commission. Contains public sector information licensed under the Open Government Licence v3.0.",
    version=7,
    traits=SourceTraits(
        order=2,
        brings=("facts", "ratings", "orgs", "membership"),
        themes=declared.themes(SOURCE_ID, rows("themes")),
        taking_part=(),
        trust_categories=records(TrustCategory, rows("trust_types")),
    ),
    cautions=(
        "A location with several services may have a rating for each service and none of its own.",
        "Two ratings of one location can be published on the same day; a location is counted once.",
    ),
)

MEASURES: tuple[Measure, ...] = declared.measures(SOURCE_ID)
BREAKS: tuple[Break, ...] = declared.breaks(SOURCE_ID)

OLDEST_NEWS = 200
"""Days. CQC publishes reports every week, so a monthly file whose newest report is older than this is misdated."""


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """All that a file says: ratings and their reports, the places they are of, and where those belong. Raises LayoutChanged or NotUsable."""
    found = _read(raw, release)
    return {
        "facts": facts(found, release),
        "ratings": ratings(found, release),
        "orgs": orgs(found),
        "membership": membership(found.places.values(), date.fromisoformat(release.details["day"]), reference),
    }


def _read(raw: Raw, release: Release) -> Findings:
    """The findings of a record, or of a list whose newest report fits the month in its name."""
    layout = release.details["layout"]
    if layout in ("location", "provider"):
        parsed = record.parse(raw)
        if parsed is None:
            raise LayoutChanged(raw.name, "one record in JSON", "none")
        return record.read(raw, parsed, location=layout == "location")
    found = lists.read_ratings(raw) if layout == "ratings" else lists.read_directory(raw)
    latest = found.latest
    if latest and release.start and release.end:
        named = f"{raw.name}: the name says {release.start:%B %Y}"
        if latest >= release.end:
            raise NotUsable(
                f"{named}, and it holds a report of {latest}. Correct the name, or load the file as it was published: a "
                "spreadsheet program may have taken days for months."
            )
        if (release.start - latest).days > OLDEST_NEWS:
            raise NotUsable(f"{named}, and its newest report is of {latest}. Correct the name.")
    return found
