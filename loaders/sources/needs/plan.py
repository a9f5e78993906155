"""Where figures of needs are published: the Fingertips API, a monthly publication of NHS England, and a page of GOV.UK."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.source import Wanted, Web


def wanted(web: Web) -> Iterable[Wanted]:
    """Nothing yet."""
    return ()
