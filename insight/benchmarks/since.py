"""Since when a footprint has been worse or better than those it is compared with, as far as the years may be compared."""

from __future__ import annotations

from collections.abc import Sequence


def since_when(verdicts: Sequence[tuple[str, str]], whom: str) -> str:
    """Period and verdict of each comparable period, oldest first, as a sentence; empty where the latest says nothing.

    As in "Worse than similar areas in every comparable year since 2024.". Years without a verdict neither end nor lengthen the run.
    """
    compared = [each for each in verdicts if each[1] != "not compared"]
    if not compared or verdicts[-1][1] in ("not compared", "similar"):
        return ""
    latest, word = compared[-1]
    run = [latest]
    for period, verdict in compared[-2::-1]:
        if verdict != word:
            break
        run.append(period)
    said = f"{word.capitalize()} than {whom}"
    if len(run) == len(compared):
        return f"{said} in {latest}; no earlier year may be compared with it." if len(run) == 1 else (
            f"{said} in every comparable year since {run[-1]}."
        )  # fmt: skip
    return f"{said} since {run[-1]}: in the comparable year before there was no such difference."
