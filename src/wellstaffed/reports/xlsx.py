"""A memo as a workbook: inputs as values, need, gap, totals and cost as live formulas from named assumptions."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from wellstaffed.core.exact import Order, rounded
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.gap_row import GapRow, GapTotal
from wellstaffed.reports import words
from wellstaffed.reports.layout import by_school, sections, title_block
from wellstaffed.reports.memo_content import Cost, MemoContent, StaffView

_NOTES = (
    "In post, need and gap are full-time equivalents (FTE), not heads and not positions.",
    "A blank number has its reason in the column beside it: not reported, not asked, suppressed and not applicable differ.",
    "Zero means that the source reported zero.",
    "Gap low and gap high bound a gap that is not known: from zero to the whole need.",
    "Need and gap are formulas: change a named cell of the sheet Assumptions and they follow.",
    "An exact need written as a number, not as a formula, comes from a rule that is no plain ratio (sheet Assumptions).",
    "School by school: one school's surplus fills no other school's gap. District as one: it does.",
)
_HEAD = ("School", "School id", "Role", "Students", "Students missing", "In post, FTE", "In post missing", "Exact need, FTE",
         "Need, FTE", "Gap, FTE", "Gap low, FTE", "Gap high, FTE", "How the exact need is found")  # fmt: skip
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


class _Writer:
    """Writes the sheets of one memo."""

    def __init__(self, book: Any, content: MemoContent) -> None:
        self.book, self.content = book, content
        self.names = {item.name for item in content.assumptions if item.name}
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
        self, sheet: Any, row: int, column: int, formula: str, value: Fraction | int | str | None, form: Any = None
    ) -> None:
        cached = "" if value is None else value if isinstance(value, str) else float(value)
        sheet.write_formula(row, column, f"={formula}", form or self.number, cached)

    def _amount(self, sheet: Any, row: int, column: int, value: Fraction | int | None, form: Any = None) -> None:
        if value is not None:
            sheet.write_number(row, column, float(value), form or self.number)

    def _schools(self, view: StaffView, name: str) -> None:
        sheet = self._sheet(name, _HEAD, [34, 15, 22, 11, 15, 11, 15, 11, 11, 13, 11, 11, 36])
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
        self._amount(sheet, index, 3, row.students, self.whole)
        if row.students is None:
            sheet.write_string(index, 4, words.plainly(row.students_missing))
        self._amount(sheet, index, 5, row.fte)
        if row.fte is None:
            sheet.write_string(index, 6, words.plainly(row.fte_missing))
        self._need(sheet, index, row)
        self._gap(sheet, index, row)
        blank, open_end = f'I{line}=""', self._open_gap(line, row)
        self._formula(sheet, index, 10, f'IF(ISNUMBER(J{line}),J{line},IF({blank},"",0))', row.gap_low)
        self._formula(sheet, index, 11, f'IF(ISNUMBER(J{line}),J{line},IF({blank},"",{open_end}))', row.gap_high)

    def _open_gap(self, line: int, row: GapRow) -> str:
        return f'IF(order="{Order.SUBTRACT_THEN_ROUND.value}",{_rounding_formula(f"H{line}")},I{line})'

    def _ratio(self, row: GapRow) -> tuple[str, Fraction | None]:
        """Return the formula of the exact need and what it gives; an empty formula where the rule is no plain ratio."""
        suffix = "_or_".join(role.value for role in row.roles)
        terms = next(
            (t for t in self.content.terms if t.roles == row.roles and t.standard_id == row.terms.standard_id), None
        )
        if (
            row.students is None
            or terms is None
            or not terms.students_per_fte
            or f"students_per_{suffix}" not in self.names
        ):
            return "", None
        formula, value = f"{{students}}/students_per_{suffix}", row.students / terms.students_per_fte
        if terms.minimum_per_school is not None:
            least = f"minimum_{suffix}" if f"minimum_{suffix}" in self.names else repr(float(terms.minimum_per_school))
            formula, value = f"MAX({formula},{least})", max(value, terms.minimum_per_school)
        return formula, value

    def _need(self, sheet: Any, index: int, row: GapRow) -> None:
        line = index + 1
        formula, value = self._ratio(row)
        if formula and value == row.need_exact:
            self._formula(sheet, index, 7, formula.format(students=f"D{line}"), value)
        elif row.need_exact is not None:
            self._amount(sheet, index, 7, row.need_exact)
            sheet.write_string(index, 12, row.binding or "by a rule that is no plain ratio")
        else:
            sheet.write_string(index, 12, words.plainly(row.need_missing))
        if row.need_exact is None:
            return
        rule = row.terms.rounding
        applied = rule(row.need_exact) if rule.order is Order.ROUND_THEN_SUBTRACT else row.need_exact
        if applied == row.need:
            round_first = f'IF(order="{Order.ROUND_THEN_SUBTRACT.value}",{_rounding_formula(f"H{line}")},H{line})'
            self._formula(sheet, index, 8, round_first, row.need)
        else:
            self._amount(sheet, index, 8, row.need)

    def _gap(self, sheet: Any, index: int, row: GapRow) -> None:
        line = index + 1
        if row.gap is None or row.fte is None or row.need is None:
            sheet.write_string(index, 9, words.plainly(row.fte_missing if row.fte is None else row.gap_missing))
            return
        short = f"MAX(0,I{line}-F{line})"
        raw = max(Fraction(0), row.need - row.fte)
        rule = row.terms.rounding
        value = rounded(raw, rule.step, rule.direction) if rule.order is Order.SUBTRACT_THEN_ROUND else raw
        if value == row.gap:
            formula = f'IF(order="{Order.SUBTRACT_THEN_ROUND.value}",{_rounding_formula(short)},{short})'
            self._formula(sheet, index, 9, formula, row.gap)
        else:
            self._amount(sheet, index, 9, row.gap)

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
        name, last = self.ranges[view.key]
        line = index + 1
        self._labels(sheet, index, view, total, "school by school")

        def cells(column: str) -> str:
            return f"'{name}'!${column}$2:${column}${last}"

        mine = f"{cells('C')},B{line}"
        self._formula(sheet, index, 3, f"COUNTIF({mine})", total.schools, self.whole)
        known = f"SUMPRODUCT(({cells('C')}=B{line})*ISNUMBER({cells('J')}))"
        self._formula(sheet, index, 4, f"COUNTIF({mine})-{known}", total.unknown_schools, self.whole)
        sums = zip(
            "DFIJKL", (total.students, total.fte, total.need, total.gap, total.gap_low, total.gap_high), strict=True
        )
        for column, (letter, value) in enumerate(sums, start=5):
            number = f"SUMPRODUCT(({cells('C')}=B{line})*ISNUMBER({cells(letter)}))"
            missing = "" if value is None else value
            formula = f'IF({number}=0,"",SUMIFS({cells(letter)},{mine}))'
            self._formula(sheet, index, column, formula, missing, self.whole if letter == "D" else self.number)

    def _labels(self, sheet: Any, index: int, view: StaffView, total: GapTotal, level: str) -> None:
        sheet.write_string(index, 0, view.title)
        sheet.write_string(index, 1, words.role_words(total.roles, plural=False))
        sheet.write_string(index, 2, level)

    def _district_row(self, sheet: Any, index: int, view: StaffView, total: GapTotal) -> None:
        # Netted over the district: its rounding and minima differ from those of its schools, so these stay values.
        self._labels(sheet, index, view, total, "district as one")
        self._amount(sheet, index, 3, total.schools, self.whole)
        self._amount(sheet, index, 4, total.unknown_schools, self.whole)
        values = (total.students, total.fte, total.need, total.gap, total.gap_low, total.gap_high)
        for column, value in enumerate(values, start=5):
            self._amount(sheet, index, column, value, self.whole if column == 5 else self.number)

    def _cost(self, cost: Cost) -> None:
        years = [show_school_year(year.school_year) for year in cost.totals]
        dear = [f"{year}, {end}" for year in years for end in ("low", "high")]
        sheet = self._sheet("Cost", ["Role", "Gap low, FTE", "Gap high, FTE", "Salary", *dear], [26, 13, 13, 13, 16])
        for index, line in enumerate(cost.lines, start=1):
            sheet.write_string(index, 0, line.role.label)
            for column, value in ((1, line.gap_low), (2, line.gap_high)):
                self._linked_gap(sheet, index, column, cost, line.role.value, value)
            name = f"salary_{line.role.value}"
            if name in self.names:
                self._formula(sheet, index, 3, name, line.salary, self.money)
            else:
                self._amount(sheet, index, 3, line.salary, self.money)
            for offset, year in enumerate(line.years):
                factor = (1 + line.benefits_rate) * (1 + cost.growth) ** offset * line.salary
                for end, (gap, value) in enumerate(((line.gap_low, year.low), (line.gap_high, year.high))):
                    formula = f"{'BC'[end]}{index + 1}*D{index + 1}*(1+benefits_rate)*(1+growth_rate)^{offset}"
                    live = gap * factor == value and {"benefits_rate", "growth_rate"} <= self.names
                    if live:
                        self._formula(sheet, index, 4 + 2 * offset + end, formula, value, self.money)
                    else:
                        self._amount(sheet, index, 4 + 2 * offset + end, value, self.money)
        self._cost_totals(sheet, cost)

    def _linked_gap(self, sheet: Any, index: int, column: int, cost: Cost, role: str, value: Fraction) -> None:
        for (key, name), (row, total) in self.gap_cells.items():
            view = next(view for view in self.content.views if view.key == key)
            if cost.of_view in (key, view.title) and name == role:
                if value == (total.gap_low if column == 1 else total.gap_high):
                    self._formula(sheet, index, column, f"Totals!${'JK'[column - 1]}${row + 1}", value)
                    return
        self._amount(sheet, index, column, value)

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
                    self._formula(sheet, last, column, f"SUM({letter}2:{letter}{last})", value, self.money)
                else:
                    self._amount(sheet, last, column, value, self.money)

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
