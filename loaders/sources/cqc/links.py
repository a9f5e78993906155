"""Where a reader finds CQC's own word on a place: addresses on its site, and nothing else that a file may hold."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from insight.model import Level

SITE = "cqc.org.uk"

_PAGES = {Level.LOCATION: "location", Level.TRUST: "provider"}
_PLAIN = re.compile(r"[!-~]{1,300}")
"""Visible ASCII: an address that needs more, or is longer, is none that CQC prints."""
_RISKY = re.compile(r"[\"'<>\\`{}|^@]")


def page_of(level: Level, org: str) -> str:
    """The page CQC keeps of a place or a trust, with its reports; for the lists and records that print no address of it.

    The API names its reports by number only, and what answers to those numbers asks for a key.
    """
    return f"https://www.{SITE}/{_PAGES[level]}/{org}"


def safe_link(text: str) -> str:
    """An address as printed, if it is a secure one on CQC's site; else empty, because a reader will follow it."""
    if not _PLAIN.fullmatch(text) or _RISKY.search(text):
        return ""
    try:
        parts = urlsplit(text)
        ours = parts.hostname == SITE or str(parts.hostname).endswith(f".{SITE}")
        return text if parts.scheme == "https" and ours and parts.port is None else ""
    except ValueError:
        return ""
