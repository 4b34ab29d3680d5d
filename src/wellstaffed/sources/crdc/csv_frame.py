"""
A CSV of a release as a typed frame, parsed while it is still being unpacked.

A file goes through memory in blocks of whole lines: blocks are parsed, some at once, while the next one is unpacked, nothing
is written to disk, and a file of half a gigabyte never stands in memory whole.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Literal

from wellstaffed.core.ahead import ahead, side_by_side
from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.crdc.release_files import ReleaseFile, ReleaseFiles
from wellstaffed.sources.published_file import SOURCE_ROW

if TYPE_CHECKING:
    import polars as pl

FIRST_ROW = 2
FIRST_BLOCK, BLOCK = 4 << 20, 16 << 20
MOST_BLOCKS = 3  # unpacked and waiting
AT_ONCE = 3  # being parsed: one more than two processors, as each block begins and ends on one alone
Kind = Literal["word", "whole", "decimal"]
NUMBER = r"^-?(\d+(\.\d+)?|\.\d+)$"


def csv_frame(files: ReleaseFiles, file: ReleaseFile, kinds: dict[str, Kind]) -> pl.DataFrame:
    """
    Return the columns of a CSV that are asked for and that it has, with ``source_row``, the header being row 1.

    Parameters
    ----------
    files : ReleaseFiles
    file : ReleaseFile
    kinds : dict
        What stands in a column, by header.

    Raises
    ------
    ReleaseError
        If the file is damaged, or a cell is not of its column's type; all such cells are named, up to twenty.
    """

    def parsed(text: Iterator[bytes]) -> pl.DataFrame:
        blocks = ahead(line_blocks(text), MOST_BLOCKS)  # which begin to be unpacked while polars is loaded
        import polars as pl

        try:
            return _parsed(blocks, kinds)
        except pl.exceptions.PolarsError as error:
            raise _cell_fault(files, file, kinds, error) from error

    frame = files.read(file, parsed)
    import polars as pl

    decimals = [pl.col(header).is_finite().all() for header in frame.columns if kinds.get(header) == "decimal"]
    if decimals and not all(frame.select(decimals).row(0)):  # the parser takes NaN and inf for numbers
        raise _cell_fault(files, file, kinds, ValueError("a cell is no number"))
    if frame["LEAID"].null_count():  # a blank line ends the files of 2017-18 and 2020-21
        named = [header for header in frame.columns if header != SOURCE_ROW]
        frame = frame.filter(~pl.all_horizontal(pl.col(named).is_null()))
    return frame


def polars_types() -> dict[Kind, pl.DataType]:
    """Return the type of each kind of column."""
    import polars as pl

    return {"word": pl.String(), "whole": pl.Int32(), "decimal": pl.Float64()}


def line_blocks(text: Iterator[bytes], size: int = FIRST_BLOCK, most: int = BLOCK) -> Iterator[bytes]:
    """
    Yield a CSV in blocks of whole lines, each below the line of headers.

    Parameters
    ----------
    text : iterator of bytes
        The file in pieces, cut anywhere.
    size, most : int
        Bytes of the first block, at least, and of the later ones: each is twice the one before, so that the parser has
        something to do at once. A longer line makes a longer block.
    """
    header, held, have, quotes = b"", [], 0, 0
    for piece in text:
        held.append(piece)
        have += len(piece)
        quotes += piece.count(b'"') if b'"' in piece else 0  # to look is eight times as quick as to count
        if have < size:
            continue
        end, before = _end_of_lines(piece, quotes)
        if not end:
            continue
        held[-1] = piece[:end]
        block = b"".join([header, *held])
        header = header or block[: block.index(b"\n") + 1]
        held, have, quotes = [piece[end:]], len(piece) - end, quotes - before
        size = min(2 * size, most)
        yield block
    if have or not header:
        yield b"".join([header, *held])


def _end_of_lines(piece: bytes, quotes: int) -> tuple[int, int]:
    """
    Return where the last whole line of a piece ends, and the quotes up to there; 0 if none ends.

    ``quotes`` are those from the beginning of a line to the end of the piece. A line end between quotes is text.
    """
    place = len(piece)
    while (found := piece.rfind(b"\n", 0, place)) >= 0:
        quotes -= piece.count(b'"', found, place)
        if quotes % 2 == 0:
            return found + 1, quotes
        place = found
    return 0, quotes


def _parsed(blocks: Iterator[bytes], kinds: dict[str, Kind]) -> pl.DataFrame:
    import polars as pl

    types, first = polars_types(), next(blocks, b"")
    have = set(_headers(first))
    present = {header: types[kind] for header, kind in kinds.items() if header in have}

    def parsed(block: bytes) -> pl.DataFrame:
        scan = pl.scan_csv(block, schema_overrides=present, infer_schema=False)
        return scan.select(list(present)).collect(engine="streaming")

    parts = side_by_side(chain([first], blocks), parsed, AT_ONCE)
    return pl.concat(list(parts), rechunk=True).with_row_index(SOURCE_ROW, FIRST_ROW)


def _headers(block: bytes) -> list[str]:
    line = block[: block.find(b"\n")] if b"\n" in block else block
    return next(csv.reader([line.decode().strip("\r\n")]), [])


def _cell_fault(files: ReleaseFiles, file: ReleaseFile, kinds: dict[str, Kind], error: Exception) -> ReleaseError:
    """Find the cells that are no numbers, with their rows, after the fast reading has failed on one."""
    import polars as pl

    faults: list[Fault] = []
    numbers: dict[str, Kind] = {header: "word" for header, kind in kinds.items() if kind != "word"}
    try:
        text = files.read(file, lambda pieces: _parsed(line_blocks(pieces), numbers))
        for header in text.columns[1:]:
            wrong = text.filter(~pl.col(header).str.contains(NUMBER).fill_null(True))
            faults += [
                Fault(f"{file.path}, row {row}, {header}", f"holds '{str(cell)[:40]}'; a number was expected.")
                for row, cell in wrong.select(SOURCE_ROW, header).head(20).iter_rows()
            ]
    except pl.exceptions.PolarsError:
        pass
    said = str(error).splitlines()[0] if str(error) else "is not a table"
    return ReleaseError(files.path.name, faults[:20] or [Fault(file.path, f"cannot be read: {said[:200]}.")])
