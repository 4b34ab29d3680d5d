"""What a person can ask of an article: read it, confirm what was read, start a plan from what is confirmed."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates

ROWS = ("people", "bodies", "positions", "claims", "dates", "options", "votes", "districts", "outlets")


@dataclass(frozen=True)
class ArticleAnswer:
    """The candidates of one article."""

    candidates: Candidates

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed article --json`` prints."""
        return self.candidates.model_dump(mode="json", exclude={"confirmation"})


def article(*, content: bytes, name: str, published: date | None = None, speakers: str = "rules") -> ArticleAnswer:
    """
    Return what an article says, as candidates; nothing is stored (rule R1).

    Parameters
    ----------
    content : bytes
        Text or HTML.
    name : str
        The file as the user knows it.
    published : date, optional
        Day of publication; it wins over what the article says of itself.
    speakers : str
        ``rules``, or ``spacy`` where the extra ``speakers`` is installed: its model helps to find who speaks.

    Raises
    ------
    ArticleError
        If it is not text, is too large or is empty.
    UsageError
        If the extra is asked for and not installed.
    """
    from wellstaffed.core.errors import UsageError
    from wellstaffed.record.article import read_article
    from wellstaffed.record.article_parse import article_parser
    from wellstaffed.record.article_text import read_article_text

    if speakers not in ("rules", "spacy"):
        raise UsageError(f"--speakers is '{speakers}'; it can be rules or spacy.")
    parser = article_parser() if speakers == "spacy" else None
    return ArticleAnswer(read_article(read_article_text(content, name=name, published=published), parser))


