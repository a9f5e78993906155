"""Looks things up in a record of the API, and says by name what is not as it should be."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from loaders.errors import LayoutChanged
from loaders.sources.cqc.findings import Rating
from loaders.sources.cqc.tables import words

Json = dict[str, Any]
Kind = TypeVar("Kind", str, dict, list)


class Shape:
    """Ways to look at one file's record. All raise LayoutChanged, naming the file, the key and what was found."""

    def __init__(self, file: str) -> None:
        self.file = file

    def text(self, record: Json, key: str) -> str:
        """A text, trimmed; empty where there is none."""
        return " ".join((self._of(record, key, str, "a text") or "").split())

    def _of(self, record: Json, key: str, kind: type[Kind], expected: str) -> Kind | None:
        found = record.get(key)
        if found is not None and not isinstance(found, kind):
            raise LayoutChanged(self.file, f"{expected} in {key!r}", f"{found!r:.60}")
        return found

    def must(self, record: Json, *keys: str) -> None:
        """Raise LayoutChanged where a record lacks a key that every seen one of its kind has, if only with a blank."""
        if missing := [key for key in keys if key not in record]:
            raise LayoutChanged(self.file, f"{missing[0]!r} in every record of its kind", f"{', '.join(record)!r:.60}")

    def part(self, record: Json, key: str) -> Json:
        """A part with keys of its own; empty where there is none."""
        return self._of(record, key, dict, "keys and values") or {}

    def parts(self, record: Json, key: str) -> list[Json]:
        """A list of such parts; none where there is no list."""
        found = self._of(record, key, list, "a list of records") or []
        if not all(isinstance(each, dict) for each in found):
            raise LayoutChanged(self.file, f"a list of records in {key!r}", f"{found!r:.60}")
        return found

    def degrees(self, record: Json, key: str, low: float, high: float) -> float | None:
        """A longitude or latitude; None where there is none."""
        found = record.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or not low <= found <= high:
            raise LayoutChanged(self.file, f"degrees from {low:g} to {high:g} in {key!r}", f"{found!r:.60}")
        return float(found)

    def day(self, record: Json, key: str) -> date | None:
        """The day of a date or a time; None where there is none."""
        text = self.text(record, key)
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            raise LayoutChanged(self.file, f"a day such as 2024-05-10 in {key!r}", f"{text!r:.60}") from None

    def rating(self, record: Json, published: date | None) -> Rating:
        """The word under `rating`, which may be blank but stands in every rating. Raises LayoutChanged."""
        self.must(record, "rating")
        text = self.text(record, "rating")
        word = words().get(text.casefold())
        if word is None:
            raise LayoutChanged(self.file, "a rating that loaders/sources/cqc/columns/words.csv knows", f"{text!r:.60}")
        return Rating(word, published)
