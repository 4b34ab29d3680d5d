"""Precision and recall of the article reader by field, on both halves of the labelled test set; and its time."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

from wellstaffed.core.errors import UsageError
from wellstaffed.record.article import read_article
from wellstaffed.record.article_parse import Parser, article_parser
from wellstaffed.record.article_text import read_article_text

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "record" / "articles"
AIMS = {"deadlines": 0.90, "numbers": 0.90, "speakers of direct quotes": 0.85, "stances": 0.75}


def _scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("article_scores", ARTICLES / "scores.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["article_scores"] = module
    spec.loader.exec_module(module)
    return module


def _print_speakers(scoring: ModuleType) -> None:
    """Print what the extra 'speakers' changes, or that it is not installed."""
    parsers: list[Parser | None] = [None]
    try:
        parsers.append(article_parser())
    except UsageError as absent:
        print(f"\n{absent}")
    print(f"\n{'speakers of direct quotes by':34}{'development':>12}{'heldout':>9}{'hard quotations':>17}  (recall)")
    for parser in parsers:
        halves = [
            scoring.scores(half, parser)["speakers of direct quotes"].recall for half in ("development", "heldout")
        ]
        hard = scoring.attributions(parser)
        name = parser.model if parser else "rules"
        print(f"{name:34}{halves[0]:12.0%}{halves[1]:9.0%}{hard.right:12} of {hard.right + hard.missed}")


def main() -> None:
    """Print one table a half; the aims are for the half that was held out while the rules were written."""
    scoring = _scoring()
    for half in ("development", "heldout"):
        print(f"\narticle reader, {half} half, {len(scoring.articles(half))} articles")
        print(f"{'field':28}{'precision':>10}{'recall':>8}{'right':>7}{'wrong':>7}{'missed':>8}  aim")
        for field, score in scoring.scores(half).items():
            aim = AIMS.get(field) if half == "heldout" else None
            met = (
                "" if aim is None else f"{aim:.0%} {'met' if min(score.precision, score.recall) >= aim else 'not met'}"
            )
            counts = f"{score.right:7}{score.wrong:7}{score.missed:8}"
            print(f"{field:28}{score.precision:10.0%}{score.recall:8.0%}{counts}  {met}")
    _print_speakers(scoring)
    text = (ARTICLES / "development" / "madison.txt").read_bytes() * 4
    began = time.perf_counter()
    read_article(read_article_text(text, name="four times Madison"))
    words = len(text.split())
    print(f"\n{words:,} words read in {time.perf_counter() - began:.2f} s (limit 2 s for 2,000 words)")


if __name__ == "__main__":
    main()
