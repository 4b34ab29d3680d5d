"""The program, asked by its arguments: in this process, which spares its start, or in one of its own."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from wellstaffed.apps.program import main

SOURCE = Path(__file__).resolve().parents[1] / "src"
PROGRAM = [sys.executable, "-c", "from wellstaffed.apps.program import main; main()"]


def ask_here(*arguments, content=b"", folder=None, text=True, **environment):
    """
    Return what ``wellstaffed`` prints for these arguments, and its exit code.

    Parameters
    ----------
    *arguments
        As typed.
    content : bytes
        What stands at standard input.
    folder : path, optional
        Where it is typed.
    text : bool
        Whether what is printed is returned as text; else as bytes.
    **environment : str
    """
    given, printed, said = (
        io.TextIOWrapper(io.BytesIO(one), "utf-8", write_through=True) for one in (content, b"", b"")
    )
    streams = {"stdin": given, "stdout": printed, "stderr": said}
    code = 0
    with (
        mock.patch.dict(os.environ, environment),
        mock.patch.multiple(sys, argv=["wellstaffed", *map(str, arguments)], **streams),
        contextlib.chdir(folder or os.curdir),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    out, err = (one.buffer.getvalue() for one in (printed, said))
    if text:
        out, err = out.decode(), err.decode()
    return subprocess.CompletedProcess(["wellstaffed", *arguments], code, out, err)


def ask_process(*arguments, content=b"", folder=None, text=True, **environment):
    """Return the same of a process of its own: for what may depend on it, as its locale and time zone."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)], input=content, cwd=folder, capture_output=True, check=False,
        env=os.environ | {"PYTHONPATH": str(SOURCE)} | environment,
    )  # fmt: skip
    if text:
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    return done
