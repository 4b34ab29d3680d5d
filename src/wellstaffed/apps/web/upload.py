"""A form whose file may be very large: streamed to a folder of the workspace, never held in memory."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from wellstaffed.apps.web.change import Change, Outcome, Sent, Upload, answered
from wellstaffed.apps.web.page import error_response
from wellstaffed.apps.web.site import MEGABYTE, Site
from wellstaffed.core.errors import UsageError, WellstaffedError, WriteError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from python_multipart.multipart import Field, File
    from starlette.responses import Response

UPLOADS = Path(".wellstaffed") / "uploads"
MOST_FIELD = 10_000


@dataclass(frozen=True)
class StreamedChange(Change):
    """
    A change whose files lie on disk when it is applied, each with its ``path``.

    They lie in one folder of their own, given as ``Sent.folder``; it is taken away unless the change keeps it.
    """

    def _endpoint(self, site: Site) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            folder: Path | None = None
            outcome: Outcome | None = None
            try:
                folder = upload_folder(site)
                given = await streamed(request, site, folder)
                outcome = await self._applied(request, given, site)
            except WellstaffedError as error:
                response = error_response(site, request, error, "html")
            finally:
                if folder is not None and (outcome is None or not outcome.keeps_uploads):
                    shutil.rmtree(folder, ignore_errors=True)
            return response if outcome is None else answered(self, request, site, outcome)

        return answer


def upload_folder(site: Site) -> Path:
    """Return a new folder for one upload, inside the workspace."""
    place = site.settings.workspace / UPLOADS
    try:
        place.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=place))
    except OSError as error:
        raise WriteError(f"The workspace cannot be written to: {error.strerror}.") from error


async def streamed(request: Request, site: Site, folder: Path) -> Sent:
    """
    Return what a form sent, its files in a folder.

    Raises
    ------
    UsageError
        If it is no form with files, or is cut short.
    """
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import create_form_parser

    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}

    def on_field(one: Field) -> None:
        fields[(one.field_name or b"").decode("utf-8", "replace")] = (one.value or b"").decode("utf-8", "replace")

    def on_file(one: File) -> None:
        name = (one.field_name or b"").decode("utf-8", "replace")
        upload = _kept(one, folder)
        if upload is not None:
            uploads[name] = upload

    limits = {"UPLOAD_DIR": str(folder), "UPLOAD_DELETE_TMP": False, "MAX_MEMORY_FILE_SIZE": MEGABYTE, "MAX_FIELDS": 50,
              "MAX_FIELD_SIZE": MOST_FIELD}  # fmt: skip
    try:
        kind = request.headers.get("content-type", "").encode("latin-1")
        if not kind.startswith(b"multipart/form-data"):
            raise UsageError("This address takes a form with a file.")
        parser = create_form_parser({"Content-Type": kind}, on_field, on_file, config=limits)
        async for chunk in request.stream():
            parser.write(chunk)
        parser.finalize()
        parser.close()
    except (FormParserError, ValueError) as error:
        raise UsageError(f"The form cannot be read ({error}). Send it again.") from error
    except OSError as error:
        raise WriteError(f"The upload cannot be written to the workspace: {error.strerror}.") from error
    return Sent(dict(request.path_params), fields, uploads, site, folder)


def _kept(one: File, folder: Path) -> Upload | None:
    """Return a file under its own name, made harmless; none where the form's box was left empty."""
    shown = (one.file_name or b"").decode("utf-8", "replace").replace("\\", "/").rsplit("/", 1)[-1]
    if not one.size or not shown:
        one.close()
        return None
    if one.in_memory:
        one.flush_to_disk()
    one.close()
    place = folder / "file"
    place.mkdir(exist_ok=True)
    path = place / (re.sub(r"[^\w. -]", "_", shown).lstrip(". ")[-120:] or "upload")
    Path((one.actual_file_name or b"").decode()).replace(path)
    return Upload(shown[:200], b"", path)
