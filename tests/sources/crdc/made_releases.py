"""Small releases in the official forms of each wave; figures are real where the wave has them at hand, else zero."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

from wellstaffed.sources.crdc.layout import WORKBOOK, FileLayout, files_of, unread_columns

# The folder inside the zip, the ending of lines, and whether text is quoted: as each wave was published.
FOLDERS = {
    "2013-14": "", "2015-16": "Data Files and Layouts/", "2017-18": "2017-18-crdc-data-corrected-publication 2/2017-18 Public-Use Files/Data/SCH/CRDC/CSV/",
    "2020-21": "CRDC/School/", "2021-22": "SCH/",
}  # fmt: skip
ENDS = {"2013-14": "\n", "2015-16": "\r\n", "2017-18": "\r\n", "2020-21": "\n", "2021-22": "\r\n"}
UNQUOTED = {"2013-14"}
ENCODINGS = {"2015-16": "cp1252"}
LAFAYETTE = {"LEA_STATE": "WI", "LEAID": "5508520", "LEA_NAME": "Madison Metropolitan School District", "SCHID": "00941",
             "SCH_NAME": "LaFollette High", "COMBOKEY": "550852000941", "JJ": "No"}  # fmt: skip
EAST = LAFAYETTE | {"SCHID": "00925", "SCH_NAME": "East High", "COMBOKEY": "550852000925"}
PENA = {"LEA_STATE": "CO", "LEAID": "0803360", "LEA_NAME": "Distrito Peña", "SCHID": "01234", "SCH_NAME": "Escuela Peña",
        "COMBOKEY": "080336001234", "JJ": "No"}  # fmt: skip


def row(layout: FileLayout, school: dict[str, Any]) -> dict[str, Any]:
    """Return a line of a file: what the school gives, else zero or No."""
    line = {}
    for column in layout.columns:
        if column.need == "optional":
            continue
        word = column.student_group == "indicator" or column.table == "directory"
        line[column.header] = school.get(column.header, "No" if word else 0)
    line |= {header: "No" for header, need in unread_columns(layout.wave, layout.file).items() if need == "required"}
    if layout.file == "School Support":
        line |= dict.fromkeys(UNREAD.get(layout.wave, ()), 0)
    optional = {column.header for column in layout.columns if column.need == "optional"}
    return line | {name: value for name, value in school.items() if name in line or name in optional}


# Columns of School Support that are not read, and by which a wave is told from another.
UNREAD = {"2021-22": ("TOT_TEACHERS_CURR_M", "TOT_TEACHERS_CURR_F")}


def text_of(wave: str, lines: list[dict[str, Any]]) -> bytes:
    """Return lines as the wave wrote them: quotes, ends of lines, encoding, and the blank line at the end."""
    out = io.StringIO()
    quoting = csv.QUOTE_MINIMAL if wave in UNQUOTED else csv.QUOTE_NONNUMERIC
    writer = csv.DictWriter(out, list(lines[0]), lineterminator=ENDS[wave], quoting=quoting)
    writer.writeheader()
    writer.writerows(lines)
    blank = ENDS[wave] if wave in ("2017-18", "2020-21") else ""
    return (out.getvalue() + blank).encode(ENCODINGS.get(wave, "utf-8"))


def members(wave: str, schools: list[dict[str, Any]]) -> dict[str, bytes]:
    """Return the files of a release by their path."""
    made = {}
    for layout in files_of(wave):
        lines = (
            schools
            if layout.file != "LEA Characteristics"
            else list({s["LEAID"]: s for s in reversed(schools)}.values())[::-1]
        )
        made[f"{FOLDERS[wave]}{layout.file}.csv"] = text_of(wave, [row(layout, one) for one in lines])
    return made


def zipped(files: dict[str, bytes], path: Path, *, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write files into a zip."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def made_release(wave: str, schools: list[dict[str, Any]], folder: Path) -> Path:
    """Write a release of a wave as a zip, with files beside it that nobody reads."""
    files = members(wave, schools)
    if wave != "2015-16" and wave != "2013-14":
        files[f"{FOLDERS[wave]}Dual Enrollment.csv"] = b'"LEAID","SCHID"\n'
        files[f"{FOLDERS[wave]}~$Enrollment.csv"] = b"lock"
    return zipped(files, folder / f"{wave}-crdc-data.zip")


def made_workbook(schools: list[dict[str, Any]], path: Path) -> Path:
    """Write a state's workbook, identifiers of schools as numbers as in eleven of the twelve."""
    (layout,) = files_of(WORKBOOK)
    lines = [row(layout, one) for one in schools]
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    for column, header in enumerate(lines[0]):
        sheet.write_string(0, column, header)
        for index, line in enumerate(lines, start=1):
            value = line[header]
            if header == "SCHID":
                sheet.write_number(index, column, int(value))
            elif isinstance(value, str):
                sheet.write_string(index, column, value)
            else:
                sheet.write_number(index, column, value)
    book.close()
    return path
