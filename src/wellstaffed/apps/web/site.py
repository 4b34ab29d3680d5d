"""What the pages of one running server share: settings, templates, assets, and the answers they keep."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import jinja2

from wellstaffed import __version__
from wellstaffed.apps.add_jobs import AddJobs
from wellstaffed.apps.web.page_words import page_words
from wellstaffed.apps.web.table import rows_html
from wellstaffed.core.errors import DocumentError, Fault, UsageError

HERE = Path(__file__).parent
MEGABYTE = 2**20
_COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")


@dataclass(frozen=True)
class Settings:
    """
    How a server was started.

    Parameters
    ----------
    workspace : Path
        The folder whose plans, rosters and records may be read and written; nothing outside it is.
    read_only : bool
        For a shared public site: no plans, no uploads, no change of any kind.
    hosts : tuple of str
        Names under which the pages may be asked for.
    most_upload : int
        Bytes.
    most_release : int
        Bytes of a published file that is added to the store; the whole collection of a year is 800 MB packed.
    """

    workspace: Path
    read_only: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    most_upload: int = 64 * MEGABYTE
    most_release: int = 2_048 * MEGABYTE


@dataclass(frozen=True)
class Body:
    """The bytes of an answer, plain and packed, with their type, checksum and the address that gives this view again."""

    plain: bytes
    packed: bytes | None
    media_type: str
    etag: str
    address: str = ""

    @property
    def size(self) -> int:
        """Bytes held in memory."""
        return len(self.plain) + len(self.packed or b"")


def body(content: bytes, media_type: str, address: str = "") -> Body:
    """Return content ready to be sent, packed where that helps."""
    worth = len(content) > 1_000 and media_type.startswith(_COMPRESSIBLE)
    packed = gzip.compress(content, 6, mtime=0) if worth else None
    return Body(content, packed, media_type, f'"{hashlib.sha256(content).hexdigest()[:24]}"', address)


@dataclass
class KeptAnswers:
    """Answers by address and data version, the least recently asked dropped beyond `most` bytes."""

    most: int = 48 * MEGABYTE
    _held: OrderedDict[tuple[str, ...], Body] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[str, ...]) -> Body | None:
        """Return a kept answer."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def keep(self, key: tuple[str, ...], answer: Body) -> None:
        """Keep an answer."""
        with self._lock:
            old = self._held.pop(key, None)
            self._bytes += answer.size - (old.size if old else 0)
            self._held[key] = answer
            while self._bytes > self.most and self._held:
                self._bytes -= self._held.popitem(last=False)[1].size


class Site:
    """Settings, templates, assets and kept answers of a running server."""

    def __init__(self, settings: Settings) -> None:
        from wellstaffed.apps.web.security import form_token

        self.settings = settings
        self.kept = KeptAnswers()
        self.jobs = AddJobs()
        self.assets = load_assets()
        self.token = "" if settings.read_only else form_token(settings.workspace)
        self.templates = self._environment()

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """Return a template filled in."""
        return self.templates.get_template(template).render(**context)

    def words(self, text: str, labels: Mapping[str, str] | None = None) -> str:
        """Return what an error says as a page says it: no options, no commands, no place on this machine (`page_words`)."""
        return self._without_paths(page_words(text, labels))

    def faults(self, error: Exception, labels: Mapping[str, str] | None = None) -> list[Fault]:
        """Return the faults of a document in the words of a page; none of an error of another kind."""
        found = error.faults if isinstance(error, DocumentError) else []
        return [Fault(*(self.words(text, labels) for text in (one.where, one.problem, one.fix))) for one in found]

    def _without_paths(self, text: str) -> str:
        for folder in (self.settings.workspace, self.settings.workspace.absolute(), self.settings.workspace.resolve()):
            text = text.replace(f"{folder}{os.sep}", "")
        return text

    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["page_words"] = self.words
        environment.globals |= {
            "asset": self.asset_address,
            "control_faults": {},
            "rows_html": rows_html,
            "version": __version__,
            "is_read_only": self.settings.read_only,
        }
        return environment

    def asset_address(self, name: str) -> str:
        """Return the address of an asset, with its checksum, so that a browser may keep it for good."""
        return f"/static/{name}?v={self.assets[name].etag[1:13]}"


def load_assets() -> dict[str, Body]:
    """
    Return every file that the pages load, by its name under ``/static/``.

    Raises
    ------
    UsageError
        If the built assets are missing, as in a checkout where nobody has built them.
    """
    built = HERE / "built"
    if not (built / "pages.css").is_file():
        raise UsageError(
            "The styles and scripts of the pages have not been built. Run 'make assets' in the checkout, or install a wheel."
        )
    assets = {}
    for folder in (built, HERE / "static"):
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            kind = {".js": "text/javascript", ".woff2": "font/woff2"}.get(file.suffix)
            media_type = kind or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            charset = "; charset=utf-8" if media_type.startswith("text/") else ""
            assets[file.relative_to(folder).as_posix()] = body(file.read_bytes(), media_type + charset)
    return assets


def data_version() -> str:
    """Return what changes whenever the figures at hand do: the program's version and the store's list of releases."""
    from wellstaffed.tables.store_folder import store_home

    try:
        state = (store_home() / "store.json").stat()
    except OSError:
        return __version__
    return f"{__version__}/{state.st_mtime_ns}/{state.st_size}"
