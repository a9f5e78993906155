"""Since when a footprint has been worse or better than those it is compared with, as far as the years may be compared."""

from __future__ import annotations

from collections.abc import Sequence


def since_when(verdicts: Sequence[tuple[str, str]], whom: str) -> str:
    """Period and verdict of each comparable period, oldest first, as a sentence; empty where the latest says nothing.

    As in "Worse than similar areas in each year since 2024, the earliest that may be compared.".
    """
    if not verdicts or verdicts[-1][1] in ("not compared", "similar"):
        return ""
    latest, word = verdicts[-1]
    run = [latest]
    for period, verdict in verdicts[-2::-1]:
        if verdict != word:
            break
        run.append(period)
    said = f"{word.capitalize()} than {whom}"
    if len(run) == len(verdicts):
        return f"{said} in {latest}, the only year that may be compared." if len(run) == 1 else (
            f"{said} in each year since {run[-1]}, the earliest that may be compared."
        )  # fmt: skip
    return f"{said} since {run[-1]}: in the year before there was no such difference."
