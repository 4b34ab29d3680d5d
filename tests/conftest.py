"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No release that the developer has added may change what a test sees, and no test may change those."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WELLSTAFFED_HOME", str(tmp_path_factory.mktemp("store")))
        yield
