"""What is known of a source stands in the source: the id of none is written in the heart of the product or on a page."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.schema import TABLES
from loaders.source import discover

ROOT = Path(__file__).resolve().parents[1]
IDS = sorted(set(discover()) - set(TABLES))
"""A source that is called as a table of silver cannot be told from it."""

_MEASURE = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(IDS)})\.[a-z{{]")
_QUOTED = re.compile(r"^[a-zA-Z]*(\"\"\"|'''|\"|')(.*)\1$", re.DOTALL)


def leaks(text: str) -> bool:
    """Whether a text is the id of a source, or holds the id of a measure or its beginning."""
    return text in IDS or _MEASURE.search(text) is not None


def _strings(code: str) -> Iterator[tuple[int, str]]:
    """Every string of a module with its line, docstrings too."""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING and (found := _QUOTED.match(token.string)):
            # Of an f-string the words count, not the variables it names.
            yield token.start[0], re.sub(r"\{[^{}]*\}", "{", found[2])
        elif tokenize.tok_name[token.type] == "FSTRING_MIDDLE":
            yield token.start[0], token.string


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text(encoding="utf-8")
    return _strings(text) if path.suffix == ".py" else iter([(1, text)])


@pytest.mark.parametrize("folder", ["insight", "pages"])
def test_no_source_is_known_by_name(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".csv", ".js", ".css", ".json")]
    assert files
    found = [f"{path.relative_to(ROOT)}:{line}" for path in files for line, text in _texts(path) if leaks(text)]
    assert not found, f"declare it as a trait of the source instead: {', '.join(found)}"


def test_ids_are_told_from_words() -> None:
    for text in ("gpps", "gpps.response_rate", "gpps.{name}", "theme,measure\naccess,gpps.ease_phone"):
        assert leaks(text)
    for text in ("children's hospitals", "the register. A", "https://www.cqc.org.uk/", "inpatients", "maternity care"):
        assert not leaks(text)
