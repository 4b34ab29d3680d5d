"""A memo as a workbook: inputs as values, need, gap, totals and cost as live formulas from named assumptions."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.gap_row import GapRow, GapTotal
from wellstaffed.reports import words
from wellstaffed.reports.layout import Section, Table, Words, by_school, sections, title_block
from wellstaffed.reports.memo_content import ClaimSection, Cost, MemoContent, StaffView
from wellstaffed.reports.xlsx_formulas import (
    YES,
    RoleSums,
    counting,
    gap_formula,
    known_sum,
    need_and_gap,
    need_formula,
)
from wellstaffed.reports.xlsx_plan import write_plan_sheets

_NOTES = (
    "In post, need and gap are full-time equivalents (FTE), not heads and not positions.",
    "A blank number has its reason in the column beside it.",
    "Not reported, not asked, suppressed and not applicable are four different words, and none of them is zero.",
    "Zero means that the source reported zero.",
    "Gap low and gap high bound a gap that is not known: from zero to the whole need.",
    "Need and gap are formulas: change a named cell of the sheet Assumptions and they follow.",
    "An exact need written as a number, not as a formula, comes from a rule that is no plain ratio.",
    "Counts: whether the row is in the totals of need and gap; a district pool gives staff, a school without a rule none.",
    "The sheet Memo is the text as printed: it does not follow a changed cell.",
    "School by school: one school's surplus fills no other school's gap. District as one: it does.",
)
_HEAD = ("School", "School id", "Role", "Students", "Students missing", "In post, FTE", "In post missing", "Exact need, FTE",
         "Need, FTE", "Gap, FTE", "Gap low, FTE", "Gap high, FTE", "Counts", "How the exact need is found", "Students per FTE")  # fmt: skip
_TOTAL_HEAD = ("Figures", "Role", "Counted", "Rows", "Not known", "Students", "In post, FTE", "Need, FTE", "Gap, FTE",
               "Gap low, FTE", "Gap high, FTE", "Students per FTE")  # fmt: skip


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
        if self.content.staffing:
            write_plan_sheets(self, self.content.staffing)
        if self.content.claim:
            self._claim(self.content.claim)
        for further in self.content.further:
            lines = [[text] for text in (*further.sentences, *further.notes)]
            rows = [list(row) for row in further.rows]
            self._plain(further.sheet, list(further.header), [*rows, [""], *lines, [""], *map(list, further.sources)])
        self._assumptions()
        for section in sections(self.content):
            if section.key == "standards":
                self._standards(section)
        sources = self.content.sources
        if sources:
            rows = [[item.key, item.title, item.publisher, item.vintage, item.href, item.note] for item in sources]
            self._plain("Sources", ["Key", "Title", "Publisher", "Vintage", "Address", "Note"], rows)
        self._plain("Notes", ["How to read this workbook"], [[line] for line in _NOTES], width=100)

    def sheet(self, name: str, head: tuple[str, ...] | list[str], widths: list[int]) -> Any:
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
        sheet = self.sheet(name, head, [width])
        for index, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(index, column, text, self.text)

    def _claim(self, claim: ClaimSection) -> None:
        names = list(dict.fromkeys(name for figure in claim.figures for name, _ in figure.implied))
        head = ["School", "Role", "Published", *[f"In post if {name}" for name in names]]
        sheet = self.sheet("Claim", head, [24, 20, 12, 18])
        for index, figure in enumerate(claim.figures, start=1):
            implied = dict(figure.implied)
            sheet.write_string(index, 0, figure.school, self.text)
            sheet.write_string(index, 1, figure.role.label, self.text)
            self.amount(sheet, (index, 2), figure.published)
            for column, name in enumerate(names, start=3):
                sheet.write_string(index, column, implied.get(name, ""), self.text)
        last = len(claim.figures) + 1
        sheet.write_string(last, 0, "All", self.bold)
        published = sum((figure.published for figure in claim.figures), Fraction(0))
        self.formula(sheet, (last, 2), f"SUM(C2:C{last})", published)
        for index, text in enumerate((*claim.sentences, *claim.conventions), start=last + 2):
            sheet.write_string(index, 0, text)

    def _standards(self, section: Section) -> None:
        tables = [block for block in section.blocks if isinstance(block, Table)]
        notices = [line for block in section.blocks if isinstance(block, Words) for line in block.lines]
        rows = [row for table in tables for row in table.rows]
        self._plain("Standards", tables[0].head, [*rows, *[[line] for line in notices]])

    def _memo(self) -> None:
        content = self.content
        sheet = self.sheet("Memo", [], [])
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

    def formula(
        self, sheet: Any, at: tuple[int, int], formula: str, value: Fraction | int | str | None, *, form: Any = None
    ) -> None:
        cached = "" if value is None else value if isinstance(value, str) else float(value)
        sheet.write_formula(*at, f"={formula}", form or self.number, cached)

    def _live(
        self, sheet: Any, at: tuple[int, int], formula: str, value: Fraction | int | None, *, form: Any = None
    ) -> None:
        """Write a formula with its value; the value alone where there is no formula or no cells for it to read."""
        if formula and self.is_live:
            self.formula(sheet, at, formula, value, form=form)
        else:
            self.amount(sheet, at, value, form)

    def amount(self, sheet: Any, at: tuple[int, int], value: Fraction | int | None, form: Any = None) -> None:
        if value is not None:
            sheet.write_number(*at, float(value), form or self.number)

    def _schools(self, view: StaffView, name: str) -> None:
        sheet = self.sheet(name, _HEAD, [34, 15, 22, 11, 15, 11, 15, 11, 11, 13, 11, 11, 9, 36, 13])
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
        self.amount(sheet, (index, 3), row.students, self.whole)
        if row.students is None:
            sheet.write_string(index, 4, words.plainly(row.students_missing))
        self.amount(sheet, (index, 5), row.fte)
        if row.fte is None:
            sheet.write_string(index, 6, words.plainly(row.fte_missing))
        sheet.write_string(index, 12, counting(row))
        if row.students is not None and row.fte is not None:
            ratio = "none" if row.has_none else row.students_per_fte
            self.formula(sheet, (index, 14), f'IF(F{line}=0,"none",D{line}/F{line})', ratio)
        if row.need_exact is None:
            for column in (7, 8, 9):
                sheet.write_string(index, column, words.plainly(row.need_missing))
            return
        plain, exact_need = self._ratio(row.roles, row.terms.standard_id, row.students)
        is_plain = bool(plain) and exact_need == row.need_exact
        self._live(sheet, (index, 7), plain.format(students=f"D{line}") if is_plain else "", row.need_exact)
        if not is_plain:
            sheet.write_string(index, 13, row.binding or "by a rule that is no plain ratio")
        need, gap = need_and_gap(row.need_exact, row.fte, row.terms.rounding)
        _, whole = need_and_gap(row.need_exact, Fraction(0), row.terms.rounding)
        self._live(sheet, (index, 8), need_formula(f"H{line}") if need == row.need else "", row.need)
        if row.gap is None:
            sheet.write_string(index, 9, words.plainly(row.fte_missing))
            self.amount(sheet, (index, 10), row.gap_low)
            self._live(sheet, (index, 11), gap_formula(f"I{line}") if whole == row.gap_high else "", row.gap_high)
            return
        self._live(sheet, (index, 9), gap_formula(f"MAX(0,I{line}-F{line})") if gap == row.gap else "", row.gap)
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
        sheet = self.sheet("Totals", _TOTAL_HEAD, [34, 24, 18, 9, 11, 12, 12, 12, 12, 12, 12])
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
        sums = RoleSums(*self.ranges[view.key], role=f"B{index + 1}")
        rows = [row for row in view.rows if row.role_name == total.role_name]
        counted = [row for row in rows if counting(row) == "yes"]
        schools = [row for row in rows if not row.is_pool]
        unknown = sum(row.gap is None for row in counted)
        bounded = all(row.gap_high is not None for row in counted)
        cells: list[tuple[str, Fraction | int | None, Fraction | int | None]] = [
            (sums.count('"<>pool"'), len(schools), total.schools),
            (f"{sums.count(YES)}-{sums.numbers('J', YES)}", unknown, total.unknown_schools),
            (sums.total("D", '"<>pool"'), known_sum([row.students for row in schools]), total.students),
            (sums.total("F", '"*"'), known_sum([row.fte for row in rows]), total.fte),
            (sums.total("I", YES), known_sum([row.need for row in counted]), total.need),
            (sums.total("J", YES), known_sum([row.gap for row in counted]), total.gap),
            (f"SUM({sums.total('K', YES)})", known_sum([row.gap_low for row in counted]) or 0, total.gap_low),
            (
                f'IF({sums.count(YES)}={sums.numbers("L", YES)},{sums.total("L", YES)},"")',
                known_sum([row.gap_high for row in counted]) if bounded else None,
                total.gap_high,
            ),
        ]
        for column, (formula, value, shown) in enumerate(cells, start=3):
            form = self.whole if column < 6 else self.number
            self._live(sheet, (index, column), formula if value == shown else "", shown, form=form)
        if total.students_per_fte is not None or total.fte == 0:
            ratio = "none" if total.fte == 0 else total.students_per_fte
            self.formula(sheet, (index, 11), sums.students_per_fte(), ratio)

    def _labels(self, sheet: Any, index: int, view: StaffView, total: GapTotal, *, level: str) -> None:
        sheet.write_string(index, 0, view.title)
        sheet.write_string(index, 1, words.role_words(total.roles, plural=False))
        sheet.write_string(index, 2, level)

    def _district_row(self, sheet: Any, index: int, view: StaffView, total: GapTotal) -> None:
        self._labels(sheet, index, view, total, level="district as one")
        known = (total.schools, total.unknown_schools, total.students, total.fte)
        for column, number in enumerate(known, start=3):
            self.amount(sheet, (index, column), number, self.number if column == 6 else self.whole)
        ratio, exact_need = self._ratio(total.roles, total.terms.standard_id, total.students, with_minimum=False)
        is_whole = not total.unknown_students and not total.unknown_fte and total.fte is not None
        need, gap = need_and_gap(exact_need, total.fte, total.terms.rounding)
        line = index + 1
        is_live = bool(ratio) and is_whole and (need, gap) == (total.need, total.gap)
        exact_formula = f"({ratio.format(students=f'F{line}')})"
        short = f"MAX(0,H{line}-G{line})"
        formulas = (need_formula(exact_formula), gap_formula(short), f"I{line}", f"I{line}")
        for column, (formula, shown) in enumerate(
            zip(formulas, (total.need, total.gap, total.gap_low, total.gap_high), strict=True), start=7
        ):
            self._live(sheet, (index, column), formula if is_live else "", shown)

    def _cost(self, cost: Cost) -> None:
        years = [show_school_year(year.school_year) for year in cost.totals]
        dear = [f"{year}, {end}" for year in years for end in ("low", "high")]
        sheet = self.sheet("Cost", ["Role", "Gap low, FTE", "Gap high, FTE", "Salary", *dear], [26, 13, 13, 13, 16])
        for index, line in enumerate(cost.lines, start=1):
            sheet.write_string(index, 0, line.role.label)
            for column, value in ((1, line.gap_low), (2, line.gap_high)):
                self._linked_gap(sheet, (index, column), cost, line.role.value, value=value)
            name = f"salary_{line.role.value}"
            if name in self.names:
                self.formula(sheet, (index, 3), name, line.salary, form=self.money)
            else:
                self.amount(sheet, (index, 3), line.salary, self.money)
            for offset, year in enumerate(line.years):
                factor = (1 + line.benefits_rate) * (1 + cost.growth) ** offset * line.salary
                for end, (gap, value) in enumerate(((line.gap_low, year.low), (line.gap_high, year.high))):
                    formula = f"{'BC'[end]}{index + 1}*D{index + 1}*(1+benefits_rate)*(1+growth_rate)^{offset}"
                    live = gap * factor == value and {"benefits_rate", "growth_rate"} <= self.names
                    if live:
                        self.formula(sheet, (index, 4 + 2 * offset + end), formula, value, form=self.money)
                    else:
                        self.amount(sheet, (index, 4 + 2 * offset + end), value, self.money)
        self._cost_totals(sheet, cost)

    def _linked_gap(self, sheet: Any, at: tuple[int, int], cost: Cost, role: str, *, value: Fraction) -> None:
        for (key, name), (row, total) in self.gap_cells.items():
            view = next(view for view in self.content.views if view.key == key)
            shown = total.gap_low if at[1] == 1 else total.gap_high
            if cost.of_view in (key, view.title) and name == role and value == shown:
                self.formula(sheet, at, f"Totals!${'JK'[at[1] - 1]}${row + 1}", value)
                return
        self.amount(sheet, at, value)

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
                    self.formula(sheet, (last, column), f"SUM({letter}2:{letter}{last})", value, form=self.money)
                else:
                    self.amount(sheet, (last, column), value, self.money)

    def _assumptions(self) -> None:
        sheet = self.sheet("Assumptions", ["Assumption", "Value", "In print", "Note", "Name"], [34, 18, 34, 60, 26])
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
