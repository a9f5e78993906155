"""Which of many codes are among many others."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from insight.stats.arrays import Flags

Codes = pd.Series | pd.Index


def is_among(codes: Codes, known: Codes) -> Flags:
    """For each code whether it is one of those known; a missing code never is.

    As `codes.isin(known)`, which turns every known text into an object of its own: 25 ms for 10,000 of them, with each use.
    """
    known_texts = _texts(known).drop_null()
    return np.asarray(pc.call_function("is_in", [_texts(codes)], pc.SetLookupOptions(known_texts)))


def _texts(codes: Codes) -> pa.Array:
    found = pa.array(codes, type=pa.large_string(), from_pandas=True)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
