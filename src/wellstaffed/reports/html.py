"""A memo as one HTML page: no network, no script, printed on US Letter by its own style sheet."""

from __future__ import annotations

from importlib.resources import files

from wellstaffed.reports.layout import sections, title_block
from wellstaffed.reports.memo_content import MemoContent


def memo_html(content: MemoContent) -> str:
    """Return the memo as HTML; the same content gives the same bytes."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    source = files("wellstaffed.reports").joinpath("templates/memo.html.j2").read_text(encoding="utf-8")
    room = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = room.from_string(source).render(
        title=content.title, lines=title_block(content), sections=sections(content), svg=Markup
    )
    return page.rstrip("\n") + "\n"
