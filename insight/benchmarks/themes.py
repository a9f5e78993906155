"""What patients talk about whatever the survey: access, kindness, involvement, safety, the whole, and what staff say beside it; and who asks about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from insight.traits import SourceTraits, Theme

TITLES: Mapping[Theme, str] = {
    Theme.ACCESS: "Access",
    Theme.KINDNESS: "Kindness and respect",
    Theme.INVOLVEMENT: "Involvement in decisions",
    Theme.SAFETY: "Safety and cleanliness",
    Theme.OVERALL: "Overall",
    Theme.STAFF: "What staff say",
}

BESIDE = frozenset({Theme.STAFF})
"""Themes of others than patients: named where a loaded source speaks of them, and not missed elsewhere."""


def measures_of(theme: Theme, source: SourceTraits, loaded: Collection[str]) -> list[str]:
    """The measures of a source that speak of a theme, of those that are loaded."""
    return [each.measure for each in source.themes if each.theme is theme and each.measure in loaded]
