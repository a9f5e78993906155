"""Says what stands in the cache: sources, releases, periods, when each file was fetched and from where."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq

from loaders.store import silver
from loaders.store.cache import Cache
from loaders.store.receipt import DEMONSTRATION

_SHOWN = ("id", "title", "rows", "start", "end", "published", "retrieved", "url", "sha256", "bytes")


def read_status(cache: Cache) -> dict[str, Any]:
    """What the current set of tables was made from, as plain values: fit for JSON. One entry per source and release."""
    folder = silver.current(cache)
    rows = pq.read_table(folder / "releases.parquet").to_pylist() if folder else []
    by_source: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        shown = {name: _plain(row[name]) for name in _SHOWN}
        by_source.setdefault(row["source"], []).append(shown)
    return {
        "cache": str(cache.root),
        "generation": folder.name if folder else None,
        "demonstration": any(row["url"].startswith(DEMONSTRATION) for row in rows),
        "sources": [
            {
                "id": source,
                "rows": sum(release["rows"] for release in releases),
                "releases": sorted(releases, key=lambda release: release["id"], reverse=True),
            }
            for source, releases in sorted(by_source.items())
        ],
    }


def describe(status: dict[str, Any]) -> str:
    """The same for a person to read."""
    if status["generation"] is None:
        return (
            f"{status['cache']}: nothing is loaded yet.\n"
            "Load the demonstration with: python -m loaders fetch --from demo\n"
            "Load what is published with: python -m loaders fetch"
        )
    lines = [f"{status['cache']}, set {status['generation']}"]
    if status["demonstration"]:
        lines.append("DEMONSTRATION DATA: every figure is invented")
    for source in status["sources"]:
        lines += ["", f"{source['id']}: {len(source['releases'])} releases, {source['rows']:,} rows"]
        for release in source["releases"]:
            period = f"{release['start']} to {release['end']}" if release["start"] else "no period"
            lines.append(f"  {release['id']:<32} {release['rows']:>9,} rows  {period}")
            lines.append(f"  {'':<32} fetched {release['retrieved'][:16]} UTC from {release['url']}")
    return "\n".join(lines)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
