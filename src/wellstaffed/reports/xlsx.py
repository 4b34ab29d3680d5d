"""A memo as a workbook: inputs as values, need, gap, totals and cost as live formulas from named assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from wellstaffed.core.exact import Order, Rounding
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.gap_row import GapRow, GapTotal
from wellstaffed.reports import words
from wellstaffed.reports.layout import by_school, sections, title_block
from wellstaffed.reports.memo_content import Cost, MemoContent, StaffView

_NOTES = (
    "In post, need and gap are full-time equivalents (FTE), not heads and not positions.",
    "A blank number has its reason in the column beside it.",
    "Not reported, not asked, suppressed and not applicable are four different words, and none of them is zero.",
    "Zero means that the source reported zero.",
    "Gap low and gap high bound a gap that is not known: from zero to the whole need.",
    "Need and gap are formulas: change a named cell of the sheet Assumptions and they follow.",
    "An exact need written as a number, not as a formula, comes from a rule that is no plain ratio.",
    "Counts: whether the row is in the totals of need and gap; a district pool gives staff, a school without a rule none.",
    "School by school: one school's surplus fills no other school's gap. District as one: it does.",
)
_YES = '"yes"'
_HEAD = ("School", "School id", "Role", "Students", "Students missing", "In post, FTE", "In post missing", "Exact need, FTE",
         "Need, FTE", "Gap, FTE", "Gap low, FTE", "Gap high, FTE", "Counts", "How the exact need is found")  # fmt: skip
_TOTAL_HEAD = ("Figures", "Role", "Counted", "Rows", "Not known", "Students", "In post, FTE", "Need, FTE", "Gap, FTE",
               "Gap low, FTE", "Gap high, FTE")  # fmt: skip


def memo_xlsx(content: MemoContent) -> bytes:
    """Return the memo as XLSX; every formula carries its value, so that viewers without a calculator show it too."""
    import xlsxwriter

    memory = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(memory, options)
    day = content.dated
    book.set_properties(
        {"title": content.title, "author": content.district, "created": datetime(day.year, day.month, day.day)}
    )
    _Writer(book, content).write()
    book.close()
    return memory.getvalue()


def _rounding_formula(exact_need: str) -> str:
    """Return rule G2 as a formula; nine decimals keep a quotient such as 0.1 * 3 from landing beside its step."""
    units = f"ROUND({exact_need}/step,9)"
    return (
        f'IF(N(step)=0,{exact_need},IF(direction="up",-INT(-{units})*step,'
        f'IF(direction="down",INT({units})*step,INT({units}+0.5)*step)))'
    )


def _first(exact_need: str) -> str:
    """Return the need as applied: rounded where the need is rounded before staff is subtracted."""
    return f'IF(order="{Order.ROUND_THEN_SUBTRACT.value}",{_rounding_formula(exact_need)},{exact_need})'


def _last(short: str) -> str:
    """Return the gap: rounded where staff is subtracted before anything is rounded."""
    return f'IF(order="{Order.SUBTRACT_THEN_ROUND.value}",{_rounding_formula(short)},{short})'


def _need_and_gap(
    exact_need: Fraction | None, fte: Fraction | None, rounding: Rounding
) -> tuple[Fraction | None, Fraction | None]:
    """Return what the formulas of need and gap give: a formula is written only where that is the memo's own figure."""
    if exact_need is None:
        return None, None
    is_first = rounding.order is Order.ROUND_THEN_SUBTRACT
    need = rounding(exact_need) if is_first else exact_need
    if fte is None:
        return need, None
    short = max(Fraction(0), need - fte)
    return need, short if is_first else rounding(short)


def _counting(row: GapRow) -> str:
    """Return whether a row counts in the totals of need and gap: yes, pool, or no rule for it."""
    if row.is_pool:
        return "pool"
    return "no" if (row.need_missing or "").startswith(words.NOT_COVERED) else "yes"


