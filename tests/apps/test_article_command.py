"""The commands ``wellstaffed article``, ``article confirm`` and ``article plan`` as a person or a script meets them."""

import json
import random
import time
from pathlib import Path

import pytest
from tests.asked import ask_here, ask_process

from wellstaffed.apps import article_actions
from wellstaffed.core.errors import ArticleError
from wellstaffed.gaps.claim_document import load_claim
from wellstaffed.plans.plan_document import load_plan
from wellstaffed.record.agreement import load_agreement

MADISON = Path(__file__).resolve().parents[1] / "record" / "articles" / "development" / "madison.txt"
KEYS = {"published", "people", "positions", "claims", "dates", "districts", "outlets", "options", "votes", "notes"}
FOREIGN = "Der Schulrat hat am Montag beschlossen, den Vertrag mit der Polizei zu beenden, sagte die Präsidentin. " * 9


def run(*arguments, content=b""):
    return ask_here("article", *arguments, content=content, text=False)


def confirmed(folder):
    (folder / "candidates.json").write_bytes(run(MADISON, "--json").stdout)
    out = folder / "confirmed.yaml"
    done = run("confirm", folder / "candidates.json", "--out", out, "--source", "https://example.org/article",
               "--by", "A. Reader", "--on", "2026-01-02")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out


def test_json_holds_the_contract_and_nothing_else_is_printed():
    out = run(MADISON, "--json").stdout.decode()
    document = json.loads(out)
    assert set(document) >= KEYS
    assert out == json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    position = {
        "who",
        "body",
        "on",
        "stance",
        "condition",
        "previous",
        "quote",
        "sentence",
        "start",
        "end",
        "confidence",
    }
    assert set(document["positions"][0]) == position
    assert {"number", "what", "metric", "by", "sentence", "start", "end"} <= set(document["claims"][0])
    assert {"text", "date", "date_to", "kind", "what", "sentence", "start", "end"} <= set(document["dates"][0])
    assert set(document["people"][0]) == {"name", "role", "body"}
    assert document["published"] == "2020-06-08"


def test_standard_input_locale_and_time_zone_change_no_byte():
    content = MADISON.read_bytes()
    plain = run(MADISON, "--json").stdout
    assert run("-", "--json", content=content).stdout == plain
    assert (
        ask_process("article", "-", "--json", content=content, text=False, LC_ALL="C", TZ="Pacific/Kiritimati").stdout
        == plain
    )


def test_the_day_given_wins_and_the_difference_is_said():
    document = json.loads(run(MADISON, "--published", "2020-06-15", "--json").stdout)
    assert document["published"] == "2020-06-15"
    assert any("2020-06-08" in note and "2020-06-15" in note for note in document["notes"])
    assert "2020-06-17" in {one["date"] for one in document["dates"] if one["kind"] == "deadline"}


def test_reading_for_a_person_says_that_nothing_is_stored():
    shown = run(MADISON).stdout.decode()
    assert "nothing is stored" in shown
    assert "Madison Teachers Inc." in shown


