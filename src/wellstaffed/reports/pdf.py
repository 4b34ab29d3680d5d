"""A memo as PDF/UA-1 on US Letter, its fonts embedded; the bytes depend on the content alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from wellstaffed.reports.layout import sections, title_block
from wellstaffed.reports.memo_content import MemoContent


def memo_pdf(content: MemoContent) -> bytes:
    """Return the memo as a tagged PDF; texts reach the template as data, so none of them is read as markup."""
    import typst

    template = files("wellstaffed.reports").joinpath("templates/memo.typ").read_text(encoding="utf-8")
    day = content.dated
    data = {
        "title": content.title,
        "district": content.district,
        "date": [day.year, day.month, day.day],
        "lines": title_block(content),
        "sections": [asdict(section) for section in sections(content)],
    }
    with TemporaryDirectory() as folder:
        Path(folder, "memo.typ").write_text(template, encoding="utf-8")
        Path(folder, "memo.json").write_text(json.dumps(data), encoding="utf-8")
        pdf = typst.compile(
            str(Path(folder, "memo.typ")),
            root=folder,
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("typst returned no single PDF")
    return pdf
