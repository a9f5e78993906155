"""Keys that a publisher asks for: which host, in which header, from which environment variable. Never logged, never kept."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

_ASKED = {"api.service.cqc.org.uk": ("Ocp-Apim-Subscription-Key", "CQC_API_KEY")}


def key_for(url: str) -> dict[str, str]:
    """The header with our key for the host of an address; empty where none is asked for or we have none."""
    parts = urlsplit(url)
    header, variable = _ASKED.get(parts.hostname or "", ("", ""))
    key = os.environ.get(variable, "") if variable and parts.scheme == "https" else ""
    return {header: key} if key else {}
