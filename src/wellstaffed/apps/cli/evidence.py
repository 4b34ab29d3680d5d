"""Commands on evidence: ``disparity``, ``studies``, ``before-after``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wellstaffed.core.errors import UsageError

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


def add_evidence(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("disparity")(disparity)
    app.command("studies")(studies)
    app.command("before-after")(before_after)


Counts = Annotated[str | None, typer.Option(help="Events/students of the group, as 21/1340.")]
ReferenceCounts = Annotated[str | None, typer.Option(help="The same of the reference group, as 9/1322.")]
Table = Annotated[Path | None, typer.Option(help="Your own counts, CSV, instead of two pairs.")]
Group = Annotated[str | None, typer.Option(help="The group, as black; with --table only this one.")]
Reference = Annotated[str | None, typer.Option(help="The reference group: white, all others, everyone, state.")]
OutcomeOf = Annotated[str | None, typer.Option(help="arrests, referrals, citations, or your own word.")]
Year = Annotated[str | None, typer.Option(help="School year of the counts, as 2020-21.")]
Federal = Annotated[bool, typer.Option("--federal", help="The counts are of the federal collection.")]
Incidents = Annotated[bool, typer.Option("--incidents", help="The events are incidents, not students.")]
Minimum = Annotated[int, typer.Option(min=1, help="With --table: counts below it are hidden.")]
Published = Annotated[bool, typer.Option("--published", help="With --table: all counts are public; hide none.")]
District = Annotated[str | None, typer.Option(help="A district of the federal record, by LEAID or name; needs --year.")]
By = Annotated[str | None, typer.Option(help="With --district: school, for one line per school.")]
Dimension = Annotated[str, typer.Option(help="With --district: race, sex, or race x sex.")]


def disparity(
    counts: Counts = None,
    reference_counts: ReferenceCounts = None,
    table: Table = None,
    district: District = None,
    by: By = None,
    dimension: Dimension = "race",
    group: Group = None,
    reference: Reference = None,
    outcome: OutcomeOf = None,
    year: Year = None,
    federal: Federal = False,
    incidents: Incidents = False,
    minimum: Minimum = 10,
    published: Published = False,
    as_json: Json = False,
) -> None:
    """Rate, ratio and difference of two groups with their intervals, in numbers and in a sentence."""
    from wellstaffed.apps import evidence_actions
    from wellstaffed.apps.cli import evidence_screen
    from wellstaffed.apps.cli.main import show_json
    from wellstaffed.core.school_years import school_year

    _check_source(district, table, (counts, reference_counts), year=year, by=by, federal=federal)
    if district is not None:
        result = evidence_actions.federal_disparities(
            district=district, year=school_year(year or ""), outcome=outcome or "arrests", group=group, dimension=dimension,
            reference=reference or ("white" if dimension == "race" else "all others"), by_school=by is not None,
        )  # fmt: skip
    elif table is not None:
        result = evidence_actions.disparity_table(
            table=table, reference=reference or "white", group=group, outcome=outcome, minimum=minimum,
            published=published, incidents=incidents,
        )  # fmt: skip
    else:
        answer = evidence_actions.disparity(
            counts=counts or "", reference_counts=reference_counts or "", group=group or "", reference=reference or "reference",
            outcome=outcome or "", year=school_year(year) if year else None, federal=federal, incidents=incidents,
        )  # fmt: skip
        return show_json(answer.as_json()) if as_json else evidence_screen.show_disparity(answer)
    show_json(result.as_json()) if as_json else evidence_screen.show_disparities(result)


def _check_source(
    district: str | None, table: Path | None, pairs: tuple[str | None, str | None], *, year: str | None, by: str | None,
    federal: bool,
) -> None:  # fmt: skip
    """Raise `UsageError` unless one source of counts is given, with what goes with it."""
    if sum(one is not None for one in (district, table, pairs[0] or pairs[1])) > 1:
        raise UsageError("--district, --table and --counts exclude one another. Give one of them.")
    if district is not None:
        if not year or by not in (None, "school"):
            raise UsageError("--district needs --year, as 2020-21; --by, if given, is school.")
    elif table is not None:
        if year or federal:
            raise UsageError("--year and --federal go with --counts; a table has its own school years.")
    elif not all(pairs):
        raise UsageError(
            "Give --counts and --reference-counts, as in 21/1340 and 9/1322; or --table FILE.csv, or --district and --year."
        )


def before_after(
    table: Annotated[
        Path | None, typer.Argument(help="CSV: district_id, school_year, events, students, change_year.")
    ] = None,
    outcome: Annotated[str, typer.Option(help="What the events are: arrests, referrals.")] = "",
    federal: Annotated[bool, typer.Option("--federal", help="The counts are of the federal collection.")] = False,
    draws: Annotated[int, typer.Option(min=99, max=9999, help="Draws of the randomisation.")] = 499,
    as_json: Json = False,
) -> None:
    """What happened in districts that changed course, where the table can tell it; else the power it has."""
    from wellstaffed.apps import evidence_actions
    from wellstaffed.apps.cli import evidence_screen
    from wellstaffed.apps.cli.main import show_json

    result = evidence_actions.before_after(table=table, outcome=outcome, federal=federal, draws=draws)
    show_json(result.as_json()) if as_json else evidence_screen.show_before_after(result)


def studies(
    outcome: Annotated[str | None, typer.Option(help="arrests, exclusion, violence, safety, achievement ...")] = None,
    action: Annotated[str | None, typer.Option(help="officers_added, officers_removed, counselors, nurses ...")] = None,
    group: Annotated[str | None, typer.Option(help="black, hispanic, disability, boys ...")] = None,
    apply_to: Annotated[str | None, typer.Option(help="A school: refused, and why (rule E1).")] = None,
    as_json: Json = False,
) -> None:
    """What research finds, for and against, with strength, place and what it must not be used for."""
    from wellstaffed.apps import evidence_actions
    from wellstaffed.apps.cli import evidence_screen
    from wellstaffed.apps.cli.main import show_json

    result = evidence_actions.studies(outcome=outcome, action=action, group=group, apply_to=apply_to)
    show_json(result.as_json()) if as_json else evidence_screen.show_studies(result)
