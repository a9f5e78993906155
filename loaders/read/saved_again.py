"""Tables that another program saved again - in UTF-16, with semicolons or tabs, as a workbook - made a plain CSV before anybody reads them.

So every source reads such copies, and none knows of them. What is kept of a file is what came, byte for byte.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TextIO

from loaders.errors import LayoutChanged, LoadingError
from loaders.grammar import listed
from loaders.read.damage import DAMAGED, plainly
from loaders.read.packed import is_gzip, only_csv, unpacked
from loaders.read.plain_tables import Rows, opening, sheets_alike
from loaders.read.text_form import HEAD, TextForm, form_of
from loaders.source import Raw

_DECIMAL_COMMA = re.compile(r"-?(?:0|\d{4,})?,\d+|-?\d+,(?:\d{1,2}|\d{4,})", re.ASCII)
_ANY_COMMA = re.compile(r"-?[\d,]*\d,\d[\d,]*", re.ASCII)
"""Between thousands or before decimals: where semicolons stand between cells, one program's thousands are another's decimals."""


@dataclass(frozen=True)
class Plain:
    """A file that sources can read, and what keeps it from being believed: numbers that may be a thousand times others."""

    raw: Raw
    doubt: LayoutChanged | None = None
    packed: str = ""
    """What the one CSV is called that was packed in it."""

    @property
    def under_both_names(self) -> Raw:
        """The same under the name of what was packed as well: where one name is silent the other may tell, and both are weighed."""
        return replace(self.raw, name=f"{PurePosixPath(self.raw.name).stem} {PurePosixPath(self.packed).name}")


@contextmanager
def as_plain_text(raw: Raw) -> Iterator[Plain]:
    """The same file, or a plain copy of it for as long as it is read. Raises OSError."""
    with ExitStack() as kept:
        plain = Plain(raw)
        try:
            with unpacked(raw) as stream:
                form = form_of(stream.read(HEAD))
            if is_gzip(raw) or not form.plain:
                path = kept.enter_context(_copy_of(raw))
                plain = Plain(_at(path, raw), _rewrite(raw, form, path))
        except DAMAGED as error:
            if type(error) is OSError:
                raise  # else whoever knows the file will say that it is damaged
        yield plain


@contextmanager
def as_table_within(raw: Raw) -> Iterator[Plain | None]:
    """The table in a file that nobody knows, as a CSV for as long as it is read: what is packed, the first sheet of a workbook with one, or what
    stands below a title. None where there is none.
    """
    packed = only_csv(raw)
    sheets = {} if packed else _sheets_of(raw)
    rows = next(iter(sheets.values()), [])
    # So many lines that are not empty stand above a table: a title, its date.
    title = next((at for at, row in enumerate(rows or opening(raw)) if sum(map(bool, row)) > 1), 0)
    if not (packed or rows or title):
        yield None
        return
    with _copy_of(raw) as path:
        doubt = None
        if rows:
            with path.open("w", encoding="utf-8", newline="") as new:
                csv.writer(new, lineterminator="\n").writerows(rows[title:])
            if len(sheets) > 1:
                found = f"several, {listed(sheets)}; save the one that is meant as a file of its own"
                doubt = LayoutChanged(raw.name, "one sheet with such a table", found)
        else:
            with unpacked(raw) as stream:
                form = form_of(stream.read(HEAD))
            doubt = _rewrite(raw, replace(form, above=max(form.above, 0 if packed else title)), path)
        yield Plain(_at(path, raw), doubt, packed or "")


def _sheets_of(raw: Raw) -> dict[str, Rows]:
    try:
        return sheets_alike(raw)
    except LoadingError:
        return {}


@contextmanager
def _copy_of(raw: Raw) -> Iterator[Path]:
    """Where a copy of a file may be written; a source may look at the name of the folder a file lies in."""
    with tempfile.TemporaryDirectory(prefix="insight-") as folder:
        path = Path(folder) / raw.path.parent.name / raw.path.name
        path.parent.mkdir(exist_ok=True)
        yield path


def _at(path: Path, raw: Raw) -> Raw:
    return Raw(path, raw.name, raw.url, raw.retrieved)


def _rewrite(raw: Raw, form: TextForm, path: Path) -> LayoutChanged | None:
    """Write the plain copy, and say what is doubtful in it. Where the last line has no end, the copy's has none."""
    errors = "surrogateescape" if form.encoding == "utf-8" else "replace"
    with (
        unpacked(raw) as stream,
        io.TextIOWrapper(stream, encoding=form.encoding, errors=errors, newline=None if form.old_ends else "") as old,
        path.open("w", encoding="utf-8", errors=errors, newline="") as new,
    ):
        if form.separator != "," or form.above:
            return _rewrite_rows(raw, form, old, new)
        while piece := old.read(1 << 20):
            new.write(piece)
    return None


def _rewrite_rows(raw: Raw, form: TextForm, old: TextIO, new: TextIO) -> LayoutChanged | None:
    lines, end, above = _Ended(old), "", form.above
    doubt: LayoutChanged | None = None
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=form.separator, strict=True), start=1):
            if above or not (end or any(row)):
                above -= any(row)
                continue
            doubt = doubt or _doubt(raw, form, row, number)
            cells = io.StringIO()
            csv.writer(cells, lineterminator="").writerow(row)
            new.write(end + cells.getvalue())
            end = "\n"
    except csv.Error as error:
        return LayoutChanged(raw.name, "a table with the same mark between all cells", plainly(error))
    new.write("\n" if lines.whole else "")
    return doubt


class _Ended:
    """The lines of a text; afterwards, whether the last one had its end."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self.whole = True

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.whole = line.endswith(("\n", "\r"))
            yield line


def _doubt(raw: Raw, form: TextForm, row: Sequence[str], number: int) -> LayoutChanged | None:
    """What is said of a number with a comma: it counts thousands only where nothing else can be meant."""
    if form.separator == ",":
        return None
    doubtful = _ANY_COMMA if form.separator == ";" else _DECIMAL_COMMA
    odd = next((cell for cell in row if "," in cell and doubtful.fullmatch(cell.strip())), None)
    if odd is None:
        return None
    return LayoutChanged(
        raw.name,
        "numbers with a point before their decimals, as the publisher writes them",
        f"{odd!r} in line {number} of a copy that was saved again: load the file as it was published",
    )
