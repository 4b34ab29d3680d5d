"""A release is taken in whole: every file of its wave, with rows, of the same schools; every cell a number or a reason."""

import pytest
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, PENA, made_release, members, zipped

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.sources.crdc.layout import files_of
from wellstaffed.tables.federal_release import built_tables
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import Store

WAVES = ("2017-18", "2020-21", "2021-22")
READ = [(wave, layout.file) for wave in WAVES for layout in files_of(wave) if layout.file != "School Support"]
OF_SCHOOLS = [(wave, file) for wave, file in READ if file != "LEA Characteristics"]
SCHOOLS = [EAST | {"SCH_FTECOUNSELORS": 22.5}, LAFAYETTE]


def name_of(files, file):
    return next(one for one in files if one.endswith(f"/{file}.csv"))


def add(store, path):
    found = recognised_release(path)
    return store.add(found.known, found.tables(), checksum=found.checksum)


def refused_by_a_store_that_holds_it_whole(wave, files, folder, said):
    """Check that a damaged release is refused both ways it can be read, and that the store keeps the whole one."""
    (folder / "whole").mkdir()
    store, damaged = Store(folder / "home"), zipped(files, folder / "mine.zip")
    whole = add(store, made_release(wave, SCHOOLS, folder / "whole"))
    with pytest.raises(ReleaseError, match=said):
        add(store, damaged)
    assert [one.as_json() for one in store.releases()] == [whole.as_json()]
    with pytest.raises(ReleaseError, match=said):
        list(built_tables(crdc_release(damaged)))


@pytest.mark.parametrize(("wave", "file"), READ)
def test_a_release_without_a_file_of_its_wave_is_refused_and_a_whole_one_stays(wave, file, tmp_path):
    files = members(wave, SCHOOLS)
    del files[name_of(files, file)]
    said = rf"\n  {file}\.csv: is missing from the release of {wave}\. .*of it are read: .*{file}"
    refused_by_a_store_that_holds_it_whole(wave, files, tmp_path, said)


def test_all_missing_files_are_named_at_once(tmp_path):
    files = members("2017-18", SCHOOLS)
    for file in ("Offenses", "School Expenditures"):
        del files[name_of(files, file)]
    with pytest.raises(ReleaseError, match=r"1 fault:\n  Offenses\.csv, School Expenditures\.csv: are missing"):
        crdc_release(zipped(files, tmp_path / "mine.zip"))


@pytest.mark.parametrize(("wave", "file"), [*READ, ("2020-21", "School Support")])
def test_a_file_of_headers_alone_is_refused(wave, file, tmp_path):
    files = members(wave, SCHOOLS)
    name = name_of(files, file)
    files[name] = files[name].partition(b"\n")[0] + b"\n"
    refused_by_a_store_that_holds_it_whole(wave, files, tmp_path, rf"{file}\.csv: has headers and no rows")


@pytest.mark.parametrize(("wave", "file"), [*OF_SCHOOLS, ("2020-21", "School Support")])
def test_a_file_cut_between_two_lines_is_refused_with_both_counts(wave, file, tmp_path):
    files = members(wave, SCHOOLS)
    name = name_of(files, file)
    files[name] = b"\n".join(files[name].split(b"\n")[:2]) + b"\n"
    said = rf"/{file}\.csv: has 1 of the 2 schools of .*\.csv; the files of a release have the same"
    refused_by_a_store_that_holds_it_whole(wave, files, tmp_path, said)


@pytest.mark.parametrize("wave", WAVES)
def test_a_file_of_districts_cut_between_two_lines_is_refused_with_both_counts(wave, tmp_path):
    files = members(wave, [*SCHOOLS, PENA])
    name = name_of(files, "LEA Characteristics")
    files[name] = b"\n".join(files[name].split(b"\n")[:2]) + b"\n"
    said = r"/LEA Characteristics\.csv: has 1 of the 2 districts of .*\.csv; a release has every school's district"
    refused_by_a_store_that_holds_it_whole(wave, files, tmp_path, said)


def test_districts_without_schools_and_one_school_in_forty_without_its_district_are_no_fault(tmp_path):
    schools = [EAST | {"LEAID": f"{5500000 + number}", "COMBOKEY": f"{5500000 + number}00925"} for number in range(40)]
    files = members("2021-22", schools)
    others = [schools[0] | {"LEAID": "5599999"}, *schools[1:]]
    files["SCH/LEA Characteristics.csv"] = members("2021-22", others)["SCH/LEA Characteristics.csv"]
    assert add(Store(tmp_path / "home"), zipped(files, tmp_path / "mine.zip")).tables["districts"].rows == 40


def test_files_of_as_many_but_other_schools_are_refused(tmp_path):
    files = members("2021-22", SCHOOLS)
    others = [one | {"SCHID": "9" + one["SCHID"][1:], "COMBOKEY": f"55085209{one['SCHID'][1:]}"} for one in SCHOOLS]
    files["SCH/Offenses.csv"] = members("2021-22", others)["SCH/Offenses.csv"]
    refused_by_a_store_that_holds_it_whole("2021-22", files, tmp_path, r"Offenses\.csv: has 0 of the 2 schools")


def test_one_school_in_forty_may_be_left_out_and_the_order_differ(tmp_path):
    schools = [EAST | {"SCHID": f"{number:05d}", "COMBOKEY": f"5508520{number:05d}"} for number in range(40)]
    files = members("2021-22", schools)
    files["SCH/Offenses.csv"] = members("2021-22", schools[:0:-1])["SCH/Offenses.csv"]
    stored = add(Store(tmp_path / "home"), zipped(files, tmp_path / "mine.zip"))
    assert (stored.tables["offenses"].rows, stored.tables["schools"].rows) == (39, 40)


def test_a_count_written_as_a_power_of_ten_is_refused(tmp_path):
    files = members("2021-22", [LAFAYETTE, EAST | {"SCH_ENR_BL_M": 1700}])
    files["SCH/Enrollment.csv"] = files["SCH/Enrollment.csv"].replace(b"1700", b"1.7e3")
    said = r"Enrollment\.csv, row 3, SCH_ENR_BL_M: holds '1\.7e3'; a number was expected"
    refused_by_a_store_that_holds_it_whole("2021-22", files, tmp_path, said)


@pytest.mark.parametrize("cell", ["NaN", "nan", "inf", "-inf", "Infinity", "1e999"])
@pytest.mark.parametrize("header", ["SCH_FTECOUNSELORS", "SCH_FTETEACH_TOT"])
def test_a_cell_that_a_parser_takes_for_a_number_but_is_none_is_named_like_a_word(cell, header, tmp_path):
    files = members("2021-22", [LAFAYETTE, EAST | {header: 22.5}])
    files["SCH/School Support.csv"] = files["SCH/School Support.csv"].replace(b"22.5", cell.encode())
    said = rf"School Support\.csv, row 3, {header}: holds '{cell}'; a number was expected"
    refused_by_a_store_that_holds_it_whole("2021-22", files, tmp_path, said)
