"""Every wave of the collection, in the form in which it was published."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.sources.crdc.made_releases import (
    EAST,
    LAFAYETTE,
    PENA,
    made_release,
    made_workbook,
    members,
    zipped,
)

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.sources.crdc.release_files import ReleaseFiles
from wellstaffed.tables.federal_release import SCHEMAS, built_tables

STAFF_2020 = {"SCH_FTECOUNSELORS": 4.8, "SCH_FTESECURITY_LEO": 0, "SCH_FTESECURITY_GUA": 5}


def tables(path: Path) -> dict[str, pl.DataFrame]:
    release = crdc_release(path)
    assert release is not None
    return {name: frame for name, frame, _ in built_tables(release)}


def staff(path: Path, school: str = "550852000925") -> dict[str, Any]:
    found = tables(path)["school_staff"].filter(pl.col("school_id_crdc") == school)
    return {one["role"]: one for one in found.iter_rows(named=True)}


@pytest.mark.parametrize("wave", ["2013-14", "2015-16", "2017-18", "2020-21", "2021-22"])
def test_every_wave_reads_in_its_own_dialect(wave: str, tmp_path: Path) -> None:
    schools = [EAST | {"SCH_FTECOUNSELORS": 5, "SCH_ENR_BL_M": 12}, PENA if wave != "2013-14" else LAFAYETTE]
    path = made_release(wave, schools, tmp_path)
    release = crdc_release(path)
    assert release is not None
    assert (release.wave, release.name) == (wave, f"crdc_{wave}")
    made = tables(path)
    assert set(made) <= set(SCHEMAS)
    assert made["school_staff"].height == 2 * 7
    assert made["enrollment"].filter(
        pl.col("race") == "black", pl.col("sex") == "male", pl.col("student_group") == "all"
    )["students"].to_list() == [12, 0]
    if wave != "2013-14":
        assert "Escuela Peña" in made["school_staff"]["school_name"].to_list()
    east = staff(path)["counselor"]
    assert (east["fte"], east["fte_missing"], east["source_row"], east["source_column"]) == (
        5,
        None,
        2,
        "SCH_FTECOUNSELORS",
    )
    assert east["source_file"].endswith(".csv")
    assert not any("Dual" in file for file, _ in [(one.path, one) for _, one in release.matched])


@pytest.mark.parametrize(
    ("wave", "code", "reason"),
    [
        ("2015-16", -9, "not asked"), ("2015-16", -2, "suppressed"), ("2015-16", -7, "unreadable"),
        ("2017-18", -9, "not applicable"), ("2017-18", -11, "suppressed"), ("2017-18", -3, "not reported"),
        ("2020-21", -13, "not reported"), ("2020-21", -11, "suppressed"), ("2021-22", -12, "suppressed"),
    ],
)  # fmt: skip
def test_a_reserve_code_is_a_reason_and_never_a_number(wave: str, code: int, reason: str, tmp_path: Path) -> None:
    officer = staff(made_release(wave, [EAST | {"SCH_FTESECURITY_LEO": code}], tmp_path))["officer"]
    assert (officer["fte"], officer["fte_missing"], officer["fte_code"]) == (None, reason, code)


def test_zero_reported_is_zero(tmp_path: Path) -> None:
    officer = staff(made_release("2020-21", [EAST | STAFF_2020], tmp_path))["officer"]
    assert (officer["fte"], officer["fte_missing"]) == (0, None)


def test_a_negative_number_that_is_no_code_stops_the_read(tmp_path: Path) -> None:
    path = made_release("2021-22", [EAST | {"SCH_FTESERVICES_NUR": -2}], tmp_path)
    with pytest.raises(ReleaseError, match=r"SCH_FTESERVICES_NUR: holds -2\.0, which is no reserve code of 2021-22"):
        tables(path)


def test_float_noise_of_2021_22_is_taken_off(tmp_path: Path) -> None:
    school = EAST | {"SCH_FTECOUNSELORS": 22.299999, "SCH_FTESERVICES_NUR": 40.1799987}
    made = staff(made_release("2021-22", [school], tmp_path))
    assert (made["counselor"]["fte"], made["nurse"]["fte"]) == (22.3, 40.18)


def test_2013_14_asked_only_whether_there_is_an_officer(tmp_path: Path) -> None:
    made = staff(made_release("2013-14", [EAST | {"SCH_FTESECURITY_IND": "YES", "SCH_FTECOUNSELORS": 4}], tmp_path))
    assert (made["officer"]["fte"], made["officer"]["fte_missing"]) == (None, "not asked")
    assert made["officer"]["source_column"] == "SCH_FTESECURITY_IND"
    assert (made["officer"]["has_staff"], made["nurse"]["has_staff"]) == (True, None)
    assert made["nurse"]["fte_missing"] == "not asked"
    assert made["counselor"]["fte"] == 4


def test_a_combokey_that_a_spreadsheet_damaged_is_rebuilt(tmp_path: Path) -> None:
    damaged = EAST | {"COMBOKEY": "5.50852E+11"}
    made = tables(made_release("2015-16", [damaged], tmp_path))["school_staff"]
    assert made["school_id_crdc"].unique().to_list() == ["550852000925"]


def test_a_state_workbook_reads_with_zeros_put_back(tmp_path: Path) -> None:
    path = made_workbook(
        [PENA | STAFF_2020 | {"COMBOKEY": "80336001234", "LEAID": "803360"}], tmp_path / "CRDC_2020-21_CO.xlsx"
    )
    release = crdc_release(path)
    assert release is not None
    assert release.name == "crdc_2020-21_co"
    made = staff(path, "080336001234")
    assert (made["counselor"]["fte"], made["counselor"]["leaid"], made["counselor"]["source_row"]) == (
        4.8,
        "0803360",
        2,
    )


def test_nonbinary_cells_are_kept_and_totals_are_compared_with_their_cells(tmp_path: Path) -> None:
    school = EAST | {"SCH_ENR_HI_M": 10, "SCH_ENR_HI_X": -12, "TOT_ENR_M": 11, "TOT_ENR_F": 0}
    made = tables(made_release("2021-22", [school], tmp_path))
    (hidden,) = made["enrollment"].filter(pl.col("sex") == "nonbinary").iter_rows(named=True)
    assert (hidden["students"], hidden["students_missing"]) == (None, "suppressed")
    found = made["flags"].filter(pl.col("rule") == "total_differs").to_dicts()
    assert [(one["detail"], one["found"]) for one in found] == [("all male", "total 11, cells 10")]


def test_a_release_in_a_folder_reads_like_its_zip(tmp_path: Path) -> None:
    for name, content in members("2020-21", [EAST | STAFF_2020]).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert staff(tmp_path)["counselor"]["fte"] == 4.8


def test_2023_24_is_known_and_not_guessed(tmp_path: Path) -> None:
    files = {"SCH/School Support.csv": b'"LEAID","SCHID","SCH_FTE_NEW"\r\n"5508520","00925",1\r\n'}
    with pytest.raises(ReleaseError, match=r"2023-24.*is not guessed"):
        crdc_release(zipped(files, tmp_path / "2023-24-crdc-data.zip"))


def changed(wave: str, tmp_path: Path, *, file: str, old: bytes, new: bytes) -> Path:
    files = members(wave, [EAST])
    name = next(one for one in files if one.rpartition("/")[2] == f"{file}.csv")
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    return zipped(files, tmp_path / f"{wave}.zip")


def test_a_renamed_column_stops_the_read_and_both_names_are_listed(tmp_path: Path) -> None:
    path = changed("2020-21", tmp_path, file="Enrollment", old=b"SCH_ENR_BL_M", new=b"SCH_ENR_BLACK_M")
    with pytest.raises(ReleaseError) as caught:
        crdc_release(path)
    assert "lacks 1 column of the layout of 2020-21: SCH_ENR_BL_M" in str(caught.value)
    assert "has 1 column not of the layout of 2020-21: SCH_ENR_BLACK_M" in str(caught.value)


@pytest.mark.parametrize(
    ("wave", "file", "old"),
    [
        ("2017-18", "School Support", b"SCH_FTETEACH_CERT"), ("2017-18", "LEA Characteristics", b"LEA_DESEGPLAN"),
        ("2015-16", "CRDC 2015-16 School Data", b"SCH_ALGCLASSES_GS0708"), ("2013-14", "CRDC2013_14", b"SCH_JJHOURS"),
    ],
)  # fmt: skip
def test_a_renamed_column_that_is_not_even_read_stops_the_read(
    wave: str, file: str, old: bytes, tmp_path: Path
) -> None:
    path = changed(wave, tmp_path, file=file, old=old, new=b"SCH_NEWLY_NAMED")
    with pytest.raises(ReleaseError) as caught:
        crdc_release(path)
    assert f"lacks 1 column of the layout of {wave}: {old.decode()}" in str(caught.value)
    assert f"has 1 column not of the layout of {wave}: SCH_NEWLY_NAMED" in str(caught.value)


def test_a_file_of_another_wave_is_refused(tmp_path: Path) -> None:
    files = members("2021-22", [EAST])
    old = {name.rsplit("/", 1)[-1]: content for name, content in members("2017-18", [EAST]).items()}
    files["SCH/Referrals and Arrests.csv"] = old["Enrollment.csv"]
    with pytest.raises(ReleaseError, match=r"columns? not of the layout of 2021-22"):
        crdc_release(zipped(files, tmp_path / "2021-22.zip"))


@pytest.mark.parametrize(
    ("member", "said"),
    [("../../evil.csv", "leads out of the archive"), ("/etc/evil.csv", "leads out of the archive")],
)
def test_a_path_that_leads_out_of_the_archive_is_refused(member: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=said):
        crdc_release(zipped(members("2020-21", [EAST]) | {member: b"x"}, tmp_path / "a.zip"))


def test_a_bomb_of_a_member_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    files = members("2020-21", [EAST]) | {"CRDC/School/Bomb.csv": b"0" * 60_000_000}
    with pytest.raises(ReleaseError, match=r"Bomb\.csv: is packed [\d,]+ times"):
        crdc_release(zipped(files, tmp_path / "a.zip"))


def test_a_missing_member_is_named(tmp_path: Path) -> None:
    files = {name: content for name, content in members("2020-21", [EAST]).items() if "Enrollment" not in name}
    with pytest.raises(ReleaseError, match=r"Enrollment\.csv: is missing from the release of 2020-21"):
        crdc_release(zipped(files, tmp_path / "a.zip"))


def test_a_school_that_stands_twice_is_named_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="row 2: 550852000925"):
        tables(made_release("2020-21", [EAST, EAST], tmp_path))


def test_a_stored_member_reads_like_a_packed_one(tmp_path: Path) -> None:
    path = zipped(
        members("2021-22", [EAST | {"SCH_FTECOUNSELORS": 3}]), tmp_path / "a.zip", compression=zipfile.ZIP_STORED
    )
    assert staff(path)["counselor"]["fte"] == 3


def test_text_that_turns_to_cp1252_late_is_read_whole(tmp_path: Path) -> None:
    files = ReleaseFiles(zipped({"a.csv": b"x" * 3_000_000 + "é".encode("cp1252") + b"y"}, tmp_path / "a.zip"))
    assert files.read(files.files[0], b"".join).decode()[-2:] == "éy"


def test_text_that_mixes_encodings_is_read_as_one_of_them(tmp_path: Path) -> None:
    mixed = "é".encode() + b"x" * 3_000_000 + "é".encode("cp1252")
    files = ReleaseFiles(zipped({"a.csv": mixed}, tmp_path / "a.zip"))
    text = files.read(files.files[0], b"".join).decode()
    assert (text[:2], text[-1]) == ("Ã©", "é")
