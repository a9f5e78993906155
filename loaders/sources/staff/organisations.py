"""The organisational workbook: trusts, one by one.

An integrated care board stands here as the employer of its own staff, under the code of its footprint; it, support units
and social enterprises are passed over, so that none of them can be taken for an area or a trust.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from insight.model import Level, Status
from loaders.errors import LayoutChanged
from loaders.grammar import listed
from loaders.read.sheets import label
from loaders.reference import Reference
from loaders.source import Release
from loaders.sources.staff.areas import footprints, regions
from loaders.sources.staff.facts import About, facts
from loaders.sources.staff.tables import OTHERS, TRUST_CODE, TRUSTS
from loaders.sources.staff.workbook import Results, Who

_CODE, _NAME, _GROUP, _REGION, _AREA, _WEIGHTING = range(6)
_NOWHERE = ("", "-")


def tidy(results: Results, release: Release, reference: Reference) -> dict[str, pd.DataFrame]:
    """Facts of trusts, their names, and the system each is in. Raises LayoutChanged."""
    trusts = _trusts(results)
    said = {
        name: [(About(who[_CODE], Level.TRUST), answers[who]) for who in trusts]
        for name, answers in results.measured_answers(trusts).items()
    }
    return {
        "facts": facts(release, said, Status.SUPPRESSED),
        "orgs": pd.DataFrame(trusts)[[_CODE, _NAME]].set_axis(["code", "name"], axis=1).assign(level=str(Level.TRUST)),
        "membership": _membership(results, trusts, reference),
    }


def named(results: Results) -> dict[Level, list[str]]:
    """The names of regions and systems beside its trusts, as printed."""
    placed = [who for who in _trusts(results) if who[_AREA] not in _NOWHERE]
    return {Level.REGION: [who[_REGION] for who in placed], Level.FOOTPRINT: [who[_AREA] for who in placed]}


def unread(results: Results) -> str:
    """What is said of organisations in groups that are not known to be of trusts or of others; '' where there are none."""
    groups = {who[_CODE]: label(who[_GROUP]) for who in results.places}
    codes = [code for code, group in groups.items() if not (TRUSTS.fullmatch(group) or OTHERS.fullmatch(group))]
    return f"In benchmarking groups that we do not know, so left out: {listed(codes)}." if codes else ""


def _trusts(results: Results) -> list[Who]:
    """The rows of trusts. Raises LayoutChanged for a code that is none or stands twice, and for one that is not weighted."""
    trusts = [who for who in results.places if TRUSTS.fullmatch(label(who[_GROUP]))]
    if not trusts:
        raise LayoutChanged(results.file, "trusts among the benchmarking groups", "none")
    codes: Mapping[str, Who] = {}
    for who in results.places:
        if codes.setdefault(who[_CODE], who) is not who:
            raise LayoutChanged(results.file, "one row for each organisation", f"{who[_CODE]} twice")
    for who in trusts:
        if not TRUST_CODE.fullmatch(who[_CODE]):
            raise LayoutChanged(results.file, "the code of a trust", repr(who[_CODE]))
        if label(who[_WEIGHTING]) in (*_NOWHERE, "unweighted"):
            raise LayoutChanged(results.file, "weighted results of every trust", f"{who[_CODE]} {who[_WEIGHTING]!r}")
    return trusts


def _membership(results: Results, trusts: list[Who], reference: Reference) -> pd.DataFrame:
    """The system of every trust; ambulance trusts are in none. Raises LayoutChanged for one beside another region than its own."""
    placed = [who for who in trusts if who[_AREA] not in _NOWHERE]
    rows: list[tuple[str, str, str]] = []
    if placed:
        vintage, code_of = footprints(results.file, [who[_AREA] for who in placed], results.era, reference)
        region_of = regions(results.file, [who[_REGION] for who in placed], reference)
        placed = [who for who in placed if who[_AREA] in code_of]
        for who in placed:
            own = reference.regions_of(vintage)[code_of[who[_AREA]]]
            if region_of.get(who[_REGION], next(iter(own))) not in own:
                names = " or ".join(reference.region_names[each] for each in own if each in reference.region_names)
                expected = f"{names} as the region of {who[_AREA]}"
                raise LayoutChanged(results.file, expected, f"{who[_REGION]!r} in the row of {who[_CODE]}")
        rows = [(who[_CODE], code_of[who[_AREA]], vintage) for who in placed]
    frame = pd.DataFrame(rows, columns=["child", "parent", "vintage"], dtype="str")
    return frame.assign(basis=f"NHS Staff Survey {results.era.year}, organisational results")
