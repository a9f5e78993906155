"""What each address last said about its file, and the bytes not yet taken over: so that nothing is downloaded twice."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from loaders.store.durable import sha256_of, write_whole

_NOTE, _PART = ".note.json", ".part"


@dataclass(frozen=True)
class Validators:
    """How a server names the version of a file it sent, for asking whether there is a newer one."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def strong(self) -> str | None:
        """What makes it safe to continue a download where it broke off (RFC 9110, 13.1.5): not a weak ETag."""
        etag = self.etag if self.etag and not self.etag.startswith("W/") else None
        return etag or self.last_modified


@dataclass(frozen=True)
class Known:
    """The last complete download from an address: its fingerprint, and what the server called it."""

    sha256: str
    validators: Validators


class Drawer:
    """All we hold for one address: a note, perhaps a broken-off download, perhaps bytes bronze did not take."""

    def __init__(self, downloads: Path, url: str, name: str) -> None:
        self.url = url
        self.name = name
        self.folder = downloads / hashlib.sha256(url.encode()).hexdigest()[:24]

    @property
    def part(self) -> Path:
        """Where a download under way grows."""
        return self.folder / _PART

    @property
    def data(self) -> Path:
        """Where a complete download lies, under the publisher's name for it, until bronze has it."""
        return self.folder / self.name

    @property
    def held(self) -> int:
        """Bytes we have of a download under way."""
        return self.part.stat().st_size if self.part.exists() else 0

    def known(self) -> Known | None:
        """What the last complete download was; None if there was none or the note is damaged."""
        note = self._note("complete")
        return Known(str(note["sha256"]), _validators(note)) if note else None

    def broken_off(self) -> Validators | None:
        """What the server called the file that a broken-off download was of; None when there is nothing to resume."""
        note = self._note("under way")
        return _validators(note) if note and self.part.exists() else None

    def begin(self, validators: Validators) -> None:
        """Note what is about to be downloaded, so that it may be continued later."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write("under way", {"validators": asdict(validators)})

    def finish(self, validators: Validators) -> Known:
        """The download is complete and believed: note its fingerprint and keep its bytes."""
        sha256 = sha256_of(self.part)
        self.part.replace(self.data)
        self._write("complete", {"sha256": sha256, "validators": asdict(validators)})
        return Known(sha256, validators)

    def release(self) -> None:
        """Bronze has the bytes; keep only the note."""
        self.data.unlink(missing_ok=True)

    def empty(self) -> None:
        """Forget everything about this address."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _note(self, state: str) -> dict[str, Any] | None:
        """What we wrote down; None where nothing is, or nothing that can be used."""
        try:
            note = json.loads((self.folder / _NOTE).read_text(encoding="utf-8"))[state]
            _validators(note)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return note if state == "under way" or "sha256" in note else None

    def _write(self, state: str, what: dict[str, object]) -> None:
        kept = {"complete": self._note("complete")} if state == "under way" else {}
        write_whole(self.folder / _NOTE, json.dumps({"url": self.url, **kept, state: what}, indent=2))


def _validators(note: dict[str, Any]) -> Validators:
    return Validators(**note["validators"])
