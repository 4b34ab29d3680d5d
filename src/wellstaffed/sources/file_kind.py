"""What a file really is, by its first bytes, where its name says otherwise."""

from __future__ import annotations

import zipfile
from pathlib import Path

from wellstaffed.core.errors import Fault

ZIP, WORKBOOK, OLD_WORKBOOK, PACKED, TEXT = "a zip", "an Excel workbook", "an old Excel workbook", "a gzip file", "text"
# What a file of an ending is to be; any other ending is that of a text file.
EXPECTED = {".zip": ZIP, ".xlsx": WORKBOOK, ".xls": OLD_WORKBOOK, ".gz": PACKED}
TEXTS = (".csv", ".txt", ".tsv")
_ENDINGS = {kind: ending for ending, kind in EXPECTED.items()}
_FIRST_BYTES = {
    b"PK\x03\x04": ZIP, b"\xd0\xcf\x11\xe0": OLD_WORKBOOK, b"\x1f\x8b": PACKED, b"%PDF": "a PDF",
    b"PAR1": "a Parquet file", b"SQLite format 3": "a database", b"\x89PNG": "a picture",
}  # fmt: skip
_FIRST_CHARACTERS = {"{": "JSON", "[": "JSON", "<": "a web page or XML"}


def misnamed(path: Path) -> Fault | None:
    """
    Return what is wrong with a file whose first bytes are those of another kind than its name says; None if nothing.

    A file that is damaged, or of a kind not known here, is left to the reader of what its name says.
    """
    expected = EXPECTED.get(path.suffix.lower(), TEXT)
    found = real_kind(path)
    if found in (None, expected):
        return None
    though = f", though its name ends in '{path.suffix}'" if path.suffix.lower() in (*EXPECTED, *TEXTS) else ""
    said = f"is {found}{though}."
    if found in _ENDINGS:
        return Fault("file", said, f"Name it {path.stem}{_ENDINGS[found]} and add it again.")
    if found == TEXT and expected in (WORKBOOK, OLD_WORKBOOK):
        return Fault("file", said, f"If it is a table, name it {path.stem}.csv and add it again.")
    if found == TEXT:
        return None
    return Fault("file", said, "It is no table known here; one is read as CSV, text with tabs or an Excel workbook.")


def real_kind(path: Path) -> str | None:
    """Return what a file is by its first bytes; None if it is damaged or of no kind known here."""
    with path.open("rb") as file:
        first = file.read(4096)
    for start, kind in _FIRST_BYTES.items():
        if first.startswith(start):
            return _zip_or_workbook(path) if kind == ZIP else kind
    if b"\0" in first or not first.strip():
        return None
    begins = first.decode("utf-8-sig", errors="replace").lstrip()[:1]
    return _FIRST_CHARACTERS.get(begins, TEXT)


def _zip_or_workbook(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return WORKBOOK if any(name.startswith("xl/") for name in names) else ZIP
