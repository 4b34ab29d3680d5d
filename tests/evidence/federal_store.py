"""A store made of small releases in the official forms, for tests of what is read from it."""

import pytest

from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release
from wellstaffed.tables.store import Store

MADISON = "5508520"
ENROLLED = {"SCH_ENR_BL_M": 700, "SCH_ENR_BL_F": 640, "SCH_ENR_WH_M": 700, "SCH_ENR_WH_F": 622}


@pytest.fixture
def store_of(tmp_path, monkeypatch):
    def made(wave, *schools):
        from wellstaffed.apps.data_actions import data_add

        monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
        folder = tmp_path / wave
        folder.mkdir(exist_ok=True)
        data_add(path=made_release(wave, list(schools), folder))
        return Store()

    return made


def school(leaid, number, name, state="WI"):
    return LAFAYETTE | {
        "LEA_STATE": state, "LEAID": leaid, "LEA_NAME": f"District {leaid}", "SCHID": f"{number:05}", "SCH_NAME": name,
        "COMBOKEY": f"{leaid}{number:05}",
    }  # fmt: skip


__all__ = ["EAST", "ENROLLED", "LAFAYETTE", "MADISON", "school", "store_of"]
