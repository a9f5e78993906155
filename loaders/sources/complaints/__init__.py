"""Written complaints in the NHS: how many there were, how they ended and what they were about (returns KO41a and KO41b)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from insight.model import Break, Measure
from insight.traits import SourceTraits
from loaders.declared import themes
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables
from loaders.sources.complaints import belonging, completeness, consistency, identify, measures
from loaders.sources.complaints.declared import SOURCE_ID, rows
from loaders.sources.complaints.facts import CountedReturn, facts
from loaders.sources.complaints.plan import SERIES, releases
from loaders.sources.complaints.returns import Return

SOURCE = SourceInfo(
    id=SOURCE_ID,
    title="Written complaints",
    publisher="NHS England",
    page=SERIES,
    licence="Not stated in the files",
    attribution="Data on Written Complaints in the NHS, NHS England. The files state no licence.",
    version=2,
    traits=SourceTraits(
        order=3,
        brings=("facts", "orgs", "membership"),
        themes=themes(SOURCE_ID, rows("themes")),  # what is mentioned more or less often, and never that it is worse
        taking_part=(),
        trust_categories=(),
    ),
    cautions=(
        "Factors which could affect the numbers of complaints organisations record include: whether processes are in place "
        "to resolve potential and verbal complaints before they escalate; staff making patients aware of PALS; the extent to "
        "which organisations highlight the complaints procedures; interpretation of guidance as to which complaints to "
        "include on the KO41a may vary between organisations.",
        "Improved awareness of the written complaints process may lead to more patients making complaints.",
        "The changing nature of NHS organisations means that care must be taken when comparing data at organisation level "
        "across a time series.",
        "We would advise users to consider previous years findings when making any judgements on the data, particularly in "
        "relation to General Practice level data, due in part to returns using different modes of collection.",
    ),
)

MEASURES: tuple[Measure, ...] = measures.measures()
BREAKS: tuple[Break, ...] = measures.breaks()


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """The release a file is: a CSV of one return, or the ZIP of a publication; None if it is neither.

    Raises NotUsable for years that are not loaded, LayoutChanged where it is of this series and cannot be read.
    """
    published = identify.read(raw)
    if published is None:
        return None
    counted = [_counted(each, reference)[0] for each in published.returns]
    odd = sum(int(each.doubts.any(axis="columns").sum()) for each in counted)
    unknown = sorted({name for each in published.returns for name in each.unknown})
    lacking = sorted({name for each in published.returns for name in each.lacking})
    nowhere = sorted({code for each in counted for code in each.unlisted})
    notes = (
        f"{odd:,} rows do not add up: what they contradict is told as not available." if odd else "",
        f"Columns that nobody has told of are not read: {', '.join(unknown)}." if unknown else "",
        f"It has no columns {', '.join(lacking)}: these counts are told as not available." if lacking else "",
        f"No footprints, so who is filed under them is placed by other files: {', '.join(nowhere)}." if nowhere else "",
    )
    doubts = (
        ask(each)
        for each in published.returns
        for ask in (consistency.twice, consistency.other_sites, belonging.two_names)
    )
    doubt = next(filter(None, doubts), "")
    return identify.release_of(published, " ".join(filter(None, notes)), doubt)


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """All that a file says: facts, the organisations it names and where they belong. Raises LayoutChanged."""
    published = identify.read(raw)
    told: list[dict[str, pd.DataFrame]] = []
    for each in published.returns if published else ():
        counted, vintage = _counted(each, reference)
        named = each.rows[counted.providers]
        told.append(
            {
                "facts": facts(counted, release),
                "orgs": belonging.orgs(each, named),
                "membership": belonging.membership(each, named, vintage),
            }
        )
    # What two returns say alike stands once.
    keys = {"facts": [], "orgs": ["code", "level"], "membership": ["child", "parent", "vintage"]}
    whole = {name: pd.concat([tables[name] for tables in told], ignore_index=True) for name in keys}
    return {name: frame.drop_duplicates(keys[name]) if keys[name] else frame for name, frame in whole.items()}


def _counted(found: Return, reference: Reference) -> tuple[CountedReturn, str | None]:
    """A return that was looked at from all sides, and the vintage of its footprints."""
    belonging.check_codes(found)
    vintage = belonging.vintage_of(found, reference)
    if unlisted := belonging.unlisted(found, vintage, reference):
        found = replace(found, rows=found.rows.replace({"footprint": dict.fromkeys(unlisted, "")}))
    whole = completeness.is_whole(found, vintage, reference)
    providers = ~belonging.is_commissioner(found, reference)
    return CountedReturn(found, consistency.doubted(found), providers, whole, unlisted), vintage
