"""Whether the numbers of a return add up as the form makes them: where they do not, none of those concerned is believed."""

from __future__ import annotations

import pandas as pd

from loaders.errors import LayoutChanged
from loaders.grammar import counted
from loaders.read.slips import are_slips, contradicts
from loaders.sources.complaints.declared import Sum, counts, sums
from loaders.sources.complaints.returns import Return

_STEM = 3
"""Characters of an organisation's code that its sites' begin with."""

KEYS = {"trust": ("trust",), "site": ("trust", "site"), "practice": ("return", "practice", "contract")}
"""What one row is about, by level; that of areas comes with the code of the footprint, for rows of commissioners."""


def doubted(found: Return) -> pd.DataFrame:
    """Rows x columns of counts: whether a figure is one of several that do not add up.

    Raises LayoutChanged, naming the first line, where more rows than slips do not: the columns are not what their headings say.
    """
    names = [each.name for each in counts(found.form, found.era)]
    doubts = pd.DataFrame(False, index=found.rows.index, columns=names)
    for each in sums(found.form, found.era):
        odd = _odd(found.rows, each)
        if not are_slips(int(odd.sum()), len(odd), few=0):
            first = found.rows.loc[odd].iloc[0]
            without = f"{counted(int(odd.sum()), 'row')} without, first line {first['line']}"
            raise LayoutChanged(found.file, f"{_words(each)} in every row", without)
        doubts.loc[odd, list(each.doubted)] = True
    return doubts


def twice(found: Return) -> str:
    """The first two rows of one period about the same, as a sentence; '' where there are none. What they say is added up."""
    keys = KEYS.get(str(found.form.level), ("return", "sub_icb", "footprint"))
    there = ["quarter", *(key for key in keys if key in found.rows)]
    again = found.rows[found.rows.duplicated(there)]
    if again.empty:
        return ""
    about = " ".join(filter(None, (str(again.iloc[0][key]) for key in there[1:])))
    return f"two rows are about {about}, the second in line {again.iloc[0]['line']}"


def other_sites(found: Return) -> str:
    """What is said of sites that hardly lie with their organisations; '' where they do: the code of most begins with its organisation's."""
    if not {"site", "trust"} <= set(found.rows):
        return ""
    own = [site.startswith(trust[:_STEM]) for site, trust in zip(found.rows["site"], found.rows["trust"], strict=True)]
    others = len(own) - sum(own)
    return contradicts(f"{others:,} of {len(own):,} sites stand beside another's code" if 2 * others > len(own) else "")


def _odd(rows: pd.DataFrame, each: Sum) -> pd.Series:
    """Where a sum does not hold; a row in which a number is missing is not held to it."""
    parts = [rows[name] for name in each.plus]
    whole = sum(parts[1:], parts[0]) - sum((rows[name] for name in each.minus), 0.0)
    off = rows[each.total] - whole
    return off.abs().gt(0.5) if each.exact else off.lt(-0.5)


def _words(each: Sum) -> str:
    added = " + ".join(each.plus if len(each.plus) < 4 else (each.plus[0], "...", each.plus[-1]))
    taken = "".join(f" - {name}" for name in each.minus)
    return f"{each.total} {'=' if each.exact else 'at least'} {added}{taken}"
