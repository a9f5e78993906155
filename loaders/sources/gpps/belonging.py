"""Which practices, networks and regions a survey file names, and which footprint, region or group each row lies in."""

from __future__ import annotations

import re
from collections.abc import Set

import numpy as np
import pandas as pd

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.reference import Reference
from loaders.sources.gpps.header import GppsHeader
from loaders.sources.gpps.tables import LevelColumns, SurveyYear, identities

NAMED_ELSEWHERE = (Level.FOOTPRINT, Level.ENGLAND)
"""Footprints are named per vintage by the reference lists, because their codes outlive their areas."""

ONS = ("ics_code_ons", "ad_icscodeons")
"""What the column of the ONS code of the footprint has been called."""

CODE = re.compile(r"(?=.*[0-9])[A-Z0-9]{3,6}|Q[A-Z]{2}")
"""A code of the Organisation Data Service: A84002, U09980, 00L, D7T5G, QHM, Y63. A word such as `Total` is none."""


_HAS_FIGURE = re.compile(r"\d")


def text_columns(header: GppsHeader) -> list[str]:
    """The columns of codes and names that the file has."""
    found = (header.find(*names) for one in identities() for names in (one.code, one.name) if names)
    return [column for column in found if column and column.casefold() != "national"]


def orgs(texts: pd.DataFrame, header: GppsHeader) -> pd.DataFrame:
    """One row per org that the file names, footprints apart; its name as published."""
    frames = []
    for one in identities():
        code, name = _code(header, one), header.find(*one.name)
        if one.level in NAMED_ELSEWHERE or code is None or name is None:
            continue
        frame = texts[[code, name]].set_axis(["code", "name"], axis="columns")
        frames.append(_coded(frame.dropna().drop_duplicates("code"), "code").assign(level=str(one.level)))
    if not frames:
        return pd.DataFrame({"code": [], "level": [], "name": []}, dtype="str")
    return pd.concat(frames, ignore_index=True)[["code", "level", "name"]]


def membership(texts: pd.DataFrame, header: GppsHeader, level: Level, survey: SurveyYear) -> pd.DataFrame:
    """One row per belonging of an org of this level to a larger one, on the word of this file."""
    child = next((_code(header, one) for one in identities() if one.level is level), None)
    frames = []
    for one in identities():
        parent = _code(header, one)
        if child is None or parent is None or one.level in (level, Level.ENGLAND):
            continue
        frame = texts[[child, parent]].set_axis(["child", "parent"], axis="columns")
        frames.append(_coded(frame.dropna(), "parent"))
    if not frames:
        return pd.DataFrame({"child": [], "parent": [], "vintage": [], "basis": []}, dtype="str")
    title = next(one.part for one in identities() if one.level is level)
    return pd.concat(frames, ignore_index=True).assign(vintage=survey.vintage, basis=f"GPPS {survey.year} {title} file")


def known_codes(level: Level, vintage: str, reference: Reference) -> Set[str] | None:
    """The codes that the code lists have of a level; None of practices and networks, which only registers list."""
    return {
        Level.REGION: set(reference.regions_by_ons_code.values()),
        Level.FOOTPRINT: reference.footprint_names(vintage).keys(),
        Level.SUB_ICB: reference.footprint_of_area(vintage).keys(),
    }.get(level)


def check_codes(texts: pd.DataFrame, header: GppsHeader, survey: SurveyYear, reference: Reference) -> None:
    """Raise LayoutChanged for a code that is in no code list or, of practices and networks, is written like none.

    A word without a figure in it says that a row has no code of this kind: some practices belong to no network. Where no code
    of a column is in the lists, it is no slip: the areas are of a set that the lists do not have yet, and placed on no map.
    """
    for one in identities():
        column, known = _code(header, one), known_codes(one.level, survey.vintage, reference)
        if column is None or not (known or one.pattern):
            continue
        codes = texts[column].dropna().unique().tolist()
        unlisted = bool(known) and known.isdisjoint(codes)
        pattern = re.compile(one.pattern, re.ASCII)
        for code in () if unlisted else codes:
            written = code in known if known else pattern.fullmatch(code)
            if not written and (_HAS_FIGURE.search(code) or CODE.fullmatch(code)):
                such = "that the code lists have, " if known else ""
                what = f"a code of {one.title} of {survey.year} {such}in column {column!r}"
                raise LayoutChanged(header.file, what, f"{code!r} in line {texts[column].tolist().index(code) + 2}")
        if name := header.find(*one.name):
            _refuse_two_names(texts, header.file, column, name, alone=bool(known))


def _refuse_two_names(texts: pd.DataFrame, file: str, code: str, name: str, *, alone: bool) -> None:
    """Raise LayoutChanged for a code with two names, or a name with two codes where a large area bears it alone."""
    pairs = _coded(texts[[code, name]].dropna().drop_duplicates(), code)
    for one, other in ((code, name), (name, code)) if alone else ((code, name),):
        twice = pairs[pairs.duplicated(one, keep=False)].sort_values(one, kind="stable")
        if len(twice):
            first, second = twice.index[:2]
            found = f"{twice[other][first]!r} in line {first + 2} and {twice[other][second]!r} in line {second + 2}"
            raise LayoutChanged(file, f"one {other!r} for {twice[one][first]!r}", found)


def check_footprints(texts: pd.DataFrame, header: GppsHeader, survey: SurveyYear, reference: Reference) -> None:
    """Hold code, ONS code and name of the footprint in every row against the code lists. Raises LayoutChanged."""
    one = next(one for one in identities() if one.level is Level.FOOTPRINT)
    code = _code(header, one)
    if code is None:
        return
    name, ons = header.find(*one.name), header.find(*ONS)
    others = [column for column in (name, ons) if column]
    by_ons = reference.footprints_by_ons_code(survey.vintage)
    for row in texts[[code, *others]].dropna(subset=[code]).drop_duplicates().itertuples():
        ours, line = str(row[1]), int(row[0]) + 2
        for column, text in zip(others, map(str, row[2:]), strict=True):
            theirs = by_ons.get(text) if column == ons else reference.footprint_named(survey.vintage, text)
            if theirs and theirs != ours:
                found = f"{text!r}, which is {theirs}, in column {column!r}, line {line}"
                raise LayoutChanged(header.file, f"what belongs to footprint {ours}", found)


def _coded(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows with a code: some practices belong to no network, and a word may say so."""
    return frame[np.array([CODE.fullmatch(code) is not None for code in frame[column].tolist()], dtype=bool)]


def _code(header: GppsHeader, one: LevelColumns) -> str | None:
    return header.find(*one.code) if one.level is not Level.ENGLAND else None
