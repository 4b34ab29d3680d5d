"""What stands between the network and the pages: only this machine, no foreign site, nothing oversized."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_FIELD = "csrf"
TOKEN_HEADER = "x-wellstaffed-csrf"
_SAFE = {"GET", "HEAD"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
# A memo is one self-contained file with its own style and pictures; it is shown in a frame and runs no script.
MEMO_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'; sandbox allow-popups"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """
    Refuses foreign Host headers, requests of other sites and bodies over the limit; adds the headers of every answer.

    Parameters
    ----------
    app : ASGI application
    hosts : iterable of str
        Names, without port, under which the pages may be asked for (DNS rebinding is refused so).
    most_bytes : int
        Of a request's body.
    larger : mapping of str to int, optional
        Addresses whose bodies may be larger, each with its limit.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str], most_bytes: int, larger: Mapping[str, int] | None = None
    ) -> None:
        self.app, self.hosts, self.most_bytes = app, frozenset(hosts), most_bytes
        self.larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self.app(scope, _limited(receive, self._most(request)), _with_headers(send))

    def _most(self, request: Request) -> int:
        return self.larger.get(request.url.path, self.most_bytes)

    def _refusal(self, request: Request) -> PlainTextResponse | None:
        host = request.headers.get("host", "")
        if _host_name(host) not in self.hosts:
            return PlainTextResponse("This address is not served here.\n", 421)
        if not request.scope["query_string"].isascii():
            return PlainTextResponse("The address holds bytes that no address may hold.\n", 400)
        if request.method not in _SAFE:
            site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
            if site not in (None, "same-origin") or (origin is not None and _origin_host(origin) != host):
                return PlainTextResponse("A change must come from one of the program's own pages.\n", 403)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 18 or int(length) > self._most(request):
            most = self._most(request) // 2**20
            return PlainTextResponse(f"The upload is larger than {most} MB, the most that is taken.\n", 413)
        return None


class TooLargeError(Exception):
    """A body without a stated length grew over the limit."""


def _host_name(host: str) -> str:
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name.lower()


def _origin_host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _limited(receive: Receive, most: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLargeError
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def added(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message["headers"]}
            extra = HEADERS | {"content-security-policy": POLICY}
            message["headers"] = [
                *message["headers"],
                *((name.encode(), value.encode()) for name, value in extra.items() if name.encode() not in held),
            ]
        await send(message)

    return added


def form_token(folder: Path) -> str:
    """Return the secret that every form of this workspace carries; it outlives a restart, so that no edit is refused."""
    from wellstaffed.core.atomic_files import write_whole

    file = folder / ".wellstaffed" / "form-token"
    try:
        found = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if len(found) < 32:
        found = secrets.token_urlsafe(32)
        write_whole(file, found.encode("ascii"))
        file.chmod(0o600)
    return found


def is_token(given: str | None, token: str) -> bool:
    """Tell whether a form carries the secret of this workspace."""
    return given is not None and hmac.compare_digest(given.encode(), token.encode())