def _sum(values: Sequence[Fraction | int | None]) -> Fraction | None:
    """Return what a SUMIFS gives, None where there is no number: to compare with the memo's own total."""
    known = [Fraction(value) for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


@dataclass(frozen=True)
class _Sums:
    """Formulas over the rows of one role on a sheet of schools; ``which`` is a condition on the column Counts."""

    sheet: str
    last: int
    role: str

    def cells(self, column: str) -> str:
        return f"'{self.sheet}'!${column}$2:${column}${self.last}"

    def count(self, which: str) -> str:
        return f"COUNTIFS({self.cells('C')},{self.role},{self.cells('M')},{which})"

    def numbers(self, column: str, which: str) -> str:
        return f'COUNTIFS({self.cells("C")},{self.role},{self.cells("M")},{which},{self.cells(column)},">=0")'

    def total(self, column: str, which: str) -> str:
        added = f"SUMIFS({self.cells(column)},{self.cells('C')},{self.role},{self.cells('M')},{which})"
        return f'IF({self.numbers(column, which)}=0,"",{added})'


class _Writer:
    """Writes the sheets of one memo."""

    def __init__(self, book: Any, content: MemoContent) -> None:
        self.book, self.content = book, content
        self.names = {item.name for item in content.assumptions if item.name}
        self.is_live = {"step", "direction", "order"} <= self.names
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0.##", "valign": "top"})
        self.whole = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.money = book.add_format({"num_format": "$#,##0", "valign": "top"})
        self.ranges: dict[str, tuple[str, int]] = {}
        self.gap_cells: dict[tuple[str, str], tuple[int, GapTotal]] = {}

    def write(self) -> None:
        """Write all sheets in the order in which the memo is read."""
        self._memo()
        for index, view in enumerate(self.content.views, start=1):
            self._schools(view, "Schools" if len(self.content.views) == 1 else f"Schools {index}")
        if self.content.views:
            self._totals()
        if self.content.cost:
            self._cost(self.content.cost)
        claim = [block for section in sections(self.content) if section.key == "claim" for block in section.blocks]
        for block in claim:
            if block.kind == "table":
                self._plain("Claim", block.head, block.rows)  # type: ignore[union-attr]
        self._assumptions()
        sources = self.content.sources
        if sources:
            rows = [[item.key, item.title, item.publisher, item.vintage, item.href, item.note] for item in sources]
            self._plain("Sources", ["Key", "Title", "Publisher", "Vintage", "Address", "Note"], rows)
        self._plain("Notes", ["How to read this workbook"], [[line] for line in _NOTES], width=100)

    def _sheet(self, name: str, head: tuple[str, ...] | list[str], widths: list[int]) -> Any:
        sheet = self.book.add_worksheet(name)
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, self.head)
            sheet.set_column(column, column, widths[min(column, len(widths) - 1)])
        if head:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&L" + self.content.title.replace("&", "&&")[:200])
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def _plain(self, name: str, head: list[str], rows: list[list[str]], width: int = 32) -> None:
        sheet = self._sheet(name, head, [width])
        for index, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(index, column, text, self.text)

    def _memo(self) -> None:
        content = self.content
        sheet = self._sheet("Memo", [], [])
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 100)
        lines = [*title_block(content), ("Question", content.question)]
        lines += [("Answer" if i == 0 else "", text) for i, text in enumerate(content.answer)]
        lines += [("Read with care" if i == 0 else "", text) for i, text in enumerate(content.cautions)]
        lines += [
            ("How to cite", content.citation),
            ("Version", content.version),
            ("Corrections", content.corrections),
        ]
        for index, (name, text) in enumerate(line for line in lines if line[1]):
            sheet.write_string(index, 0, name, self.bold)
            sheet.write_string(index, 1, text, self.text)

    def _formula(
        self, sheet: Any, at: tuple[int, int], formula: str, value: Fraction | int | str | None, *, form: Any = None
    ) -> None:
        cached = "" if value is None else value if isinstance(value, str) else float(value)
        sheet.write_formula(*at, f"={formula}", form or self.number, cached)

    def _live(
        self, sheet: Any, at: tuple[int, int], formula: str, value: Fraction | int | None, *, form: Any = None
    ) -> None:
        """Write a formula with its value; the value alone where there is no formula or no cells for it to read."""
        if formula and self.is_live:
            self._formula(sheet, at, formula, value, form=form)
        else:
            self._amount(sheet, at, value, form)

    def _amount(self, sheet: Any, at: tuple[int, int], value: Fraction | int | None, form: Any = None) -> None:
        if value is not None:
            sheet.write_number(*at, float(value), form or self.number)

    def _schools(self, view: StaffView, name: str) -> None:
        sheet = self._sheet(name, _HEAD, [34, 15, 22, 11, 15, 11, 15, 11, 11, 13, 11, 11, 9, 36])
        rows = [row for group in by_school(view) for row in group]
        for index, row in enumerate(rows, start=1):
            self._school_row(sheet, index, row)
        last = len(rows) + 2
        note = f"{view.title}. {words.HINDSIGHT + '. ' if view.is_hindsight else ''}{view.basis}"
        sheet.write_string(last, 0, note)
        self.ranges[view.key] = (name, len(rows) + 1)

    def _school_row(self, sheet: Any, index: int, row: GapRow) -> None:
        line = index + 1
        sheet.write_string(index, 0, row.school)
        sheet.write_string(index, 1, row.school_id)
        sheet.write_string(index, 2, words.role_words(row.roles, plural=False))
        self._amount(sheet, (index, 3), row.students, self.whole)
        if row.students is None:
            sheet.write_string(index, 4, words.plainly(row.students_missing))
        self._amount(sheet, (index, 5), row.fte)
        if row.fte is None:
            sheet.write_string(index, 6, words.plainly(row.fte_missing))
        sheet.write_string(index, 12, _counting(row))
        if row.need_exact is None:
            for column in (7, 8, 9):
                sheet.write_string(index, column, words.plainly(row.need_missing))
            return
        ratio, exact_need = self._ratio(row.roles, row.terms.standard_id, row.students)
        is_plain = bool(ratio) and exact_need == row.need_exact
        self._live(sheet, (index, 7), ratio.format(students=f"D{line}") if is_plain else "", row.need_exact)
        if not is_plain:
            sheet.write_string(index, 13, row.binding or "by a rule that is no plain ratio")
        need, gap = _need_and_gap(row.need_exact, row.fte, row.terms.rounding)
        _, whole = _need_and_gap(row.need_exact, Fraction(0), row.terms.rounding)
        self._live(sheet, (index, 8), _first(f"H{line}") if need == row.need else "", row.need)
        if row.gap is None:
            sheet.write_string(index, 9, words.plainly(row.fte_missing))
            self._amount(sheet, (index, 10), row.gap_low)
            self._live(sheet, (index, 11), _last(f"I{line}") if whole == row.gap_high else "", row.gap_high)
            return
        self._live(sheet, (index, 9), _last(f"MAX(0,I{line}-F{line})") if gap == row.gap else "", row.gap)
        for column, value in ((10, row.gap_low), (11, row.gap_high)):
            self._live(sheet, (index, column), f"J{line}" if value == row.gap else "", value)

    def _ratio(
        self, roles: tuple[Role, ...], standard_id: str, students: int | None, *, with_minimum: bool = True
    ) -> tuple[str, Fraction | None]:
        """Return the formula of the exact need and what it gives; no formula where the rule is no plain ratio."""
        suffix = "_or_".join(role.value for role in roles)
        terms = next((t for t in self.content.terms if t.roles == roles and t.standard_id == standard_id), None)
        if students is None or terms is None or not terms.students_per_fte:
            return "", None
        if f"students_per_{suffix}" not in self.names:
            return "", None
        formula, value = f"{{students}}/students_per_{suffix}", students / terms.students_per_fte
        minimum = terms.minimum_per_school if with_minimum else None
        if minimum is not None:
            least = f"minimum_{suffix}" if f"minimum_{suffix}" in self.names else repr(float(minimum))
            formula, value = f"MAX({formula},{least})", max(value, minimum)
        return formula, value

    def _totals(self) -> None:
        sheet = self._sheet("Totals", _TOTAL_HEAD, [34, 24, 18, 9, 11, 12, 12, 12, 12, 12, 12])
        index = 1
        for view in self.content.views:
            districts = {total.role_name: total for total in view.district_totals}
            for total in view.totals:
                self._total_row(sheet, index, view, total)
                self.gap_cells[view.key, total.role_name] = (index, total)
                index += 1
                if total.role_name in districts:
                    self._district_row(sheet, index, view, districts[total.role_name])
                    index += 1

    def _total_row(self, sheet: Any, index: int, view: StaffView, total: GapTotal) -> None:
        self._labels(sheet, index, view, total, level="school by school")
        sums = _Sums(*self.ranges[view.key], role=f"B{index + 1}")
        rows = [row for row in view.rows if row.role_name == total.role_name]
        counted = [row for row in rows if _counting(row) == "yes"]
        schools = [row for row in rows if not row.is_pool]
        unknown = sum(row.gap is None for row in counted)
        bounded = all(row.gap_high is not None for row in counted)
        cells: list[tuple[str, Fraction | int | None, Fraction | int | None]] = [
            (sums.count('"<>pool"'), len(schools), total.schools),
            (f"{sums.count(_YES)}-{sums.numbers('J', _YES)}", unknown, total.unknown_schools),
            (sums.total("D", '"<>pool"'), _sum([row.students for row in schools]), total.students),
            (sums.total("F", '"*"'), _sum([row.fte for row in rows]), total.fte),
            (sums.total("I", _YES), _sum([row.need for row in counted]), total.need),
            (sums.total("J", _YES), _sum([row.gap for row in counted]), total.gap),
            (f"SUM({sums.total('K', _YES)})", _sum([row.gap_low for row in counted]) or 0, total.gap_low),
            (
                f'IF({sums.count(_YES)}={sums.numbers("L", _YES)},{sums.total("L", _YES)},"")',
                _sum([row.gap_high for row in counted]) if bounded else None,
                total.gap_high,
            ),
        ]
        for column, (formula, value, shown) in enumerate(cells, start=3):
            form = self.whole if column < 6 else self.number
            self._live(sheet, (index, column), formula if value == shown else "", shown, form=form)

    def _labels(self, sheet: Any, index: int, view: StaffView, total: GapTotal, *, level: str) -> None:
        sheet.write_string(index, 0, view.title)
        sheet.write_string(index, 1, words.role_words(total.roles, plural=False))
        sheet.write_string(index, 2, level)

    def _district_row(self, sheet: Any, index: int, view: StaffView, total: GapTotal) -> None:
        self._labels(sheet, index, view, total, level="district as one")
        known = (total.schools, total.unknown_schools, total.students, total.fte)
        for column, number in enumerate(known, start=3):
            self._amount(sheet, (index, column), number, self.number if column == 6 else self.whole)
        ratio, exact_need = self._ratio(total.roles, total.terms.standard_id, total.students, with_minimum=False)
        is_whole = not total.unknown_students and not total.unknown_fte and total.fte is not None
        need, gap = _need_and_gap(exact_need, total.fte, total.terms.rounding)
        line = index + 1
        is_live = bool(ratio) and is_whole and (need, gap) == (total.need, total.gap)
        exact_formula = f"({ratio.format(students=f'F{line}')})"
        short = f"MAX(0,H{line}-G{line})"
        formulas = (_first(exact_formula), _last(short), f"I{line}", f"I{line}")
        for column, (formula, shown) in enumerate(
            zip(formulas, (total.need, total.gap, total.gap_low, total.gap_high), strict=True), start=7
        ):
            self._live(sheet, (index, column), formula if is_live else "", shown)

    def _cost(self, cost: Cost) -> None:
        years = [show_school_year(year.school_year) for year in cost.totals]
        dear = [f"{year}, {end}" for year in years for end in ("low", "high")]
        sheet = self._sheet("Cost", ["Role", "Gap low, FTE", "Gap high, FTE", "Salary", *dear], [26, 13, 13, 13, 16])
        for index, line in enumerate(cost.lines, start=1):
            sheet.write_string(index, 0, line.role.label)
            for column, value in ((1, line.gap_low), (2, line.gap_high)):
                self._linked_gap(sheet, (index, column), cost, line.role.value, value=value)
            name = f"salary_{line.role.value}"
            if name in self.names:
                self._formula(sheet, (index, 3), name, line.salary, form=self.money)
            else:
                self._amount(sheet, (index, 3), line.salary, self.money)
            for offset, year in enumerate(line.years):
                factor = (1 + line.benefits_rate) * (1 + cost.growth) ** offset * line.salary
                for end, (gap, value) in enumerate(((line.gap_low, year.low), (line.gap_high, year.high))):
                    formula = f"{'BC'[end]}{index + 1}*D{index + 1}*(1+benefits_rate)*(1+growth_rate)^{offset}"
                    live = gap * factor == value and {"benefits_rate", "growth_rate"} <= self.names
                    if live:
                        self._formula(sheet, (index, 4 + 2 * offset + end), formula, value, form=self.money)
                    else:
                        self._amount(sheet, (index, 4 + 2 * offset + end), value, self.money)
        self._cost_totals(sheet, cost)

    def _linked_gap(self, sheet: Any, at: tuple[int, int], cost: Cost, role: str, *, value: Fraction) -> None:
        for (key, name), (row, total) in self.gap_cells.items():
            view = next(view for view in self.content.views if view.key == key)
            shown = total.gap_low if at[1] == 1 else total.gap_high
            if cost.of_view in (key, view.title) and name == role and value == shown:
                self._formula(sheet, at, f"Totals!${'JK'[at[1] - 1]}${row + 1}", value)
                return
        self._amount(sheet, at, value)

    def _cost_totals(self, sheet: Any, cost: Cost) -> None:
        from xlsxwriter.utility import xl_col_to_name

        last = len(cost.lines) + 1
        sheet.write_string(last, 0, "All staff", self.bold)
        for offset, year in enumerate(cost.totals):
            for end, value in enumerate((year.low, year.high)):
                column = 4 + 2 * offset + end
                letter = xl_col_to_name(column)
                same = value == sum((line.years[offset].low, line.years[offset].high)[end] for line in cost.lines)
                if same:
                    self._formula(sheet, (last, column), f"SUM({letter}2:{letter}{last})", value, form=self.money)
                else:
                    self._amount(sheet, (last, column), value, self.money)

    def _assumptions(self) -> None:
        sheet = self._sheet("Assumptions", ["Assumption", "Value", "In print", "Note", "Name"], [34, 18, 34, 60, 26])
        for index, item in enumerate(self.content.assumptions, start=1):
            sheet.write_string(index, 0, item.label, self.text)
            if isinstance(item.value, Fraction):
                form = self.book.add_format({"num_format": "General", "valign": "top"})
                sheet.write_number(index, 1, float(item.value), form)
            else:
                sheet.write_string(index, 1, str(item.value), self.text)
            for column, text in ((2, item.shown), (3, item.note), (4, item.name)):
                sheet.write_string(index, column, text, self.text)
            if item.name:
                self.book.define_name(item.name, f"=Assumptions!$B${index + 1}")
