"""The Friends and Family Test of the invented world: one workbook per setting and month, in the publisher's layouts.

Layouts of mental health, community and general practice are known from the publisher's readers only; theirs here follow
what those readers look for. Five years of trusts and practices; sites and wards of the latest months. The recommend era,
to February 2020, is not among them: no workbook of it has been seen, and a layout of our own would prove nothing.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path

from demo.fft.answers import Replies, replies
from demo.fft.pages import behind, front, page
from demo.fft.plan import FINE_MONTHS, FftSheet, layouts, months, settings
from demo.fft.rows import rows
from demo.spreadsheet import write_workbook
from demo.world import World


def publish(world: World, folder: Path) -> None:
    """Write every workbook of every month into `folder`."""
    for workbook, mine in groupby(settings(), lambda setting: setting.workbook):
        drawn = [replies(world, setting) for setting in mine]
        for number, month in enumerate(months()):
            if month >= drawn[0].setting.first:
                _write(world, workbook, drawn, number, month, folder=folder)


def _write(world: World, workbook: str, drawn: list[Replies], number: int, month: date, *, folder: Path) -> None:
    setting = drawn[0].setting
    fine = number >= len(months()) - FINE_MONTHS
    sheets = front(setting, month)
    for layout in layouts():
        if layout.workbook == workbook:
            sheets[layout.sheet] = page(layout, rows(world, layout, _asked(drawn, layout), number, month, fine=fine))
    write_workbook(folder / f"{setting.file}_{month:%b-%y}.xlsm", sheets | behind())


def _asked(drawn: list[Replies], layout: FftSheet) -> Replies:
    """The replies a sheet is about: those of its question, or of the workbook's only one."""
    return next(each for each in drawn if each.setting.question == layout.question)
