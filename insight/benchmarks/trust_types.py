"""What type of trust each is, because a heart hospital and a general one are not to be held beside each other.

No file that is loaded states the type of a trust: not the surveys' workbooks, not the Friends and Family Test, not the
register (`etr` calls all of them NHS trusts). Which settings a trust reports on does not tell either, since many acute
trusts run community services too. So three things are used, in this order: the category under which the Care Quality
Commission inspects the trust's places, words of its name, and whom the survey is of. All stand here as tables, and
every chart says which were used.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import pandas as pd


class TrustType(StrEnum):
    """A type of trust, as it stands before the word "trusts"."""

    SPECIALIST = "acute specialist"
    ACUTE = "acute"
    COMMUNITY = "community"
    MENTAL_HEALTH = "mental health"
    AMBULANCE = "ambulance"


BY_NAME = "A trust's type is told from its name and from whom the survey is of: no loaded file states it."
BY_PLACES = (
    "A trust's type is told by the categories under which CQC inspects its places; where those tell nothing, by its name "
    "and by whom the survey is of."
)

PLACES: Mapping[TrustType, str] = MappingProxyType(
    {
        TrustType.ACUTE: r"acute hospital - nhs non-specialist",
        TrustType.SPECIALIST: r"acute hospital - nhs specialist",
        TrustType.MENTAL_HEALTH: r"mental health .* nhs",
        TrustType.COMMUNITY: r"community health - nhs\b.*",
        TrustType.AMBULANCE: r"ambulance service",
    }
)
"""Categories of places, the first that a trust has any of counts: a general hospital with a children's hospital is general."""

NAMES: Mapping[TrustType, str] = MappingProxyType(
    {
        TrustType.AMBULANCE: r"\bambulance\b",
        TrustType.SPECIALIST: (
            r"\b(?:orthopaedic|cancer|heart|eye|children'?s|for children|women'?s|christie|marsden|papworth|walton centre"
            r"|queen victoria|brompton)\b"
        ),
        TrustType.COMMUNITY: r"\bcommunity\b",
        TrustType.MENTAL_HEALTH: r"\b(?:mental health|partnership|maudsley|tavistock)\b",
    }
)
"""Words of a name, the first that fit count. Some specialist hospitals are known by nothing but their proper name."""

_ACUTE = (TrustType.SPECIALIST, TrustType.ACUTE)
TAKING_PART: Mapping[str, tuple[TrustType, ...]] = MappingProxyType(
    {
        "inpatient": _ACUTE,
        "maternity": _ACUTE,
        "children": _ACUTE,
        "urgentcare": (TrustType.SPECIALIST, TrustType.COMMUNITY, TrustType.MENTAL_HEALTH, TrustType.ACUTE),
        "mentalhealth": (TrustType.COMMUNITY, TrustType.MENTAL_HEALTH),
    }
)
"""The types that take part in a survey; the last is that of all whose name tells none of the others."""


def trust_types(names: pd.Series, source: str, places: pd.DataFrame | None = None) -> pd.Series:
    """The type of each trust, indexed as `names` (the trusts' names by code); missing where nothing tells.

    `places` has one row per trust and category of a place of it: trust, category.
    """
    possible = TAKING_PART.get(source, tuple(TrustType))
    found = pd.Series(None, index=names.index, dtype=object)
    if places is not None:
        for type, category in PLACES.items():
            having = set(places.loc[places["category"].str.fullmatch(category, case=False, na=False), "trust"])
            if type in possible:
                found = found.mask(found.isna() & names.index.isin(having), str(type))
    for type, words in NAMES.items():
        if type in possible:
            fits = names.str.contains(words, case=False, regex=True, na=False)
            found = found.mask(found.isna() & fits, str(type))
    return found.fillna(str(possible[-1])) if source in TAKING_PART else found
