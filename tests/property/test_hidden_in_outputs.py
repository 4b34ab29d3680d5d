"""Nobody can tell a hidden count from anything the commands print of a table: rows, shares, sums, CSV, screen (rule D4)."""

import contextlib
import csv
import io
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wellstaffed.apps.cli.evidence_screen import show_disparities
from wellstaffed.apps.evidence_actions import disparity_table
from wellstaffed.apps.evidence_pictures import disparity_picture, funnel_picture
from wellstaffed.evidence.small_cells import HIDDEN, hidden_table

GROUPS = ("white", "black", "hispanic")
TABLES = st.lists(
    st.lists(st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=3, max_size=3), min_size=2, max_size=4
)


def table_file(folder, counts):
    path = Path(folder) / "counts.csv"
    lines = ["place,school_year,outcome,group,events,students"]
    lines += [
        f"School {i},2018-19,referrals,{group},{value},{200 + 10 * i + 3 * j}"
        for i, row in enumerate(counts)
        for j, (group, value) in enumerate(zip(GROUPS, row, strict=True))
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def printed_equations(answers, counts):
    """Every linear fact the documents give: single counts, sums of a place, and the column sums a reader may know."""
    size = (len(counts), len(GROUPS))
    facts = {}

    def say(cells, value):
        facts[frozenset(cells)] = value

    for document in answers:
        for row in document["rows"]:
            i, j = int(row["place"].split()[1]), GROUPS.index(row["group"])
            whole = [(i, k) for k in range(size[1])]
            if row["events"] is not None:
                say([(i, j)], row["events"])
                if row["share_of_events"]:
                    say(whole, round(row["events"] / row["share_of_events"]))
            if row["reference_events"] is not None:
                if document["reference"] == "everyone":
                    say(whole, row["reference_events"])
                elif document["reference"] == "all others":
                    say([cell for cell in whole if cell != (i, j)], row["reference_events"])
                else:
                    say([(i, GROUPS.index(document["reference"]))], row["reference_events"])
    known = ~hidden_table(counts).column_totals  # a sum that may be printed beside the table, or is had elsewhere
    for j in np.flatnonzero(known).tolist():
        say([(i, j) for i in range(size[0])], sum(row[j] for row in counts))
    return facts


def ends_of(cell, facts, size):
    names = [(i, j) for i in range(size[0]) for j in range(size[1])]
    equations = [[float(one in cells) for one in names] for cells in facts]
    goal = np.array([float(one == cell) for one in names])
    ends = []
    for sign in (1, -1):
        known = {"A_eq": equations, "b_eq": list(facts.values())} if facts else {}
        found = linprog(sign * goal, bounds=(0, None), method="highs", **known)
        assert found.status in (0, 3), found.message  # what is printed agrees with itself
        ends.append(np.inf if found.status == 3 else sign * found.fun)
    return ends


def printed_on_screen(result):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        show_disparities(result)
    return out.getvalue()


@settings(max_examples=60)
@given(TABLES)
def test_no_hidden_count_can_be_told_from_all_documents_together(counts):
    with tempfile.TemporaryDirectory() as folder:
        path = table_file(folder, counts)
        results = [disparity_table(table=path, reference=one) for one in ("white", "all others", "everyone")]
    documents = [one.as_json() for one in results]
    facts = printed_equations(documents, counts)
    told = {cell for cells in facts if len(cells) == 1 for cell in cells}
    for i, row in enumerate(counts):
        for j, value in enumerate(row):
            if (i, j) in told:
                assert value >= 10
                assert facts[frozenset([(i, j)])] == value
            else:
                low, high = ends_of((i, j), facts, (len(counts), len(GROUPS)))
                assert high - low >= 1 - 1e-6, (counts, i, j)


@settings(max_examples=25)
@given(TABLES)
def test_csv_screen_and_pictures_print_no_more_than_the_document(counts):
    with tempfile.TemporaryDirectory() as folder:
        result = disparity_table(table=table_file(folder, counts), reference="white")
    rows = result.as_json()["rows"]
    hidden = [row for row in rows if row["events"] is None]
    for row in hidden:
        assert row["risk_ratio"]["reason"] == HIDDEN
        for name in ("rate", "excess_events", "composition_index", "odds_ratio", "p_value", "p_value_adjusted",
                     "partially_pooled_rate", "share_of_events"):  # fmt: skip
            assert row[name] is None, name
        assert row["risk_ratio"]["low"] is None
        assert row["risk_difference"]["value"] is None
        assert row["rate_interval"] == [None, None]
    lines = list(csv.DictReader(io.StringIO(result.as_csv())))
    assert [line["events"] == "" for line in lines] == [row["events"] is None for row in rows]
    drawn = disparity_picture(answer=result)
    assert sum(row[1].startswith("not known") for row in drawn.rows) == len(hidden)
    black = [row for row in rows if row["group"] == "black" and row["events"] is not None]
    with tempfile.TemporaryDirectory() as folder:
        one_group = disparity_table(table=table_file(folder, counts), reference="white", group="black")
    assert len(funnel_picture(answer=one_group).rows) == len(black)
    if len(rows) > 1:
        assert printed_on_screen(result).count(" hidden ") >= len(hidden)
