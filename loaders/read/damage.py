"""What opening a file can raise when it was cut short, altered on its way or locked, and what a person is told of it.

Libraries speak of checksums, tokens and field limits, which nobody who loads a file can act on.
"""

from __future__ import annotations

import re
import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""Python has no one word for it: each step of unpacking gives up in its own way."""

_PLAIN = (
    (r"is encrypted|password", "it is locked with a password"),
    (r"larger than field limit|buffer overflow", "a cell longer than any that is published, as where a quotation mark is never closed"),
    (r"unexpected end of data|EOF inside string", "a quotation mark that is never closed"),
    (r"expected after", "a quotation mark in the middle of a cell"),
    (r"new-line character", "line ends of several kinds"),
    (r"Expected (?P<due>\d+) fields in line (?P<line>\d+), saw (?P<found>\d+)", "{found} cells in line {line}, and {due} in those above"),
    (r"Expected (?P<due>\d+) columns, got (?P<found>\d+)", "{found} cells in a line, and {due} in those above"),
    (r"no columns to parse", "no line with anything in it"),
    (r"line (?P<line>\d+),? column (?P<at>\d+)", "it cannot be read from line {line}, character {at} on"),
    (r"line contains NUL|can't (?:de|en)code", "characters that are no text"),
)  # fmt: skip
"""What libraries say, as patterns, and the same in plain words; anything else is damage."""


def is_damage(error: BaseException) -> bool:
    """Whether what was raised while a file was read is about its bytes, and no fault of ours."""
    return isinstance(error, zipfile.BadZipFile | zlib.error | EOFError) or "password" in str(error)


def plainly(error: BaseException | str) -> str:
    """What a library says of a file, in words for whoever loads it."""
    for pattern, words in _PLAIN:
        if found := re.search(pattern, str(error), re.IGNORECASE):
            return words.format(**found.groupdict())
    return "damaged contents"
