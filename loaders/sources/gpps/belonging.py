"""Which practices, networks and regions a survey file names, and which footprint, region or group each row lies in."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa

from insight.model import Level
from loaders.sources.gpps.header import Header
from loaders.sources.gpps.tables import Identity, Survey, identities

NAMED_ELSEWHERE = (Level.FOOTPRINT, Level.ENGLAND)
"""Footprints are named per vintage by the reference lists, because their codes outlive their areas."""


CODE = re.compile(r"(?=.*\d)[A-Z\d]{3,6}|Q[A-Z]{2}")
"""A code of the Organisation Data Service: A84002, U09980, 00L, D7T5G, QHM, Y63. A word such as `Total` is none."""


def text_columns(header: Header) -> list[str]:
    """The columns of codes and names that the file has."""
    found = (header.find(*names) for one in identities() for names in (one.code, one.name) if names)
    return [column for column in found if column and column.casefold() != "national"]


def orgs(table: pa.Table, header: Header) -> pd.DataFrame:
    """One row per org that the file names, footprints apart; its name as published."""
    frames = []
    for one in identities():
        code, name = _code(header, one), header.find(*one.name)
        if one.level in NAMED_ELSEWHERE or code is None or name is None:
            continue
        frame = table.select([code, name]).to_pandas()
        frame.columns = ["code", "name"]
        frames.append(_coded(frame.dropna(), "code").drop_duplicates("code").assign(level=str(one.level)))
    if not frames:
        return pd.DataFrame({"code": [], "level": [], "name": []}, dtype="str")
    return pd.concat(frames, ignore_index=True)[["code", "level", "name"]]


def membership(table: pa.Table, header: Header, level: Level, survey: Survey) -> pd.DataFrame:
    """One row per belonging of an org of this level to a larger one, on the word of this file."""
    child = next((_code(header, one) for one in identities() if one.level is level), None)
    frames = []
    for one in identities():
        parent = _code(header, one)
        if child is None or parent is None or one.level in (level, Level.ENGLAND):
            continue
        frame = table.select([child, parent]).to_pandas()
        frame.columns = ["child", "parent"]
        frames.append(_coded(frame.dropna(), "parent"))
    if not frames:
        return pd.DataFrame({"child": [], "parent": [], "vintage": [], "basis": []}, dtype="str")
    title = next(one.part for one in identities() if one.level is level)
    return pd.concat(frames, ignore_index=True).assign(vintage=survey.vintage, basis=f"GPPS {survey.year} {title} file")


def _coded(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows with a code: some practices belong to no network, and a word may say so."""
    return frame[[CODE.fullmatch(code) is not None for code in frame[column]]]


def _code(header: Header, one: Identity) -> str | None:
    return header.find(*one.code) if one.level is not Level.ENGLAND else None
