"""
Districts and schools by name, place or identifier, typing errors allowed.

Every name is cut into its three-letter pieces; an index from piece to names, in flat numpy arrays, finds the few
hundred names that share most pieces with what was typed, and only those are compared letter by letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from wellstaffed.core.states import STATE_NAMES
from wellstaffed.tables.shipped import DATA, folded, folded_column

if TYPE_CHECKING:
    import numpy.typing as npt
    import polars as pl

CANDIDATES = 150
COMPARED = 750  # words typed, times the candidates they are compared with: the more words, the surer are their pieces
MANY_WORDS = 8
_PIECES = 40**3
_MAKING = Lock()
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_CODES = np.zeros(256, dtype=np.uint16)
for _number, _letter in enumerate(_LETTERS, start=1):
    _CODES[ord(_letter)] = _number
_USUAL = frozenset([
    "school", "schools", "district", "public", "city", "county", "unified", "sd", "isd", "usd", "cusd", "high",
    "elementary", "middle", "el", "es", "ms", "hs", "the", "of", "and", "area", "independent", "community",
    "central", "consolidated", "township", "borough", "regional", "joint", "union", "no", "metropolitan", "metro"
])  # fmt: skip
_SHORT = 3  # letters of a word that may be one with the next: La Follette, Mc Kinley, De Forest
_SEAT = 0.6  # of the bonus for size, once more for the district that sits in the city that was typed


@dataclass(frozen=True)
class Place:
    """A district or a school that a search found; `score` from 0 to 100."""

    kind: str
    identifier: str
    name: str
    district: str
    leaid: str
    city: str | None
    state: str
    score: float

    def as_json(self) -> dict[str, Any]:
        """Return the place as ``--json`` prints it."""
        return vars(self) | {"score": round(self.score, 1)}


class PlaceIndex:
    """
    An index of places.

    Parameters
    ----------
    places : DataFrame
        ``kind`` (``district`` or ``school``), ``identifier``, ``name``, ``district``, ``leaid``, ``city``, ``state``,
        and ``schools``, how many schools a district has (a large one is meant more often than a small one).
    """

    def __init__(self, places: pl.DataFrame) -> None:
        import polars as pl

        self._places = places.sort("kind", "identifier")
        states = pl.DataFrame({"state": list(STATE_NAMES), "state_name": list(STATE_NAMES.values())})
        texts = self._places.join(states, on="state", how="left", maintain_order="left").select(
            _searchable("name").alias("name"),
            _searchable("city").fill_null("").alias("city"),
            pl.concat_str(pl.col("state"), pl.col("state_name").fill_null(""), separator=" ").str.to_lowercase(),
        )
        self._names, self._cities, self._states = (texts[name].to_list() for name in ("name", "city", "state"))
        whole = texts.select(pl.concat_str("name", "city", "state", separator=" ")).to_series().to_list()
        self._starts, self._postings = _postings(whole)
        self._size_bonus = 2.5 * np.log10(1.0 + self._places["schools"].to_numpy().astype(np.float64))
        self._districts = int((self._places["kind"] == "district").sum())
        self._lengths = texts["name"].str.len_bytes().to_numpy().astype(np.float64)

    def find(self, text: str, *, most: int = 10) -> list[Place]:
        """
        Return the best places, best first; ties by kind and identifier.

        Parameters
        ----------
        text : str
            A name or part of one, with or without place and state; or an identifier or its first digits.
        most : int
            How many at most.
        """
        digits = text.strip().lstrip("'").replace(" ", "")
        if digits.isdigit():
            return self._with_identifier(digits, most)
        words = list(dict.fromkeys(_words(text)))
        if not words:
            return []
        scores: dict[int, float] = {}
        for spelled in _spellings(words):
            for at, score in self._with_name(spelled).items():
                scores[at] = max(score, scores.get(at, 0.0))
        best = sorted(scores.items(), key=lambda pair: (-round(pair[1], 6), pair[0]))[:most]
        return [_place(self._places.row(at, named=True), min(score, 100.0)) for at, score in best]

    def _with_identifier(self, digits: str, most: int) -> list[Place]:
        import polars as pl

        full = pl.col("identifier").is_in([digits, digits.zfill(7), digits.zfill(12)])
        found = self._places.filter(full | pl.col("identifier").str.starts_with(digits))
        ranked = found.with_columns(score=pl.when(full).then(100.0).otherwise(90.0))
        ranked = ranked.sort("score", "kind", "identifier", descending=[True, False, False]).head(most)
        return [_place(row, row["score"]) for row in ranked.iter_rows(named=True)]

    def _with_name(self, words: list[str]) -> dict[int, float]:
        """Return the score of the places that share most pieces with what was typed, by their number."""
        shared = np.zeros(len(self._names))
        pieces = np.unique(_pieces(f" {' '.join(words)} "))
        for piece in pieces:
            shared[self._postings[self._starts[piece] : self._starts[piece + 1]]] += 1
        nearness = 100 * shared / len(pieces) + self._size_bonus - 0.05 * self._lengths
        most = min(CANDIDATES, COMPARED // len(words) + 1)
        districts, schools = nearness[: self._districts], nearness[self._districts :]
        nearest = [*_largest(districts, most), *(_largest(schools, most) + self._districts)]
        return {int(at): self._score(words, int(at)) for at in nearest if shared[at]}

    def _score(self, words: list[str], at: int) -> float:
        """Return how much of what was typed is found, less what the name has beside it, more for a large district."""
        name, city, state = self._names[at].split(), self._cities[at].split(), self._states[at].split()
        in_place = 0.95 if at < self._districts else 0.9
        found, used = 0.0, set()
        for word in words:
            best, nearest = max(((_likeness(word, one), one) for one in name), default=(0.0, ""))
            if best < in_place:
                elsewhere = max((_likeness(word, one) for one in city), default=0.0) * in_place
                best, nearest = max((best, nearest), (elsewhere, ""), (_state_likeness(word, state), ""))
            found += best * _weight(word)
            used.add(nearest)
        whole = sum(_weight(word) for word in words)
        left = sum(_weight(one) for one in name if one not in used)
        bonus = float(self._size_bonus[at])
        if city and set(city) <= set(words):
            bonus *= 1 + _SEAT
        return 90 * found / whole + 6 * whole / (whole + left) + bonus


@lru_cache(maxsize=1 << 15)  # the names that are compared have few different words
def _likeness(typed: str, word: str) -> float:
    if typed == word:
        return 1.0
    if len(typed) > 2 and word.startswith(typed):
        return 0.93
    from rapidfuzz.distance import DamerauLevenshtein

    return 0.95 * DamerauLevenshtein.normalized_similarity(typed, word, score_cutoff=0.6)


def _state_likeness(typed: str, state: list[str]) -> float:
    if len(typed) == 2:
        return 0.98 if typed == state[0] else 0.0
    return 0.98 * max((_likeness(typed, one) for one in state[1:]), default=0.0)


def _weight(word: str) -> float:
    return 1.0 if word in _USUAL else 2.0 + min(len(word), 8)


def _place(row: dict[str, Any], score: float) -> Place:
    names = ("kind", "identifier", "name", "district", "leaid", "city", "state")
    return Place(**{name: row[name] for name in names}, score=score)


def _words(text: str) -> list[str]:
    return re.sub(r"[^a-z0-9]+", " ", folded(text)).split()


def _spellings(words: list[str]) -> list[list[str]]:
    """Return the words as typed, and, unless they are many, with each short word written as one with the next."""
    if len(words) > MANY_WORDS:
        return [words]
    joined = [
        [*words[:at], word + words[at + 1], *words[at + 2 :]]
        for at, word in enumerate(words[:-1])
        if len(word) <= _SHORT and word not in _USUAL
    ]
    return [words, *joined[:2]]


def _searchable(name: str) -> pl.Expr:
    return folded_column(name).str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()


def _largest(values: npt.NDArray[np.float64], most: int) -> npt.NDArray[np.int64]:
    if len(values) <= most:
        return np.arange(len(values))
    return np.argpartition(-values, most)[:most]


def _pieces(text: str) -> npt.NDArray[np.uint16]:
    codes = _CODES[np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)]
    return codes[:-2] * np.uint16(1600) + codes[1:-1] * np.uint16(40) + codes[2:]


def _postings(texts: list[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Return where the texts of each piece begin in one array of text numbers, and that array."""
    pieces = _pieces(" " + "  ".join(texts) + " ")
    lengths = np.fromiter((len(text) + 2 for text in texts), dtype=np.int64, count=len(texts))
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)[: len(pieces)]
    order = np.argsort(pieces, kind="stable")
    pieces, owner = pieces[order], owner[order]
    first = np.ones(len(pieces), dtype=bool)
    first[1:] = (pieces[1:] != pieces[:-1]) | (owner[1:] != owner[:-1])
    pieces, owner = pieces[first], owner[first]
    return np.searchsorted(pieces, np.arange(_PIECES + 1)), owner


def shipped_places() -> PlaceIndex:
    """Return the index of every district and school of the shipped directory, made once however many ask at a time."""
    with _MAKING:
        return _shipped_places()


@cache
def _shipped_places() -> PlaceIndex:
    import polars as pl

    districts = pl.read_parquet(DATA / "districts.parquet")
    schools = pl.read_parquet(DATA / "directory.parquet").join(
        districts.select("leaid", "district"), on="leaid", how="left", maintain_order="left"
    )
    order = ["kind", "identifier", "name", "district", "leaid", "city", "state", "schools"]
    sizes = schools.group_by("leaid").len("schools")
    districts = districts.join(sizes, on="leaid", how="left").with_columns(pl.col("schools").fill_null(1))
    return PlaceIndex(
        pl.concat(
            [
                districts.with_columns(kind=pl.lit("district"), identifier="leaid", name="district").select(order),
                schools.with_columns(
                    kind=pl.lit("school"), identifier="school_id", name="school", schools=pl.lit(0, pl.UInt32)
                ).select(order),
            ]
        )
    )
