"""What stands between a browser and the dashboard: known host names only, headers that keep a page to itself.

The policy lets nothing be asked of another site: scripts, fonts, pictures and data come from this server alone.
Streamlit's own front end needs inline styles, and evaluates code of its chart libraries.
"""

from __future__ import annotations

import ipaddress

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_METRICS = "/_stcore/metrics"


class Guard:
    """Gives every answer the headers, and refuses the server's metrics to other machines."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in a word."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        hidden = str(scope["path"]).rstrip("/").endswith(_METRICS) and not _from_this_machine(scope)
        answering = PlainTextResponse("Not found", status_code=404) if hidden else self._app
        await answering(scope, receive, send_with_headers)


def middleware() -> list[Middleware]:
    """What `st.App` puts before Streamlit's own handling of a request."""
    hosts = st.get_option("server.allowedHosts") or ["*"]
    return [Middleware(Guard), Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)]


def _from_this_machine(scope: Scope) -> bool:
    """Whether the request comes from this machine itself, and not through a proxy on it."""
    client, headers = scope.get("client"), Headers(scope=scope)
    if client is None or "x-forwarded-for" in headers or "forwarded" in headers:
        return False
    try:
        return ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
