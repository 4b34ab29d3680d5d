"""Which wave a release is: what its columns say, which its own name may not contradict."""

import pytest
from tests.sources.crdc.made_releases import EAST, members, zipped

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.sources.crdc.told_wave import MEMBER_WAVES, stated_year

HEADERS = (
    "LEA_STATE,LEA_STATE_NAME,LEAID,LEA_NAME,SCHID,SCH_NAME,COMBOKEY,JJ,SCH_FTESECURITY_LEO,SCH_FTESECURITY_GUA,"
    "SCH_FTETEACH_TOT,SCH_FTETEACH_CERT,SCH_FTETEACH_NOTCERT,TOT_TEACHERS_CURR_M,TOT_TEACHERS_CURR_F,"
    "SCH_FTECOUNSELORS,SCH_FTESERVICES_NUR,SCH_FTESERVICES_PSY,SCH_FTESERVICES_SOC"
)
SUPPORT_2021_22 = HEADERS.split(",")


def unpacked(files, folder):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def renamed_in_2021_22(header, path):
    """Write a release of 2021-22 whose School Support has all nineteen published headers, one of them renamed."""
    files = members("2021-22", [EAST])
    headers = [one if one != header else f"{one}_NEW" for one in SUPPORT_2021_22]
    cells = [EAST.get(one, "WISCONSIN" if one == "LEA_STATE_NAME" else 0) for one in SUPPORT_2021_22]
    files["SCH/School Support.csv"] = "\n".join(",".join(map(str, line)) for line in (headers, cells)).encode()
    return zipped(files, path)


@pytest.mark.parametrize(
    "name", ["2023-24-crdc-data.zip", "2023-24-crdc-data (1).zip", "crdc_2023-24.zip", "2023-24.zip"]
)
def test_a_release_named_2023_24_is_not_filed_under_the_wave_whose_columns_it_has(name, tmp_path):
    with pytest.raises(ReleaseError, match=r"2023-24.*is not guessed"):
        crdc_release(zipped(members("2021-22", [EAST]), tmp_path / name))


@pytest.mark.parametrize("inside", ["", "2023-24/"])
def test_a_folder_named_2023_24_and_one_inside_a_zip_say_so_too(inside, tmp_path):
    files = {f"{inside}{name}": content for name, content in members("2021-22", [EAST]).items()}
    with pytest.raises(ReleaseError, match=r"2023-24.*is not guessed"):
        crdc_release(unpacked(files, tmp_path / "2023-24-crdc-data"))
    if inside:
        with pytest.raises(ReleaseError, match=r"2023-24.*is not guessed"):
            crdc_release(zipped(files, tmp_path / "mine.zip"))


def test_a_free_name_with_2023_24_is_explained_by_it_only_where_the_columns_fit_no_wave(tmp_path):
    files = members("2021-22", [EAST])
    assert crdc_release(zipped(files, tmp_path / "2023-24 budget.zip")).wave == "2021-22"
    support = files["SCH/School Support.csv"]
    files["SCH/School Support.csv"] = support.replace(b"TOT_TEACHERS_CURR_M", b"XX")
    with pytest.raises(ReleaseError, match=r"2023-24.*is not guessed"):
        crdc_release(zipped(files, tmp_path / "2023-24_plain.zip"))


def test_the_folders_above_a_release_say_nothing_of_it(tmp_path):
    (tmp_path / "2023-24 budget").mkdir()
    (tmp_path / "2021-22-crdc-data").mkdir()
    files = members("2017-18", [EAST])
    assert crdc_release(zipped(files, tmp_path / "2023-24 budget" / "2017-18-ren.zip")).wave == "2017-18"
    assert crdc_release(zipped(files, tmp_path / "2021-22-crdc-data" / "mine.zip")).wave == "2017-18"


def test_an_official_name_of_another_year_than_the_columns_is_refused_with_both(tmp_path):
    with pytest.raises(ReleaseError, match=r"'2017-18-crdc-data\.zip': says 2017-18; the columns are those of 2021-22"):
        crdc_release(zipped(members("2021-22", [EAST]), tmp_path / "2017-18-crdc-data.zip"))
    with pytest.raises(ReleaseError, match="says 2021-22; the columns are those of 2015-16"):
        crdc_release(zipped(members("2015-16", [EAST]), tmp_path / "2021-22-crdc-data.zip"))
    inside = {f"2021-22-crdc-data/{name}": content for name, content in members("2020-21", [EAST]).items()}
    with pytest.raises(ReleaseError, match="name '2021-22-crdc-data': says 2021-22; the columns are those of 2020-21"):
        crdc_release(zipped(inside, tmp_path / "mine.zip"))


def test_a_name_chosen_freely_states_no_year(tmp_path):
    assert crdc_release(zipped(members("2017-18", [EAST]), tmp_path / "2021-22_mine.zip")).wave == "2017-18"


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2017-18-crdc-data.zip", "2017-18"), ("2017-18-crdc-data-corrected-publication 2", "2017-18"),
        ("2017-18 Public-Use Files", "2017-18"), ("2013-14 CRDC", "2013-14"), ("2020_21_CRDC_data.ZIP", "2020-21"),
        ("crdc_2015-16.zip", "2015-16"), ("2021-2022 crdc data.zip", "2021-22"), ("2021-22", "2021-22"),
        ("2021-22_mine.zip", None), ("budget 2023-24.zip", None), ("2021-23-crdc-data.zip", None), ("SCH", None),
        ("", None),
    ],
)  # fmt: skip
def test_only_a_name_of_the_official_pattern_states_a_year(name, year):
    assert stated_year(name) == year


@pytest.mark.parametrize("header", SUPPORT_2021_22[8:])
def test_a_renamed_column_is_explained_with_its_own_wave_and_both_names(header, tmp_path):
    with pytest.raises(ReleaseError) as caught:
        crdc_release(renamed_in_2021_22(header, tmp_path / "mine.zip"))
    faults = [str(one) for one in caught.value.faults]
    assert len(faults) == 2
    assert all("School Support.csv" in one and "2021-22" in one for one in faults)
    assert any("lacks 1 column" in one and f": {header}." in one for one in faults)
    assert any(f"has 1 column not of the layout of 2021-22: {header}_NEW." in one for one in faults)


@pytest.mark.parametrize("wave", MEMBER_WAVES)
def test_any_renamed_column_of_the_telling_file_is_explained_with_its_own_wave(wave, tmp_path):
    files = members(wave, [EAST])
    name = next(one for one in files if one.endswith("School Support.csv"))
    head, _, rest = files[name].partition(b"\n")
    headers = head.strip().split(b",")
    for place, header in enumerate(headers):
        line = b",".join([*headers[:place], b'"SCH_NEW_THING"', *headers[place + 1 :]])
        with pytest.raises(ReleaseError) as caught:
            crdc_release(zipped(files | {name: line + b"\n" + rest}, tmp_path / "mine.zip"))
        said = str(caught.value)
        assert f"lacks 1 column of the layout of {wave}: {header.decode().strip(chr(34))}." in said
        assert f"has 1 column not of the layout of {wave}: SCH_NEW_THING." in said


def test_an_empty_telling_file_is_of_no_wave(tmp_path):
    files = members("2021-22", [EAST]) | {"SCH/School Support.csv": b""}
    with pytest.raises(ReleaseError, match="has none of the columns of any wave known here"):
        crdc_release(zipped(files, tmp_path / "mine.zip"))
