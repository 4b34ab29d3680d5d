"""A plan to begin with: a district's own figures filled in, every other choice as a comment beside its key."""

from __future__ import annotations

from datetime import date

from wellstaffed.core.school_years import show_school_year
from wellstaffed.tables.published_days import first_public

_TEXT = """\
# A plan for {name}. Run:  wellstaffed plan {file}      the options, side by side
#                          wellstaffed memo {file} --out DIR      the memo for the board
# A line that begins with # is a comment. Take the # away to use the line.
title: Support staff in {name}
dated: {dated}                 # the day of the memo; nothing later than it is used unless marked
prepared_for: Board of Education, {name}
question: >-
  How many counselors, psychologists, social workers and nurses are missing, what do they cost, and who works where in which year?
district: {{leaid: "{leaid}", name: {name_quoted}, state: {state}}}
standard: aclu-2019                # 'wellstaffed standards' lists them all
rounding: {{step: 1, direction: nearest, order: round-then-subtract}}
answer_from: figures
views:
  - key: figures
    title: Enrollment and staff of {year}
    basis: Civil Rights Data Collection {year}, as the district reported it
    school_year: {year}
    hindsight: {hindsight}
    # roster: roster.xlsx          # your own roster instead: 'wellstaffed roster template roster.xlsx' writes an empty one
    # schools: ["{school_id}"]     # only these schools; all of the district if left out
costs:
  of_view: figures
  first_year: {first_year}
  years: 3
  benefits_rate: 0                 # benefits as a share of salary, such as 0.3
  benefits_note: not yet filled in; put the district's own rate here
  growth_rate: 0                   # yearly growth of pay, such as 0.02
  growth_note: not yet filled in
  # salaries:                      # the district's own; without them the mean wage of the state stands in
  #   - {{role: nurse, salary: 60000, source: pay schedule of the district}}
staffing:
  posts_from: standard             # the gap of the view below; or 'claim', with a claim document beside this file
  of_view: figures
  step: 1                          # FTE of one post: 1, 0.5, 0.25, 0.2 or 0.1
  first_year: {first_year}
  years: 3
  aim: most-need-met               # or worst-off-first, or proportional
  funds:
    - key: general
      label: General money
      dollars: [0, 0, 0]           # what each year has for new posts; put the board's own figures here
      source: not yet filled in
  #   - {{key: health-grant, label: Health grant, pays_for: [nurse], dollars: 50000, source: the grant's letter}}
  # hiring:                        # the most posts of a role that a year can advertise
  #   - {{role: nurse, a_year: 2, source: the personnel office}}
  # fill_rate: 0.9                 # share of advertised posts that is filled
  # fill_rate_note: the personnel office, last three years
  # minimums:
  #   - {{role: nurse, fte: 1, source: the board's policy}}
  # all_at_standard_by: {last_year}
  # sharing: {{most_schools: 2, clusters: [["{school_id}"]], source: the personnel office}}
  # caveat: true                   # officers leave a school only once its posts are filled; needs officers, see below
  # police:
  #   officer_year: {{from: "08-01", to: "06-15"}}   # the part of a school year in which officers serve
  #   dollars_per_officer: 90000     # where no agreement document gives the cost
  #   dollars_source: not yet filled in
  #   returns_to: unstated           # who gets a saving: district, school, nobody, unstated; unstated counts as no saving
  #   services:                      # each can be kept, changed or ended on its own by an option
  #     - {{key: daily-posts, label: Officers at school on school days, kind: daily-posts, payer: the district, source: the agreement}}
  #     - {{key: events, label: Police at games, kind: events, payer: the district, hours_a_year: 200, dollars_per_hour: 60, on_district_budget: true, source: not yet filled in}}
  #     - {{key: calls, label: Patrol officers who answer calls, kind: calls, payer: the city, source: the agreement}}
  options:
    - {{key: keep, label: Keep the officers and meet the standard, kind: keep}}
  #   - {{key: hire, label: Hire and end police at games, kind: hire, services: [{{key: events, choice: end, covered_by: nobody}}]}}
  #   - {{key: reduce, label: One officer fewer, kind: reduce, on: {start}, officers: [{{school_id: any, officers: 0}}]}}
  #   - {{key: end-now, label: End the agreement at once, kind: end-now, on: {start}}}
  #   - {{key: end, label: End the agreement by its option, kind: end-at-option, agreement_option: KEY-OF-ITS-OPTION}}
  #   - {{key: end-when-staffed, label: End it school by school once posts are filled, kind: end-when-staffed, on: {start}}}
  #   - {{key: add, label: Add an officer, kind: add, on: {start}, officers: [{{school_id: "{school_id}", officers: 2}}]}}
  #   - {{key: restore, label: Bring an officer back, kind: restore, on: {start}, officers: [{{school_id: "{school_id}", officers: 1}}]}}
# agreement: agreement.yaml        # the police agreement as a document; 'wellstaffed schema agreement' describes it
# calendar: calendar.yaml          # board meetings and budget steps; 'wellstaffed schema calendar' describes it
# claim: claim.yaml                # a published claim as a document, for posts_from: claim
# record: true                     # where the parties stand, if the district's public record is shipped; or your own record.yaml
"""


def plan_start(district: str, on: date, file: str = "plan.yaml") -> str:
    """
    Return the text of a plan for a district, dated `on`.

    Raises
    ------
    NotFoundError
        If there is no such district, or it has no figures.
    """
    import json

    from wellstaffed.tables.figures import district_staff, resolve_district

    found = resolve_district(district)
    year = max(found.school_years)
    first = on.year + (1 if on.month >= 7 else 0)
    schools = district_staff(found, year).table["school_id"]
    return _TEXT.format(
        name=found.name,
        name_quoted=json.dumps(found.name, ensure_ascii=False),
        file=file,
        dated=on.isoformat(),
        leaid=found.leaid,
        state=found.state,
        year=show_school_year(year),
        hindsight="true" if first_public(year) > on else "false",
        school_id=schools[0],
        first_year=show_school_year(first),
        last_year=show_school_year(first + 2),
        start=date(first - 1, 8, 1).isoformat(),
    )
