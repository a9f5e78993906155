"""The summary of a refresh: exactly what was loaded, what was not, and why, in sentences a person can act on."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from loaders.alike import MANY, shown, told_once
from loaders.grammar import counted
from loaders.outcome import Fate, Outcome, Summary, count_fates
from loaders.visible import visible

_BROUGHT = (Fate.LOADED, Fate.ALREADY)
_EXPLAINED = (Fate.LEFT_OUT, Fate.UNKNOWN, Fate.HELD, Fate.FAILED)
_TITLES = 3
DEMONSTRATION_DATA = "DEMONSTRATION DATA: every figure is invented"


def describe(summary: Summary, log: str) -> str:
    """The summary as text: one line per source, then every file that was not loaded with its reason."""
    lines: list[str] = []
    loaded = summary.by_fate(Fate.LOADED)
    for source in sorted({outcome.source or "" for outcome in loaded}):
        files = [outcome for outcome in loaded if (outcome.source or "") == source]
        rows = sum(outcome.rows.get("facts", 0) for outcome in files)
        figures = f", {rows:,} figures" if rows else ""
        lines.append(f"{source}: {counted(len(files), 'file')} loaded{figures}{_about(files)}")
    if aside := summary.by_fate(Fate.SET_ASIDE):
        lines.append(f"{counted(len(aside), 'file')} kept and set aside, because newer copies stand")
    if already := summary.by_fate(Fate.ALREADY):
        renamed = [outcome for outcome in already if outcome.reason]
        lines.append(f"{counted(len(already), 'file')} already loaded{':' * (0 < len(renamed) < MANY)}")
        lines += _below(renamed) if len(renamed) < MANY else []
    for fate in _EXPLAINED:
        outcomes = summary.by_fate(fate)
        if outcomes:
            lines += ["", f"{fate.capitalize()} ({len(outcomes)}):"]
            lines += _below(outcomes)
    if summary.notes:
        lines += ["", *summary.notes]
    if summary.demonstration:
        lines += ["", DEMONSTRATION_DATA]
    return "\n".join([*lines, "", _end(summary, log)]).lstrip("\n")


def _below(outcomes: Sequence[Outcome]) -> list[str]:
    return [f"  {line}" for line in told_once(outcomes)]


def _about(loaded: Sequence[Outcome]) -> str:
    """What files are about: their titles, or of many from when to when."""
    releases = [outcome.release for outcome in loaded if outcome.release]
    titles = sorted({release.title for release in releases})
    if len(titles) <= _TITLES:
        return f": {', '.join(titles)}" if titles else ""
    days = sorted(day for release in releases for day in (release.start, release.end) if day)
    return f", {days[0]:%B %Y} to {days[-1] - timedelta(days=1):%B %Y}" if days else ""


def to_json(summary: Summary) -> dict[str, Any]:
    """The summary as the last line the Data page reads."""
    return {
        "step": "Done",
        "done": 1,
        "total": 1,
        "generation": summary.generation,
        "published": summary.published,
        "complete": summary.complete,
        "counts": {str(fate): count for fate, count in count_fates(summary.outcomes).items()},
        "problems": [
            {"file": shown(outcome), "fate": str(outcome.fate), "reason": visible(outcome.reason)}
            for fate in _EXPLAINED
            for outcome in summary.by_fate(fate)
        ],
        "notes": list(summary.notes),
    }


def log_outcomes(summary: Summary) -> None:
    """Write the fate of every file to the log, with the place in our code where a fault of ours arose."""
    log = logging.getLogger("loaders")
    levels = {Fate.FAILED: logging.ERROR, Fate.HELD: logging.WARNING}
    for outcome in summary.outcomes:
        level = levels.get(outcome.fate, logging.INFO)
        release = outcome.release.id if outcome.release else "-"
        log.log(level, "%s | %s | %s | %s %s", outcome.fate, outcome.url, release, outcome.reason, outcome.rows or "")
        if outcome.trace:
            log.error("%s", outcome.trace.rstrip())
    log.info("set %s, %s", summary.generation, "published" if summary.published else "unchanged")


def _end(summary: Summary, log: str) -> str:
    if summary.generation is None:
        return f"Nothing could be loaded. Details are in {log}"
    if summary.bare:
        opening = "The" if summary.by_fate(Fate.ALREADY) else "No file was loaded, and none was before: the"
        return f"{opening} tables hold nothing but the code lists that come with this product."
    if not summary.published:
        return f"Nothing new; the tables stay as they are (set {summary.generation})."
    if not any(outcome.fate in _BROUGHT for outcome in summary.outcomes):
        return f"No file was loaded; the tables are made of what was there before (set {summary.generation})."
    if summary.same:
        return f"Nothing new; the same tables were made again (set {summary.generation})."
    return f"New tables are in use (set {summary.generation})."
