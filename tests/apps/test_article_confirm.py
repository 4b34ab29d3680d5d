"""``wellstaffed article confirm`` holds what a person edited against the article (rule R1)."""

import json
from pathlib import Path

import pytest
from tests.asked import ask_here

ARTICLES = Path(__file__).resolve().parents[1] / "record" / "articles" / "development"
MADISON = ARTICLES / "madison.txt"
HTML = ARTICLES / "tv_osprey.html"


def run(*arguments):
    return ask_here("article", *arguments, text=False)


def read(article):
    return json.loads(run(article, "--json").stdout)


def confirm(folder, document, *more):
    (folder / "c.json").write_text(json.dumps(document), encoding="utf-8")
    return run("confirm", folder / "c.json", "--out", folder / "out.yaml", "--source", "https://example.org/a", *more)


@pytest.mark.parametrize("article", [MADISON, HTML], ids=["text", "html"])
def test_what_the_reader_found_is_confirmed_as_it_is(tmp_path, article):
    done = confirm(tmp_path, read(article), "--article", article, "--published", "2020-06-08")
    assert done.returncode == 0, done.stderr
    again = run("plan", tmp_path / "out.yaml", "--out", tmp_path / "plan", "--district", "5508520")
    assert again.returncode == 0, again.stderr


@pytest.mark.parametrize("more", [(), ("--article", MADISON)], ids=["alone", "beside the article"])
def test_all_quotations_that_are_not_the_article_s_are_named_at_once_and_nothing_is_written(tmp_path, more):
    document = read(MADISON)
    quoted = [number for number, one in enumerate(document["positions"]) if one["quote"]]
    first, last = quoted[0], quoted[-1]
    document["positions"][first]["quote"] += " never ever"
    document["positions"][last]["quote"] = document["positions"][last]["sentence"] + " and" * 26
    done = confirm(tmp_path, document, *more)
    said = done.stderr.decode()
    assert done.returncode == 3
    assert f"positions.{first}.quote: '" in said
    assert "nearest words of the article" in said
    assert f"positions.{last}.quote: has " in said
    assert "Traceback" not in said
    assert not (tmp_path / "out.yaml").exists()


def test_a_sentence_invented_with_its_quotation_is_found_where_the_article_is_given(tmp_path):
    document = read(MADISON)
    row = next(one for one in document["positions"] if one["quote"])
    document["positions"] = [row]
    row["sentence"] = row["sentence"].replace(row["quote"], "x" * len(row["quote"]))
    row["quote"] = "x" * len(row["quote"])
    others = {name: [] for name in ("claims", "dates", "options", "votes", "districts")}
    done = confirm(tmp_path, document | others, "--article", MADISON)
    assert done.returncode == 3
    assert b"positions.0.sentence: is '" in done.stderr
    assert b"and the article has at characters" in done.stderr


def test_a_row_dropped_is_not_held_against_anything(tmp_path):
    document = read(MADISON)
    number = next(place for place, one in enumerate(document["positions"]) if one["quote"])
    document["positions"][number]["quote"] = "Nobody said this"
    assert confirm(tmp_path, document).returncode == 3
    assert confirm(tmp_path, document, "--drop", f"positions.{number}").returncode == 0


def test_no_plan_is_started_from_a_quotation_changed_after_it_was_confirmed(tmp_path):
    document = read(MADISON) | {"source": "https://example.org/a", "confirmation": {"by": "A", "on": "2026-01-02"}}
    next(one for one in document["positions"] if one["quote"])["quote"] = "Nobody said this"
    (tmp_path / "c.json").write_text(json.dumps(document), encoding="utf-8")
    done = run("plan", tmp_path / "c.json", "--out", tmp_path / "plan")
    assert done.returncode == 3
    assert b"'Nobody said this' does not stand in the row's sentence" in done.stderr
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("source", ["notaurl", "https://", "ftp://example.org/a", "https://example.org/a b"])
def test_what_is_no_address_is_refused_as_what_it_is(tmp_path, source):
    (tmp_path / "c.json").write_text(json.dumps(read(MADISON)), encoding="utf-8")
    done = run("confirm", tmp_path / "c.json", "--out", tmp_path / "out.yaml", "--source", source)
    assert done.returncode == 3
    assert f"source: is '{source}', which is no web address" in done.stderr.decode()


def test_nobody_confirms_an_article_before_it_was_published(tmp_path):
    done = confirm(tmp_path, read(MADISON), "--on", "1999-01-01")
    assert done.returncode == 3
    assert "confirmation.on: is 1999-01-01, before the article was published on 2020-06-0" in done.stderr.decode()
    assert not (tmp_path / "out.yaml").exists()
