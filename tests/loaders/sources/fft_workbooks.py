"""What the tests of the Friends and Family Test share: small invented workbooks in true layouts, and the road from bytes to facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from demo.spreadsheet import SheetRows, Value, write_workbook
from insight.schema import FACTS, TABLES, conform
from loaders.source import Raw
from loaders.sources import fft
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import raw_file

KEY = ["measure", "org", "level", "segment"]

SIX = ("Very Good", "Good", "Neither Good nor Poor", "Poor", "Very Poor", "Don't Know")
SIX_ROLES = ("very_good", "good", "neither", "poor", "very_poor", "dont_know")

Grid = list[list[Value]]


@dataclass(frozen=True)
class Line:
    """One row of a sheet as a publisher would fill it. `answers` of None are hidden by a star; `shares` of None are worked out."""

    identity: tuple[Value, ...]
    answers: tuple[int, ...] | None
    total: int | None = None
    eligible: Value = None
    shares: tuple[Value, Value] | None = None
    modes: tuple[Value, ...] = ()
    behind: tuple[Value, ...] = field(default=())

    @property
    def responses(self) -> int:
        """Total Responses: always printed."""
        return self.total if self.answers is None and self.total is not None else sum(self.answers or ())

    def cells(self, has_eligible: bool, has_shares: bool = True) -> list[Value]:
        """The row, from column A."""
        middle: list[Value] = [self.responses, *([self.eligible] if has_eligible else [])]
        if has_shares:
            middle += [*self.printed, *(self.answers or ("*",) * 6)]
        return [*self.identity, *middle, *self.modes, *self.behind]

    @property
    def printed(self) -> tuple[Value, Value]:
        """The two percentages, as fractions."""
        if self.shares is not None:
            return self.shares
        a = self.answers or (1, 0, 0, 0, 0, 0)
        return ((a[0] + a[1]) / sum(a), (a[3] + a[4]) / sum(a)) if sum(a) else ("-", "-")


def sheet(
    identity: Sequence[str],
    lines: Sequence[Line],
    *,
    top: int = 3,
    eligible: bool = True,
    modes: Sequence[str] = (),
    modes_beside_answers: bool = True,
    behind: Sequence[str] = (),
) -> Grid:
    """One sheet as published: its header in row `top` and the one below, then the rows."""
    names: Grid = [[] for _ in range(top - 1)]
    first: list[Value] = [*identity, "Total Responses", *(["Total Eligible"] if eligible else [])]
    first += ["Percentage Positive", "Percentage Negative"]
    second: list[Value] = [""] * len(first) + list(SIX)  # type: ignore[assignment]
    first += ["Breakdown of Responses", *[""] * 5]
    if modes_beside_answers:
        second += [f"Mode {mode}" for mode in modes]
    else:
        first += [f"Mode {mode}" for mode in modes]
    return [*names, [*first, *behind], second, *(line.cells(eligible) for line in lines)]


def front(title: str, month: date = date(2025, 7, 1)) -> dict[str, Grid]:
    """Notes and Summary."""
    return {"Notes": [[], [title]], "Summary": [[], ["", month, month - timedelta(days=5)]]}


def write(path: Path, grids: Mapping[str, Grid], hidden: Sequence[str] = ("BS",)) -> Raw:
    """A workbook of these sheets, as if it had been fetched."""
    write_workbook(path, {name: SheetRows(rows, hidden=name in hidden) for name, rows in grids.items()})
    return raw_file(path)


def tables(raw: Raw) -> dict[str, pd.DataFrame]:
    """Every table of a workbook, each through the door of the tidy shape."""
    release = fft.recognise(raw, LISTS)
    assert release is not None
    found = {name: conform(table, TABLES[name]).to_pandas() for name, table in fft.tidy(raw, release, LISTS).items()}
    assert set(found["facts"]["measure"]) <= {measure.id for measure in fft.MEASURES}
    return found


def facts(raw: Raw) -> pd.DataFrame:
    """The facts of a workbook, by measure, org, level and segment."""
    return tables(raw)["facts"].set_index(KEY).sort_index()


ENGLAND = Line(("", "", "England"), (120, 60, 20, 8, 4, 8), eligible=900, modes=(100, 120))
SELECTION = Line(("", "", "Selection (excluding suppressed data)"), (99, 1, 1, 1, 1, 1), eligible=5, modes=(1, 1))
TRUSTS = (
    Line(("QE1", "ZZ1", "FIRST INVENTED TRUST"), (60, 20, 8, 5, 4, 3), eligible=400, modes=(40, 60)),
    Line(("QE1", "ZZ2", "SECOND INVENTED TRUST"), None, 3, 20, ("*", "*"), ("*", "*")),
    Line(("QE1", "ZZ3", "THIRD INVENTED TRUST"), None, 57, 60, (0.93, 0.02), ("*", "*")),
    Line(("QF7", "ZZ4", "FOURTH INVENTED TRUST"), (0, 0, 0, 0, 0, 0), eligible=0, modes=(0, 0)),
    Line(("QF7", "ZZ5", "FIFTH INVENTED TRUST"), (17, 20, 12, 3, 2, 6), eligible=420, modes=(30, 30)),
)


def a_and_e() -> dict[str, Grid]:
    """A small A&E workbook: one open trust, one hidden, one hidden to protect it, one that nobody answered, one more open."""
    icb = ("ICB Code", "ICB Name")
    boards = (
        Line(("QE1", "LANCASHIRE AND SOUTH CUMBRIA ICB"), (103, 40, 8, 5, 2, 2), eligible=480),
        Line(("QF7", "SOUTH YORKSHIRE ICB"), (17, 20, 12, 3, 2, 6), eligible=420),
    )
    trust = ("ICB Code", "Trust Code", "Trust Name")
    site = (*trust, "Site Code", "Site Name")
    own = Line(("QE1", "ZZ1", "FIRST INVENTED TRUST", "ZZ101", "INFIRMARY - ZZ101"), (60, 20, 8, 5, 4, 3), eligible=400)
    others = (
        Line(("QE1", "ZZ3", "THIRD INVENTED TRUST", "ZZ301", "CLINIC - ZZ301"), None, 57, 60, (0.93, 0.02)),
        Line(("QF7", "ZZ5", "FIFTH INVENTED TRUST", "ZZ501", "CENTRE - ZZ501"), (17, 20, 12, 3, 2, 6), eligible=420),
    )
    wide = [["", "", *ENGLAND.identity][-n:] for n in (2, 3, 5)]
    return {
        **front("A&E Friends and Family Test (FFT) data - July 2025"),
        "ICB": sheet(icb, [_as(ENGLAND, wide[0]), _as(SELECTION, ["", SELECTION.identity[2]]), *boards]),
        "Trusts": [
            *sheet(trust, [ENGLAND, SELECTION, *TRUSTS], modes=("SMS", "Online")),
            ["-"] * 15,
        ],
        "Sites": sheet(
            site, [_as(ENGLAND, wide[2]), _as(SELECTION, ["", "", "", "", SELECTION.identity[2]]), own, *others]
        ),
        "BS": [["Trust Code", "Trust Name", "Total Responses"], ["ZZ9", "LEFT OVER", 5]],
    }


def _as(line: Line, identity: Sequence[Value]) -> Line:
    return Line(tuple(identity), line.answers, line.total, line.eligible, line.shares)


__all__ = ["FACTS", "KEY", "SIX", "SIX_ROLES", "Grid", "Line", "a_and_e", "facts", "front", "sheet", "tables", "write"]
