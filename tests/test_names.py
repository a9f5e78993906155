"""Names: one class name has one meaning, nothing is kept that the product itself never calls, and files named in the papers exist."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("bench", "demo", "insight", "loaders", "pages")
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for folder in FOLDERS
    for path in [*sorted((ROOT / folder).rglob("*.py")), ROOT / "app.py", ROOT / "serve.py"]
}


def test_no_two_classes_share_a_name() -> None:
    """Those of one module alone begin with an underscore, and may repeat. Nor may a type that is written out be called like a class."""
    where: dict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(str(path.relative_to(ROOT)))
    assert where["Question"]
    for path, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in where:
                where[node.targets[0].id].append(str(path.relative_to(ROOT)))
    shared = {name: files for name, files in where.items() if len(files) > 1}
    assert not shared, f"name the later one by what it alone is: {shared}"


def _words_of(node: ast.AST) -> list[str]:
    """The names that a piece of code uses; those in its texts too, since some modules are loaded by name."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    return re.findall(r"\w+", node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_nothing_is_called_by_tests_alone() -> None:
    """A function or class that only tests use goes, with its tests."""
    nodes = [node for tree in TREES.values() for node in ast.walk(tree)]
    prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    used = Counter(word for node in nodes if id(node) not in prose for word in _words_of(node))
    unused = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not used[node.name]
    ]
    assert not unused, f"nothing of the product uses {', '.join(unused)}"


def test_files_that_the_papers_name_exist() -> None:
    """A path in backticks is from the root, or from the folder a paper tells of; `<...>` and `*` stand for any name. The changelog is about its day."""
    folders = (*FOLDERS, "deploy", "docs", "tests")
    there = "\n".join(
        f"/{path.relative_to(ROOT).as_posix()}" for folder in folders for path in (ROOT / folder).rglob("*")
    )
    papers = {*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")} - {ROOT / "CHANGELOG.md"}
    named = {
        (paper.name, path)
        for paper in papers
        for path in re.findall(r"`([\w./<>*]+/[\w.]+\.(?:py|csv|md|conf|yaml))`", paper.read_text(encoding="utf-8"))
    }
    assert len(named) > 40
    assert not [
        found
        for found in named
        if not re.search(rf"/{re.sub(r'<[^>]*>|[*]', '[^/]+', found[1])}$", there, re.MULTILINE)
    ]
