"""What can go wrong between a publisher and us, each as a sentence that tells a person what to do."""

from __future__ import annotations


class LoadingError(Exception):
    """Something a person should read: the sentence says what happened and what to do. Never a bug of ours."""


class SourceUnavailable(LoadingError):
    """The publisher did not give us the file: no answer, a refusal, or something that is not the file."""


class _Unlike(LoadingError):
    """The file, or one sheet of it, is not what it should be: names both, what we expected and found."""

    said = "expected {}, found {}"

    def __init__(self, file: str, expected: str, found: str, sheet: str | None = None) -> None:
        where = f"{file}, sheet {sheet!r}" if sheet else file
        super().__init__(f"{where}: {self.said.format(expected, found)}")


class LayoutChanged(_Unlike):
    """The file is the publisher's, but not in any layout we know."""


class Incomplete(_Unlike):
    """The file is the publisher's and was cut short: names what a whole one holds and what this one holds."""

    said = "the file was cut short: expected {}, found {}; fetch it again"


class Unended(Incomplete):
    """The last line of a text has no end, as where it was cut short in a cell; one that is whole cannot be told from that."""

    def __init__(self, file: str) -> None:
        LoadingError.__init__(
            self,
            f"{file}: its last line has no end, so the file may have been cut short: fetch it again; if you know that it is whole, "
            "put an empty line below it in a text editor",
        )


class Impossible(LoadingError):
    """The file is in a layout we know and holds what cannot be, such as a negative count or one key twice: names the row."""


class NotUsable(LoadingError):
    """We know what the file is and may not load it: the unweighted version, a superseded copy, another country."""
