"""The sheets of a plan's options: posts as solved values, their costs as formulas from named assumptions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

from wellstaffed.core.school_years import show_school_year
from wellstaffed.reports.memo_content import PlannedOption, PlannedPost, PlannedStaffing

SOLVED = (
    "FTE and officer years are solved values: they do not follow a changed cell. Costs are formulas and follow salaries, "
    "benefits, growth, the money of each year and the cost of an officer with its growth on the sheet Assumptions. After such a change run "
    "wellstaffed plan again: another placement may then be the best."
)
_PRICE_NAMES = {"benefits_rate", "growth_rate"}


class SheetWriter(Protocol):
    """What of the workbook's writer these sheets use."""

    names: set[str]
    bold: Any
    text: Any
    money: Any

    def sheet(self, name: str, head: tuple[str, ...] | list[str], widths: list[int]) -> Any:
        """Add a sheet with its head."""

    def formula(self, sheet: Any, at: tuple[int, int], formula: str, value: Any, *, form: Any = None) -> None:
        """Write a formula with its value."""

    def amount(self, sheet: Any, at: tuple[int, int], value: Fraction | int | None, form: Any = None) -> None:
        """Write a number."""


def write_plan_sheets(writer: SheetWriter, staffing: PlannedStaffing) -> None:
    """Write the sheets Phase-in and Options."""
    _phase_in(writer, staffing)
    _options(writer, staffing)


def _phase_in(writer: SheetWriter, staffing: PlannedStaffing) -> None:
    years = [show_school_year(year) for year in staffing.years]
    head = ["Option", "School", "Role", *(f"FTE in place, {y} (solved)" for y in years), *(f"Cost, {y}" for y in years)]
    sheet = writer.sheet("Phase-in", head, [44, 18, 18, 14])
    for index, post in enumerate(staffing.posts, start=1):
        for column, words in enumerate((post.option, post.school, post.role.label)):
            sheet.write_string(index, column, words)
        for year, fte in enumerate(post.fte):
            writer.amount(sheet, (index, 3 + year), fte)
            _cost(writer, sheet, index, post, year=year, grown=staffing.grown)
    sheet.write_string(len(staffing.posts) + 2, 0, SOLVED)


def _cost(writer: SheetWriter, sheet: Any, index: int, post: PlannedPost, *, year: int, grown: int) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    at, salary = (index, 3 + len(post.fte) + year), f"salary_{post.role.value}"
    if {salary, *_PRICE_NAMES} <= writer.names:
        fte = xl_rowcol_to_cell(index, 3 + year)
        price = f"{salary}*(1+benefits_rate)*(1+growth_rate)^{grown + year}"
        writer.formula(sheet, at, f"{fte}*{price}", post.dollars[year], form=writer.money)
    else:
        writer.amount(sheet, at, post.dollars[year], writer.money)


def _options(writer: SheetWriter, staffing: PlannedStaffing) -> None:
    head = ["Option", "School year", "Need met, FTE (solved)", "Still missing, FTE (solved)", "Cost of posts",
            "Officer years that free money (solved)", "Freed police money", "Net cost", "Money of the year", "Left over"]  # fmt: skip
    sheet = writer.sheet("Options", head, [44, 12, 14, 14, 16])
    index = 1
    for option in staffing.options:
        for year, ends in enumerate(staffing.years):
            sheet.write_string(index, 0, option.label)
            sheet.write_string(index, 1, show_school_year(ends))
            writer.amount(sheet, (index, 2), option.met[year])
            writer.amount(sheet, (index, 3), option.left[year])
            _money(writer, sheet, index, staffing, option=option, year=year)
            index += 1
    sheet.write_string(index + 1, 0, SOLVED)


def _money(
    writer: SheetWriter, sheet: Any, index: int, staffing: PlannedStaffing, *, option: PlannedOption, year: int
) -> None:
    from xlsxwriter.utility import xl_col_to_name

    line, last = index + 1, len(staffing.posts) + 1
    column = xl_col_to_name(3 + len(staffing.years) + year)
    gross, freed, there = option.gross[year], option.freed[year], staffing.money[year]
    total = f"SUMIFS('Phase-in'!{column}$2:{column}${last},'Phase-in'!A$2:A${last},A{line})" if staffing.posts else "0"
    writer.formula(sheet, (index, 4), total, gross, form=writer.money)
    price = staffing.dollars_per_officer
    if price and "dollars_per_officer" in writer.names:
        writer.amount(sheet, (index, 5), option.officer_years[year])
        services = f"+{float(option.services[year])!r}" if option.services[year] else ""
        formula = f"F{line}*dollars_per_officer*(1+officer_growth_rate)^{year}{services}"
        writer.formula(sheet, (index, 6), formula, freed, form=writer.money)
    else:
        writer.amount(sheet, (index, 6), freed, writer.money)
    writer.formula(sheet, (index, 7), f"E{line}-G{line}", gross - freed, form=writer.money)
    writer.formula(sheet, (index, 8), "+".join(staffing.money_names[year]), there, form=writer.money)
    writer.formula(sheet, (index, 9), f"I{line}+G{line}-E{line}", there + freed - gross, form=writer.money)
