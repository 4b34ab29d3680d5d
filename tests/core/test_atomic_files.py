"""A file written whole has the rights that the person's mask gives, and writing it touches no other thread."""

import os
import subprocess
import sys

import pytest

from wellstaffed.core.atomic_files import write_whole

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no mask of rights")


@posix
def test_writing_never_sets_the_mask_of_the_process(tmp_path, monkeypatch):
    def refused(mask):
        raise AssertionError(f"the mask of all threads was set to {mask:o}")

    monkeypatch.setattr(os, "umask", refused)
    write_whole(tmp_path / "plan.yaml", b"title: mine\n")
    assert (tmp_path / "plan.yaml").read_bytes() == b"title: mine\n"


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_file_has_the_rights_that_the_mask_leaves(tmp_path, mask):
    code = (
        f"import os; os.umask({mask}); from pathlib import Path; from wellstaffed.core.atomic_files import write_whole; "
        f"write_whole(Path('made'), b'x'); print(os.umask(0))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o666 & ~mask
    assert int(run.stdout) == mask
