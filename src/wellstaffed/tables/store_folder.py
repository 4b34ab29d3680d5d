"""Where the store lies, and the lock that keeps two writers apart."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wellstaffed.core.errors import StoreError

HOME_VARIABLE = "WELLSTAFFED_HOME"


def store_home() -> Path:
    """Return the store's folder: ``WELLSTAFFED_HOME``, else where this platform keeps a program's data."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "wellstaffed"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "wellstaffed"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "wellstaffed"


@contextmanager
def only_writer(home: Path) -> Iterator[None]:
    """
    Hold the store's lock; the system lets go of it when the process ends, however it ends.

    Raises
    ------
    StoreError
        If another process holds it, or the folder cannot be written to.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / "store.lock").open("a+b")
    except OSError as error:
        raise StoreError(
            f"The store's folder {home} cannot be written to: {error.strerror}. Set {HOME_VARIABLE} to another."
        ) from error
    with file:
        if not _locked(file.fileno()):
            raise StoreError(
                f"Another wellstaffed is writing to the store in {home}. Wait until it is done, try again."
            )
        yield


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
