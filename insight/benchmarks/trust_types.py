"""What type of trust each is, because a heart hospital and a general one are not to be held beside each other.

No file that is loaded states the type of a trust: not the surveys' workbooks, not the Friends and Family Test, not the
register (`etr` calls all of them NHS trusts). Which settings a trust reports on does not tell either, since many acute
trusts run community services too. So three things are used, in this order: the category under which the trust's places are
inspected, words of its name, and whom the survey is of. The first and the last are traits that sources declare, and every
chart says which were used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from insight.traits import TrustCategory, TrustType

BY_NAME = "A trust's type is told from its name and from whom the survey is of: no loaded file states it."
BY_PLACES = (
    "A trust's type is told by the categories under which CQC inspects its places; where those tell nothing, by its name "
    "and by whom the survey is of."
)

NAMES: Mapping[TrustType, str] = {
    TrustType.AMBULANCE: r"\bambulance\b",
    TrustType.SPECIALIST: (
        r"\b(?:orthopaedic|cancer|heart|eye|children'?s|for children|women'?s|christie|marsden|papworth|walton centre"
        r"|queen victoria|brompton)\b"
    ),
    TrustType.COMMUNITY: r"\bcommunity\b",
    TrustType.MENTAL_HEALTH: r"\b(?:mental health|partnership|maudsley|tavistock)\b",
}
"""Words of a name, the first that fit count. Some specialist hospitals are known by nothing but their proper name."""


def trust_types(
    names: pd.Series,
    taking_part: Sequence[TrustType],
    places: pd.DataFrame | None = None,
    categories: Iterable[TrustCategory] = (),
) -> pd.Series:
    """The type of each trust, indexed as `names` (the trusts' names by code); missing where nothing tells.

    `taking_part` are the types a survey is of, any where it names none. `places` has one row per trust and category of a
    place of it: trust, category; `categories` tell what they mean, the first that a trust has any of counting.
    """
    possible = tuple(taking_part) or tuple(TrustType)
    found = pd.Series(None, index=names.index, dtype=object)
    if places is not None:
        for each in categories:
            fits = places["category"].str.fullmatch(each.category, case=False, na=False)
            if each.type in possible:
                found = found.mask(found.isna() & names.index.isin(set(places.loc[fits, "trust"])), str(each.type))
    for type, words in NAMES.items():
        if type in possible:
            fits = names.str.contains(words, case=False, regex=True, na=False)
            found = found.mask(found.isna() & fits, str(type))
    return found.fillna(str(possible[-1])) if taking_part else found
