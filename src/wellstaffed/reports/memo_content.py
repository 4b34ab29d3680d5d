"""What a memo says, finished: the one value that HTML, PDF and XLSX are printed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wellstaffed.core.roles import Role
from wellstaffed.gaps.gap_row import GapRow, GapTotal


@dataclass(frozen=True)
class RoleTerms:
    """One rule of the memo: which roles, which standard, where it stands, what is held against it (rule S5)."""

    roles: tuple[Role, ...]
    standard_id: str
    standard_label: str
    rule_text: str
    students_per_fte: Fraction | None
    minimum_per_school: Fraction | None
    in_force: str
    force: str
    verification: str
    source_title: str
    source_href: str
    notices: tuple[str, ...]


@dataclass(frozen=True)
class StaffView:
    """
    One school year's answer: school by school, in total, and at district level beside it (rule G3).

    ``covers`` says which schools of a district the figures are of where they are not of all, as "high schools only";
    ``not_counted`` is a sentence on those that the federal file has beside them, ``not_read`` one on columns of the roster.
    """

    key: str
    title: str
    basis: str
    is_hindsight: bool
    school_year: int
    rows: tuple[GapRow, ...]
    totals: tuple[GapTotal, ...]
    district_totals: tuple[GapTotal, ...]
    covers: str = ""
    not_counted: str = ""
    not_read: str = ""


@dataclass(frozen=True)
class CostYear:
    """Cost of the gap of one role in one school year, in dollars; `low` to `high` where the gap is bounded."""

    school_year: int
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class CostLine:
    """Cost of one role (rule P2): salary and benefits per FTE, times the gap."""

    role: Role
    gap_low: Fraction
    gap_high: Fraction
    is_known: bool
    salary: Fraction
    salary_source: str
    salary_place: str
    benefits_rate: Fraction
    years: tuple[CostYear, ...]


@dataclass(frozen=True)
class Cost:
    """
    The cost section: what it is of, growth per year, lines and totals by year; dollars.

    `left_out` names each role without a price or a bound of its gap, with the reason: a total hides nothing (rule M2).
    """

    of_view: str
    basis: str
    growth: Fraction
    lines: tuple[CostLine, ...]
    totals: tuple[CostYear, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClaimFigure:
    """One published figure of a claim, by school and role, and what each fitting convention implies is in post."""

    school: str
    role: Role
    published: Fraction
    implied: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ClaimSection:
    """The claim check, in words and one table; `conventions` names those that fit, `published_total` is None without one."""

    title: str
    published_total: Fraction | None
    sentences: tuple[str, ...]
    conventions: tuple[str, ...]
    figures: tuple[ClaimFigure, ...]


@dataclass(frozen=True)
class Assumption:
    """One assumption: `name` is the cell's name in the workbook where it is a number (``benefits_rate``), else empty."""

    name: str
    label: str
    value: Fraction | str
    shown: str
    note: str


@dataclass(frozen=True)
class MemoSource:
    """A source with its vintage, as the last page lists it."""

    key: str
    title: str
    publisher: str
    vintage: str
    href: str
    note: str


@dataclass(frozen=True)
class TextSection:
    """
    A section that comes finished: sentences, a chart, a table of words, notes, and where each thing stands.

    Parameters
    ----------
    key, sheet, caption : str
        Anchor on the page, the name of its sheet in the workbook, and what its table shows.
    title : str
    sentences, notes : tuple of str
    header : tuple of str
    rows : tuple of tuple of str
    sources : tuple of (str, str)
        What is to be found, and its address.
    widths : tuple of float
        Shares of the table's columns; equal if empty.
    chart : (str, str, str), optional
        SVG, title and what it says in words.
    new_page : bool
        On paper the section begins a page.
    table_behind : bool
        The table stands behind the memo, with the long tables.
    """

    key: str
    sheet: str
    caption: str
    title: str
    sentences: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    widths: tuple[float, ...] = ()
    chart: tuple[str, str, str] | None = None
    new_page: bool = False
    table_behind: bool = False


@dataclass(frozen=True)
class PlannedPost:
    """Posts of one role at one school under one option: FTE in place and dollars by year."""

    option: str
    school: str
    role: Role
    fte: tuple[Fraction, ...]
    dollars: tuple[Fraction, ...]


@dataclass(frozen=True)
class PlannedOption:
    """
    One option by year: dollars of posts, dollars freed, FTE of need met and left.

    Of the dollars freed, `officer_years` times the price of an officer of that year are of officers, `services` of services.
    """

    label: str
    gross: tuple[Fraction, ...]
    freed: tuple[Fraction, ...]
    officer_years: tuple[Fraction, ...]
    services: tuple[Fraction, ...]
    met: tuple[Fraction, ...]
    left: tuple[Fraction, ...]


@dataclass(frozen=True)
class PlannedStaffing:
    """
    A plan's solved placement in numbers, for sheets whose costs are formulas.

    Parameters
    ----------
    years : tuple of int
    posts : tuple of PlannedPost
    options : tuple of PlannedOption
    money_names : tuple of tuple of str
        By year, the named cells of the funds.
    money : tuple of Fraction
        By year, what these cells sum to.
    dollars_per_officer : Fraction or None
        The value of the named cell ``dollars_per_officer``, where there is one.
    grown : int
        Years by which pay has grown before the first of `years`.
    """

    years: tuple[int, ...]
    posts: tuple[PlannedPost, ...]
    options: tuple[PlannedOption, ...]
    money_names: tuple[tuple[str, ...], ...]
    money: tuple[Fraction, ...]
    dollars_per_officer: Fraction | None
    grown: int = 0


@dataclass(frozen=True)
class MemoContent:
    """Everything a memo prints, in the order in which it prints it; empty parts leave no heading."""

    title: str
    district: str
    dated: date
    prepared_for: str
    question: str
    answer: tuple[str, ...]
    cautions: tuple[str, ...]
    terms: tuple[RoleTerms, ...]
    views: tuple[StaffView, ...]
    cost: Cost | None
    claim: ClaimSection | None
    assumptions: tuple[Assumption, ...]
    sources: tuple[MemoSource, ...]
    citation: str
    version: str
    corrections: str
    further: tuple[TextSection, ...] = ()
    staffing: PlannedStaffing | None = None
