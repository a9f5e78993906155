"""Which rows of a chart stay where there is no room for all: one rule for its drawing, for an office program's and for its table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest
from math import isnan


def telling_order(words: Sequence[str], gaps: Sequence[float], first: Sequence[str] = ("worse", "better")) -> list[int]:
    """The rows in the order in which they stay where there is no room for all: those whose word comes `first` in a title, in
    turn where there are several, then the others; of each the widest gap first, and last what has none."""
    widest = sorted(range(len(words)), key=lambda at: (isnan(gaps[at]), -abs(gaps[at])))
    in_turn = zip_longest(*([at for at in widest if words[at] == word] for word in first))
    return list(dict.fromkeys(at for at in [*chain.from_iterable(in_turn), *widest] if at is not None))


def kept_rows(count: int, most: int, chosen: Sequence[int], telling: Sequence[int]) -> dict[int, int]:
    """Which of the rows stay, each with its new place: the most `telling`; where the figure says of none the chosen ones with
    their neighbours, the first and the last, else the first.

    A row that `telling` leaves out heads those below it: it stays with them and never alone.
    """
    if count <= most:
        return {row: row for row in range(count)}
    wanted = [row for at in chosen for row in (at, at - 1, at + 1) if 0 <= row < count]
    ends = [row for pair in zip(range(count), reversed(range(count)), strict=True) for row in pair]
    order = telling or [*wanted, *(ends if chosen else range(count))]
    heads = sorted({*range(count)}.difference(telling)) if telling else []
    found: set[int] = set()
    for row in order:
        headed = found | {row, *[head for head in heads if head < row][-1:]}
        found = headed if len(headed) <= most else found
    return {row: at for at, row in enumerate(sorted(found))}
