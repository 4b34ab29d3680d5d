"""Facts about a district: child poverty, wages, the cost of labour, what is known of its police, and its schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.apps.web.controls import Controls, Text
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.pages.district_frame import LEAID, district_frame, district_of, district_title
from wellstaffed.apps.web.table import Cell, Column, Table, words
from wellstaffed.core.school_years import show_school_year
from wellstaffed.reports.words import dollars, percent

if TYPE_CHECKING:
    from wellstaffed.tables.district_facts import DistrictFacts, ListedSchool

COLUMNS = (
    Column("school", "School"),
    Column("school_id", "Identifier"),
    Column("city", "City"),
    Column("grade_band", "Grades"),
    Column("school_years", "Figures of staff"),
)


class FactsControls(Controls):
    """Which schools, and their order."""

    filter: Text = ""
    sort: Text = ""


def show_facts(asked: Asked) -> Shown:
    """Return what the federal files beside the staff say of a district, and its schools."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.district_actions import officers_on_record

    found = district_of(asked)
    facts = federal_record_actions.district_facts(district=found.leaid)
    table = _table(facts).filtered(asked.controls.filter, key="school").ordered(asked.controls.sort)
    poverty = [
        (one.year, f"{one.children_5_17_in_poverty:,} of {one.children_5_17:,}",
         None if one.share_in_poverty is None else percent(one.share_in_poverty))
        for one in facts.poverty
    ]  # fmt: skip
    context = {
        "facts": facts,
        "on_record": officers_on_record(found.leaid),
        "poverty": poverty,
        "wages": [(one.role.label, dollars(one.annual_mean), one.why) for one in facts.wages],
        "years": [show_school_year(one) for one in facts.school_years],
        "high_only": [show_school_year(one) for one in facts.high_schools_only],
    }
    return Shown(
        title=district_title(found, "Facts and schools"),
        template="district_facts.html.j2",
        context=district_frame(asked, found, "/facts") | context,
        document=facts.as_json(),
        table=table,
    )


def _table(facts: DistrictFacts) -> Table:
    count = len(facts.schools)
    caption = f"{count:,} {'school' if count == 1 else 'schools'} of the directory and of the figures at hand"
    return Table(caption, COLUMNS, tuple(_row(one) for one in facts.schools))


def _row(one: ListedSchool) -> tuple[Cell, ...]:
    known = len(one.school_id) == 12
    years = ", ".join(show_school_year(year) for year in one.school_years)
    return (
        words(one.school, href=f"/schools/{one.school_id}" if known else None),
        words(one.school_id if known else ""),
        words(one.city),
        words(one.grade_band) if one.grade_band else Cell("not known", "not known", is_reason=True),
        words(years) if years else Cell("none at hand", "none at hand", is_reason=True),
    )


DISTRICT_FACTS = Page(
    path="/districts/{leaid}/facts",
    summary="Child poverty, wages, comparable wage index, police facts and the schools of a district.",
    show=show_facts,
    controls=FactsControls,
    parts={"leaid": LEAID},
    section="districts",
)
