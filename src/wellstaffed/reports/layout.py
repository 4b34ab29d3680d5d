"""A memo laid out as sections of blocks, in words: what both the HTML and the PDF template print."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.gap_row import GapRow, GapTotal
from wellstaffed.reports import words
from wellstaffed.reports.memo_content import ClaimSection, Cost, MemoContent, RoleTerms, StaffView, TextSection

MOST_STACKED = 8


@dataclass(frozen=True)
class Table:
    """
    A table in words; `groups` is the upper header row (text and width); the first column names the row.

    Where `stacked` is above 1, its first column is given once for that many rows: the rows that follow are shorter by
    this cell.
    """

    caption: str
    head: list[str]
    rows: list[list[str]]
    groups: list[tuple[str, int]] = field(default_factory=list)
    total: list[str] = field(default_factory=list)
    left: int = 1
    note: str = ""
    wide: bool = False
    widths: list[float] = field(default_factory=list)
    stacked: int = 1
    kind: str = "table"


@dataclass(frozen=True)
class Words:
    """Paragraphs: ``text``, ``answer``, ``list``, ``mark`` (a marked line) or ``small``."""

    kind: str
    lines: list[str]


@dataclass(frozen=True)
class Figure:
    """A chart: SVG, what it says in words, and its caption."""

    svg: str
    title: str
    alt: str
    kind: str = "figure"


Block = Table | Words | Figure


@dataclass(frozen=True)
class Section:
    """A heading and its blocks; one without blocks is not printed."""

    key: str
    heading: str
    blocks: list[Block]
    new_page: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether a table of it needs the page turned sideways."""
        return any(isinstance(block, Table) and block.wide for block in self.blocks)


def by_school(view: StaffView) -> list[list[GapRow]]:
    """Return the rows of each school, schools in alphabetical order (never ranked)."""
    ordered = sorted(view.rows, key=lambda row: (row.school.casefold(), row.school_id))
    return [list(rows) for _, rows in groupby(ordered, key=lambda row: (row.school.casefold(), row.school_id))]


def title_block(content: MemoContent) -> list[tuple[str, str]]:
    """Return the lines of the title block."""
    day = f"{content.dated:%B} {content.dated.day}, {content.dated.year}"
    lines = [("To", content.prepared_for), ("From", content.district), ("Date", day), ("Subject", content.title)]
    return [(name, text) for name, text in lines if text]


def sections(content: MemoContent) -> list[Section]:
    """Return the sections of a memo in their order, the empty ones left out."""
    listed = [
        Section("question", "Question", [Words("text", [content.question])] if content.question else []),
        Section("answer", "Answer", [Words("answer", list(content.answer))] if content.answer else []),
        Section("cautions", "Read with care", [Words("list", list(content.cautions))] if content.cautions else []),
        *[_view(view) for view in content.views],
        *([_cost(content.cost)] if content.cost else []),
        *([_claim(content.claim)] if content.claim else []),
        *[_further(section) for section in content.further],
        *[_long_table(view) for view in content.views],
        *[_table_behind(section) for section in content.further if section.table_behind],
        _assumptions(content),
        _standards(content.terms),
        _sources(content),
        *[
            Section(key, heading, [Words("text", [text])] if text else [])
            for key, heading, text in (
                ("citation", "How to cite", content.citation),
                ("version", "Version", content.version),
                ("corrections", "Corrections", content.corrections),
            )
        ],
    ]
    return [section for section in listed if section.blocks]


def _view(view: StaffView) -> Section:
    from wellstaffed.reports.chart import gap_chart

    blocks: list[Block] = []
    if view.is_hindsight:
        blocks.append(Words("mark", [words.HINDSIGHT]))
    if view.basis:
        blocks.append(Words("text", [view.basis]))
    if view.totals or view.district_totals:
        blocks.append(_totals(view))
    chart = gap_chart(view)
    if chart is not None:
        blocks.append(Figure(*chart))
    if view.rows and not _is_long(view):
        blocks.append(_schools(view))
    return Section(f"view-{view.key}", view.title, blocks)


def _is_long(view: StaffView) -> bool:
    return len(by_school(view)) > MOST_STACKED


def _long_table(view: StaffView) -> Section:
    """The table of many schools fills pages of its own, behind what a reader of totals and cost needs."""
    heading = f"School by school, {show_school_year(view.school_year)}"
    return Section(f"schools-{view.key}", heading, [_schools(view)] if view.rows and _is_long(view) else [])


def _reading(view: StaffView) -> str:
    text = "In post, need and gap in full-time equivalents (FTE); schools in alphabetical order."
    if any(row.gap is None and row.gap_high is not None for row in view.rows):
        text += " Where staff in post is unknown, the gap is printed by its bounds: from zero to the whole need."
    return f"{words.HINDSIGHT}. {text}" if view.is_hindsight else text


