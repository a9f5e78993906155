"""Choosing one practice or trust of the footprint. The choice stands in the address, so a link shows the same one to anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from insight.model import EVERYONE, Level
from insight.ui import address
from insight.ui.sentences import note

_KEY = "insight.org"
_ONE = {Level.PRACTICE: "practice", Level.TRUST: "trust"}
_ALL = {Level.PRACTICE: "practices", Level.TRUST: "trusts"}


@dataclass(frozen=True)
class OrgChoice:
    """One organisation of a footprint, those that could have been chosen instead, and a note where a wish was not granted."""

    code: str
    level: Level
    options: Mapping[str, str]
    """Code and name, in order of name."""
    note: str

    def draw(self) -> None:
        """Draw the control, and the note."""
        if self.note:
            note(self.note)
        st.session_state[_KEY] = self.code
        st.selectbox(
            f"{_ONE[self.level].capitalize()}: type a few letters of its name, or its code",
            list(self.options),
            key=_KEY,
            format_func=lambda code: f"{self.options.get(code, code)} ({code})",
            on_change=_choose,
        )


def choose_org(
    asked: str | None, level: Level, facts: pd.DataFrame, names: pd.Series, *, members: pd.Index, footprint: str
) -> OrgChoice | None:
    """The organisation asked for if it is one of the footprint's with a row in `facts` (of one period), else the one on
    most replies (the first by name where their numbers are not published); None where the footprint has none.

    `names` by code are of every practice and trust, `members` the footprint's, `footprint` its name.
    """
    rows = facts[facts["org"].isin(members) & facts["segment"].eq(EVERYONE)].drop_duplicates("org")
    if rows.empty:
        return None
    named = pd.Series(rows["org"].map(names).astype(object).fillna(rows["org"]).to_numpy(), rows["org"]).astype(str)
    options = {str(code): name for code, name in sorted(named.items(), key=lambda each: (each[1].casefold(), each[0]))}
    counted = rows["respondents"].notna().any()
    surest = rows.sort_values(["respondents", "org"], ascending=[False, True])["org"].iloc[0]
    first = str(surest) if counted else next(iter(options))
    if asked in options:
        return OrgChoice(str(asked), level, options, "")
    because = "because it has most replies" if counted else "in order of name"
    if asked is None:
        return OrgChoice(first, level, options, f"{options[first]} is shown first, {because}.")
    why = _why_not(asked, names, facts, whose=f"{_ALL[level]} of {footprint}", shown=options[first])
    return OrgChoice(first, level, options, why)


def _why_not(asked: str, names: pd.Series, facts: pd.DataFrame, *, whose: str, shown: str) -> str:
    """Why another one is shown than was asked for. It never repeats what the address said."""
    if asked not in names.index:
        return f"The link asks for an organisation that is not known; showing {shown}."
    if asked in set(facts["org"]):
        return f"{names[asked]} is not among the {whose}; showing {shown}."
    return f"This measure has no figure of {names[asked]} in this period; showing {shown}."


def _choose() -> None:
    address.choose(org=st.session_state[_KEY])
