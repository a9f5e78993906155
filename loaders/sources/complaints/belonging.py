"""Which organisations a return names, and the footprint that each is filed under: that of its headquarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.read.parents import are_strange, footprints_of, named_otherwise, refuse_other_regions
from loaders.read.slips import contradicts, nearly_all_fit
from loaders.reference import Reference
from loaders.sources.complaints.returns import Return

CODES = {
    "trust": re.compile(r"(?!Y\d\d$)(?=[A-Z\d]*[A-Z])[A-Z\d]{3,6}"),
    "site": re.compile(r"[A-Z\d]{3,10}"),
    "practice": re.compile(r"(?=[A-Z\d]*\d)[A-Z\d]{5,10}"),
    "sub_icb": re.compile(r"(?=[A-Z\d]*\d)[A-Z\d]{3,6}"),
}
"""How the codes of the Organisation Data Service are written, by whose they are; Y58 is that of a region."""

_NEEDED = {Level.SITE: ("trust", "site")}
"""The codes that rows of a level need, where they are not of the level alone."""

_NHS_TRUST = re.compile(r"[RT][A-Z\d]{2}")
"""The codes of NHS trusts; newer ones are told by their name. Others who give care, such as community interest companies,
are placed in no footprint: what is counted there are its trusts."""

COMMISSIONER = re.compile(r"commission|integrated care board|\b(?:icb|ccg|csu)\b|nhs england", re.IGNORECASE)


def check_codes(found: Return) -> None:
    """Raise LayoutChanged by line for a row without the code its level needs, or whose area has none; the commissioner's have none."""
    rows = found.rows[found.rows["return"] != "commissioner"] if "return" in found.rows else found.rows
    needed = _NEEDED.get(found.form.level, (str(found.form.level),))
    for ours in (*needed, *(["sub_icb"] if "sub_icb" in rows else [])):
        due = rows[ours].ne("") | (ours in needed and (rows["contract"].eq("") if "contract" in rows else True))
        for row in rows[due & ~rows[ours].str.fullmatch(CODES[ours])].head(1).to_dict("records"):
            expected = f"a code of a {ours.replace('_', '-')} in every row"
            raise LayoutChanged(found.file, expected, f"{row[ours]!r} in line {row['line']}")


def is_commissioner(found: Return, reference: Reference) -> pd.Series:
    """Which rows are about a body that buys care: its complaints are part of England's, and it is no organisation of ours."""
    rows = found.rows
    if "return" in rows:
        return rows["return"].eq("commissioner")
    buyers = {code for each in reference.vintages for code in reference.footprint_names(each.id)}
    buyers |= {*reference.region_names}
    typed = rows["type"].str.contains(COMMISSIONER) if "type" in rows else pd.Series(False, index=rows.index)
    return rows["trust"].isin(buyers) | typed


def vintage_of(found: Return, reference: Reference) -> str | None:
    """The vintage whose footprints a return uses; None where it names none.

    Raises LayoutChanged where it has those of too few, and for a code with another's name or in another's region.
    """
    codes = footprints(found)
    if codes.empty:
        return None
    day = found.year.span()[1] - timedelta(days=1)
    vintage, known = footprints_of(codes, day, reference.footprint_coded, reference)
    if are_strange(known):
        at = known.index[known.isna()][0]
        where = f"{codes[at]!r} in line {found.rows.at[at, 'line']}"
        raise LayoutChanged(found.file, f"footprints of {vintage}", where)
    _refuse_other_names(found, codes[known.notna()], vintage, reference)
    if "region" in found.rows:
        refuse_other_regions(found.file, found.rows.set_index("line").assign(vintage=vintage), reference)
    return vintage


def _refuse_other_names(found: Return, codes: pd.Series, vintage: str, reference: Reference) -> None:
    """Raise LayoutChanged for a row with the code of one footprint and the name of another."""
    if "footprint_name" not in found.rows:
        return
    pairs = ["footprint", "footprint_name"]
    named = found.rows.loc[codes.index].drop_duplicates(pairs)
    for code, name, line in named[[*pairs, "line"]].itertuples(index=False):
        other = reference.footprint_named(vintage, name)
        if other not in (None, code):
            raise LayoutChanged(found.file, f"the name of {code}", f"{name!r}, which is {other}, in line {line}")


