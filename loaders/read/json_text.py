"""Reads JSON. It can spell half a character (a lone surrogate), which no table and no page can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from loaders.read.damage import plainly

_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


def parse_json(content: bytes, members: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """The value in a file; `members` makes an object of its keys and values. Raises ValueError for what is none, or unfit."""
    text = content.decode("utf-8-sig", errors="replace")
    try:
        found = json.loads(text, object_pairs_hook=members)
        if _HALF_CHARACTER.search(text):
            json.dumps(found, ensure_ascii=False).encode()  # two halves that make a whole one are well
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except (json.JSONDecodeError, UnicodeEncodeError) as error:
        raise ValueError(plainly(error)) from error
    return found
