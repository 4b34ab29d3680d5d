"""The pages asked in this process, without a browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from wellstaffed.apps.actions import examples
from wellstaffed.apps.web.server import application
from wellstaffed.apps.web.site import Settings


def filled_workspace(folder: Path) -> Path:
    """Return a folder with a copy of the example plans, as a person would have it."""
    for name in ("madison-2020", "portland-2022"):
        shutil.copytree(examples() / name, folder / name)
    return folder


@pytest.fixture
def workspace(tmp_path):
    return filled_workspace(tmp_path)


@pytest.fixture
def client(workspace):
    """A client of a site over a workspace of its own: for what changes files."""
    with TestClient(application(Settings(workspace)), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="session")
def reader(tmp_path_factory):
    """A client for what only reads; one site for all tests, so that its kept answers serve them all."""
    folder = filled_workspace(tmp_path_factory.mktemp("workspace"))
    with TestClient(application(Settings(folder)), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made
