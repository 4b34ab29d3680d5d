"""A chart of the memo as a page shows it: the same drawing in the type of the pages."""

from __future__ import annotations

PAGE_FONT = "Public Sans, Segoe UI, Roboto, Helvetica Neue, Liberation Sans, Arial, sans-serif"


def page_picture(svg: str) -> bytes:
    """Return an SVG for a page; the memo's serif type is replaced, for an image loads no font of the page."""
    from wellstaffed.reports.chart import FONT

    return svg.replace(FONT, PAGE_FONT).encode()