_ONE_CODE = re.compile(r"\btrust\b|^nhs .* icb\b", re.IGNORECASE)
"""Names that nobody else bears; companies and practices of one name have several codes."""


def two_names(found: Return) -> str:
    """The first code that stands beside two names, or trust or area beside two codes, as a sentence; '' where there is none.

    So a code written over another's is told; where more than slips do so, it is how a return is written. Names change from quarter
    to quarter, and a dentist's contracts may bear their own.
    """
    for ours in (each for each in CODES if {each, f"{each}_name"} <= set(found.rows)):
        name = f"{ours}_name"
        rows = found.rows[found.rows["contract"].eq("")] if "contract" in found.rows else found.rows
        pairs = rows[rows[ours].ne("") & rows[name].ne("")].drop_duplicates(["quarter", ours, name])
        for one, other in ((ours, name), (name, ours)):
            twice = pairs[pairs.duplicated(["quarter", one], keep=False)]
            if one == name:
                twice = twice[twice[name].str.contains(_ONE_CODE)]
            twice = twice.sort_values(["quarter", one], kind="stable")
            if nearly_all_fit(int(twice.duplicated(["quarter", one]).sum()), len(pairs)):
                first, second = twice[[other, "line"]].head(2).to_dict("records")
                said = " and ".join(f"{each[other]!r} in line {each['line']}" for each in (first, second))
                return contradicts(f"{twice[one].iloc[0]!r} stands beside {said}")
    area = str(Level.SUB_ICB)
    return named_otherwise(found.rows, area, f"{area}_name") if {area, f"{area}_name"} <= set(found.rows) else ""


def unlisted(found: Return, vintage: str | None, reference: Reference) -> list[str]:
    """The codes in the column of footprints that are none of a vintage, each once."""
    return sorted({*footprints(found)} - reference.footprint_names(vintage or "").keys())


def footprints(found: Return) -> pd.Series:
    """The code of the footprint of each row that has one."""
    if "footprint" not in found.rows:
        return pd.Series([], dtype=str)
    return found.rows.loc[found.rows["footprint"].ne(""), "footprint"]


def orgs(found: Return, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per organisation of the rows; its name as published."""
    level = str(found.form.level)
    frames = [
        rows[[ours, f"{ours}_name"]].set_axis(["code", "name"], axis="columns").assign(level=kind)
        for ours, kind in ((level, level), ("trust", "trust"))
        if ours in rows and f"{ours}_name" in rows and (level in (ours, "site"))
    ]
    named = pd.concat(frames, ignore_index=True)
    named = named[named["code"].ne("") & named["name"].ne("")]
    return named.drop_duplicates(["code", "level"])[["code", "level", "name"]]


def membership(found: Return, rows: pd.DataFrame, vintage: str | None) -> pd.DataFrame:
    """One row per belonging: an organisation to its footprint, a site to its trust, a practice to its area."""
    pairs = dict.fromkeys(_pairs(found.form.level, rows, placed=vintage is not None))
    frame = pd.DataFrame(list(pairs), columns=["child", "parent"], dtype="str")
    return frame.assign(vintage=vintage or "", basis=f"Written complaints {found.year}")


def _pairs(level: Level, rows: pd.DataFrame, *, placed: bool) -> Iterator[tuple[str, str]]:
    upward = {
        Level.SITE: (("site", "trust"), ("trust", "footprint")),
        Level.TRUST: (("trust", "footprint"),),
        Level.PRACTICE: (("practice", "sub_icb"), ("sub_icb", "footprint")),
        Level.SUB_ICB: (("sub_icb", "footprint"),),
    }
    for child, parent in upward[level] if placed else ():
        if child in rows and parent in rows:
            known = rows[rows[child].ne("") & rows[parent].ne("") & rows[child].ne(rows[parent])]
            if (child, parent) == ("trust", "footprint"):
                named = known["trust_name"].str.contains(r"(?i)\btrust\b")
                known = known[named | known["trust"].str.fullmatch(_NHS_TRUST)]
            yield from known[[child, parent]].itertuples(index=False, name=None)
