"""One function per thing a person can ask; the command line and every other door call these and add nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from wellstaffed.core.exact import Rounding
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    from wellstaffed.apps.gap_answer import GapAnswer
    from wellstaffed.apps.memo_claim import ClaimAnswer

Level = Literal["school", "district"]


def gap(
    *,
    district: str | None = None,
    year: int | None = None,
    standard: str = "aclu-2019",
    rounding: Rounding | None = None,
    level: Level = "school",
    roster: Path | None = None,
    standards: Path | None = None,
    on: date | None = None,
    allow_unverified: bool = False,
    school: str | None = None,
) -> GapAnswer:
    """
    Return need and gap, by school and role, of a district or a roster against a standard.

    Parameters
    ----------
    district : str, optional
        LEAID in any spelling, or a name; the choice made is in the assumptions.
    year : int, optional
        Year in which the school year ends; the latest with figures if left out.
    standard : str
        A bundle, a standard, or several joined by commas.
    rounding : Rounding, optional
        Rule G2; by default to 1 FTE, nearest, round then subtract.
    level : {"school", "district"}
        One need per school, or one for the district (rule G3).
    roster : Path, optional
        The district's own roster, used instead of the shipped figures.
    standards : Path, optional
        A folder of the user's own standards.
    on : date, optional
        Day whose values of the standard apply.
    allow_unverified : bool
        Rule S4.
    school : str, optional
        Identifier or whole name of one school, whose rows and totals alone are returned.

    Notes
    -----
    Rules G1 to G9, S4, S5.
    """
    from wellstaffed.apps.gap_answer import GapAnswer, gap_assumptions
    from wellstaffed.apps.question import chosen_rules, staff_of, staff_of_school
    from wellstaffed.gaps.staff_gap import district_gap, gap_total, staff_gap
    from wellstaffed.standards.library import StandardsLibrary

    terms = rounding or Rounding()
    staff = staff_of(district=district, year=year, roster=roster)
    if school is not None:
        staff = staff_of_school(staff, school)
    school_year = int(staff.table["school_year"][0])
    rules = chosen_rules(
        StandardsLibrary(standards), standard, on=on, school_year=school_year, allow_unverified=allow_unverified
    )
    compute = staff_gap if level == "school" else district_gap
    by_rule = [
        compute(staff.table, rule.standard, on=rule.on, rounding=terms, need_counts=staff.need_counts) for rule in rules
    ]
    assumptions = gap_assumptions(staff, rules, terms, level=level, standard=standard)
    rows = [row for rows in by_rule for row in rows]
    return GapAnswer(assumptions, rules, rows, [gap_total(rows) for rows in by_rule])


def claim(*, file: Path) -> ClaimAnswer:
    """Return which conventions give the figures of a published claim (rules C1 to C3)."""
    from wellstaffed.apps.claim_roster import load_claim_with_rosters
    from wellstaffed.apps.memo_claim import ClaimAnswer
    from wellstaffed.gaps.claim import check_claim

    document = load_claim_with_rosters(file)
    return ClaimAnswer(document, check_claim(document))


def memo(*, plan: Path, out: Path, standards: Path | None = None) -> list[Path]:
    """
    Write ``memo.html``, ``memo.pdf``, ``memo.xlsx`` and ``manifest.json`` of a plan into a folder.

    A plan with an agreement also gets ``memo.ics``, the last days for notice.

    Returns
    -------
    list of Path
        The files. Nothing is written unless all of them could be made (rule V1).
    """
    from wellstaffed.apps.memo_files import memo_files
    from wellstaffed.core.atomic_files import write_whole

    files = memo_files(plan, standards)
    written = []
    for name, content in files.items():
        write_whole(out / name, content)
        written.append(out / name)
    return written


def roster_template(*, file: Path) -> Path:
    """Write an empty roster with the meaning of each column; XLSX or CSV by the ending of its name."""
    from wellstaffed.core.errors import UsageError
    from wellstaffed.sources.roster import write_roster_template

    if file.suffix.lower() not in {".xlsx", ".csv"}:
        raise UsageError(f"'{file.name}' ends neither in .xlsx nor in .csv. Choose one of these endings.")
    if file.exists():
        raise UsageError(f"{file} exists already and is left as it is. Choose another name.")
    write_roster_template(file, kind="xlsx" if file.suffix.lower() == ".xlsx" else "csv")
    return file


def roster_check(*, file: Path) -> dict[str, Any]:
    """
    Return what was read from a roster without faults: schools, years, and values given by role.

    Raises
    ------
    RosterError
        With every fault and its cell.
    """
    import polars as pl

    from wellstaffed.sources.roster import read_roster
    from wellstaffed.tables.roster_staff import build_school_staff

    roster = read_roster(file)
    staff, counts = build_school_staff(roster)
    schools = staff.unique(["school_id", "school_year"])
    asked = pl.col("fte_missing") != Missing.NOT_ASKED.value
    given = staff.group_by("role", maintain_order=True).agg(
        pl.col("fte").is_not_null().sum().alias("reported"),
        (pl.col("fte").is_null() & asked).sum().alias("not_reported"),
        (pl.col("fte").is_null() & ~asked).sum().alias("not_asked"),
    )
    return {
        "file": str(file),
        "sheet": roster.sheet,
        "sheets_not_read": list(roster.sheets_not_read),
        "columns_not_read": list(roster.left_as_they_are),
        "schools": schools.filter(~pl.col("is_pool")).height,
        "pools": schools.filter(pl.col("is_pool")).height,
        "school_years": [show_school_year(year) for year in sorted(set(staff["school_year"]))],
        "students_not_reported": schools.filter(~pl.col("is_pool") & pl.col("students").is_null()).height,
        "roles": given.to_dicts(),
        "need_counts": sorted(set(counts["count"])),
        "flags": sorted({flag for flags in staff["flags"] for flag in flags.split()}),
    }


def roster_results(*, roster: Path | None, answer: GapAnswer, out: Path) -> Path:
    """Write the roster's own rows, in their order, with need and gap by role in columns on the right (XLSX)."""
    from wellstaffed.apps.roster_columns import result_workbook
    from wellstaffed.core.atomic_files import write_whole
    from wellstaffed.core.errors import UsageError

    if roster is None or out.suffix.lower() != ".xlsx":
        raise UsageError("--out needs --roster FILE and a name that ends in .xlsx.")
    if out.exists():
        raise UsageError(f"{out} exists already and is left as it is. Choose another name.")
    write_whole(out, result_workbook(roster, answer.rows))
    return out


