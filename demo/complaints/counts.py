"""How many complain, how it ended, and what of: footprints differ in what is raised there, and trusts in what they do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

import numpy as np

from demo import geography
from demo.complaints.respondents import Respondent
from demo.places import Reals
from demo.seeds import stream

Totals = dict[str, int]
Counted = list[tuple[Respondent, Totals]]

HOSPITALS = {2021: 105_506, 2022: 103_874, 2023: 109_000, 2024: 113_780}
PRIMARY_CARE = {2021: 120_064, 2022: 125_584, 2023: 132_900, 2024: 142_997}
"""About how many there are in England in a year: the invented ones add up to as many."""

SHARES = {"GP": 0.82, "Dental": 0.14, "ICB": 0.04}
SERVICES = {
    "Acute": ("Inpatient", "Outpatient", "Emergency", "Maternity", "Other"),
    "Mental Health": ("Mental_Health", "Other_Community_Healthcare", "Other"),
    "Community Provider": ("Other_Community_Healthcare", "Inpatient", "Other"),
    "Ambulance": ("Ambulance", "Other"),
}
"""The services that complaints about each kind of trust can name; a commissioner's are about commissioning."""

BLOCKS = (
    ("age", "Age_Total", "2.5 Total all ages", 0.0),
    ("status", "Status_Total", "3.4 Complainant Status Total", 0.0),
    ("service", "Service_Total", "", 0.04),
    ("clinical", "Clinical_Treatment_Sub_Total", "", -0.55),
    ("subject", "Subject_Area_Sub_Total", "4.40 Subject Total", 0.25),
    ("profession", "Profession_Total", "", 0.35),
    ("staff", "", "5.11 Staff Group Total", 0.1),
)
"""Each block, its total in either return, and how many more (or fewer) mentions than complaints it holds."""

SUMMARY = {
    "KO41a": (
        "Complaints_Total_Brought_Forward", "Complaints_Total_New", "Complaints_Total_Resolved",
        "Complaints_Number_Upheld", "Complaints_Number_Partially_Upheld", "Complaints_Number_Not_Upheld",
        "Complaints_Total_Carried_Forward",
    ),
    "KO41b": (
        "1.3 Total Brought Forward", "1.4 Total New", "1.5 Total Resolved", "1.6 Number Upheld",
        "1.7 Number Partially Upheld", "1.8 Number Not Upheld", "1.9 Total Carried Forward",
    ),
}  # fmt: skip


def hospitals(year: int, about: Sequence[Respondent]) -> Counted:
    """The full return of every site."""
    chance = stream("complaints", "KO41a", year)
    new = chance.multinomial(HOSPITALS[year], _normal([each.size for each in about]))
    return [(each, _full("KO41a", each, int(number), chance)) for each, number in zip(about, new, strict=True)]


def primary_care(year: int, about: Sequence[Respondent], doctors: Sequence[Respondent]) -> tuple[Counted, Counted]:
    """The full returns of areas, which hold those of their practices, and the summaries of these."""
    chance = stream("complaints", "KO41b", year)
    whole = sum(each.size for each in about if each.kind == "GP")
    boards = sum(each.kind == "ICB" for each in about)
    weights = [SHARES[each.kind] * (1 / boards if each.kind == "ICB" else each.size / whole) for each in about]
    new = dict(
        zip((each.owner for each in about), chance.multinomial(PRIMARY_CARE[year], _normal(weights)), strict=True)
    )
    by_practice: Counted = []
    together: dict[str, Totals] = {}
    for owner, group in groupby(sorted(doctors, key=lambda each: each.owner), key=lambda each: each.owner):
        mine = list(group)
        shared = chance.multinomial(int(new[owner]), _normal([each.size for each in mine]))
        counted = [_summary("KO41b", each, int(number), chance) for each, number in zip(mine, shared, strict=True)]
        together[owner] = {name: sum(each[name] for each in counted) for name in SUMMARY["KO41b"]}
        by_practice += zip(mine, counted, strict=True)
    full = [(each, _full("KO41b", each, int(new[each.owner]), chance)) for each in about]
    return [(each, {**counts, **together.get(each.owner, {})}) for each, counts in full], by_practice


def _full(form: str, about: Respondent, new: int, chance: np.random.Generator) -> Totals:
    counts = _summary(form, about, new, chance)
    for block, first, second, more in BLOCKS:
        headings, weights = _headings(form, block)
        if not headings:
            continue
        mentions = new + int(chance.binomial(new, more)) if more >= 0 else int(chance.binomial(new, 1 + more))
        shares = _normal(weights * _leaning(form, block, about))
        counts |= dict(zip(headings, chance.multinomial(mentions, shares).tolist(), strict=True))
        counts[first if form == "KO41a" else second] = mentions
        if block == "subject" and form == "KO41a":
            counts["Subject_Area_Total"] = mentions + counts["Clinical_Treatment_Sub_Total"]
    return counts


def _summary(form: str, about: Respondent, new: int, chance: np.random.Generator) -> Totals:
    """Brought forward, new, resolved by outcome, carried forward. How often complaints are upheld is each one's custom."""
    before = int(chance.binomial(new, 0.2))
    resolved = int(chance.binomial(new + before, 0.85))
    custom = stream("complaints", "custom", about.owner).dirichlet([2.7, 2.8, 4.5])
    outcome = chance.multinomial(resolved, custom).tolist()
    return dict(zip(SUMMARY[form], (before, new, resolved, *outcome, before + new - resolved), strict=True))


def _leaning(form: str, block: str, about: Respondent) -> Reals:
    """How much likelier each part of a block is here than in England: by footprint, by organisation, by what it does."""
    headings, _ = _headings(form, block)
    if block == "service":
        does = SERVICES.get(about.kind, ("Commissioning",))
        return np.array([1.0 if heading.removeprefix("Service_") in does else 0.02 for heading in headings])
    place = stream("complaints", form, block, about.footprint).normal(0, 0.22, len(headings))
    own = stream("complaints", form, block, about.owner).normal(0, 0.15, len(headings))
    return np.exp(place + own)


@cache
def _headings(form: str, block: str) -> tuple[list[str], Reals]:
    rows = [row for row in geography.rows(geography.OWN / "complaints" / "headings.csv") if row["return"] == form]
    mine = [row for row in rows if row["block"] == block]
    return [row["heading"] for row in mine], np.array([float(row["weight"]) for row in mine])


def _normal(weights: Sequence[float] | Reals) -> Reals:
    """Weights as shares of 1."""
    array = np.asarray(weights, dtype=float)
    return array / array.sum()
