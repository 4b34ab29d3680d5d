"""Recalculation by LibreOffice: every formula from a zeroed cache, compared with the value that the workbook carries."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def zeroed(data: bytes) -> bytes:
    """Return the workbook with every formula's cached value set to zero."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            body = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                body = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>0</v>", body)
            new.writestr(item.filename, body)
    return out.getvalue()


def recalculated(data: bytes, folder: Path) -> openpyxl.Workbook:
    """Return the workbook as LibreOffice works it out when it is forced to."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    (folder / "memo.xlsx").write_bytes(data)
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(folder / "memo.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return openpyxl.load_workbook(folder / "out" / "memo.xlsx", data_only=True)


def compared_formulas(data: bytes, folder: Path) -> int:
    """Check each formula against its cached value and return how many there are."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    cached = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    again = recalculated(zeroed(data), folder)
    compared = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            was, now = cached[sheet.title][cell.coordinate].value, again[sheet.title][cell.coordinate].value
            place = f"{sheet.title}!{cell.coordinate}"
            if isinstance(was, int | float):
                assert now == pytest.approx(was, rel=1e-9, abs=1e-9), place
            else:
                assert (now or "") == (was or ""), place
            compared += 1
    return compared