HOSTILE = {
    "no date": (MADISON.read_text().replace("Posted on June 8, 2020", "").encode(), "No day of publication"),
    "another language": (FOREIGN.encode(), "not read as English"),
    "two megabytes": (MADISON.read_bytes() * 720, "only the first"),
    "binary junk": (random.Random(7).randbytes(200_000), "is not text"),
    "NUL bytes": (b"\0" * 500, "is not text"),
    "a PDF": (b"%PDF-1.7 \xe2\xe3", "is a PDF"),
    "nothing": (b" \n", "holds no text"),
    "too large": (b"word " * 1_000_000, "bytes; an article has at most"),
    "HTML without text": (b"<html><body><script>x</script></body></html>", "no article text"),
    "no positions": (b"The school library opens at nine. The children like the new chairs. The roof is new. " * 5,
                     "No position"),
    "days that disagree": (b"Published June 8, 2020\nPosted June 9, 2020\n\nThe board must decide by Monday, June 10.",
                           "several days as its own"),
    "a weekday that is wrong": (b"June 8, 2020\n\nThe board must decide by Friday, June 10.", "contradicts itself"),
    "a day that is none": (b"June 8, 2020\n\nThe board must decide by Feb. 30.", "not a day of the calendar"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_input_ends_in_a_sentence_that_says_what_happened(kind):
    content, said = HOSTILE[kind]
    try:
        words = " ".join(article_actions.article(content=content, name="article").candidates.notes)
    except ArticleError as error:
        words = str(error)
    assert said in words


def test_a_refused_file_prints_no_traceback_and_exits_with_the_code_of_documents():
    done = run("-", content=b"\0" * 500)
    assert done.returncode == 3
    assert done.stdout == b""
    assert done.stderr.decode().startswith("wellstaffed: standard input has 1 fault:")
    gone = run("no-such-file.txt")
    assert gone.returncode == 3
    assert b"cannot be read" in gone.stderr


@pytest.mark.parametrize("shape", ['"', "A", "1,2 ", "said that the ", "John Smith and ", "$", "of the Board of the "])
def test_two_thousand_words_of_anything_are_read_in_bounded_time(shape):
    article_actions.article(content=MADISON.read_bytes(), name="warm")
    began = time.process_time()
    article_actions.article(content=(shape * 12_000)[:12_000].encode(), name="shape")
    assert time.process_time() - began < 4  # seconds of the processor, which other work on the machine disturbs little


PAGE = "<!DOCTYPE html><html><body><article><p>{}</p>".format(" ".join(MADISON.read_text(encoding="utf-8").split()))
BULKY = {
    "newlines": ("\n" * 2_000_000, "holds no text"),
    "newlines after an article": (MADISON.read_text(encoding="utf-8") + "\n" * 2_000_000, "only the first 60,000 were read"),
    "blank lines": (MADISON.read_text(encoding="utf-8") + " \n" * 1_000_000, "only the first 60,000 were read"),
    "spans of HTML": (PAGE + "<span>x</span>" * 140_000, "characters of HTML; only the first"),
    "paragraphs of HTML": (PAGE + "<p>The board met.</p>" * 95_000, "characters of HTML; only the first"),
    "tags that never close": (PAGE + "<div>" * 400_000, "characters of HTML; only the first"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BULKY)
def test_two_megabytes_of_anything_are_answered_in_bounded_time_with_what_was_read(kind):
    text, said = BULKY[kind]
    article_actions.article(content=PAGE.encode(), name="warm")
    began = time.process_time()
    try:
        words = " ".join(article_actions.article(content=text.encode(), name="bulk").candidates.notes)
    except ArticleError as error:
        words = str(error)
    assert time.process_time() - began < 6  # as above
    assert said in words


def test_scripts_do_not_count_towards_what_is_read_of_a_page():
    page = (
        PAGE.replace("<article>", "<script>" + "var x = 1;" * 100_000 + "</script><article>")
        + "</article></body></html>"
    )
    found = article_actions.article(content=page.encode(), name="page").candidates
    assert not any("of HTML" in note for note in found.notes)
    assert any(one.who == "Madison Teachers Inc." for one in found.positions)


def test_confirming_needs_a_date_and_an_address_and_writes_nothing_without(tmp_path):
    (tmp_path / "c.json").write_bytes(run("-", "--json", content=b"The board met about police in the schools.").stdout)
    done = run("confirm", tmp_path / "c.json", "--out", tmp_path / "out.yaml")
    assert done.returncode == 3
    assert b"published: is missing" in done.stderr
    assert b"source: is missing" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


def test_what_is_confirmed_names_who_and_when_and_leaves_out_what_was_dropped(tmp_path):
    document = json.loads(run(MADISON, "--json").stdout)
    (tmp_path / "c.json").write_text(json.dumps(document))
    done = run("confirm", tmp_path / "c.json", "--out", tmp_path / "o.json", "--source", "https://example.org/a", "--by", "B",
               "--on", "2026-01-02", "--drop", "positions.0", "--json")  # fmt: skip
    assert json.loads(done.stdout)["confirmed"]["positions"] == len(document["positions"]) - 1
    written = json.loads((tmp_path / "o.json").read_text())
    assert written["confirmation"] == {"by": "B", "on": "2026-01-02"}
    assert written["positions"] == document["positions"][1:]


def test_a_file_of_candidates_with_faults_names_all_of_them(tmp_path):
    (tmp_path / "c.yaml").write_text("published: 2020-06-08\npeople: [{nam: X}]\npositions: [{who: X}]\n")
    done = run("confirm", tmp_path / "c.yaml", "--out", tmp_path / "o.yaml")
    assert done.returncode == 3
    assert b"people.0.nam: is not a known key" in done.stderr
    assert b"positions.0.stance: is missing" in done.stderr


def test_no_plan_is_started_from_what_nobody_confirmed(tmp_path):
    (tmp_path / "c.json").write_bytes(run(MADISON, "--json").stdout)
    done = run("plan", tmp_path / "c.json", "--out", tmp_path / "plan")
    assert done.returncode == 3
    assert b"nobody has confirmed" in done.stderr
    assert not (tmp_path / "plan").exists()


def test_a_confirmed_article_becomes_a_plan_that_claim_and_memo_take_as_it_is(tmp_path):
    folder = tmp_path / "plan"
    done = run("plan", confirmed(tmp_path), "--out", folder, "--json")
    assert done.returncode == 0, done.stderr
    names = ["plan.yaml", "claim.yaml", "agreement.yaml", "parties.csv", "peers.csv", "roster.xlsx"]
    assert [Path(one).name for one in json.loads(done.stdout)["written"]] == names
    plan, claim = load_plan(folder / "plan.yaml"), load_claim(folder / "claim.yaml")
    assert (plan.district.leaid, plan.dated.isoformat(), plan.claim) == ("5508520", "2020-06-08", "claim.yaml")
    assert (claim.total, claim.claimed_by, claim.schools) == (33, "Madison Teachers Inc.", ["La Follette"])
    assert "Madison Teachers Inc.,Madison Teachers Inc.,2020-06-08,removing" in (folder / "parties.csv").read_text()
    made = ask_here("memo", folder / "plan.yaml", "--out", tmp_path / "memo")
    assert made.returncode == 0, made.stderr
    again = run("plan", tmp_path / "confirmed.yaml", "--out", folder)
    assert again.returncode == 2
    assert b"left as they are" in again.stderr


def test_the_agreement_of_a_plan_holds_the_options_of_the_article(tmp_path):
    from ruamel.yaml import YAML

    run("plan", confirmed(tmp_path), "--out", tmp_path / "plan")
    document = YAML(typ="safe").load((tmp_path / "plan" / "agreement.yaml").read_text())
    days = [
        (str(one["notice"]["last_day"]), str(one["effective"]), one["officers_after"]) for one in document["options"]
    ]
    assert days == [("2020-06-10", "2021-01-01", 3), ("2020-09-15", "2021-07-01", 0)]
    assert load_agreement(tmp_path / "plan" / "agreement.yaml").officers_now == 4


def test_a_district_without_figures_is_asked_for_by_its_leaid(tmp_path):
    text = "MILLVALE, Ohio — June 8, 2020\n\nMayor Ann Bell wants police officers out of the schools by June 30.\n"
    (tmp_path / "c.json").write_bytes(run("-", "--json", "--published", "2020-06-08", content=text.encode()).stdout)
    run("confirm", tmp_path / "c.json", "--out", tmp_path / "o.yaml", "--source", "https://example.org/a")
    unknown = run("plan", tmp_path / "o.yaml", "--out", tmp_path / "plan")
    assert unknown.returncode == 4
    assert b"--district" in unknown.stderr
    done = run("plan", tmp_path / "o.yaml", "--out", tmp_path / "plan", "--district", "3904000")
    assert done.returncode == 0, done.stderr
    plan = load_plan(tmp_path / "plan" / "plan.yaml")
    assert (plan.district.state, plan.claim, plan.views[0].roster) == ("OH", None, "roster.xlsx")
    assert (tmp_path / "plan" / "roster.xlsx").exists()
    assert any("there is no claim to check" in one for one in plan.cautions)


def test_a_last_day_that_reaches_no_agreement_is_told_on_the_screen(tmp_path):
    text = "June 8, 2020\n\nMILLVALE, Ohio — The Millvale School Board met on police officers in schools. "
    text += "The district can end the contract by giving the city notice by Aug. 1.\n"
    (tmp_path / "c.json").write_bytes(run("-", "--json", content=text.encode()).stdout)
    run("confirm", tmp_path / "c.json", "--out", tmp_path / "o.yaml", "--source", "https://example.org/a")
    done = run("plan", tmp_path / "o.yaml", "--out", tmp_path / "plan", "--district", "3904000")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "plan" / "agreement.yaml").exists()
    assert b"there is no agreement.yaml" in done.stdout
    assert b"last day for notice 2020-08-01" in done.stdout


def test_the_screen_shows_the_people_and_the_votes_that_confirm_stores():
    text = (
        "DULUTH, Minn. — The Duluth School Board voted 5-2 on Tuesday to remove police officers from its schools.\n\n"
        "Superintendent Ann Holt opposes removing police officers. A council member, Lee Vang, supports removing police officers."
    )
    shown = run("-", "--published", "2021-03-04", content=text.encode()).stdout.decode()
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    people = rows[rows.index("People") :]
    assert any(row.startswith("Ann Holt superintendent") for row in people)
    votes = rows[rows.index("Votes") :]
    assert votes[2] == "body yes-no on sentence"
    assert votes[4].startswith("Duluth School Board 5-2 Remove police officers from its schools DULUTH, Minn.")


def test_an_article_without_votes_has_no_table_of_votes():
    shown = run(
        "-",
        "--published",
        "2021-03-04",
        content=b"DULUTH, Minn. - Ann Holt opposes removing police officers from schools.",
    )
    assert "\nVotes" not in shown.stdout.decode()
