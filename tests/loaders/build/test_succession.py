"""Lines of successors: chains are followed, circles end, and where a step has several heirs nothing is carried."""

from __future__ import annotations

import hypothesis.strategies as st
import pandas as pd
import pyarrow as pa
from hypothesis import given

from insight.schema import TABLES, conform
from loaders.build.succession import first_in_line, with_successors


def follows(*links: str) -> pd.Series:
    """ "A>B" -> B followed A."""
    pairs = dict(link.split(">") for link in links)
    return pd.Series(list(pairs.values()), index=list(pairs), dtype=object)


def answers(**known: str) -> pd.Series:
    return pd.Series(known, dtype=object)


def test_a_chain_is_followed_to_the_first_that_answers() -> None:
    found = first_in_line(follows("A>B", "B>C", "C>D"), answers(C="here", D="there"))
    assert found.to_dict() == {"A": "here", "B": "here", "C": "there"}


def test_circles_end_and_nobody_follows_itself() -> None:
    assert first_in_line(follows("A>B", "B>A", "C>C"), answers()).empty
    assert first_in_line(follows("A>B", "B>A"), answers(A="here")).to_dict() == {"B": "here"}


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.sampled_from("ABCDEFG")), st.sets(st.sampled_from("ABCDEFG")))
def test_the_line_is_what_walking_it_one_by_one_finds(links: dict[str, str], known: set[str]) -> None:
    found = first_in_line(pd.Series(links, dtype=object), pd.Series({each: each for each in known}, dtype=object))
    for org, heir in links.items():
        here, seen = heir, {org}
        while here not in known and here in links and here not in seen:
            seen.add(here)
            here = links[here]
        expected = here if here in known and here != org else None
        assert found.to_dict().get(org) == expected


def _orgs(*codes: str) -> pa.Table:
    rows = [{"code": code, "level": "practice", "name": code} for code in codes]
    return conform(pa.Table.from_pylist(rows, schema=TABLES["orgs"].schema), TABLES["orgs"])


def _successors(orgs: pa.Table, *links: str) -> dict[str, str | None]:
    rows = [dict(zip(("org", "successor"), link.split(">"), strict=True)) for link in links]
    schema = TABLES["successions"].schema
    made = with_successors(orgs, conform(pa.Table.from_pylist(rows, schema=schema), TABLES["successions"]))
    return dict(zip(made["code"].to_pylist(), made["successor"].to_pylist(), strict=True))


def test_successors_skip_codes_nobody_else_knows() -> None:
    assert _successors(_orgs("A", "D"), "A>B", "B>C", "C>D") == {"A": "D", "D": None}


def test_a_split_anywhere_in_the_line_carries_nothing() -> None:
    assert _successors(_orgs("A", "C", "D"), "A>C", "A>D") == {"A": None, "C": None, "D": None}
    assert _successors(_orgs("A", "C", "D"), "A>B", "B>C", "B>D")["A"] is None


def test_without_successions_organisations_stay_as_they_are() -> None:
    orgs = _orgs("A", "B")
    assert with_successors(orgs, TABLES["successions"].schema.empty_table()).equals(orgs)
