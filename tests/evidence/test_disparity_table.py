"""Many places at once, a user's own table, and Madison's published figures (rules D1, D2, D4, M2)."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.asked import ask_here
from wellstaffed.apps.actions import examples
from wellstaffed.core.errors import EvidenceTableError, UsageError
from wellstaffed.evidence.count_table import read_count_table
from wellstaffed.evidence.disparity import disparity
from wellstaffed.evidence.disparity_table import disparity_table
from wellstaffed.evidence.pooling import empirical_bayes, pooled_rates
from wellstaffed.evidence.small_cells import HIDDEN, hidden_cells, hide_small_cells

MADISON = examples() / "madison-2020" / "arrests.csv"
HEADER = "place,school_year,outcome,group,events,students\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "counts.csv"
    path.write_text(text, encoding="utf-8")
    return path


def counts_of(*rows, state=None):
    """Rows of (place, group, events, students); None is suppressed."""
    return pl.DataFrame(
        [
            {
                "place_id": place, "state": state or "WI", "school_year": 2021, "outcome": "arrests", "dimension": "race",
                "group": group, "events": events, "events_missing": None if events is not None else "the count is suppressed",
                "students": students, "students_missing": None,
            }
            for place, group, events, students in rows
        ],
        schema_overrides={"events": pl.Float64, "students": pl.Float64, "events_missing": pl.String, "students_missing": pl.String},
    )  # fmt: skip


ONE_PLACE = [("A", "black", 40, 900), ("A", "hispanic", 22, 1100), ("A", "white", 19, 2000), ("A", "asian", 13, 474)]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("white", (40 / 900) / (19 / 2000)),
        ("all others", (40 / 900) / (54 / 3574)),
        ("everyone", (40 / 900) / (94 / 4474)),
    ],
)
def test_the_reference_group_decides_the_ratio_and_is_always_named(reference, expected):
    row = disparity_table(counts_of(*ONE_PLACE), reference=reference).filter(group="black").row(0, named=True)
    assert row["risk_ratio"] == pytest.approx(expected)
    assert row["reference"] == reference


def test_a_row_of_the_table_equals_the_single_disparity():
    row = disparity_table(counts_of(*ONE_PLACE), reference="white").filter(group="hispanic").row(0, named=True)
    alone = disparity(22, 1100, 19, 2000)
    for name in ("risk_ratio", "risk_ratio_low", "risk_ratio_high", "risk_difference_low", "p_value", "excess_events"):
        assert row[name] == pytest.approx(getattr(alone, name))


def test_an_unknown_part_makes_the_sum_of_all_others_unknown_and_says_why():
    table = disparity_table(
        counts_of(("A", "black", 40, 900), ("A", "white", None, 2000), ("A", "asian", 3, 300)), reference="all others"
    )
    row = table.filter(group="black").row(0, named=True)
    assert row["risk_ratio"] is None
    assert row["risk_ratio_missing"] == "the count is suppressed"
    assert row["rate"] == pytest.approx(40 / 900)


def test_the_state_is_the_reference_of_the_alternate_ratio_and_says_what_it_left_out():
    counts = counts_of(
        ("A", "black", 24, 120),
        ("A", "white", 12, 28),
        ("B", "black", 9, 900),
        ("B", "white", 60, 2972),
        ("C", "white", None, 50),
    )
    row = disparity_table(counts, reference="state").filter(place_id="A", group="black").row(0, named=True)
    assert row["risk_ratio"] == pytest.approx((24 / 120) / (72 / 3000))
    assert row["reference_left_out"] == 1


def test_a_null_measure_has_its_reason_and_a_number_has_none():
    counts = counts_of(
        *ONE_PLACE,
        ("B", "black", 3, 30),
        ("B", "white", 0, 100),
        ("C", "black", None, 5),
        ("C", "white", 2, 9),
        ("D", "black", 0, 0),
        ("D", "white", 1, 5),
    )
    table = disparity_table(counts, reference="white")
    for measure in ("risk_ratio", "odds_ratio"):
        assert table.filter(pl.col(measure).is_null() != pl.col(f"{measure}_missing").is_not_null()).is_empty()
    numbers = table.select(pl.col(pl.Float64))
    assert not any(numbers[name].is_nan().any() or numbers[name].is_infinite().any() for name in numbers.columns)


def test_partial_pooling_in_the_table_is_empirical_bayes_by_group():
    counts = counts_of(*((str(i), "black", x, n) for i, (x, n) in enumerate([(0, 40), (1, 60), (12, 400), (3, 57), (30, 2100), (2, 300)])),
                       *((str(i), "white", 5, 500) for i in range(6)))  # fmt: skip
    table = pooled_rates(disparity_table(counts, reference="white"))
    expected = empirical_bayes([0, 1, 12, 3, 30, 2], [40, 60, 400, 57, 2100, 300]).rates
    assert table["partially_pooled_rate"].to_list() == pytest.approx(expected)
    few = pooled_rates(disparity_table(counts_of(*ONE_PLACE), reference="white"))
    assert few["partially_pooled_rate"].null_count() == few["partially_pooled_rate_missing"].len() == few.height


def test_madison_s_published_counts_give_the_published_shares_and_a_ratio_with_interval():
    table = disparity_table(read_count_table(MADISON), reference="nonblack", incidents=True)
    shares = {row["outcome"]: row["share_of_events"] for row in table.iter_rows(named=True)}
    assert shares["interactions"] == pytest.approx(0.607, abs=5e-4)
    assert shares["arrests"] == pytest.approx(0.65, abs=0.01)
    assert shares["citations"] == pytest.approx(0.82, abs=0.005)
    ratios = {row["outcome"]: row for row in table.iter_rows(named=True)}
    # The ranges that follow from Black shares of 18 to 19 % of students.
    for outcome, low, high in [("interactions", 6.5, 7.05), ("arrests", 7.6, 8.6), ("citations", 19.3, 21.4)]:
        assert low < ratios[outcome]["risk_ratio"] < high
        assert (
            1 < ratios[outcome]["risk_ratio_low"] < ratios[outcome]["risk_ratio"] < ratios[outcome]["risk_ratio_high"]
        )
    white = disparity_table(read_count_table(MADISON), reference="white", incidents=True)
    assert white.filter(group="black")["risk_ratio"][0] == pytest.approx(13.4, abs=0.2)
    assert "not reported" in white.filter(group="hispanic")["risk_ratio_missing"][0]


def test_a_table_of_schools_gives_the_ratio_within_them_beside_the_crude_one():
    from wellstaffed.apps.evidence_actions import frame_disparities

    schools = counts_of(
        ("A", "black", 40, 400), ("A", "white", 10, 100), ("B", "black", 1, 100), ("B", "white", 9, 900)
    )
    document = frame_disparities(counts=schools, reference="white").as_json()
    (within,) = document["within_places"]
    assert (within["places"], within["group"]) == (2, "black")
    assert within["ratio"]["ratio"] == pytest.approx(1)
    assert within["ratio"]["crude"] == pytest.approx(41 / 500 / (19 / 1000))


@pytest.mark.parametrize("reference", ["white", "all others"])
def test_rounded_cells_widen_the_interval_of_a_row(reference):
    from wellstaffed.apps.evidence_actions import frame_disparities

    counts = counts_of(("A", "black", 20, 400), ("A", "white", 8, 1322)).with_columns(
        school_year=pl.lit(2016, pl.Int64)
    )
    ranged = counts.with_columns(events_low=pl.Series([18.0, 7.0]), events_high=pl.Series([22.0, 9.0]))
    found = frame_disparities(counts=ranged, reference=reference, group="black", federal=True).answers[0]
    assert found.found.risk_ratio_low == pytest.approx(disparity(18, 400, 9, 1322).risk_ratio_low)
    assert found.found.risk_ratio_high == pytest.approx(disparity(22, 400, 7, 1322).risk_ratio_high)
    assert any("rounded in threes" in one for one in found.warnings)


def test_every_fault_of_a_table_is_named_with_its_line(tmp_path):
    text = HEADER + "A,2019-20,arrests,black,21,1340\nA,2019,arrests,white,nine,1322\n,2019-20,arrests,asian,1,\n"
    with pytest.raises(EvidenceTableError, match="3 faults") as caught:
        read_count_table(written(tmp_path, text))
    assert [fault.where for fault in caught.value.faults] == ["line 3, school_year", "line 3, events", "line 4, place"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column place is missing"),
        ("place,race\n", "column race is not known"),
        (HEADER, "holds no rows"),
        (HEADER + "A,2019-20,arrests,black,1,2\nA,2019-20,arrests,black,1,2\n", "line 3: says again what line 2 says"),
        (HEADER + "A,2019-20,arrests,black,1,2,3\n", "more cells than the header"),
    ],
)
def test_a_table_that_does_not_hold_is_refused(tmp_path, text, said):
    with pytest.raises(EvidenceTableError, match=said):
        read_count_table(written(tmp_path, text))


def test_small_counts_of_a_user_s_own_are_hidden_with_a_complement():
    counts = counts_of(
        ("A", "black", 40, 900), ("A", "hispanic", 22, 900), ("A", "white", 19, 2000), ("A", "asian", 1, 300)
    )
    kept = hide_small_cells(counts)
    assert kept["events"].to_list() == [40, 22, None, None]
    assert kept["events_missing"].to_list()[2:] == [HIDDEN, HIDDEN]
    assert kept["total_events"].to_list() == [82] * 4
    table = disparity_table(kept, reference="all others")
    assert table.filter(group="black")["risk_ratio"][0] == pytest.approx((40 / 900) / (42 / 3200))
    assert table.filter(group="white")["risk_ratio_missing"][0] == HIDDEN
    assert table.filter(group="white")["rate"][0] is None


def test_a_second_way_of_dividing_the_same_children_does_not_give_the_cell_away():
    counts = counts_of(*ONE_PLACE, ("A", "native", 2, 40))
    by_sex = counts.head(2).with_columns(
        dimension=pl.lit("sex"), group=pl.Series(["male", "female"]), events=pl.Series([60.0, 36.0])
    )
    kept = hide_small_cells(pl.concat([counts, by_sex]))
    assert kept.filter(dimension="sex")["events"].null_count() == 2


@pytest.mark.parametrize(
    ("row", "hidden"), [([40, 22, 19, 1], [2, 3]), ([12, 15, 40, 60], []), ([2, 2, 2, 90], [0, 1, 2, 3])]
)
def test_the_worked_rows_of_hidden_cells(row, hidden):
    assert hidden_cells(row) == hidden


def test_a_group_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UsageError, match="asian, black, hispanic, white"):
        disparity_table(counts_of(*ONE_PLACE), reference="martian")


def test_the_command_prints_the_agreed_document():
    document = json.loads(ask_here("disparity", "--counts", "21/1340", "--reference-counts", "9/1322", "--json").stdout)
    assert set(document) == {
        "rate",
        "reference_rate",
        "risk_ratio",
        "risk_difference",
        "excess_events",
        "sentence",
        "warnings",
    }
    assert set(document["risk_ratio"]) == {"value", "low", "high", "method"}
    assert document["risk_ratio"]["value"] == pytest.approx(2.3019900497512435)
    few = json.loads(ask_here("disparity", "--counts", "4/60", "--reference-counts", "3/900", "--json").stdout)
    assert set(few) - set(document) == {"score_intervals"}
    assert set(few["score_intervals"]) == {"rate", "reference_rate", "risk_ratio", "risk_difference"}


def test_options_that_do_not_go_together_are_refused():
    for options, said in (
        (("--table", str(MADISON), "--counts", "21/1340"), "exclude one another"),
        (("--table", str(MADISON), "--by", "school"), "goes with --district"),
        (("--table", str(MADISON), "--since", "2018-19"), "--since needs --year"),
        (("--state", "DE"), "need --year"),
        (("--district", "5508520", "--year", "2020-21", "--federal"), "federal anyway"),
        (("--counts", "21/1340", "--reference-counts", "9/1322", "--idea-threshold", "2"), "go with --table"),
        (("--counts", "21/1340", "--reference-counts", "9/1322", "--csv"), "--csv goes with"),
        (("--table", str(MADISON), "--idea-threshold", "0.5"), "above 1"),
        (("--table", str(MADISON), "--idea-threshold", "2", "--minimum-n", "31"), "1 to 30"),
    ):
        refused = ask_here("disparity", *options)
        assert refused.returncode == 2, options
        assert said in refused.stderr, options


def test_the_command_reads_a_user_s_table_and_refuses_without_a_traceback():
    shown = ask_here("disparity", "--table", str(MADISON), "--published", "--incidents", "--reference", "nonblack")
    assert "60.7%" in shown.stdout
    failed = ask_here("disparity", "--counts", "21", "--reference-counts", "9/1322")
    assert failed.returncode == 2
    assert "Traceback" not in failed.stderr
