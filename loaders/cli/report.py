"""The summary of a refresh: exactly what was loaded, what was not, and why, in sentences a person can act on."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from loaders.grammar import counted
from loaders.outcome import NOT_ASKED, Fate, Outcome, Summary, count_fates
from loaders.visible import visible

_BROUGHT = (Fate.LOADED, Fate.ALREADY)
_EXPLAINED = (Fate.LEFT_OUT, Fate.UNKNOWN, Fate.HELD, Fate.FAILED)
_MANY, _MANY_OF_A_SERVER, _TITLES = 10, 4, 3
_HOST = re.compile(r"https?://[^/]+")


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
        lines.append(f"{counted(len(already), 'file')} already loaded{':' * (0 < len(renamed) < _MANY)}")
        lines += _explain(renamed) if len(renamed) < _MANY else []
    for fate in _EXPLAINED:
        outcomes = summary.by_fate(fate)
        if outcomes:
            lines += ["", f"{fate.capitalize()} ({len(outcomes)}):"]
            lines += _explain(outcomes)
    if summary.notes:
        lines += ["", *summary.notes]
    return "\n".join([*lines, "", _end(summary, log)]).lstrip("\n")


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
            {"file": _shown(outcome), "fate": str(outcome.fate), "reason": visible(outcome.reason)}
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


def _explain(outcomes: list[Outcome]) -> list[str]:
    """One line per file; many files of one place with one reason share a line, and are told one by one in the log.

    Files of sources that were not asked for share one wherever they lie.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        name = _shown(outcome)
        place = "" if outcome.reason.startswith(NOT_ASKED) else _place(name)
        alike.setdefault((place, visible(outcome.reason)), []).append(name)
    lines: list[str] = []
    for (place, reason), names in alike.items():
        if len(names) >= (_MANY_OF_A_SERVER if _HOST.fullmatch(place) else _MANY):
            first, last = names[0].rpartition("/")[2], names[-1].rpartition("/")[2]
            span = f"each of {len(names)}{' addresses' if _HOST.fullmatch(place) else f' files, {first} to {last}'}"
            lines.append(f"  {f'{place}/ ({span})' if place else span}: {reason}")
        else:
            lines += [f"  {name}: {reason}" for name in names]
    return lines


def _place(name: str) -> str:
    """What many files may have in common: a folder, or a publisher's server."""
    on_the_web = _HOST.match(name)
    return on_the_web[0] if on_the_web else name.rpartition("/")[0]


def _end(summary: Summary, log: str) -> str:
    if summary.generation is None:
        return f"Nothing could be loaded. Details are in {log}"
    if summary.bare:
        return "No file was loaded, and none was before: the tables hold nothing but the code lists that come with this product."
    if not summary.published:
        return f"Nothing new; the tables stay as they are (set {summary.generation})."
    if not any(outcome.fate in _BROUGHT for outcome in summary.outcomes):
        return f"No file was loaded; the tables are made of what was there before (set {summary.generation})."
    if summary.same:
        return f"Nothing new; the same tables were made again (set {summary.generation})."
    return f"New tables are in use (set {summary.generation})."


def _shown(outcome: Outcome) -> str:
    """Where the file lay, which tells more than its name alone."""
    address = outcome.url if _HOST.match(outcome.url) else outcome.url.partition(":")[2]
    return visible(address or outcome.name)
