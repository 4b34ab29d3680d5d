"""Adding a published file to the store while a page shows how far it is: one job at a time, each its own process."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal

from wellstaffed.core.errors import NotFoundError, StoreError

State = Literal["running", "done", "failed", "cancelled"]
MOST_KEPT = 20
PATIENCE = 10.0


@dataclass
class AddJob:
    """
    One file on its way into the store.

    Parameters
    ----------
    key : str
    name : str
        The file as the person knows it.
    state : {"running", "done", "failed", "cancelled"}
    lines : list of (float, str)
        What it said, and the seconds since it began.
    added : dict, optional
        The manifest of the release that was added.
    error, faults
        Why it was not.
    """

    key: str
    name: str
    state: State = "running"
    lines: list[tuple[float, str]] = field(default_factory=list)
    added: dict[str, Any] | None = None
    error: str | None = None
    faults: list[dict[str, str]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    @property
    def is_running(self) -> bool:
        """Whether it is still at work."""
        return self.state == "running"

    @property
    def sentence(self) -> str:
        """Where it stands, in a sentence."""
        if self.state == "done":
            assert self.added is not None
            rows = sum(table["rows"] for table in self.added["tables"].values())
            return f"{self.added['name']} is in the store: {len(self.added['tables'])} tables, {rows:,} rows."
        words = {
            "failed": "was not added; the store is as it was",
            "cancelled": "was cancelled; the store is as it was",
        }
        last = self.lines[-1][1] if self.lines else "Starting"
        return f"{self.name} {words[self.state]}." if self.state in words else f"{last} ..."

    def as_json(self) -> dict[str, Any]:
        """Return the job as its page has it as JSON."""
        return {
            "key": self.key, "file": self.name, "state": self.state, "sentence": self.sentence, "added": self.added,
            "error": self.error, "faults": self.faults,
            "lines": [{"seconds": round(at, 1), "said": said} for at, said in self.lines],
        }  # fmt: skip


class AddJobs:
    """The jobs of one running server; they end with it, and what they had not finished is not in the store."""

    def __init__(self) -> None:
        self._jobs: dict[str, AddJob] = {}
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._lock = Lock()

    def all(self) -> list[AddJob]:
        """Return the jobs of this run, the latest first."""
        return list(self._jobs.values())[::-1]

    def job(self, key: str) -> AddJob:
        """Return a job; raise `NotFoundError` where there is none of that key."""
        try:
            return self._jobs[key]
        except KeyError:
            raise NotFoundError(
                "There is no such job; jobs end with the program. What is stored stands under Data."
            ) from None

    def start(self, path: Path, name: str, *, release: str | None = None, leftover: Path | None = None) -> AddJob:
        """
        Begin to add a file.

        Parameters
        ----------
        path : Path
        name : str
            As the person knows the file.
        release : str, optional
            Where neither the file nor its name tells it.
        leftover : Path, optional
            A folder to take away afterwards, whatever came of it: that of an upload.

        Raises
        ------
        StoreError
            If another file is being added: the store has one writer at a time.
        """
        with self._lock:
            busy = next((one for one in self._jobs.values() if one.is_running), None)
            if busy is not None:
                raise StoreError(f"{busy.name} is being added. Wait until it is done, or cancel it.")
            job = AddJob(secrets.token_hex(6), name)
            command = [sys.executable, "-m", "wellstaffed.apps.add_process", str(path), release or ""]
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self._jobs[job.key], self._processes[job.key] = job, process
            for old in list(self._jobs)[:-MOST_KEPT]:
                self._jobs.pop(old)
        Thread(target=self._follow, args=(job, process, leftover), daemon=True).start()
        return job

    def cancel(self, key: str) -> AddJob:
        """End a job's process; the store is as it was before, or holds the release where the job had just ended."""
        job = self.job(key)
        with self._lock:
            process = self._processes.get(key)
            if process is None or not job.is_running:
                return job
            job.state = "cancelled"
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)
        return job

    def stop(self) -> None:
        """Cancel whatever runs: for the end of the server."""
        for key in list(self._processes):
            self.cancel(key)

    def _follow(self, job: AddJob, process: subprocess.Popen[str], leftover: Path | None) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        said: dict[str, Any] = {}
        for line in process.stdout:
            said = json.loads(line)
            if "progress" in said:
                job.lines.append((time.monotonic() - job.began, said["progress"]))
        trouble = process.stderr.read()
        process.wait()
        if leftover is not None:
            shutil.rmtree(leftover, ignore_errors=True)
        with self._lock:
            self._processes.pop(job.key, None)
            _finish(job, said, trouble)


def _finish(job: AddJob, said: dict[str, Any], trouble: str) -> None:
    """Note what came of a job; a release that was in place before a cancellation reached it is said to be there."""
    job.seconds = time.monotonic() - job.began
    if "added" in said:
        job.added, job.state = said["added"], "done"
    elif job.state == "cancelled":
        return
    else:
        job.state = "failed"
        job.faults = said.get("faults", [])
        last = trouble.strip().splitlines()[-1] if trouble.strip() else "it ended without a word"
        job.error = said.get("error") or f"The process that adds files ended early: {last}."