def write_candidates(*, answer: ArticleAnswer, out: Path) -> Path:
    """Write candidates as JSON, to be corrected by hand and confirmed; a file that exists is left as it is."""
    from wellstaffed.core.atomic_files import write_whole
    from wellstaffed.core.errors import UsageError

    if out.exists():
        raise UsageError(f"{out} exists already and is left as it is. Choose another name.")
    write_whole(out, _as_json(answer.as_json()))
    return out


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raise `ArticleError` where it cannot be read or is far too large."""
    from wellstaffed.core.errors import ArticleError, Fault
    from wellstaffed.record.article_text import MAX_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        fault = Fault("file", f"cannot be read: {error.strerror}.", "Check its name.")
        raise ArticleError(str(path), [fault]) from None


def confirm_article(
    *,
    candidates: Path,
    out: Path,
    by: str,
    on: date,
    source: str | None = None,
    published: date | None = None,
    drop: tuple[str, ...] = (),
    article: Path | None = None,
) -> dict[str, Any]:
    """
    Write the candidates that a person stands for, with who and when (rule R1).

    Parameters
    ----------
    candidates : Path
        JSON of ``wellstaffed article --json`` or YAML, with any row corrected or taken out by hand.
    source : str, optional
        Address of the article; needed unless the file holds one.
    drop : tuple of str
        Rows to leave out, as ``positions.3``, counted from 0.
    article : Path, optional
        The article itself, to hold every sentence against it; without it a row is held against its own sentence.

    Raises
    ------
    ArticleError
        If the file has faults, the day or the address of the article is missing, a sentence is not the article's, or a
        quotation has more than 25 words or other words than its sentence; all of them at once, and nothing is written.
    """
    from wellstaffed.core.atomic_files import write_whole
    from wellstaffed.core.errors import UsageError
    from wellstaffed.record.article_candidates import Confirmation, load_candidates

    if out.exists():
        raise UsageError(f"{out} exists already and is left as it is. Choose another name.")
    found = load_candidates(candidates)
    kept = _without(found, drop).model_copy(
        update={
            "published": published or found.published,
            "source": source or found.source,
            "confirmation": Confirmation(by=by, on=on),
        }
    )
    _check_record_rules(kept, candidates, _text_of(article) if article else kept.text)
    document = kept.model_dump(mode="json")
    write_whole(out, _as_json(document) if out.suffix.lower() == ".json" else _as_yaml(document))
    return {"written": str(out), "confirmed": {name: len(document[name]) for name in ROWS}}


def _without(found: Candidates, drop: tuple[str, ...]) -> Candidates:
    from wellstaffed.core.errors import UsageError

    left_out: dict[str, set[int]] = {}
    for one in drop:
        name, _, number = one.partition(".")
        rows = len(getattr(found, name)) if name in ROWS else 0
        if not number.isdecimal() or int(number) >= rows:
            raise UsageError(f"--drop '{one}' names no row; positions.0 would be the first position.")
        left_out.setdefault(name, set()).add(int(number))
    kept = {
        name: [row for number, row in enumerate(getattr(found, name)) if number not in numbers]
        for name, numbers in left_out.items()
    }
    return found.model_copy(update=kept)


def _text_of(article: Path) -> str:
    from wellstaffed.record.article_text import read_article_text

    return read_article_text(read_bytes(article), name=str(article)).text


def _check_record_rules(kept: Candidates, path: Path, text: str | None) -> None:
    from wellstaffed.core.errors import ArticleError, Fault
    from wellstaffed.record.article_quotes import row_faults

    faults = []
    if kept.published is None:
        faults.append(
            Fault("published", "is missing; a row of the record has a date (R1).", "Give --published YYYY-MM-DD.")
        )
    if not kept.source:
        faults.append(
            Fault("source", "is missing; a row of the record has an exact address (R1).", "Give --source https://...")
        )
    elif not _is_address(kept.source):
        said = f"is '{kept.source}', which is no web address; a row of the record has an exact one (R1)."
        faults.append(Fault("source", said, "Give --source https://..."))
    confirmed = kept.confirmation
    if confirmed and kept.published and confirmed.on < kept.published:
        said = f"is {confirmed.on}, before the article was published on {kept.published}."
        faults.append(Fault("confirmation.on", said, "Give the day of confirming: --on YYYY-MM-DD."))
    faults += row_faults(kept, text)
    if faults:
        raise ArticleError(str(path), faults)


def _is_address(text: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not any(c.isspace() for c in text)
        )
    except ValueError:  # such as an unclosed bracket
        return False


def _as_json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _as_yaml(document: dict[str, Any]) -> bytes:
    from ruamel.yaml import YAML

    yaml, text = YAML(typ="safe", pure=True), io.StringIO()
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 120
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.dump(document, text)
    return text.getvalue().encode()


@dataclass(frozen=True)
class ArticlePlan:
    """
    A plan started from an article.

    Parameters
    ----------
    written : list of Path
        What was written.
    district : dict
        LEAID, name and state.
    told : str
        From which words of the article the district was taken; empty where the user named it.
    left_out : str
        Why there is no agreement, and which ways out of the article are not in it; empty where nothing was left out.
    """

    written: list[Path]
    district: dict[str, str]
    told: str
    left_out: str


def plan_from_article(*, confirmed: Path, out: Path, district: str | None = None) -> ArticlePlan:
    """
    Write a plan started from confirmed candidates: plan, claim, agreement, parties, peers.

    Parameters
    ----------
    confirmed : Path
        A file that ``wellstaffed article confirm`` wrote, or one edited by hand with ``confirmation`` filled in.
    district : str, optional
        LEAID or name; the place of the article if left out.

    Returns
    -------
    ArticlePlan
        What was written, for which district; no file that exists is touched.

    Raises
    ------
    ArticleError
        If nobody has confirmed the candidates (rule R1), or the file has faults.
    NotFoundError
        If no district is known by that name, in the state that the article gives; the message says how to name it.
    UsageError
        If the name may stand for several districts; the message lists them. Also if the one named lies in another state than the
        article gives; by its LEAID it is taken, and the plan says what contradicts.
    """
    from wellstaffed.apps.article_district import article_district
    from wellstaffed.apps.article_plan import plan_files
    from wellstaffed.core.atomic_files import write_whole
    from wellstaffed.core.errors import ArticleError, Fault, UsageError
    from wellstaffed.record.article_candidates import load_candidates

    found = load_candidates(confirmed)
    if found.confirmation is None:
        fault = Fault("confirmation", "is missing; nobody has confirmed these candidates (R1).",
                      "Run: wellstaffed article confirm FILE --out CONFIRMED.yaml")  # fmt: skip
        raise ArticleError(str(confirmed), [fault])
    _check_record_rules(found, confirmed, found.text)
    chosen = article_district(found, district)
    files, left_out = plan_files(found, chosen)
    present = [name for name in files if (out / name).exists()]
    if present:
        raise UsageError(f"{out} holds {', '.join(present)} already; they are left as they are. Choose another folder.")
    for name, content in files.items():
        write_whole(out / name, content)
    return ArticlePlan([out / name for name in files], chosen.where, chosen.told, left_out)
