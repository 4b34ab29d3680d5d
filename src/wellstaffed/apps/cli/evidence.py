"""Commands on evidence: ``disparity``, ``studies``, ``before-after``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellstaffed.core.errors import UsageError

if TYPE_CHECKING:
    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer
    from wellstaffed.apps.regulation_actions import RegulationAnswer
    from wellstaffed.apps.trend_actions import TrendAnswer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


def add_evidence(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("disparity")(disparity)
    app.command("studies")(studies)
    app.command("before-after")(before_after)


Counts = Annotated[str | None, typer.Option(help="Events/students of the group, as 21/1340.")]
ReferenceCounts = Annotated[str | None, typer.Option(help="The same of the reference group, as 9/1322.")]
Table = Annotated[Path | None, typer.Option(help="Your own counts, CSV, instead of two pairs.")]
Group = Annotated[str | None, typer.Option(help="The group: black, idea, english_learner, black x male.")]
Reference = Annotated[str | None, typer.Option(help="The reference group: white, all others, everyone, state.")]
OutcomeOf = Annotated[str | None, typer.Option(help="arrests, referrals, citations, or your own word.")]
Year = Annotated[str | None, typer.Option(help="School year of the counts, as 2020-21.")]
Since = Annotated[str | None, typer.Option(help="With --year: the change since this earlier school year (rule D3).")]
Federal = Annotated[bool, typer.Option("--federal", help="With --counts or --table: of the federal collection.")]
Incidents = Annotated[bool, typer.Option("--incidents", help="The events are incidents, not students.")]
Minimum = Annotated[int, typer.Option(min=1, help="With --table or --by school: counts below it are hidden.")]
Published = Annotated[bool, typer.Option("--published", help="All these counts are public already; hide none.")]
District = Annotated[str | None, typer.Option(help="A district of the federal record, by LEAID or name; needs --year.")]
State = Annotated[str | None, typer.Option(help="All districts of a state, or of several (AK,DC); needs --year.")]
By = Annotated[str | None, typer.Option(help="With --district: school, for one line per school.")]
Dimension = Annotated[
    str | None,
    typer.Option(help="With --district or --state: race, sex, disability, english learner, or a crossing: race x sex."),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        "--idea-threshold", help="The rule of 34 CFR 300.647 with this threshold, instead; needs no reference."
    ),
]
MinimumCell = Annotated[int, typer.Option(help="With --idea-threshold: fewest events, 1 to 10.")]
MinimumN = Annotated[int, typer.Option(help="With --idea-threshold: fewest children, 1 to 30.")]
Years = Annotated[int, typer.Option(help="With --idea-threshold: years running above it, 1 to 3.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV and nothing else.")]
Chart = Annotated[Path | None, typer.Option(help="Also write a chart, SVG: dots with intervals.")]
Funnel = Annotated[Path | None, typer.Option(help="Also write a funnel of the places, SVG: one group and outcome.")]


def disparity(
    counts: Counts = None, reference_counts: ReferenceCounts = None, table: Table = None, district: District = None,
    state: State = None, by: By = None, dimension: Dimension = None, group: Group = None, reference: Reference = None,
    outcome: OutcomeOf = None, year: Year = None, since: Since = None, federal: Federal = False,
    incidents: Incidents = False, minimum: Minimum = 10, published: Published = False, idea_threshold: Threshold = None,
    minimum_cell: MinimumCell = 10, minimum_n: MinimumN = 30, years: Years = 3, chart: Chart = None,
    funnel: Funnel = None, as_json: Json = False, as_csv: Csv = False,
) -> None:  # fmt: skip
    """Rate, ratio and difference of two groups with their intervals, in numbers and in a sentence."""
    from wellstaffed.apps.cli import evidence_screen
    from wellstaffed.core.school_years import school_year

    sources = (district, state, table, counts or reference_counts)
    _check_source(sources, (counts, reference_counts), year=year, by=by, federal=federal)
    _check_output(sources, (since, year), idea_threshold, csv=as_csv, pictures=(chart, funnel))
    asked: dict[str, Any] = {
        "table": table, "district": district, "state": state, "year": school_year(year) if year else None,
        "outcome": outcome, "group": group, "published": published, "minimum": minimum,
    }  # fmt: skip
    own: dict[str, Any] = {"incidents": incidents, "federal": federal}
    if idea_threshold is not None:
        rule = {"threshold": idea_threshold, "minimum_cell": minimum_cell, "minimum_n": minimum_n, "years": years}
        return _show(_ruled(asked, rule), evidence_screen.show_regulation, as_json)
    if since:
        spans = {"first": school_year(since), "reference": reference, "dimension": dimension}
        return _show(_changed(asked, spans | own), evidence_screen.show_trend, as_json)
    if counts is not None:
        pairs = {"counts": counts, "reference_counts": reference_counts, "reference": reference or "reference"}
        return _show(_paired(asked, pairs | own), evidence_screen.show_disparity, as_json)
    federal_only = {"dimension": dimension, "by_school": by is not None}
    result = _listed(asked, {"reference": reference}, own if table is not None else federal_only)
    _write_pictures(result, chart, funnel)
    _show(result, evidence_screen.show_disparities, as_json, as_csv)


Options = dict[str, Any]


def _ruled(asked: Options, rule: Options) -> RegulationAnswer:
    from wellstaffed.apps.regulation_actions import significant_disproportionality

    return significant_disproportionality(**{key: value for key, value in asked.items() if key != "state"}, **rule)


def _changed(asked: Options, more: Options) -> TrendAnswer:
    from wellstaffed.apps.trend_actions import disparity_trend

    kept = {key: value for key, value in asked.items() if key not in ("state", "year")}
    return disparity_trend(last=asked["year"], **kept, **more)


def _paired(asked: Options, more: Options) -> DisparityAnswer:
    from wellstaffed.apps.evidence_actions import disparity as pair_of

    return pair_of(outcome=asked["outcome"] or "", group=asked["group"] or "", year=asked["year"], **more)


def _listed(asked: Options, reference: Options, more: Options) -> DisparityTableAnswer:
    from wellstaffed.apps.evidence_actions import disparity_table, federal_disparities

    if asked["table"] is not None:
        kept = {key: value for key, value in asked.items() if key not in ("state", "district")}
        return disparity_table(**kept, reference=reference["reference"] or "white", **more)
    kept = {key: value for key, value in asked.items() if key != "table"}
    return federal_disparities(**kept | {"outcome": asked["outcome"] or "arrests"}, **reference, **more)


def _show(answer: Any, screen: Callable[[Any], None], as_json: bool, as_csv: bool = False) -> None:
    from wellstaffed.apps.cli.command_values import show_json

    if as_json:
        show_json(answer.as_json())
    elif as_csv:
        typer.echo(answer.as_csv(), nl=False)
    else:
        screen(answer)


def _write_pictures(result: DisparityTableAnswer, chart: Path | None, funnel: Path | None) -> None:
    from wellstaffed.apps.evidence_pictures import disparity_picture, funnel_picture, write_picture

    if chart is not None:
        write_picture(disparity_picture(answer=result, headed=True), chart)
    if funnel is not None:
        write_picture(funnel_picture(answer=result, headed=True), funnel)


def _check_source(
    sources: tuple[object, ...],
    pairs: tuple[str | None, str | None],
    *,
    year: str | None,
    by: str | None,
    federal: bool,
) -> None:
    """Raise `UsageError` unless one source of counts is given, with what goes with it."""
    district, state, table, _ = sources
    if sum(bool(one) for one in sources) > 1:
        raise UsageError("--district, --state, --table and --counts exclude one another. Give one of them.")
    if by is not None and (by != "school" or district is None):
        raise UsageError("--by, if given, is school, and goes with --district.")
    if (district or state) and not year:
        raise UsageError("--district and --state need --year, as 2020-21.")
    if federal and (district or state):
        raise UsageError("--federal goes with --counts and --table; the counts of --district are federal anyway.")
    if not (district or state or table) and not all(pairs):
        raise UsageError(
            "Give --counts and --reference-counts, as in 21/1340 and 9/1322; or --table FILE.csv, or --district and --year."
        )


def _check_output(
    sources: tuple[object, ...], years: tuple[str | None, str | None], threshold: float | None, *, csv: bool,
    pictures: tuple[Path | None, Path | None],
) -> None:  # fmt: skip
    """Raise `UsageError` where one answer cannot be given in the way asked for."""
    _, state, _, pair = sources
    since, year = years
    if (since or threshold is not None) and (state or pair):
        raise UsageError("--since and --idea-threshold go with --table or --district.")
    if since and not year:
        raise UsageError("--since needs --year, the later school year.")
    if since and threshold is not None:
        raise UsageError("--since and --idea-threshold exclude one another.")
    if any(pictures) and (since or threshold is not None or pair):
        raise UsageError("--chart and --funnel go with --table, --district or --state, without --since.")
    if csv and (since or threshold is not None or pair):
        raise UsageError("--csv goes with --table, --district or --state, without --since; use --json.")


def before_after(
    table: Annotated[
        Path | None,
        typer.Argument(help="CSV: district_id, school_year, events, students, change_year. Left out: from your store."),
    ] = None,
    outcome: Annotated[str, typer.Option(help="What the events are: arrests, referrals.")] = "",
    federal: Annotated[bool, typer.Option("--federal", help="The counts are of the federal collection.")] = False,
    changes: Annotated[
        Path | None, typer.Option(help="Without TABLE: your own dates, CSV: district_id, change_year, return_year.")
    ] = None,
    draws: Annotated[int, typer.Option(min=99, max=9999, help="Draws of the randomisation.")] = 499,
    chart: Annotated[Path | None, typer.Option(help="Also write the event study with bounds, SVG.")] = None,
    as_json: Json = False,
) -> None:
    """What happened in districts that changed course, where the table can tell it; else the power it has."""
    from wellstaffed.apps import evidence_actions
    from wellstaffed.apps.cli import evidence_screen
    from wellstaffed.apps.evidence_pictures import before_after_picture, write_picture

    result = evidence_actions.before_after(table=table, outcome=outcome, federal=federal, draws=draws, changes=changes)
    if chart is not None:
        write_picture(before_after_picture(answer=result, headed=True), chart)
    _show(result, evidence_screen.show_before_after, as_json)


def studies(
    outcome: Annotated[str | None, typer.Option(help="arrests, exclusion, violence, safety, achievement ...")] = None,
    action: Annotated[str | None, typer.Option(help="officers_added, officers_removed, counselors, nurses ...")] = None,
    group: Annotated[str | None, typer.Option(help="black, hispanic, disability, boys ...")] = None,
    apply_to: Annotated[str | None, typer.Option(help="A school: refused, and why (rule E1).")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What research finds, for and against, with strength, place and what it must not be used for."""
    from wellstaffed.apps import evidence_actions
    from wellstaffed.apps.cli import evidence_screen

    result = evidence_actions.studies(outcome=outcome, action=action, group=group, apply_to=apply_to)
    _show(result, evidence_screen.show_studies, as_json, as_csv)
