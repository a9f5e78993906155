"""The code lists that come with the product, as tests hand them to sources; with invented ones beside them where a source needs them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from loaders.build import code_lists
from loaders.reference import Reference

LISTS = code_lists.load()


@cache
def lists_of(source: str) -> Reference:
    """The same lists, and the footprints, regions and areas that the invented files of a source name."""
    return code_lists.load(sorted((Path(__file__).with_name("code_lists") / source).glob("*.csv")))
