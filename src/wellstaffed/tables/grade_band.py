"""Grade band of a school from the grades it offers, as the Common Core of Data defined the level of a school."""

from __future__ import annotations

_ORDER = ["ps", "kg", *(f"g{grade:02d}" for grade in range(1, 13))]
_BANDS = (
    ("elementary", range(0, 5), range(0, 10)),
    ("middle", range(5, 9), range(5, 11)),
    ("high", range(8, 14), (13,)),
)


def grade_band(grades: str | None) -> str | None:
    """
    Return ``elementary``, ``middle``, ``high`` or ``combined``; None where the grades are not known.

    Parameters
    ----------
    grades : str or None
        ``ps``, ``kg``, ``g01`` to ``g12``, a space between them; ``ug`` says nothing of the band.

    Notes
    -----
    Elementary: lowest grade prekindergarten to 3, highest prekindergarten to 8. Middle: lowest 4 to 7, highest 4 to 9.
    High: lowest 7 to 12, highest 12. Everything else is combined.
    """
    offered = sorted(_ORDER.index(one) for one in (grades or "").split() if one in _ORDER)
    if not offered:
        return None
    lowest, highest = offered[0], offered[-1]
    return next((band for band, low, high in _BANDS if lowest in low and highest in high), "combined")
