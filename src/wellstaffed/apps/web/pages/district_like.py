"""Districts like one district, by a distance that is stated; no ranking, no grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from wellstaffed.apps.web.controls import Controls, Text
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.pages.district_frame import LEAID, district_frame, district_of, district_title
from wellstaffed.apps.web.table import Cell, Column, Table, figure, words
from wellstaffed.core.exact import exact, show

if TYPE_CHECKING:
    from wellstaffed.apps.district_actions import LikeAnswer
    from wellstaffed.tables.like_districts import LikeDistrict

MOST = 20


class LikeControls(Controls):
    """By what a district is like another."""

    like: Annotated[list[Text], Field(max_length=10)] = ["size", "poverty"]


def show_like(asked: Asked) -> Shown:
    """Return the districts nearest to one by the measures asked for."""
    from wellstaffed.apps import district_actions
    from wellstaffed.tables.like_districts import LIKENESS

    found = district_of(asked)
    chosen = tuple(dict.fromkeys(asked.controls.like)) or ("size", "poverty")
    answer = district_actions.like_districts(district=found.leaid, like=chosen, most=MOST)
    table = _table(answer)
    context = {"answer": answer, "measures": LIKENESS, "chosen": chosen}
    return Shown(
        title=district_title(found, "Districts like this one"),
        template="district_like.html.j2",
        context=district_frame(asked, found, "/like") | context,
        document=answer.as_json(),
        table=table,
    )


def _table(answer: LikeAnswer) -> Table:
    found = answer.found
    columns = [
        Column("district", "District"),
        Column("leaid", "LEAID"),
        Column("distance", "Distance", "number", meaning="the sum of the parts"),
        *[Column(f"by_{one}", one.capitalize(), "number", "Parts of the distance", said)
          for one, said in answer.like.items()],
        Column("children", "Children", "number", meaning="aged 5 to 17 living there"),
        Column("poverty", "In poverty", "number", meaning="share of these children, percent"),
        Column("schools", "Schools", "number", meaning="in the directory"),
        Column("wage_index", "Wage index", "number", meaning="the nation being 1"),
        Column("officers", "Officers, by the record of peers"),
    ]  # fmt: skip
    rows = tuple(_row(one, answer) for one in (found.own, *found.nearest))
    years = f"children and poverty of {found.poverty_year}, wage index of {found.wage_year}"
    caption = f"This district, then the {len(found.nearest)} nearest of {found.compared:,}"
    source = (
        f"Source: directory of public schools; Small Area Income and Poverty Estimates; Comparable Wage Index; {years}."
    )
    return Table(caption, tuple(columns), rows, source)


def _row(one: LikeDistrict, answer: LikeAnswer) -> tuple[Cell, ...]:
    from wellstaffed.apps.district_actions import officers_on_record

    parts = dict(one.parts)
    said = officers_on_record(one.leaid)
    return (
        words(f"{one.district}, {one.state}", href=f"/districts/{one.leaid}"),
        words(one.leaid),
        _decimal(one.distance, "this district"),
        *[_decimal(parts.get(name), "") for name in answer.like],
        figure(one.children, f"{one.children:,}" if one.children is not None else "not reported"),
        figure(one.poverty, f"{show(exact(one.poverty) * 100, 1)} %" if one.poverty is not None else "not reported"),
        figure(one.schools, f"{one.schools:,}"),
        _decimal(one.wage_index, "not reported", 3),
        words(said) if said else Cell("nothing recorded", "nothing recorded", is_reason=True),
    )


def _decimal(value: float | None, absent: str, places: int = 2) -> Cell:
    return figure(value, show(exact(value), places) if value is not None else absent)


DISTRICT_LIKE = Page(
    path="/districts/{leaid}/like",
    summary="The districts nearest to one by size, poverty, schools, wages or state: a stated distance.",
    show=show_like,
    controls=LikeControls,
    parts={"leaid": LEAID},
    section="districts",
)
