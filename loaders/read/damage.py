"""What opening a zip can raise when it was cut short, altered on its way or locked: such a file is to be fetched again."""

from __future__ import annotations

import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""Python has no one word for it: each step of unpacking gives up in its own way."""
