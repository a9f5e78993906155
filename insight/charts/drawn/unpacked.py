"""A figure's long arrays as plain lists again, which the drawing library packs for the browser."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from typing import Any

import numpy as np


def unpacked(value: Any) -> Any:
    """The same value with every `{dtype, bdata}` as a list; what is not a number is None."""
    if isinstance(value, Mapping):
        if "bdata" in value:
            found = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
            return [None if isinstance(each, float) and math.isnan(each) else each for each in found]
        return {key: unpacked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [unpacked(each) for each in value]
    return value
