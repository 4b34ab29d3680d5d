"""The server: every page under one application, on this machine only."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from threading import Thread

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from wellstaffed.apps.web.openapi import openapi_document
from wellstaffed.apps.web.page import Page, error_response, sent
from wellstaffed.apps.web.pages import CHANGES, PAGES
from wellstaffed.apps.web.pages.data import ADD_ADDRESS
from wellstaffed.apps.web.security import Guard, TooLargeError
from wellstaffed.apps.web.site import Settings, Site
from wellstaffed.core.errors import NotFoundError, UsageError, WellstaffedError

YEAR = 31_536_000
# Answers that are made at the same time: more of them are no faster on a person's machine, and each holds memory of its own.
WORKERS = 4
_ARENA_MAX, _TRIM_THRESHOLD, _MMAP_THRESHOLD = -8, -1, -3  # of mallopt


def application(settings: Settings) -> Starlette:
    """
    Return the ASGI application of all pages.

    Raises
    ------
    UsageError
        If the assets have not been built.
    WriteError
        If the workspace cannot be written to, unless the site is read-only.
    """
    site = Site(settings)
    pages = [page for page in PAGES if page.is_public or not settings.read_only]
    routes: list[BaseRoute] = [route for page in pages for route in page.routes(site)]
    if not settings.read_only:
        routes += [change.route(site) for change in CHANGES]
    routes += [Route("/static/{name:path}", _assets(site)), Route("/openapi.json", _described(pages))]
    application = Starlette(
        routes=routes,
        middleware=[
            Middleware(
                Guard,
                hosts=settings.hosts,
                most_bytes=settings.most_upload,
                larger={} if settings.read_only else {ADD_ADDRESS: settings.most_release},
            )
        ],
        lifespan=_lifespan(site),
        exception_handlers={HTTPException: _http_error(site), TooLargeError: _too_large, WellstaffedError: _said(site)},
    )
    application.state.site = site
    return application


def serve(
    *, workspace: Path, host: str, port: int, read_only: bool, names: Sequence[str], ready: Callable[[str], None]
) -> None:
    """
    Serve the pages until stopped.

    Parameters
    ----------
    workspace : Path
        Folder of plans and rosters.
    host, port : str, int
        Address to listen at; port 0 takes a free one.
    read_only : bool
    names : sequence of str
        Further names under which the pages may be asked for.
    ready : callable
        Told the address once the first page can be asked for.

    Raises
    ------
    UsageError
        If the address is taken, or leaves this machine although the site is not read-only.
    """
    import socket

    import uvicorn

    if host not in ("127.0.0.1", "localhost", "::1") and not read_only:
        raise UsageError(
            f"--host {host} would show your plans to other machines. Add --read-only for a site without plans and uploads, "
            "or leave --host out."
        )
    made = application(Settings(workspace, read_only, (*Settings.hosts, *_named(host, names))))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on and each answer waits 40 ms for the browser's acknowledgment.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # who comes before the server runs waits, and is not turned away
    except OSError as error:
        raise UsageError(
            f"Port {port} of {host} cannot be used: {error.strerror}. Choose another with --port."
        ) from error
    _return_memory()
    shown = f"[{host}]" if ":" in host else host
    Thread(target=_warm, daemon=True).start()
    ready(f"http://{shown}:{listening.getsockname()[1]}/")
    config = uvicorn.Config(made, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=30)
    uvicorn.Server(config).run(sockets=[listening])


def _lifespan(site: Site) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def span(_: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = WORKERS
        yield
        site.jobs.stop()

    return span


def _return_memory() -> None:
    """Have glibc give back what an answer no longer needs: few pools for the threads, large pieces returned at once."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        for option, value in ((_ARENA_MAX, 2), (_TRIM_THRESHOLD, 2**18), (_MMAP_THRESHOLD, 2**18)):
            mallopt(option, value)


def _named(host: str, names: Sequence[str]) -> list[str]:
    return [name.lower() for name in (host, *names) if name not in ("0.0.0.0", "::")]


def _warm() -> None:
    """Load what the first search needs while the first page is being read."""
    from wellstaffed.tables.place_index import shipped_places

    shipped_places()


def _assets(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        found = site.assets.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        response = sent(request, found, is_kept=True)
        lasting = "v" in request.query_params
        response.headers["cache-control"] = f"public, max-age={YEAR}, immutable" if lasting else "public, max-age=86400"
        response.headers["vary"] = "Accept-Encoding"
        return response

    return answer


def _described(pages: Sequence[Page]) -> Callable[[Request], Awaitable[Response]]:
    document = openapi_document(pages)

    async def answer(request: Request) -> Response:
        return JSONResponse(document)

    return answer


def _http_error(site: Site) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = "json" if request.url.path.endswith((".json", ".csv", ".xlsx")) else "html"
        words = {404: f"There is no page at {request.url.path}.", 405: "This address does not take such a request."}
        said: WellstaffedError = NotFoundError(words.get(error.status_code, error.detail))
        response = error_response(site, request, said, kind)
        response.status_code = error.status_code
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    return answer


def _said(site: Site) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, WellstaffedError)
        return error_response(site, request, error, "html")

    return answer


def _too_large(request: Request, error: Exception) -> Response:
    return Response("The upload is larger than what is taken.\n", 413, {"content-type": "text/plain; charset=utf-8"})
