"""A page: its address, its controls, the action it asks; and one way from the answer to HTML, fragment, JSON, CSV, XLSX."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wellstaffed.apps.web.controls import Controls, ControlsError
from wellstaffed.apps.web.site import Body, Site, body, data_version
from wellstaffed.apps.web.table import Table
from wellstaffed.core.errors import UsageError, WellstaffedError

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "atom": "application/atom+xml",
    "ics": "text/calendar; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
STATUS_OF_EXIT = {2: 400, 3: 422, 4: 404, 5: 422, 6: 409, 7: 409}


class NoControls(Controls):
    """A page without controls."""


@dataclass(frozen=True)
class PathPart:
    """One part of an address that varies: the pattern it obeys, what it is, and one that exists."""

    pattern: str
    meaning: str
    example: str


@dataclass(frozen=True)
class Asked:
    """What was asked of a page: the varying parts of its address, its controls, and the site it is asked of."""

    parts: Mapping[str, str]
    controls: Any
    site: Site
    address: str

    def link(self, kind: str = "html", **changed: Any) -> str:
        """Return the address of this view, its whole state in it, as a page or as a file, some controls changed."""
        query = self.controls.query(**changed)
        path = self.address if kind == "html" else f"{self.address if self.address != '/' else '/index'}.{kind}"
        return f"{quote(path)}?{query}" if query else quote(path)


@dataclass(frozen=True)
class Shown:
    """
    What a page answers.

    Parameters
    ----------
    title : str
    template : str
        Extends ``page.html.j2``, whose block ``view`` is also the fragment sent after a control changed.
    context : mapping
        For the template.
    document : JSON value, or a function that returns it
        The same view as data; as a function where making it takes time that a page need not wait for.
    table : Table, optional
        The same view as CSV and XLSX.
    about : tuple of (str, str)
        What the table rests on, for the second sheet of the workbook.
    status : int
    files : mapping of str to callable
        The same view in further kinds (``svg``, ``atom``, ``ics``, ``parquet``): what makes the bytes when they are asked for.
    """

    title: str
    template: str
    context: Mapping[str, Any]
    document: Any
    table: Table | None = None
    about: tuple[tuple[str, str], ...] = ()
    status: int = 200
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """
    One page, and the same view as data.

    Parameters
    ----------
    path : str
        As ``/districts/{leaid}``.
    summary : str
        One line, for the description of the JSON addresses.
    show : callable
        Asks the actions and returns what is shown; runs in a thread.
    controls : type of Controls
    kinds : tuple of str
        Of ``html``, ``json``, ``csv``, ``xlsx``, and of those that ``Shown.files`` makes.
    parts : mapping of str to PathPart
    is_kept : bool
        Whether answers are kept until the data changes; never for what shows a file that a person edits.
    is_fresh : callable, optional
        Of a query: whether its answer shows files that a person edits, and is never kept.
    is_public : bool
        Whether a read-only site shows it.
    section : str
        Which of the main links it stands under.
    rests_on : callable, optional
        What, beside the data, the answers of a kept page rest on: today's date, the state of files of the workspace.
    """

    path: str
    summary: str
    show: Callable[[Asked], Shown]
    controls: type[Controls] = NoControls
    kinds: tuple[str, ...] = ("html", "json", "csv")
    parts: Mapping[str, PathPart] = field(default_factory=dict)
    is_kept: bool = True
    is_fresh: Callable[[Mapping[str, str]], bool] | None = None
    is_public: bool = True
    section: str = ""
    rests_on: Callable[[Site], str] | None = None

    def routes(self, site: Site) -> list[Route]:
        """Return the routes of the page: the addresses with an ending first."""
        stem = "/index" if self.path == "/" else self.path
        data = [
            Route(f"{stem}.{kind}", self._endpoint(site, kind), name=f"{self.path}.{kind}") for kind in self.kinds[1:]
        ]
        return [*data, Route(self.path, self._endpoint(site, "html"), name=self.path)]

    def _endpoint(self, site: Site, kind: str) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            is_fragment = kind == "html" and request.headers.get("hx-request") == "true"
            key = (kind, str(is_fragment), request.url.path, str(request.url.query), *self._version(site))
            is_kept = self.is_kept and not (self.is_fresh and self.is_fresh(request.query_params))
            kept = site.kept.get(key) if is_kept else None
            if kept is not None:
                return sent(request, kept, is_kept=True)
            try:
                status, made = await run_in_threadpool(self._made, site, request, kind, is_fragment)
            except WellstaffedError as error:
                return await run_in_threadpool(error_response, site, request, error, kind, self.controls.labels())
            if is_kept and status == 200:
                site.kept.keep(key, made)
            return sent(request, made, status=status, is_kept=is_kept)

        return answer

    def _version(self, site: Site) -> tuple[str, ...]:
        return (data_version(),) if self.rests_on is None else (data_version(), self.rests_on(site))

    def _made(self, site: Site, request: Request, kind: str, is_fragment: bool) -> tuple[int, Body]:
        ending = "" if kind == "html" else f".{kind}"
        address = request.url.path.removesuffix(ending)
        asked = Asked(dict(request.path_params), None, site, "/" if address == "/index" else address)
        try:
            asked = replace(asked, controls=self.controls.read(request.query_params))
        except ControlsError as error:
            if kind != "html" or error.rest is None or error.others:
                raise
            return 400, self._with_faults(replace(asked, controls=error.rest), error, is_fragment)
        shown = self.show(asked)
        if kind == "json":
            document = shown.document() if callable(shown.document) else shown.document
            text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
            return shown.status, body(f"{text}\n".encode(), MEDIA_TYPES["json"])
        if kind == "html":
            text = site.render(shown.template, page_context(self, asked, shown, is_fragment))
            here = str(shown.context.get("here", asked.link()))
            return shown.status, body(text.encode(), MEDIA_TYPES["html"], here)
        if kind in shown.files:
            return shown.status, body(shown.files[kind](), MEDIA_TYPES[kind])
        if shown.table is None or kind not in ("csv", "xlsx"):
            raise UsageError(f"This view has no {kind.upper()} file.")
        made = shown.table.csv().encode() if kind == "csv" else shown.table.xlsx(shown.about)
        return shown.status, body(made, MEDIA_TYPES[kind])

    def _with_faults(self, asked: Asked, error: ControlsError, is_fragment: bool) -> Body:
        """Return the page with its form as it was typed, each fault at its control, in place of an answer."""
        try:
            shown = self.show(asked)
        except WellstaffedError:
            raise error from None
        as_typed = replace(asked, controls=error.typed)
        context = page_context(self, as_typed, shown, is_fragment) | {
            "asked": as_typed,
            "controls": error.typed,
            "control_faults": error.faults,
        }
        return body(asked.site.render(shown.template, context).encode(), MEDIA_TYPES["html"])


def page_context(page: Page, asked: Asked, shown: Shown, is_fragment: bool) -> dict[str, Any]:
    """Return everything the template of a page may use."""
    frame = {
        "title": shown.title,
        "section": page.section,
        "is_fragment": is_fragment,
        "asked": asked,
        "controls": asked.controls,
        "kinds": page.kinds,
        "here": asked.link(),
        "table": shown.table,
        "csrf": asked.site.token if not page.is_kept else "",
        "labels": page.controls.labels(),
    }
    return frame | dict(shown.context)


def sent(request: Request, made: Body, *, status: int = 200, is_kept: bool = False) -> Response:
    """Return the response of a body: packed where the browser reads it, 304 where it has it already."""
    headers = {
        "etag": made.etag,
        "vary": "Accept-Encoding, HX-Request",
        "cache-control": "no-cache" if is_kept else "no-store",
        "content-type": made.media_type,
    }
    if is_kept and request.headers.get("if-none-match") == made.etag:
        return Response(status_code=304, headers=headers)
    if made.address and request.headers.get("hx-request") == "true":
        headers["hx-push-url"] = made.address
    content = made.plain
    if made.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["content-encoding"] = made.packed, "gzip"
    return Response(content, status, headers)


def error_response(
    site: Site, request: Request, error: WellstaffedError, kind: str, labels: Mapping[str, str] | None = None
) -> Response:
    """Return what went wrong in the words of a page, whose controls have `labels`: a page, or JSON with every fault."""
    status = STATUS_OF_EXIT.get(error.exit_code, 400)
    message = site.words(str(error), labels)
    faults = [vars(one) for one in site.faults(error, labels)]
    if kind == "html":
        is_fragment = request.headers.get("hx-request") == "true"
        context = {
            "title": "Not found" if status == 404 else "This cannot be answered",
            "section": "",
            "is_fragment": is_fragment,
            "message": message,
            "faults": faults,
            "csrf": "",
            "here": request.url.path,
        }
        made = body(site.render("error.html.j2", context).encode(), MEDIA_TYPES["html"])
    else:
        document = {"error": {"message": message, "faults": faults}}
        text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)
        made = body(f"{text}\n".encode(), MEDIA_TYPES["json"])
    return sent(request, made, status=status)