def standards(*, folder: Path | None = None) -> dict[str, Any]:
    """Return every bundle and standard in a few words each."""
    from wellstaffed.standards.library import StandardsLibrary

    library = StandardsLibrary(folder)
    rules = [
        {
            "id": one.id,
            "label": one.label,
            "roles": [role.value for role in one.roles],
            "kinds": sorted({value.rule.kind for value in one.values}),
            "force": one.force,
            "place": one.place,
            "level": one.level,
            "verification": one.values[-1].verification,
        }
        for one in library.standards()
    ]
    bundles = [{"id": one.id, "label": one.label, "on": one.on.isoformat()} for one in library.bundles()]
    return {"bundles": bundles, "standards": rules}


def standard(*, name: str, on: date | None = None, folder: Path | None = None) -> dict[str, Any]:
    """Return one standard or bundle whole; with `on`, only the value in force on that day."""
    from wellstaffed.standards.describe import rule_text
    from wellstaffed.standards.library import StandardsLibrary

    library = StandardsLibrary(folder)
    if "/" not in name:
        return library.bundle(name).model_dump(mode="json")
    found = library.standard(name)
    document = found.model_dump(mode="json", by_alias=True)
    kept = [found.value_on(on)] if on else found.values
    document["values"] = [
        value.model_dump(mode="json", by_alias=True) | {"in_words": rule_text(value.rule)} for value in kept
    ]
    return document


def demo(*, out: Path) -> dict[str, list[Path]]:
    """Write both example memos, of Madison and of Portland, under a folder."""
    return {
        name: memo(plan=examples() / name / "plan.yaml", out=out / name) for name in ("madison-2020", "portland-2022")
    }


def examples() -> Path:
    """Return the folder of the example plans: inside the installed package, or beside its source."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "examples"
    return installed if installed.is_dir() else package.parents[1] / "examples"
