"""What all pages of one district share: its name, its tabs, and how an address names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wellstaffed.apps.web.page import Asked, PathPart
from wellstaffed.core.errors import NotFoundError
from wellstaffed.core.identifiers import is_leaid

if TYPE_CHECKING:
    from wellstaffed.tables.shipped import ShippedDistrict

LEAID = PathPart(r"^[0-9A-Z]{7}$", "LEAID: seven characters, zeros kept.", "4110040")
_TABS = (("", "Need and gap"), ("/police", "Police in the federal record"), ("/facts", "Facts and schools"),
         ("/like", "Districts like this one"), ("/told", "Beside its own roster"))  # fmt: skip


def district_of(asked: Asked) -> ShippedDistrict:
    """
    Return the district that the address names, with figures of staff or without.

    Raises
    ------
    NotFoundError
        If it is no identifier (a name is never taken for one district in silence), or no district has it.
    """
    from wellstaffed.tables.district_facts import known_district

    text = asked.parts["leaid"]
    if not is_leaid(text):
        raise NotFoundError(
            f"'{text}' is no LEAID, the seven characters that name a district. Look for it by its name."
        )
    return known_district(text)


def district_frame(asked: Asked, found: ShippedDistrict, at: str) -> dict[str, Any]:
    """Return what the template of a district's page needs beside its own: the district, its tabs, which one is shown."""
    hidden = {"/told"} if asked.site.settings.read_only else set()
    stem = f"/districts/{found.leaid}"
    tabs = [(f"{stem}{end}", label, end == at) for end, label in _TABS if end not in hidden]
    return {"district": found, "tabs": tabs}


def district_title(found: ShippedDistrict, what: str = "") -> str:
    """Return the title of a page: what it shows, and of which district."""
    place = f"{found.name}, {found.state}"
    return f"{what}: {place}" if what else place