def _schools(view: StaffView) -> Table:
    names = list(dict.fromkeys(row.role_name for row in view.rows))
    groups = by_school(view)
    caption = f"{view.title}: staff in post, need and gap by school, {show_school_year(view.school_year)}"
    return (_side_by_side if _is_long(view) else _stacked)(view, groups, names, caption)


def _stacked(view: StaffView, groups: list[list[GapRow]], names: list[str], caption: str) -> Table:
    """One line per school and role: the form of a few schools, which a portrait page and a phone can hold."""
    rows = []
    for group in groups:
        mine = {row.role_name: row for row in group}
        for name in names:
            row = mine.get(name)
            cells = (
                [words.fte_cell(row), words.need_cell(row), words.gap_cell(row), words.ratio_cell(row)] if row else []
            )
            students = words.students_cell(group[0])
            line = [_role_of(view, name), students, *(cells or [words.NOT_COVERED, "", "", ""])]
            rows.append([_school(group[0]), *line] if name == names[0] else line)
    return Table(
        caption=caption,
        head=["School", "Staff", "Students", "In post", "Need", "Gap", "Students per FTE"],
        rows=rows,
        note=_reading(view),
        left=2,
        widths=[2.0, 1.5, 1.2, 1.2, 1.2, 1.2, 1.3],
        stacked=len(names),
    )


def _role_of(view: StaffView, name: str) -> str:
    return next(words.capital(words.role_words(row.roles)) for row in view.rows if row.role_name == name)


def _side_by_side(view: StaffView, groups: list[list[GapRow]], names: list[str], caption: str) -> Table:
    """One line per school, the roles beside each other: the form of many schools, on pages turned sideways."""
    totals = {total.role_name: total for total in view.totals}
    rows = []
    for group in groups:
        mine = {row.role_name: row for row in group}
        line = [_school(group[0]), words.students_cell(group[0])]
        for name in names:
            row = mine.get(name)
            line += (
                [words.fte_cell(row), words.need_cell(row), words.gap_cell(row)] if row else [words.NOT_COVERED, "", ""]
            )
        rows.append(line)
    return Table(
        caption=caption,
        groups=[("", 2), *((_role_of(view, name), 3) for name in names)],
        head=["School", "Students", *(["In post", "Need", "Gap"] * len(names))],
        rows=rows,
        total=_last_row([totals.get(name) for name in names], len(rows)) if totals else [],
        note=_reading(view),
        wide=len(names) > 2,
        widths=[2.6, 1.0, *([1.15, 0.8, 1.15] * len(names))],
    )


def _school(row: GapRow) -> str:
    return f"{row.school} (district pool)" if row.is_pool and "pool" not in row.school.casefold() else row.school


def _last_row(totals: list[GapTotal | None], schools: int) -> list[str]:
    known = [total for total in totals if total is not None]
    unknown = max((total.unknown_schools for total in known), default=0)
    name = words.all_schools(schools) + (f", {unknown} of them not known" if unknown else "")
    line = [name, words.total_students(max(known, key=lambda total: total.students or 0))]
    for total in totals:
        line += (
            [words.total_fte(total), words.total_need(total), words.total_least_gap(total)] if total else ["", "", ""]
        )
    return line


def _totals(view: StaffView) -> Table:
    districts = {total.role_name: total for total in view.district_totals}
    rows = [_total_row(total, districts.get(total.role_name)) for total in view.totals]
    note = "School by school, one school's surplus fills no other school's gap; taken as one, the district nets them."
    if any(total.unknown_schools for total in view.totals):
        note += " Not known: the schools whose gap is not known."
    schools = max((total.schools for total in view.totals), default=0)
    return Table(
        caption=f"{view.title}: {'the one school' if schools == 1 else f'all {schools} schools together'}",
        groups=[("", 4), ("School by school", 2), ("District as one", 2), ("", 1)],
        head=["Staff", "Students", "In post", "Students per FTE", "Need", "Gap", "Need", "Gap", "Not known"],
        rows=rows,
        note=note,
        widths=[1.5, 1.05, 1.15, 1.15, 1.0, 1.15, 1.0, 1.15, 0.9],
    )


def _total_row(total: GapTotal, district: GapTotal | None) -> list[str]:
    return [
        words.capital(words.role_words(total.roles)),
        words.total_students(total),
        words.total_fte(total),
        words.total_ratio(total),
        words.total_need(total),
        words.total_gap(total),
        words.total_need(district) if district else "",
        words.total_gap(district) if district else "",
        f"{total.unknown_schools} of {total.schools}",
    ]


