"""Every shipped standard holds, and a broken one is refused with all its faults and their lines."""

from datetime import date

import pytest

from wellstaffed.core.errors import NotFoundError, NotInForceError, StandardFileError
from wellstaffed.standards.describe import rule_text
from wellstaffed.standards.library import SHIPPED, StandardsLibrary
from wellstaffed.standards.standard import UNITS_OF_KIND

LIBRARY = StandardsLibrary()
KINDS = {"ratio", "ratio_by_band", "minimum", "tiers", "steps", "prototypes", "acuity", "words"}


def test_at_least_sixty_rules_of_every_kind_are_shipped():
    standards = LIBRARY.standards()
    assert len(standards) >= 60
    assert {value.rule.kind for one in standards for value in one.values} == KINDS == set(UNITS_OF_KIND)
    assert any(one.is_pooled for one in standards)


@pytest.mark.parametrize("one", LIBRARY.standards(), ids=lambda one: one.id)
def test_every_value_can_be_said_in_words(one):
    assert all(rule_text(value.rule) for value in one.values)


def test_the_aclu_bundle_is_250_250_700_750():
    bundle = LIBRARY.bundle("aclu-2019")
    ratios = {
        member.role.value: LIBRARY.standard(member.standard).value_on(member.on or bundle.on).rule.students_per_fte
        for member in bundle.members
    }
    assert ratios == {"counselor": 250, "social_worker": 250, "psychologist": 700, "nurse": 750}


@pytest.mark.parametrize(
    ("on", "ratio"), [("2009-12-31", 1000), ("2010-01-01", 700), ("2020-06-30", 700), ("2020-07-01", 500)]
)
def test_the_psychologist_ratio_is_that_of_its_day(on, ratio):
    assert LIBRARY.standard("nasp/psychologist_ratio").value_on(date.fromisoformat(on)).rule.students_per_fte == ratio


def test_a_day_before_the_first_value_is_refused_with_the_first_day():
    with pytest.raises(NotInForceError, match="no value on 1950-01-01; its first value starts 1984-01-01"):
        LIBRARY.standard("nasp/psychologist_ratio").value_on(date(1950, 1, 1))


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(NotFoundError, match="Did you mean asca/counselor_ratio"):
        LIBRARY.standard("asca/counsellor_ratio")


@pytest.fixture
def own_folder(tmp_path):
    def write(*changes):
        text = (SHIPPED / "asca" / "counselor_ratio.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / "asca").mkdir(exist_ok=True)
        (tmp_path / "asca" / "counselor_ratio.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_folder_of_one_s_own_stands_before_the_shipped_one(own_folder):
    library = StandardsLibrary(own_folder(("students_per_fte: 250", "students_per_fte: 300")))
    assert library.standard("asca/counselor_ratio").value_on(date(2020, 1, 1)).rule.students_per_fte == 300
    assert len(library.standards()) == len(LIBRARY.standards())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("students_per_fte: 250", "students_per_fte: 250\n      halves: up"), "halves: is not a known key"),
        (
            ("quote: ASCA recommends a 250-to-1 ratio of students to school counselors", "note2: x"),
            "note2: is not a known key",
        ),
        (("unit: students/FTE", "unit: kids/FTE"), "unit: Input should be"),
        (("id: asca/counselor_ratio", "id: asca/other"), "but the path of the file says"),
        (("title: School Counselor Roles & Ratios", "title: ''"), "title: String should have at least 1"),
        (("from: 1965-01-01", "from: 1965-01-01\n    to: 1964-01-01"), "'to' lies before 'from'"),
    ],
)
def test_a_broken_standard_is_refused_with_its_line(own_folder, change, fault):
    with pytest.raises(StandardFileError, match=fault):
        StandardsLibrary(own_folder(change)).standard("asca/counselor_ratio")


def test_all_faults_of_a_file_are_reported_at_once(own_folder):
    folder = own_folder(("level: ", "levels: "), ("place: US", "place: Mars"), ("force: ", "forced: "))
    with pytest.raises(StandardFileError) as caught:
        StandardsLibrary(folder).standard("asca/counselor_ratio")
    assert len(caught.value.faults) == 5
    assert all(fault.where.startswith("line ") for fault in caught.value.faults)


def test_overlapping_dates_are_refused(tmp_path):
    text = (SHIPPED / "nasp" / "psychologist_ratio.yaml").read_text(encoding="utf-8")
    (tmp_path / "nasp").mkdir()
    (tmp_path / "nasp" / "psychologist_ratio.yaml").write_text(
        text.replace("to: 2020-06-30", "to: 2020-08-30"), encoding="utf-8"
    )
    with pytest.raises(StandardFileError, match="dates overlap"):
        StandardsLibrary(tmp_path).standard("nasp/psychologist_ratio")
