"""The whole demonstration publication, one series after another, into one folder."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from demo import boundaries, complaints, cqc, fft, gpps, inpatient, needs, ods_reports, patient_lists, staff
from demo.world import World, build

Progress = Callable[[str, float], None]

NOTICE = """\
DEMONSTRATION DATA

Every figure and every organisation in this folder is invented. The practices, primary care networks, trusts, answers
and boundaries do not exist and describe no real patient, practice or place.

Real are only the codes and names of areas (STPs, integrated care boards, NHS regions, clinical commissioning groups,
sub-ICB locations) and the layouts, in which the files follow the GP Patient Survey (NHS England and Ipsos), the
Organisation Data Service, "Patients registered at a GP practice" (NHS England), the Adult Inpatient Survey and the
ratings of the Care Quality Commission, the Friends and Family Test, the NHS Staff Survey and Written Complaints (NHS England), the boundaries,
census table, rural-urban classification and lookup of the Office for National Statistics, Fingertips (OHID), the Quality and Outcomes
Framework (NHS England) and the Indices of Deprivation 2025 (MHCLG). None of these publishers has anything to do with this folder.

Written by the program in demo/ (`python -m demo FOLDER`). The same program writes the same bytes every time.
"""


@dataclass(frozen=True)
class PublicationStep:
    """One series to write, by itself and in any process: what a waiting person is told, what share of the time it takes, and how."""

    words: str
    weight: float
    write: Callable[..., None]
    """Given the world and, as `folder`, where to write."""


_RESTART = gpps.YEARS.index(2024)
"""Where the years begin that can be compared with the newest: a new questionnaire, online first."""


def _survey(years: Sequence[int]) -> tuple[PublicationStep, ...]:
    """The GP Patient Survey of these years, a step each."""
    return tuple(PublicationStep(f"GP Patient Survey {year}", 2, partial(gpps.publish, year=year)) for year in years)


FIRST: tuple[PublicationStep, ...] = (
    PublicationStep("Drawing boundaries", 4, boundaries.publish),
    PublicationStep("Writing registers", 3, ods_reports.publish),
    PublicationStep("Counting patients", 1, patient_lists.publish),
    *_survey(gpps.YEARS[_RESTART:]),
)
"""Footprints and the comparable years of the largest survey: where each stands and what changed can be told, and is not long waited for."""

LATER: tuple[PublicationStep, ...] = (
    *_survey(gpps.YEARS[:_RESTART]),
    PublicationStep("CQC ratings", 10, cqc.publish),
    PublicationStep("Adult Inpatient Survey", 5, inpatient.publish),
    PublicationStep("Friends and Family Test", 25, fft.publish),
    PublicationStep("Needs", 4, needs.publish),
    PublicationStep("NHS Staff Survey", 5, staff.publish),
    PublicationStep("Written complaints", 8, complaints.publish),
)


def publish(
    folder: Path, progress: Progress | None = None, steps: Sequence[PublicationStep] = (*FIRST, *LATER)
) -> None:
    """Write the demonstration publication, or those steps of it, into `folder`, which is made if it does not exist.

    `progress` is told, after each step, what is written and the share of the work that is done (0 to 1). The same
    program writes the same bytes. Raises OSError when the folder cannot be written.
    """
    tell = progress or (lambda step, done: None)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "DEMONSTRATION.txt").write_text(NOTICE, encoding="utf-8", newline="\n")
    tell("Inventing practices and trusts", 0.0)
    world = build()
    done, whole = 0.0, sum(step.weight for step in steps)
    for step in _written(world, folder, steps):
        done += step.weight
        tell(step.words, done / whole)
    tell("Published", 1.0)


def _written(world: World, folder: Path, steps: Sequence[PublicationStep]) -> Iterator[PublicationStep]:
    """Each step when it is done: several side by side, the longest first, so that the last one is a short wait."""
    if len(steps) < 2:  # one alone is sooner done than a process is started
        for step in steps:
            step.write(world, folder=folder)
            yield step
        return
    started = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    with ProcessPoolExecutor(mp_context=started) as pool:
        longest = sorted(steps, key=lambda step: -step.weight)
        waiting = {pool.submit(step.write, world, folder=folder): step for step in longest}
        for written in as_completed(waiting):
            written.result()
            yield waiting[written]
