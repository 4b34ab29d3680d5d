"""The answer to a question about gaps, and the JSON document that it is printed as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.question import ChosenRule, Staff
from wellstaffed.core.exact import Rounding, number, show
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.gap_row import GapRow, GapTotal
from wellstaffed.reports.words import plainly
from wellstaffed.standards.describe import rule_text

if TYPE_CHECKING:
    from wellstaffed.tables.flag_meanings import FlagMeaning


@dataclass(frozen=True)
class GapAnswer:
    """Rows and totals of a gap, with every assumption they rest on (rule G9)."""

    assumptions: dict[str, Any]
    rules: list[ChosenRule]
    rows: list[GapRow]
    totals: list[GapTotal]

    @property
    def flag_meanings(self) -> tuple[FlagMeaning, ...]:
        """What each flag of any row means, in the order of their ids (rule M3)."""
        from wellstaffed.tables.flag_meanings import flags_in_words

        return flags_in_words(" ".join(sorted({flag for row in self.rows for flag in row.flags})))

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        return {
            "assumptions": self.assumptions,
            "rows": [_row_json(row) for row in self.rows],
            "totals": [_total_json(total) for total in self.totals],
        }


def gap_assumptions(
    staff: Staff, rules: list[ChosenRule], rounding: Rounding, *, level: str, standard: str
) -> dict[str, Any]:
    """Return everything an answer rests on, as JSON holds it (rule G9)."""
    table = staff.table
    return {
        "district": staff.choice,
        "figures": staff.source,
        "fte": "in post",
        "level": level,
        "rounding": rounding_json(rounding),
        "rules": [rule_json(rule) for rule in rules],
        "school_year": show_school_year(int(table["school_year"][0])),
        "sources": sorted(set(table["source"])),
        "standard": standard,
        "students": "/".join(sorted(set(table["students_kind"]))),
        **({"not_counted": staff.not_counted} if staff.not_counted else {}),
    }


def rounding_json(terms: Rounding) -> dict[str, Any]:
    """Return a rounding as JSON holds it (rule G2)."""
    step = "exact" if terms.step is None else show(terms.step)
    return {"step": step, "direction": terms.direction.value, "order": terms.order.value}


def rule_json(rule: ChosenRule) -> dict[str, Any]:
    """Return what an answer says of each rule it used (rules G9, S5)."""
    value = rule.value
    return {
        "id": rule.standard.id,
        "label": rule.standard.label,
        "roles": [role.value for role in rule.standard.roles],
        "on": rule.on.isoformat(),
        "rule": rule_text(value.rule),
        "force": rule.standard.force,
        "level": rule.standard.level,
        "verification": value.verification,
        "source": value.source.href,
        "note": rule.note,
        "notices": [notice.text for notice in rule.standard.notices],
    }


def _row_json(row: GapRow) -> dict[str, Any]:
    per_fte = row.students_per_fte
    return {
        "school_id": row.school_id,
        "school": row.school,
        "district": row.district,
        "role": row.role_name,
        "is_pool": row.is_pool,
        "students": row.students,
        "students_missing": row.students_missing,
        "fte": number(row.fte),
        "fte_missing": row.fte_missing,
        "need_fte": number(row.need),
        "need_missing": row.need_missing,
        "gap_fte": number(row.gap),
        "gap_fte_low": number(row.gap_low),
        "gap_fte_high": number(row.gap_high),
        "gap_missing": row.gap_missing,
        "students_per_fte": number(per_fte),
        "students_per_fte_missing": _why_no_ratio(row),
        "meets": row.meets,
        "binding": row.binding,
        "standard": row.terms.standard_id,
        "flags": list(row.flags),
        "source": row.source,
    }


def _why_no_ratio(row: GapRow) -> str | None:
    if row.has_none:
        return "none"
    return None if row.students_per_fte is not None else plainly(row.fte_missing or row.students_missing)


def _total_json(total: GapTotal) -> dict[str, Any]:
    return {
        "role": total.role_name,
        "students": total.students,
        "fte": number(total.fte),
        "need_fte": number(total.need),
        "gap_fte": number(total.gap),
        "gap_fte_low": number(total.gap_low),
        "gap_fte_high": number(total.gap_high),
        "students_per_fte": number(total.students_per_fte),
        "schools": total.schools,
        "unknown_schools": total.unknown_schools,
        "unknown_fte": total.unknown_fte,
        "unknown_students": total.unknown_students,
        "standard": total.terms.standard_id,
    }
