"""Commissioners' areas on the maps of other times: whole where all practices lie in one footprint, on a border otherwise."""

from __future__ import annotations

import pandas as pd

from insight.model import ACROSS
from loaders.build.area_placing import areas_by_members


def found(links: list[tuple[str, str]], home: dict[str, str]) -> dict[tuple[str, str], str]:
    frame = areas_by_members(pd.DataFrame(links, columns=["child", "parent"]), pd.Series(home), "whole")
    return dict(zip(zip(frame["child"], frame["parent"], strict=True), frame["basis"], strict=True))


def test_an_area_whose_practices_lie_in_one_footprint_lies_there() -> None:
    assert found([("P1", "00A"), ("P2", "00A"), ("P1", "00A")], {"P1": "QZA", "P2": "QZA"}) == {("00A", "QZA"): "whole"}


def test_an_area_that_two_footprints_share_is_in_neither() -> None:
    links = [(f"P{n}", "05L") for n in range(10)]
    home = {f"P{n}": "QUA" if n < 6 else "QHL" for n in range(10)}
    assert found(links, home) == {("05L", "QUA"): ACROSS, ("05L", "QHL"): ACROSS}


def test_one_practice_in_thirty_makes_no_border() -> None:
    links = [(f"P{n}", "00A") for n in range(30)]
    assert found(links, {f"P{n}": "QZB" if n == 7 else "QZA" for n in range(30)}) == {("00A", "QZA"): "whole"}


def test_practices_that_nobody_has_placed_say_nothing() -> None:
    assert found([("P1", "00A"), ("P2", "00A"), ("P3", "00B")], {"P1": "QZA"}) == {("00A", "QZA"): "whole"}
