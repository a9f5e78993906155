"""Says what stands in the cache: sources, releases, periods, when each file was fetched and from where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow.parquet as pq

from insight.generations import faults
from loaders.build.standing import waiting
from loaders.cli.report import DEMONSTRATION_DATA
from loaders.grammar import counted
from loaders.held_back import explain
from loaders.store import bronze, silver
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
        "unusable": {folder.name: reason for folder, reason in faults(cache.root).items()},
        "held_back": held_back(cache),
        "notes": silver.notes(cache),
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


def held_back(cache: Cache, sources: Collection[str] = ()) -> list[dict[str, str]]:
    """What is held back, of all sources or of some, while no whole copy has come since: release, name, and why."""
    return [
        {"id": kept.receipt.release.id, "name": kept.receipt.name, "reason": explain(kept, cache)}
        for kept in waiting(bronze.kept_files(cache))
        if not sources or kept.receipt.source in sources
    ]


def tell_held_back(held: Sequence[dict[str, str]]) -> list[str]:
    """The same in lines; none where nothing is held back."""
    lines = [f"  {each['name']} ({each['id']}): {each['reason']}" for each in held]
    return [f"Held back ({len(held)}):", *lines] if held else []


def describe(status: dict[str, Any], every: bool) -> str:
    """The same for a person to read: a line a source, and with `every` two lines a release."""
    unusable = [f"set {number} is not used: {reason}" for number, reason in status["unusable"].items()]
    if status["generation"] is None and unusable:
        return "\n".join([*unusable, "Make the tables again with: python -m loaders fetch"])
    if status["generation"] is None:
        return (
            f"{status['cache']}: nothing is loaded yet.\n"
            "Load the demonstration with: python -m loaders fetch --from demo\n"
            "Load what is published with: python -m loaders fetch"
        )
    lines = [f"{status['cache']}, set {status['generation']}", *unusable]
    if status["demonstration"]:
        lines.append(DEMONSTRATION_DATA)
    for source in status["sources"]:
        lines += ["", _in_a_line(source), *_by_release(source)] if every else [_in_a_line(source)]
    if not every:
        lines.append("Every release, and where it came from: python -m loaders status --all")
    elif status["notes"]:
        lines += ["", *status["notes"]]
    if status["held_back"]:
        lines += ["", *tell_held_back(status["held_back"])]
    return "\n".join(lines)


def _in_a_line(source: dict[str, Any]) -> str:
    releases = source["releases"]
    dated = [release for release in releases if release["start"]]
    about = f", {_period(dated)}" if dated else ""
    newest = max(release["retrieved"] for release in releases)[:10]
    return f"{source['id']}: {counted(len(releases), 'release')}{about}, {source['rows']:,} rows, last fetched {newest}"


def _by_release(source: dict[str, Any]) -> Iterator[str]:
    for release in source["releases"]:
        period = _period([release]) if release["start"] else "no period"
        yield f"  {release['id']:<32} {release['rows']:>9,} rows  {period}"
        yield f"  {'':<32} fetched {release['retrieved'][:16]} UTC from {release['url']}"


def _period(dated: list[dict[str, Any]]) -> str:
    """From the first day to the last, both included; the tables keep the day after the last."""
    last = max(date.fromisoformat(release["end"]) for release in dated) - timedelta(days=1)
    return f"{min(release['start'] for release in dated)} to {last}"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
