"""Where an org lies: the nearest footprint its parents lead to, against a slow walk from each org."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from insight.measures.membership import place

CODES = st.sampled_from(["A", "B", "C", "D", "P1", "P2", "P3", "S1"])


def walk(org: str, links: list[tuple[str, str]], footprints: set[str]) -> str | None:
    """Step by step from one org to all its parents; the first footprints met end the walk, the lowest code goes first."""
    here = {org}
    for _ in range(3):
        here = {parent for child, parent in links if child in here}
        if here & footprints:
            return min(here & footprints)
    return None


@given(st.lists(st.tuples(CODES, CODES), unique=True, max_size=14), st.sets(CODES, max_size=4))
def test_every_org_is_placed_as_by_a_walk(links: list[tuple[str, str]], footprints: set[str]) -> None:
    placed = place(pd.DataFrame(links, columns=["child", "parent"], dtype="str"), footprints)
    expected = {child: walk(child, links, footprints) for child, _ in links}
    assert dict(placed) == {org: home for org, home in expected.items() if home is not None}
