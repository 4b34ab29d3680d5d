"""Limits of size and naming that keep the code readable."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "wellstaffed"
MODULES = sorted(SOURCE.rglob("*.py"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    has_doc = ast.get_docstring(node) is not None
    return node.end_lineno - node.lineno + 1 - (first.end_lineno - first.lineno + 1 if has_doc else 0)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_and_its_functions_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert {node.name: body_lines(node) for node in functions(path) if body_lines(node) > 40} == {}
    positional = {node.name: len(node.args.posonlyargs + node.args.args) for node in functions(path)}
    if "cli" not in path.parts:  # there each parameter is an option with a name
        assert {name: count for name, count in positional.items() if count > 5} == {}


def test_no_module_is_a_drawer_for_everything():
    assert {path.stem for path in SOURCE.rglob("*")} & {"utils", "util", "helpers", "misc", "common"} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_public_function_and_class_says_what_it_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert ast.get_docstring(tree)
    assert [n.name for n in named if not n.name.startswith("_") and not ast.get_docstring(n)] == []
