"""A file at an address of its own: a chart, a memo to look at or to take away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wellstaffed.apps.web.page import Asked, Page, Shown, error_response, sent
from wellstaffed.apps.web.site import Site, body
from wellstaffed.core.errors import UsageError, WellstaffedError

# A picture brings its own style and nothing else; opened by itself it runs no script.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True)
class SentFile:
    """
    A file as it is sent.

    Parameters
    ----------
    content : bytes
    media_type : str
    save_as : str
        The name under which a browser saves it; empty if it is looked at.
    policy : str
        A content security policy of its own; that of the pages if empty.
    """

    content: bytes
    media_type: str
    save_as: str = ""
    policy: str = ""


def _no_view(asked: Asked) -> Shown:
    raise UsageError(f"{asked.address} is a file, not a page.")


def _no_file(asked: Asked) -> SentFile:
    raise UsageError(f"There is no file at {asked.address}.")


@dataclass(frozen=True)
class FilePage(Page):
    """
    One address that answers with a file.

    Parameters
    ----------
    make : callable
        Asks the actions and returns the file; runs in a thread.
    """

    show: Callable[[Asked], Shown] = _no_view
    kinds: tuple[str, ...] = ()
    make: Callable[[Asked], SentFile] = _no_file

    def routes(self, site: Site) -> list[Route]:
        """Return the one route of the file."""
        return [Route(self.path, self._file(site), name=self.path)]

    def _file(self, site: Site) -> Callable[[Request], Awaitable[Response]]:
        def made(request: Request) -> SentFile:
            controls = self.controls.read(request.query_params)
            return self.make(Asked(dict(request.path_params), controls, site, request.url.path))

        async def answer(request: Request) -> Response:
            try:
                file = await run_in_threadpool(made, request)
            except WellstaffedError as error:
                return await run_in_threadpool(error_response, site, request, error, "html")
            response = sent(request, body(file.content, file.media_type), is_kept=True)
            if file.policy:
                response.headers["content-security-policy"] = file.policy
            if file.save_as:
                response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(file.save_as)}"
            return response

        return answer
