"""The footprint a visitor is putting together: its name and its codes, kept for the visit until it is shown or dropped."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from insight.measures.custom import CustomFootprint, Member, is_own
from insight.measures.custom_members import Placed, Register, place_members
from insight.measures.custom_text import from_link
from insight.ui import address

NAME = "insight.own.name"
"""The box the name is typed into. Streamlit forgets what is in a box as soon as another page is shown."""
_CALLED, _CODES, _OPENED = "insight.own.called", "insight.own.codes", "insight.own.opened"
_SEEN = "insight.own.seen"


def codes() -> list[str]:
    """What has been put in, in the order it was."""
    return st.session_state.setdefault(_CODES, [])


def name() -> str:
    """What it is called, as far as the visitor has said."""
    return st.session_state.get(_CALLED, "")


def call_it() -> None:
    """Keep the name that has just been typed."""
    st.session_state[_CALLED] = st.session_state[NAME]


def add(more: Iterable[str]) -> None:
    """Put codes in; those already in stay where they are."""
    st.session_state[_CODES] = list(dict.fromkeys([*codes(), *more]))


def take_out(gone: Iterable[str]) -> None:
    """Take codes out."""
    leaving = set(gone)
    st.session_state[_CODES] = [code for code in codes() if code not in leaving]


def clear() -> None:
    """Begin again with nothing."""
    st.session_state.update({_CALLED: "", _CODES: []})


def load(footprint: CustomFootprint) -> None:
    """Take a finished footprint up again, with the set of footprints it refers to."""
    st.session_state.update({_CALLED: footprint.name, _CODES: [code for _, code in footprint.members]})
    address.choose(vintage=footprint.vintage)


def open_from(link: str | None, footprint: CustomFootprint) -> bool:
    """On a page opened by a link, begin with the footprint of the link. Whether this is the first time for this link."""
    if st.session_state.get(_OPENED) == link:
        return False
    st.session_state[_OPENED] = link
    load(footprint)
    return True


def finished(members: list[Member], register: Register) -> Placed:
    """The footprint as it would be shown. Raises NotAFootprint, which says what is lacking."""
    return place_members(CustomFootprint(name(), register.vintage, tuple(members)), register)


def show(link: str, code: str) -> None:
    """Show a footprint on every page: its line and its code go to the address."""
    st.session_state[_OPENED] = link
    address.choose(own=link, footprint=code)


def stop_showing(footprint: str | None) -> None:
    """Leave a footprint of one's own out of the address again, and choose another one where it was the chosen one."""
    address.choose(own="", **({"footprint": ""} if is_own(footprint) else {}))


def remember(text: str) -> tuple[str, ...]:
    """Note that figures of an own footprint are about to be shown; all of this visit up to it, in the order first seen."""
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    code = from_link(text).code
    st.session_state[_SEEN] = {**seen, code: text}
    texts = st.session_state[_SEEN]
    return tuple(texts.values())[: list(texts).index(code) + 1]


def seen() -> list[CustomFootprint]:
    """The own footprints whose figures this visit has shown, in the order first seen."""
    return [from_link(text) for text in st.session_state.get(_SEEN, {}).values()]
