"""One class name, one meaning: whoever reads a name of a class need not ask which."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_no_two_classes_share_a_name() -> None:
    """Those of one module alone begin with an underscore, and may repeat."""
    where: dict[str, list[str]] = defaultdict(list)
    for folder in ("bench", "demo", "insight", "loaders", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    where[node.name].append(str(path.relative_to(ROOT)))
    assert where["Question"]
    shared = {name: files for name, files in where.items() if len(files) > 1}
    assert not shared, f"name the later one by what it alone is: {shared}"