def _cost(cost: Cost) -> Section:
    years = [show_school_year(year.school_year) for year in cost.totals]
    rows = []
    for line in cost.lines:
        gap = show(line.gap_low) if line.is_known else words.bounds(line.gap_low, line.gap_high)
        dear = [words.dollar_bounds(year.low, year.high) for year in line.years]
        rows.append(
            [
                words.capital(line.role.plural),
                gap,
                words.dollars(line.salary),
                words.percent(line.benefits_rate),
                *dear,
            ]
        )
    table = Table(
        caption=f"Cost of the gap: {cost.of_view}",
        head=["Staff", "Gap, FTE", "Salary", "Benefits", *years],
        rows=rows,
        total=["All staff", "", "", "", *[words.dollar_bounds(year.low, year.high) for year in cost.totals]],
        widths=[1.6, 1, 1, 0.9, *([1.5] * len(years))],
    )
    notes = [f"Without the cost of {text}." for text in cost.left_out]
    notes += [f"{words.capital(x.role.label)}: {x.salary_place}; {x.salary_source}" for x in cost.lines]
    blocks: list[Block] = [
        Words("text", [part for part in (cost.basis,) if part]),
        table,
        Words("small", notes),
    ]
    return Section("cost", "Cost", blocks)


def _claim(claim: ClaimSection) -> Section:
    blocks: list[Block] = [Words("text", list(claim.sentences))]
    if claim.conventions:
        blocks.append(Words("list", list(claim.conventions)))
    if claim.figures:
        names = list(dict.fromkeys(name for figure in claim.figures for name, _ in figure.implied))
        rows = []
        for figure in claim.figures:
            implied = dict(figure.implied)
            rows.append(
                [figure.school, figure.role.label, show(figure.published), *[implied.get(n, "") for n in names]]
            )
        rows.sort(key=lambda row: (row[0].casefold(), row[1]))
        in_all = "" if claim.published_total is None else f" {show(claim.published_total)} in all,"
        caption = f"{claim.title}: published figures,{in_all or ' no total,'} and the staff in post each implies"
        heads = [f"In post if {name}" for name in names]
        blocks.append(
            Table(
                caption,
                ["School", "Role", "Published", *heads],
                rows,
                left=2,
                widths=[1.6, 1.2, 1, *([1.4] * len(names))],
            )
        )
    return Section("claim", "Claim check", blocks)


def _further(section: TextSection) -> Section:
    blocks: list[Block] = [Words("text", list(section.sentences))] if section.sentences else []
    if section.chart is not None:
        blocks.append(Figure(*section.chart))
    if section.rows and not section.table_behind:
        blocks.append(_words_table(section))
    if section.notes:
        blocks.append(Words("small", list(section.notes)))
    return Section(section.key, section.title, blocks, new_page=section.new_page)


def _table_behind(section: TextSection) -> Section:
    return Section(f"{section.key}-table", f"{section.title} (table)", [_words_table(section)] if section.rows else [])


def _words_table(section: TextSection) -> Table:
    rows = [list(row) for row in section.rows]
    return Table(section.caption, list(section.header), rows, left=len(section.header), widths=list(section.widths))


def _assumptions(content: MemoContent) -> Section:
    rows = [[item.label, item.shown, item.note] for item in content.assumptions]
    table = Table(
        "Every assumption of this memo", ["Assumption", "Value", "Note"], rows, left=3, widths=[1.3, 1.6, 2.4]
    )
    return Section("assumptions", "Every assumption", [table] if rows else [], new_page=True)


def _standards(terms: tuple[RoleTerms, ...]) -> Section:
    rows = [
        [
            words.capital(words.role_words(term.roles)),
            f"{term.standard_label}: {term.rule_text}",
            f"{words.capital(term.force)}; {term.in_force}; {term.verification}",
            f"{term.source_title}, {term.source_href}" if term.source_href else term.source_title,
        ]
        for term in terms
    ]
    blocks: list[Block] = []
    if rows:
        heads = ["Staff", "Standard", "Force and date", "Source"]
        blocks.append(Table("Standards used", heads, rows, left=4, widths=[1.1, 1.9, 1.5, 2]))
    notices = [f"{words.capital(words.role_words(term.roles))}: {text}" for term in terms for text in term.notices]
    if notices:
        blocks += [Words("text", ["Said of these standards, by their issuers or by others:"]), Words("list", notices)]
    return Section("standards", "Standards used", blocks)


def _sources(content: MemoContent) -> Section:
    rows = [
        [f"{item.title}. {item.publisher}", item.vintage, " ".join(part for part in (item.href, item.note) if part)]
        for item in content.sources
    ]
    table = Table(
        "Sources and their vintages", ["Source", "Vintage", "Where and note"], rows, left=3, widths=[1.8, 1, 2.4]
    )
    further = [
        Table(
            f"Sources: {section.title}",
            ["What", "Address"],
            [list(one) for one in section.sources],
            left=2,
            widths=[1, 2.4],
        )
        for section in content.further
        if section.sources
    ]
    return Section("sources", "Sources", [*([table] if rows else []), *further])
