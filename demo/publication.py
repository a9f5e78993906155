"""The whole demonstration publication, one series after another, into one folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from demo import boundaries, cqc, fft, gpps, inpatient, ods_reports, patient_lists
from demo.world import build

Progress = Callable[[str, float], None]

NOTICE = """\
DEMONSTRATION DATA

Every figure and every organisation in this folder is invented. The practices, primary care networks, trusts, answers
and boundaries do not exist and describe no real patient, practice or place.

Real are only the codes and names of areas (STPs, integrated care boards, NHS regions, clinical commissioning groups,
sub-ICB locations) and the layouts, in which the files follow the GP Patient Survey (NHS England and Ipsos), the
Organisation Data Service, "Patients registered at a GP practice" (NHS England), the Adult Inpatient Survey and the
ratings of the Care Quality Commission, the Friends and Family Test (NHS England) and the boundaries of the Office for
National Statistics. None of these publishers has anything to do with this folder.

Written by the program in demo/ (`python -m demo FOLDER`). The same program writes the same bytes every time.
"""


def publish(folder: Path, progress: Progress | None = None) -> None:
    """Write every file of the demonstration publication into `folder`, which is made if it does not exist.

    `progress` is told, before each step, what comes next and the share of the work that is done (0 to 1). The same
    program writes the same bytes. Raises OSError when the folder cannot be written.
    """
    tell = progress or (lambda step, done: None)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "DEMONSTRATION.txt").write_text(NOTICE, encoding="utf-8", newline="\n")
    tell("Inventing practices and trusts", 0.0)
    world = build()
    tell("Drawing boundaries", 0.03)
    boundaries.publish(world, folder)
    tell("Writing registers", 0.12)
    ods_reports.publish(world, folder)
    patient_lists.publish(world, folder)
    tell("CQC ratings", 0.13)
    cqc.publish(world, folder)
    tell("Adult Inpatient Survey", 0.14)
    inpatient.publish(world, folder)
    for number, year in enumerate(gpps.YEARS):
        tell(f"GP Patient Survey {year}", 0.15 + 0.6 * number / len(gpps.YEARS))
        gpps.publish(world, year, folder)
    tell("Friends and Family Test", 0.75)
    fft.publish(world, folder)
    tell("Published", 1.0)
