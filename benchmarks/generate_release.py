"""
Writes releases of the Civil Rights Data Collection of national size in their official layouts, made-up schools filled
with the values of real ones.

    python benchmarks/generate_release.py WAVE OUT [--schools N] [--shared FOLDER]

WAVE is 2015-16 (a zip of one CSV of 1,836 columns), 2017-18 or 2021-22 (a zip of all CSVs). Each school takes all its
values from one school drawn from the state workbooks of 2020-21, so that every column has the marginals of the real
ones and columns agree with each other; identifiers and names are those of the list of schools of 2021-22. Reserve codes
are turned into those of the wave. Quoting, line ends, encodings, damaged COMBOKEYs and float noise are the wave's own.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from python_calamine import CalamineWorkbook

from wellstaffed.sources.crdc.layout import files_of, unread_columns

HERE = Path(__file__).resolve()
SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", HERE.parents[2] / "shared"))
SCHOOLS = {"2015-16": 96_360, "2017-18": 97_632, "2021-22": 98_010}
DISTRICTS = {"2015-16": 17_337, "2017-18": 17_604, "2021-22": 17_704}
CODES = {
    "2015-16": {-3: -5, -4: -9, -11: -2, -13: -9},
    "2017-18": {-4: -9, -13: -9},
    "2021-22": {-8: -9, -11: -12},
}
COLUMNS_2021_22 = {"Enrollment": 233, "Referrals and Arrests": 84, "School Characteristics": 34, "School Support": 19}
IDENTITY = ["LEA_STATE", "LEA_STATE_NAME", "LEAID", "LEA_NAME", "SCHID", "SCH_NAME", "COMBOKEY", "JJ"]
ROWS_AT_ONCE = 12_000
RANDOM = 20200629


def real_values(shared: Path) -> tuple[dict[str, np.ndarray], int]:
    """Return the columns of all state workbooks: numbers as float64 (blank as -9), words as text."""
    parts = []
    for path in sorted((shared / "data/crdc/2020-21_state_workbooks").glob("*.xlsx")):
        head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        parts.append(pl.DataFrame({str(name): [str(row[i]) for row in rows] for i, name in enumerate(head)}))
    whole = pl.concat(parts, how="diagonal")
    columns = {}
    for name in whole.columns:
        number = whole[name].cast(pl.Float64, strict=False)
        is_number = number.is_not_null().sum() > 0.5 * whole.height
        columns[name] = number.fill_null(-9).to_numpy() if is_number else whole[name].fill_null("").to_numpy()
    return columns, whole.height


def identities(shared: Path, schools: int) -> pl.DataFrame:
    """Return identifiers and names of so many schools of the list of 2021-22, drawn evenly."""
    listed = pl.read_csv(shared / "data/crdc/2021-22_school_list/school_list_2021-22.csv.gz", infer_schema=False)
    listed = listed.rename({"NAME": "SCH_NAME"})
    keep = np.unique(np.linspace(0, listed.height - 1, min(schools, listed.height)).astype(int))
    return listed[keep].select(IDENTITY)


def record_layout(shared: Path) -> list[str]:
    """Return the 1,836 headers of the wide file of 2015-16."""
    path = shared / "data/crdc/layouts/2015-16/CRDC 2015-16 School Data Record Layout.csv"
    with path.open(encoding="cp1252", newline="") as file:
        return [row["Field_Name"].strip() for row in csv.DictReader(file) if row["Field_Name"].strip()]


def members_of(wave: str, shared: Path) -> dict[str, list[str]]:
    """Return the headers of every school member of a zip, by base name."""
    book = CalamineWorkbook.from_path(shared / "data/crdc/layouts/2017-18/2017-18 CRDC File Structure.xlsx")
    members = {}
    for name in book.sheet_names[3:]:
        headers = [str(row[1]).strip() for row in book.get_sheet_by_name(name).to_python()[1:] if str(row[1]).strip()]
        members[name] = headers
    if wave == "2017-18":
        return members
    read = {}
    for layout in files_of("2021-22"):
        if layout.file.startswith("LEA"):
            continue
        exact = [one.header for one in layout.columns if "LEPENR" not in one.header]
        more = [name for name in unread_columns("2021-22", layout.file) if not name.endswith("*")]
        headers = IDENTITY + list(dict.fromkeys(one for one in exact + more if one not in IDENTITY))
        read[layout.file] = headers[: COLUMNS_2021_22.get(layout.file)]
    return {name: headers for name, headers in members.items() if name != "School Expenditures"} | read


class Maker:
    """Draws the rows of a release: the same numbers at every run."""

    def __init__(self, wave: str, shared: Path, schools: int) -> None:
        self.wave = wave
        self.identity = identities(shared, schools)
        self.real, height = real_values(shared)
        self.drawn = np.random.default_rng(RANDOM).integers(0, height, self.identity.height)
        self.codes = CODES[wave]

    def rows(self, headers: list[str], start: int, stop: int) -> pl.DataFrame:
        """Return rows of a file: identity columns of the schools, the others of the school each was drawn."""
        identity = self.identity[start:stop]
        taken = self.drawn[start:stop]
        made = {header: self._identity(identity, header) if header in IDENTITY else self._column(header, taken)
                for header in headers}  # fmt: skip
        return pl.DataFrame(made)

    def _identity(self, identity: pl.DataFrame, header: str) -> pl.Series:
        column = identity[header]
        if self.wave == "2015-16" and header == "COMBOKEY":  # a spreadsheet turned four of five into 1.20039E+11
            return pl.Series(header, [key if i % 5 == 0 or not key.isdigit() else f"{float(key):.5E}"
                                      for i, key in enumerate(column)])  # fmt: skip
        return column

    def _column(self, header: str, taken: np.ndarray) -> pl.Series:
        values = self.real.get(header)
        if values is None:
            return self._like_nothing_real(header, taken)
        if values.dtype == object:
            words = values[taken]
            if header.startswith("SCH_") and self.wave != "2015-16":
                return pl.Series(header, [word or "-9" for word in words])
            return pl.Series(header, words.astype(str))
        drawn = values[taken].copy()
        for old, new in self.codes.items():
            drawn[drawn == old] = new
        if "FTE" in header or "SAL_" in header:
            return self._fte(header, drawn, taken)
        return pl.Series(header, drawn.astype(np.int64))

    def _fte(self, header: str, drawn: np.ndarray, taken: np.ndarray) -> pl.Series:
        if self.wave == "2021-22":  # float32 in the text: 22.299999
            noisy = np.trunc(drawn.astype(np.float32).astype(np.float64) * 1e6) / 1e6
            return pl.Series(header, np.where(drawn < 0, drawn, noisy))
        if self.wave == "2015-16" and header == "SCH_FTESECURITY_LEO":  # a question left over skipped most schools
            drawn = np.where(taken % 100 < 73, -9, drawn)
        return pl.Series(header, drawn)

    def _like_nothing_real(self, header: str, taken: np.ndarray) -> pl.Series:
        if header.endswith("_IND") or header.startswith("SCH_GRADE") or header.startswith("SCH_STATUS"):
            return pl.Series(header, np.where(taken % 3 == 0, "Yes", "No"))
        if header.endswith("_X"):
            return pl.Series(header, np.where(taken % 50 == 0, 0, -9))
        return pl.Series(header, np.where(taken % 7 < 5, 0, -9))


def write_member(maker: Maker, headers: list[str], path: Path, *, quoted: bool, line_end: str, encoding: str) -> None:
    """Write one CSV in pieces; a blank line ends the files of 2017-18."""
    with path.open("wb") as file:
        for start, stop in pieces(maker.identity.height):
            text = maker.rows(headers, start, stop).write_csv(
                include_header=start == 0,
                line_terminator=line_end,
                quote_style="non_numeric" if quoted else "necessary",
            )
            if quoted and start == 0:
                text = (
                    text
                    if text.startswith('"')
                    else ",".join(f'"{one}"' for one in headers) + text[text.index(line_end) :]
                )
            file.write(text.encode(encoding, errors="replace"))
        if quoted:
            file.write(line_end.encode())


def pieces(rows: int) -> Iterator[tuple[int, int]]:
    """Yield first and last row of each piece."""
    for start in range(0, rows, ROWS_AT_ONCE):
        yield start, min(start + ROWS_AT_ONCE, rows)


def districts_csv(maker: Maker, path: Path, line_end: str) -> None:
    """Write LEA Characteristics.csv: every district and its students and schools."""
    columns = [one.header for one in next(f for f in files_of(maker.wave) if f.file == "LEA Characteristics").columns]
    unread = [one for one in unread_columns(maker.wave, "LEA Characteristics") if not one.endswith("*")]
    exact = list(dict.fromkeys(columns + unread))
    leas = maker.identity.unique("LEAID", keep="first", maintain_order=True).head(DISTRICTS[maker.wave])
    counts = maker.identity.group_by("LEAID").len()
    leas = leas.join(counts, on="LEAID", how="left", maintain_order="left")
    made = {header: leas[header] if header in leas.columns else leas["len"] * (500 if header == "LEA_ENR" else 1)
            if header in ("LEA_ENR", "LEA_SCHOOLS") else pl.Series(header, ["-9"] * leas.height)
            for header in exact}  # fmt: skip
    path.write_bytes(pl.DataFrame(made).write_csv(line_terminator=line_end, quote_style="non_numeric").encode())


def write_release(wave: str, out: Path, *, schools: int | None = None, shared: Path = SHARED) -> Path:
    """
    Write a release and return its path.

    Parameters
    ----------
    wave : {"2015-16", "2017-18", "2021-22"}
    out : Path
        Folder; the release's own name is added.
    schools : int, optional
        How many; as many as the wave had if left out.
    shared : Path
        Folder with ``data/crdc``.
    """
    out.mkdir(parents=True, exist_ok=True)
    maker = Maker(wave, shared, schools or SCHOOLS[wave])
    if wave == "2015-16":
        path, one = out / "2015-16-crdc-data.zip", out / "member.csv"
        write_member(maker, record_layout(shared), one, quoted=False, line_end="\r\n", encoding="cp1252")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.write(one, "Data Files and Layouts/CRDC 2015-16 School Data.csv")
        one.unlink()
        return path
    later = wave == "2021-22"
    root = "SCH/" if later else "2017-18-crdc-data-corrected/2017-18 Public-Use Files/Data/SCH/CRDC/CSV/"
    path, one = out / f"{wave}-crdc-data.zip", out / "member.csv"
    line_end = "\n" if later else "\r\n"
    packing = zipfile.ZIP_STORED if later else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", packing, compresslevel=6) as archive:
        for name, headers in members_of(wave, shared).items():
            encoding = "cp1252" if (wave, name) == ("2017-18", "School Characteristics") else "utf-8"
            write_member(maker, headers, one, quoted=True, line_end=line_end, encoding=encoding)
            archive.write(one, f"{root}{name}.csv")
        districts_csv(maker, one, line_end)
        archive.write(one, f"{re.sub('SCH/', 'LEA/', root)}LEA Characteristics.csv")
    one.unlink()
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("wave", choices=SCHOOLS)
    parser.add_argument("out", type=Path)
    parser.add_argument("--schools", type=int)
    parser.add_argument("--shared", type=Path, default=SHARED)
    asked = parser.parse_args()
    made = write_release(asked.wave, asked.out, schools=asked.schools, shared=asked.shared)
    print(f"{made}: {made.stat().st_size:,} bytes")
