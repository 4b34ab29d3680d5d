"""What the actions say to the command line, said in the words of the pages."""

import ast
import re
from html import unescape
from pathlib import Path

import pytest
from typer.main import get_command

import wellstaffed
from wellstaffed.apps.program import app
from wellstaffed.apps.web.page_words import CONTROLS, page_words

PACKAGE = Path(wellstaffed.__file__).parent
TEMPLATES = PACKAGE / "apps" / "web" / "templates"
# What speaks to the command line alone: no page asks these.
COMMAND_LINE = re.compile(
    r"apps/(?:cli/|article_|program|regulation_actions|trend_actions|before_after|fetch_actions|memo_manifest|plan_start)|"
    r"record/article_|evidence/federal_changes|reports/xlsx_plan|apps/web/(?:server|page_words)"
)
COMMANDS = "|".join(get_command(app).commands)
OF_THE_COMMAND_LINE = re.compile(rf"(?<![\w-])--[a-z]|\bwellstaffed (?:{COMMANDS})\b")


def said_by_the_program():
    """Return every text of the package that names an option or a command, docstrings left out, what is filled in as NAME."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE).as_posix()
        if COMMAND_LINE.search(place):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        parts = {one for joined in ast.walk(tree) if isinstance(joined, ast.JoinedStr) for one in ast.walk(joined)} - {
            joined for joined in ast.walk(tree) if isinstance(joined, ast.JoinedStr)
        }
        docs = {one.value for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for one in ast.walk(tree):
            if one in parts or one in docs:
                continue
            text = ""
            if isinstance(one, ast.JoinedStr):
                text = "".join(str(piece.value) if isinstance(piece, ast.Constant) else "NAME" for piece in one.values)
            elif isinstance(one, ast.Constant) and isinstance(one.value, str):
                text = one.value
            if OF_THE_COMMAND_LINE.search(text) and text != one_option(text):
                found[text] = f"{place}:{one.lineno}"
    return found


def one_option(text):
    """Return the option that a text is and nothing else; it is filled into a sentence."""
    return text if re.fullmatch(r"--[a-z-]+", text) else ""


def test_no_text_that_a_page_may_show_keeps_an_option_or_a_command():
    texts = said_by_the_program()
    assert len(texts) > 40
    left = {place: page_words(text) for text, place in texts.items() if OF_THE_COMMAND_LINE.search(page_words(text))}
    assert left == {}


@pytest.mark.parametrize(
    ("said", "on_a_page"),
    [
        ("--counts is 'abc'; write events/students.", "“Its events / students” is 'abc'; write events/students."),
        ("--reference-counts is ''", "“Their events / students” is ''"),
        ("--counts is '--counts'", "“Its events / students” is '--counts'"),
        (
            "No shipped figures for the district 'madisn'. Look for it with: wellstaffed find 'madisn'. Or give --roster FILE.",
            "No shipped figures for the district 'madisn'. Look for it by name on the page Districts.",
        ),
        ("Look for it with: wellstaffed find 'O'Brien'.", "Look for it by name on the page Districts."),
        ("a.csv holds several school years. Choose one with --year.",
         "a.csv holds several school years. Choose one under “School year”."),
        ("does not tell its year. Give --release 2019-20.", "does not tell its year. Give 2019-20 under “Release”."),
        ("Leave --district out for all.", "Leave “District” empty for all."),
        ("Add the release that has it: wellstaffed data add FILE.", "Add the release that has it on the page Data."),
        ("x cannot be written: No space left. Choose another folder with --out.", "x cannot be written: No space left."),
        ("The day 2020-06-08 -- a Monday -- stays.", "The day 2020-06-08 -- a Monday -- stays."),
    ],
)  # fmt: skip
def test_an_error_is_said_in_the_words_of_a_page(said, on_a_page):
    assert page_words(said) == on_a_page


def test_a_page_s_own_label_goes_before_the_common_one():
    assert page_words("--year is 'x'", {"year": "Year"}) == "“Year” is 'x'"


def test_each_control_is_called_as_a_page_calls_it():
    from wellstaffed.apps.web.pages.evidence import EvidenceControls

    shown = "\n".join(file.read_text(encoding="utf-8") for file in TEMPLATES.glob("*.j2"))
    shown += "\n".join(EvidenceControls.labels().values())
    labels = [words.strip("“”") for words in CONTROLS.values() if words.startswith("“")]
    assert [one for one in labels if one not in shown] == []


@pytest.mark.parametrize("address", ["/districts/9999999", "/schools/999999999999", "/record?district=9999999"])
def test_a_page_of_what_is_not_there_names_no_command(reader, address):
    page = unescape(reader.get(address).text)
    assert not OF_THE_COMMAND_LINE.search(page.split("<main")[1].split("</main>")[0])


def test_a_plan_for_no_district_is_refused_in_the_words_of_the_page(client):
    token = re.search(r'name="csrf" value="([^"]+)"', client.get("/plans").text)[1]
    page = unescape(client.post("/plans", data={"csrf": token, "district": "madisn"}).text)
    assert "No shipped figures for the district 'madisn'. Did you mean: Madison" in page
    assert "Look for it by name on the page Districts." in page
    assert not OF_THE_COMMAND_LINE.search(page.split("<main")[1].split("</main>")[0])
