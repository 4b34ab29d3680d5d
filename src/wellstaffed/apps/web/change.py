"""A change that a page asks for: only by POST, only from the workspace's own forms, answered with the page that shows it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wellstaffed.apps.web.page import MEDIA_TYPES, PathPart, error_response, sent
from wellstaffed.apps.web.security import TOKEN_FIELD, TOKEN_HEADER, is_token
from wellstaffed.apps.web.site import Site, body
from wellstaffed.core.errors import UsageError, WellstaffedError

MOST_FIELDS = 2_000


@dataclass(frozen=True)
class Upload:
    """A file that came with a form: its bare name, never a path, and its bytes, or where they lie if they are many."""

    name: str
    content: bytes
    path: Path | None = None


@dataclass(frozen=True)
class Sent:
    """
    What a form sent: the varying parts of its address, its fields, its files, and the site it is sent to.

    ``folder`` is where files lie that were streamed to disk.
    """

    parts: Mapping[str, str]
    fields: Mapping[str, str]
    uploads: Mapping[str, Upload]
    site: Site
    folder: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """
    What came of a change: the address of the page that shows it, or a page of its own where it could not be made.

    Parameters
    ----------
    address : str, optional
        Answered with 303, so that going back or reloading sends nothing twice.
    template, context, status
        Where the change was not made (422 faults, 409 changed meanwhile): a page that holds everything that was typed.
    keeps_uploads : bool
        Whether files that were streamed to disk are still needed.
    """

    address: str | None = None
    template: str = ""
    context: Mapping[str, object] = field(default_factory=dict)
    status: int = 422
    keeps_uploads: bool = False


@dataclass(frozen=True)
class Change:
    """
    One address that takes a form.

    Parameters
    ----------
    path : str
    apply : callable
        Makes the change through the actions; runs in a thread.
    parts : mapping of str to PathPart
    section : str
    """

    path: str
    apply: Callable[[Sent], Outcome]
    parts: Mapping[str, PathPart] = field(default_factory=dict)
    section: str = ""

    def route(self, site: Site) -> Route:
        """Return the route of the change."""
        return Route(self.path, self._endpoint(site), methods=["POST"], name=self.path)

    def _endpoint(self, site: Site) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                async with request.form(max_files=4, max_fields=MOST_FIELDS, max_part_size=8 * 2**20) as form:
                    given = await _sent(request, form, site)
                outcome = await self._applied(request, given, site)
            except WellstaffedError as error:
                return await run_in_threadpool(error_response, site, request, error, "html")
            return answered(self, request, site, outcome)

        return answer

    async def _applied(self, request: Request, given: Sent, site: Site) -> Outcome:
        if not is_token(given.fields.get(TOKEN_FIELD) or request.headers.get(TOKEN_HEADER), site.token):
            raise UsageError("This form is not of this workspace. Open the page again, then make the change.")
        return await run_in_threadpool(self.apply, given)


def answered(change: Change, request: Request, site: Site, outcome: Outcome) -> Response:
    """Return the response to a change: 303 to the page that shows it, or the page that says why it was not made."""
    if outcome.address is not None:
        return Response(status_code=303, headers={"location": outcome.address, "cache-control": "no-store"})
    frame = {
        "title": "",
        "section": change.section,
        "is_fragment": request.headers.get("hx-request") == "true",
        "csrf": site.token,
        "here": request.url.path,
    }
    text = site.render(outcome.template, frame | dict(outcome.context))
    return sent(request, body(text.encode(), MEDIA_TYPES["html"]), status=outcome.status)


async def _sent(request: Request, form: FormData, site: Site) -> Sent:
    fields, uploads = {}, {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            bare = (value.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
            uploads[name] = Upload(bare, await value.read())
        else:
            fields[name] = value
    return Sent(dict(request.path_params), fields, uploads, site)
