"""A CSV read in blocks is the CSV read whole, wherever the cuts fall."""

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.crdc.made_releases import zipped

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import csv_frame as reading
from wellstaffed.sources.crdc.csv_frame import csv_frame, line_blocks
from wellstaffed.sources.crdc.release_files import ReleaseFiles

cells = st.text(st.sampled_from('a,"\n é'), max_size=6)
KINDS = {"LEAID": "word", "students": "whole"}


def parsed(text):
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(reading, "line_blocks", lambda text: line_blocks(text, 64, 256))
    monkeypatch.setattr("wellstaffed.sources.crdc.release_files.CHUNK", 16)


def read(content, folder):
    files = ReleaseFiles(zipped({"a.csv": content}, folder / "a.zip"))
    return csv_frame(files, files.files[0], KINDS)


@given(st.lists(st.tuples(cells, cells), max_size=30), st.integers(1, 20), st.sampled_from(["\n", "\r\n"]))
def test_blocks_hold_the_rows_of_the_whole_and_cut_none_at_a_line_end_between_quotes(rows, size, line_end):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows([("x", "y"), *rows])
    text = out.getvalue().encode()
    blocks = list(line_blocks((text[i : i + size] for i in range(0, len(text), size)), 8, 64))
    header = parsed(text)[0]
    assert all(parsed(block)[0] == header for block in blocks)
    assert [row for block in blocks for row in parsed(block)[1:]] == parsed(text)[1:]


def test_rows_are_counted_through_all_blocks(small_blocks, tmp_path):
    lines = "".join(f'"{number:07d}",{number}\r\n' for number in range(500))
    frame = read(f'"LEAID","students"\r\n{lines}\r\n'.encode(), tmp_path)
    assert frame["source_row"].to_list() == list(range(2, 502))
    assert frame["LEAID"].to_list() == [f"{number:07d}" for number in range(500)]
    assert frame["students"].sum() == sum(range(500))


def test_blank_lines_take_a_row_wherever_a_block_begins(small_blocks, tmp_path):
    lines = "".join(f"{number:07d},{number}\n\n\n" for number in range(200))
    frame = read(f"LEAID,students\n{lines}".encode(), tmp_path)
    whole = pl.read_csv(
        io.StringIO(f"LEAID,students\n{lines}"), infer_schema=False, row_index_name="row", row_index_offset=2
    )
    assert frame["source_row"].to_list() == whole.drop_nulls()["row"].to_list()


def test_a_cell_that_is_no_number_is_named_by_its_row_in_the_file_not_in_the_block(small_blocks, tmp_path):
    lines = [f"{number:07d},{number}" for number in range(500)]
    lines[321] += "x"
    lines[444] = "0000444,many"
    with pytest.raises(ReleaseError, match=r"row 323, students: holds '321x'.*\n.*row 446, students: holds 'many'"):
        read("\n".join(["LEAID,students", *lines]).encode(), tmp_path)


def test_text_that_shows_late_that_it_is_cp1252_is_read_anew_from_its_beginning(small_blocks, tmp_path):
    lines = [f"{number:07d}é,{number}".encode("utf-8" if number < 400 else "cp1252") for number in range(500)]
    frame = read(b"\n".join([b"LEAID,students", *lines]), tmp_path)
    assert frame.height == 500
    assert frame["LEAID"][0] == "0000000Ã©"
    assert frame["LEAID"][499] == "0000499é"


def test_a_file_of_headers_alone_has_no_rows(tmp_path):
    assert read(b"LEAID,students\n", tmp_path).shape == (0, 3)
