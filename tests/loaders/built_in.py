"""The code lists that come with the product, as tests hand them to sources; with invented ones beside them where a source needs them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa

from loaders.build import code_lists
from loaders.errors import Impossible
from loaders.read.doubted import doubt_about
from loaders.read.file_reader import check
from loaders.reference import Reference
from loaders.source import Raw, Release, Source

LISTS = code_lists.load()


@cache
def lists_of(source: str) -> Reference:
    """The same lists, and the footprints, regions and areas that the invented files of a source name."""
    return code_lists.load(sorted((Path(__file__).with_name("code_lists") / source).glob("*.csv")))


def believed(source: Source, raw: Raw, release: Release, lists: Reference) -> Mapping[str, pa.Table]:
    """The tables of a file that would stand. Raises as the loaders do, and Impossible for one that would be held back."""
    tables = check(source.tidy(raw, release, lists), source, release, lists)
    if doubt := doubt_about(tables, release, source.MEASURES, lists):
        raise Impossible(doubt)
    return tables
