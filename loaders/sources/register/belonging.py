"""What lies in what, on whose word: the memberships every register file is turned into."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pandas as pd

from loaders.errors import LayoutChanged
from loaders.read.parents import are_strange
from loaders.reference import Reference


class RegisterAuthority(StrEnum):
    """Whose word a membership rests on."""

    CODE_LIST = "code list"
    ODS_REGISTER = "ODS register"
    ODS_HISTORY = "ODS membership history"
    ODS_SUMMARY = "ODS change summary"
    PRACTICE_MAPPING = "NHS England practice mapping"
    ONS_LOOKUP = "ONS lookup"


def belongings(child: pd.Series, parent: pd.Series, vintage: pd.Series | str, basis: RegisterAuthority) -> pd.DataFrame:
    """One row per child, parent and vintage, each once; rows where any of them is blank say nothing and are left out."""
    frame = pd.DataFrame({"child": child, "parent": parent}).assign(vintage=vintage, basis=str(basis))
    frame = frame.replace("", None).dropna()
    return frame.drop_duplicates(["child", "parent", "vintage"], ignore_index=True)


def news_only(memberships: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Memberships of areas in footprints that the built-in code lists do not state already."""
    stated = pd.MultiIndex.from_frame(reference.tables["areas"][["code", "parent", "vintage"]])
    offered = pd.MultiIndex.from_frame(memberships[["child", "parent", "vintage"]])
    return memberships[~offered.isin(stated)].reset_index(drop=True)


def vintage_on(day: date, codes: pd.Series, file: str, reference: Reference) -> str:
    """The vintage in force on a day or, as closed codes stay in use for months, the one before, if it has more of the codes (ODS).

    Raises LayoutChanged where more than a few codes are of neither: months of change mix both.
    """
    begun = [each.id for each in reversed(reference.vintages) if each.start <= day][:2]
    if not begun:
        raise LayoutChanged(file, f"a date from {reference.vintages[0].start} on", f"{day}")
    known = {each: codes.isin(list(reference.footprint_names(each))) for each in begun}
    of_neither = codes.where(pd.concat(known, axis="columns").any(axis="columns"))
    if are_strange(of_neither):
        strange = sorted(set(codes[of_neither.isna()]))
        raise LayoutChanged(file, f"footprints of {begun[0]}, in force on {day}", f"also {', '.join(strange)}")
    return max(begun, key=lambda each: known[each].sum())
