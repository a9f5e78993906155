"""The few marks of markup that our charts use, read into lines of runs that can be measured, broken and written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from insight.charts.drawn.letters import drawable, width
from insight.charts.style.layout import FOOT

LINE = 1.3
"""Lines stand so many times their size apart."""
_SHORTEST = 6
"""Letters of a word that is never broken."""
_WORDS = re.compile(r"(?:\S|\u00a0)+(?: \(\d+\)\S*)?[^\S\u00a0]*|[^\S\u00a0]+")
"""What is never broken: a word, what hangs on it by a space that does not break, and the number in brackets after it."""
_MARKUP = re.compile(r"(<br\s*/?>|</?[a-z]+[^>]*>)")
_COLOUR = re.compile(r"color:\s*([^;\"]+)")


class Run(NamedTuple):
    """A stretch of text in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str | None = None


Line = tuple[Run, ...]


def read(markup: str) -> list[Line]:
    """Text with `<b>`, `<i>`, `<br>` and coloured spans as lines."""
    lines: list[list[Run]] = [[]]
    look = {"b": 0, "i": 0}
    colours: list[str | None] = [None]
    for piece in _MARKUP.split(markup):
        tag = piece.strip("</> ").split(" ")[0] if piece.startswith("<") and _MARKUP.fullmatch(piece) else ""
        if tag.startswith("br"):
            lines.append([])
        elif tag in look:
            look[tag] += -1 if piece.startswith("</") else 1
        elif tag == "span":
            found = _COLOUR.search(piece)
            colours.append(found[1] if found else colours[-1]) if not piece.startswith("</") else colours.pop()
        elif piece:
            text = drawable(html.unescape(piece))
            lines[-1].append(Run(text, look["b"] > 0, look["i"] > 0, colours[-1]))
    return [tuple(line) for line in lines]


def length(line: Line, size: float) -> float:
    """How wide a line is."""
    return sum(width(run.text, size, run.bold) for run in line)


def widest(lines: Iterable[Line], size: float) -> float:
    """How wide the widest line is."""
    return max((length(line, size) for line in lines), default=0.0)


def longest_word(lines: Iterable[Line], size: float) -> float:
    """How wide the widest word is."""
    words = (run._replace(text=word) for line in lines for run in line for word in run.text.split())
    return max((length((word,), size) for word in words), default=0.0)


def joined(lines: Sequence[Line], by: str) -> list[Line]:
    """All lines as one, those whose look differs parted by `by`, which no line begins with: the others are one text that was broken."""
    *before, last = _paragraphs(lines) or [()]
    ended = [(*line[:-1], line[-1]._replace(text=line[-1].text + by)) for line in before if line]
    return [tuple(run for line in [*ended, last] for run in line)]


def height(lines: Sequence[Line], size: float) -> float:
    """How high lines are together."""
    return len(lines) * size * LINE


def broken(lines: Sequence[Line], room: float, size: float) -> list[Line]:
    """The same text in lines of at most `room`; lines of one look that fit as they are stay as they are."""
    if widest(lines, size) <= room:
        return list(lines)
    return [line for paragraph in _paragraphs(lines) for line in _wrapped(paragraph, room, size)]


def balanced(lines: Sequence[Line], room: float, size: float) -> list[Line]:
    """As broken, in no more lines, but of nearly equal length."""
    found = broken(lines, room, size)
    low, high = room / 3, room
    while high - low > FOOT / 2:
        tried = (low + high) / 2
        again = broken(lines, tried, size)
        fits = len(again) <= len(found) and widest(again, size) <= tried
        low, high = (low, tried) if fits else (tried, high)
    again = broken(lines, high, size)
    return again if len(again) <= len(found) else found


def _paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring lines whose look goes on are one paragraph that was broken for another width."""
    joined: list[Line] = []
    for line in lines:
        if joined and joined[-1] and line and _look(joined[-1][-1]) == _look(line[0]):
            last = joined[-1][-1]
            joined[-1] = (*joined[-1][:-1], last._replace(text=f"{last.text} {line[0].text}"), *line[1:])
        else:
            joined.append(line)
    return joined


def _look(run: Run) -> tuple[bool, bool, str | None]:
    return run.bold, run.italic, run.colour


def _wrapped(paragraph: Line, room: float, size: float) -> list[Line]:
    lines: list[list[Run]] = [[]]
    used = 0.0
    for run in paragraph:
        words = _WORDS.findall(run.text)
        for word in chain.from_iterable(_parted(each, room, size, run.bold) for each in words):
            taken = width(word.rstrip(), size, run.bold)
            if lines[-1] and used + taken > room:
                lines.append([])
                used = 0.0
            lines[-1].append(run._replace(text=word))
            used += width(word, size, run.bold)
    return [_merged(line) for line in lines]


def _parted(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word in pieces that each have room, hyphened, where it has none as a whole."""
    if width(word.rstrip(), size, bold) <= room or len(word) < _SHORTEST:
        return [word]
    most = next(at for at in range(len(word) - 3, 1, -1) if at == 2 or width(f"{word[:at]}-", size, bold) <= room)
    return [f"{word[:most]}-", *_parted(word[most:], room, size, bold)]


def _merged(words: list[Run]) -> Line:
    """Words of one look side by side as one run; no space at the end."""
    runs = [Run("".join(word.text for word in some), *look) for look, some in groupby(words, _look)]
    return (*runs[:-1], *(run._replace(text=run.text.rstrip()) for run in runs[-1:]))
