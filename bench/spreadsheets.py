"""The publishers' workbooks: a long OpenDocument sheet, and one month of the Friends and Family Test, against pandas' readers."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

import demo
from bench.case import Case, against, under
from bench.measure import cost
from demo.ods_workbook import write_long
from loaders.build import code_lists
from loaders.read.sheets import open_book
from loaders.source import Raw
from loaders.sources import fft

_ROWS = 100_000
_MONTH = "FFT_*_Apr-26.xlsm"
_MEMORY = 600


def cases() -> Iterator[Case]:
    """Seconds from the bytes on disk, and the larger peak of memory of the two. pandas with odfpy is run once: it is slow."""
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.ods"
        write_long(long, _ROWS)
        sheet, odfpy = cost(open_long, long), cost(read_ods, long, runs=1)
        demo.publish(Path(folder) / "demo")
        month = sorted((Path(folder) / "demo").glob(_MONTH))
        cells, facts, openpyxl = cost(open_month, month), cost(load_month, month), cost(read_month, month)
    yield against("100,000 rows of OpenDocument, time", "s", ours=sheet.seconds, rival=odfpy.seconds, at_least=20)
    for name, ours in (("cells", cells), ("facts", facts)):
        yield against(
            f"Friends and Family month, {name}, time", "s", ours=ours.seconds, rival=openpyxl.seconds, at_least=10
        )
    yield under(
        "workbooks, peak memory", "MB", limit=_MEMORY,
        ours=max(sheet.megabytes, facts.megabytes), rival=max(odfpy.megabytes, openpyxl.megabytes),
    )  # fmt: skip


def open_long(path: Path) -> int:
    """Ours: the sheet as every source gets it, measured before it is opened."""
    return len(open_book(Raw(path, path.name, path.name)).sheet("Long").rows)


def read_ods(path: Path) -> int:
    """The rival: pandas with odfpy."""
    return len(pd.read_excel(path, engine="odf"))


def open_month(paths: Sequence[Path]) -> int:
    """Ours: every sheet of every workbook of a month, as cells, which is what the rival gives."""
    books = [open_book(Raw(path, path.name, path.name)) for path in paths]
    return sum(len(book.sheet(name).rows) for book in books for name in book.names)


def load_month(paths: Sequence[Path]) -> int:
    """Ours: recognise every workbook of a month and make its facts, with every check there is."""
    found, reference = 0, code_lists.load()
    for path in paths:
        raw = Raw(path, path.name, path.name)
        release = fft.recognise(raw, reference)
        assert release is not None
        found += len(fft.tidy(raw, release, reference)["facts"])
    return found


def read_month(paths: Sequence[Path]) -> int:
    """The rival: pandas with openpyxl, every sheet of the same workbooks. No facts yet, and no check."""
    warnings.filterwarnings("ignore", "Workbook contains no default style")
    books = [pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl") for path in paths]
    return sum(len(sheet) for book in books for sheet in book.values())
