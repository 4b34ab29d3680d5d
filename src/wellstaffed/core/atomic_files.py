"""Writing a file so that a kill at any moment leaves the old or the new one, whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from wellstaffed.core.errors import WriteError

# The mask can only be read by setting it, for the whole process: once, before there are threads that write meanwhile.
_UMASK = os.umask(0o077)
os.umask(_UMASK)


def write_whole(path: Path, content: bytes) -> None:
    """
    Write `content` to `path` by way of a temporary name in the same folder.

    Raises
    ------
    WriteError
        If the folder cannot be made or written to; `path` is then as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror}. Choose another folder with --out.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_UMASK)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise WriteError(f"{path} cannot be written: {error.strerror}. Choose another folder with --out.") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
