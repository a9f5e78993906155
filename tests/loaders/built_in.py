"""The code lists that come with the product, as tests hand them to sources."""

from __future__ import annotations

from loaders.build import code_lists

LISTS = code_lists.load()
