"""All standards and bundles: those shipped, and a folder of the user's own laid over them."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from wellstaffed.core.documents import load_document
from wellstaffed.core.errors import Fault, NotFoundError, StandardFileError
from wellstaffed.standards.standard import Bundle, Standard

SHIPPED = Path(__file__).parent / "data"
BUNDLES = "bundles"

Model = TypeVar("Model", Standard, Bundle)


def load_standard(path: Path, folder: Path) -> Standard:
    """
    Return the standard in a file.

    Raises
    ------
    StandardFileError
        With every fault and its line; also if the id is not the path of the file below `folder`.
    """
    return _named(path, folder, _document(path, Standard))


def _document(path: Path, model: type[Model]) -> Model:
    """Return the document in a file; a file that is as it was when it was last read is not read again."""
    try:
        state = path.stat()
    except OSError:
        return load_document(path, model, StandardFileError)
    return _document_of(path, model, (state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino))  # type: ignore[return-value]


@lru_cache(maxsize=512)
def _document_of(path: Path, model: type[Standard] | type[Bundle], state: tuple[int, ...]) -> Standard | Bundle:
    """Read a file; documents are frozen, so that all who ask may hold the same one."""
    return load_document(path, model, StandardFileError)


def _named(path: Path, folder: Path, found: Model) -> Model:
    expected = path.relative_to(folder).with_suffix("").as_posix()
    if found.id != expected:
        fault = Fault("id", f"is '{found.id}', but the path of the file says '{expected}'.", "Make the two one.")
        raise StandardFileError(str(path), [fault])
    return found


class StandardsLibrary:
    """
    Standards by id and bundles by name.

    Parameters
    ----------
    folder : Path, optional
        The user's own standards; a file there stands before a shipped one of the same id.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise NotFoundError(f"There is no folder {folder}. Give the folder of your standards with --standards.")
        self._folders = [SHIPPED] if folder is None else [folder, SHIPPED]
        self._read: dict[str, Standard] = {}

    def path(self, name: str) -> Path:
        """
        Return the file that holds a standard (``asca/counselor_ratio``) or a bundle (``aclu-2019``).

        Raises
        ------
        NotFoundError
            If none does; the message names the nearest.
        """
        below = Path(f"{name}.yaml") if "/" in name else Path(BUNDLES) / f"{name}.yaml"
        if ".." not in below.parts and not below.is_absolute():
            for folder in self._folders:
                if (folder / below).is_file():
                    return folder / below
        names = self._ids() if "/" in name else self._bundle_ids()
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise NotFoundError(f"There is no standard or bundle '{name}'. {hint}See 'wellstaffed standards'.")

    def standard(self, name: str) -> Standard:
        """Return one standard by id; raise as `path` and `load_standard` do."""
        if name not in self._read:
            path = self.path(name)
            self._read[name] = load_standard(path, path.parents[1])
        return self._read[name]

    def bundle(self, name: str) -> Bundle:
        """Return one bundle by name; raise as `path` does, and `StandardFileError` for its faults."""
        path = self.path(name)
        return _named(path, path.parent, _document(path, Bundle))

    def standards(self) -> list[Standard]:
        """Return all standards, by id."""
        return [self.standard(name) for name in self._ids()]

    def bundles(self) -> list[Bundle]:
        """Return all bundles, by name."""
        return [self.bundle(name) for name in self._bundle_ids()]

    def _ids(self) -> list[str]:
        return sorted({p for folder in self._folders for p in _below(folder) if not p.startswith(f"{BUNDLES}/")})

    def _bundle_ids(self) -> list[str]:
        return sorted({path.stem for folder in self._folders for path in (folder / BUNDLES).glob("*.yaml")})


def _below(folder: Path) -> list[str]:
    return [path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*.yaml")]
