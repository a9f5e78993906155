"""Which organisations a workbook names, and where it says they lie, in the footprints of which vintage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pandas as pd

from insight.model import Level
from loaders.read.parents import footprints_of
from loaders.read.sheets import column_letters
from loaders.reference import Reference
from loaders.source import Release
from loaders.sources.fft.block import FftBlock
from loaders.sources.fft.subjects import INDEPENDENT, SubjectRow
from loaders.sources.fft.tables import SOURCE_ID, month_of

PARENT_OF = {Level.WARD: (Level.SITE,), Level.SITE: (Level.TRUST,)}
"""Whom else the codes of a row place it in, beside its footprint."""


def vintage_of(blocks: Iterable[FftBlock], month: str, reference: Reference) -> str | None:
    """The vintage whose footprints a workbook uses: the one in force that month, else the newest that has all its codes, else
    the one that has most: when areas change, some rows keep their old code.

    None where it names no footprint. Raises LayoutChanged for a code that no vintage has.
    """
    named: dict[str, FftBlock] = {}
    for block in blocks:
        for subject in block.subjects:
            if code := footprint(subject):
                named.setdefault(code, block)
    if not named:
        return None
    every = {code for each in reference.vintages for code in reference.footprint_names(each.id)}
    if strange := next((code for code in named if code not in every), ""):
        expected = f"footprints of {reference.vintage_in_force(month_of(month)) or 'a vintage we know'}"
        raise named[strange].layout.sheet.changed(expected, f"{strange!r}")
    return footprints_of(pd.Series(list(named)), month_of(month), reference.footprint_coded, reference)[0]


def refuse_other_names(blocks: Iterable[FftBlock], vintage: str | None, reference: Reference) -> None:
    """Raise LayoutChanged for a row with the code of one footprint and the name of another, be it about it or lie in it."""
    for block in blocks:
        sheet, column = block.layout.sheet, block.layout.of("name").get(Level.FOOTPRINT)
        if vintage is None or column is None:
            continue
        for subject in block.subjects:
            code, name = footprint(subject), sheet.text(subject.row, column)
            theirs = reference.footprint_named(vintage, name) if code else None
            if theirs and theirs != code:
                found = f"{name!r}, which is {theirs}, in row {subject.row + 1}, column {column_letters(column)}"
                raise sheet.changed(f"the name of {code}", found)


def left_out(blocks: Iterable[FftBlock], vintage: str | None, month: str, reference: Reference) -> frozenset[str]:
    """Codes whose figures cannot be told as those of a footprint.

    Independent providers lie in none. Areas of another vintage than the month's may share a code with a different area,
    and a fact carries its date only.
    """
    if vintage is None:
        return frozenset(INDEPENDENT)
    areas = {subject.org for block in blocks for subject in block.subjects if subject.level is Level.FOOTPRINT}
    now = vintage == reference.vintage_in_force(month_of(month))
    return frozenset({*INDEPENDENT, *(areas - (reference.footprint_names(vintage).keys() if now else set()))})


def footprint(subject: SubjectRow) -> str | None:
    """The footprint a row is about or lies in; None for England and for independent providers."""
    code = subject.org if subject.level is Level.FOOTPRINT else subject.parents.get(Level.FOOTPRINT)
    return code if code not in INDEPENDENT else None


def orgs(blocks: Sequence[FftBlock]) -> pd.DataFrame:
    """One row per trust, site, ward and practice named. Footprints are named per vintage by the reference lists."""
    found = {
        (subject.org, str(subject.level)): subject.name
        for block in blocks
        for subject in block.subjects
        if subject.level not in (Level.ENGLAND, Level.FOOTPRINT)
    }
    return pd.DataFrame(
        [(code, level, name) for (code, level), name in found.items()], columns=["code", "level", "name"], dtype="str"
    )


def membership(blocks: Sequence[FftBlock], release: Release, vintage: str | None, reference: Reference) -> pd.DataFrame:
    """One row per belonging: an organisation in its footprint, a site in its trust, a ward at its site."""
    month = month_of(release.details["month"])
    vintage = vintage or reference.vintage_in_force(month)
    if vintage is None:
        return pd.DataFrame({"child": [], "parent": [], "vintage": [], "basis": []}, dtype="str")
    names = reference.footprint_names(vintage)
    basis = f"{SOURCE_ID.upper()} {month:%B %Y} {release.details['workbook']} workbook"
    pairs = {pair: None for block in blocks for subject in block.subjects for pair in _pairs(subject, names)}
    frame = pd.DataFrame(list(pairs), columns=["child", "parent"], dtype="str")
    return frame.assign(vintage=vintage, basis=basis)


def _pairs(subject: SubjectRow, names: Collection[str]) -> Iterable[tuple[str, str]]:
    code = footprint(subject)
    if code and code in names and subject.level is not Level.FOOTPRINT:
        yield subject.org, code
    for level in PARENT_OF.get(subject.level, ()):
        # A provider of one site goes by the same code as its site.
        if (parent := subject.parents.get(level)) and parent != subject.org:
            yield subject.org, parent
