"""`python -m tests.insight.stats.mutants --seed 1 --sample 320`: how many small faults in `insight/stats` its tests notice.

Each mutant is one module with one fault. A child process of its own loads it in place of the true one and runs the tests of
`tests/insight/stats`, those that name the module first. What no test notices is printed: a test that states the lost
property is missing, or the fault changes nothing. A run that was stopped goes on with the same `--out`.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.util
import json
import os
import random
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import hypothesis
import numpy  # noqa: F401  loaded once, for all children
import pandas  # noqa: F401
import pytest
import scipy.stats  # noqa: F401

import insight

ROOT = Path(insight.__file__).parents[1]
TESTS = ROOT / "tests/insight/stats"
_LONGEST = 120
"""Seconds of processor time after which a fault that makes a test run for ever counts as noticed: a busy machine notices nothing."""


_OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.MatMult: ast.Mult,
}  # fmt: skip
_COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}  # fmt: skip
_CALLS = {
    "maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max", "nanmax": "nanmin", "nanmin": "nanmax", "any": "all",
    "all": "any", "floor": "ceil", "ceil": "floor", "isnan": "isfinite", "isfinite": "isnan", "sum": "prod", "cumsum": "cumprod",
    "zeros": "ones", "ones": "zeros", "sqrt": "square", "mean": "sum", "percentile": "quantile",
}  # fmt: skip


class Fault(NamedTuple):
    """One module with one thing wrong."""

    path: Path
    line: int
    what: str
    source: str

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}:{self.line} {self.what}"


def faults(path: Path) -> Iterator[Fault]:
    """Every fault of a module that differs from it as code does; its texts and annotations are left alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    before = ast.unparse(tree)
    for at, node in enumerate(ast.walk(tree)):
        for change in _changes(node):
            other = copy.deepcopy(tree)
            changed = next(each for number, each in enumerate(ast.walk(other)) if number == at)
            old = ast.unparse(changed)
            change(changed)
            source = ast.unparse(ast.fix_missing_locations(other))
            if source != before:
                yield Fault(path, node.lineno, f"{old} -> {ast.unparse(changed)}", source)  # type: ignore[attr-defined]


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """What can be done to a node that has a line."""
    match node:
        case ast.BinOp(op=op) if type(op) in _OPERATORS and not _is_type(node):
            yield _set("op", _OPERATORS[type(op)]())
        case ast.AugAssign(op=op) if type(op) in _OPERATORS:
            yield _set("op", _OPERATORS[type(op)]())
        case ast.Compare(ops=[op, *_]):
            yield from (_first_comparison(other()) for other in _COMPARISONS.get(type(op), ()))
        case ast.BoolOp(op=op):
            yield _set("op", ast.And() if isinstance(op, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert() as op, operand=operand):
            yield _set("operand", ast.UnaryOp(copy.copy(op), operand))
        case ast.Constant(value=bool()):
            yield _set("value", not node.value)
        case ast.Constant(value=int() | float() as value):
            yield _set("value", value + 1)
        case ast.IfExp():
            yield _swapped
        case ast.Attribute(attr=attr) if attr in _CALLS:
            yield _set("attr", _CALLS[attr])
        case ast.Name(id=name) if name in ("max", "min", "any", "all", "sum"):
            yield _set("id", _CALLS[name] if name != "sum" else "max")


def _is_type(node: ast.BinOp) -> bool:
    return any(isinstance(each, ast.Constant) and each.value is None for each in (node.left, node.right))


def _set(name: str, value: object) -> Callable[[ast.AST], None]:
    return lambda node: setattr(node, name, value)


def _first_comparison(op: ast.cmpop) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[0] = op

    return change


def _swapped(node: ast.AST) -> None:
    assert isinstance(node, ast.IfExp)
    node.body, node.orelse = node.orelse, node.body


def main() -> None:
    """Try a sample of the faults, and say how many were noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.insight.stats.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=320)
    parser.add_argument("--out", type=Path, required=True, help="what is known so far, one JSON line a fault")
    asked = parser.parse_args()
    every = [fault for path in sorted((ROOT / "insight/stats").rglob("*.py")) for fault in faults(path)]
    chosen = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    known = dict(map(json.loads, asked.out.read_text().splitlines())) if asked.out.exists() else {}
    for fault in chosen:
        if str(fault) not in known:
            known[str(fault)] = noticed(fault)
            with asked.out.open("a") as out:
                out.write(f"{json.dumps([str(fault), known[str(fault)]])}\n")
    missed = [str(fault) for fault in chosen if not known[str(fault)]]
    print(*missed, sep="\n")
    print(
        f"{len(chosen) - len(missed)} of {len(chosen)} noticed ({len(every)} there are): {100 - 100 * len(missed) / len(chosen):.1f}%"
    )


def noticed(fault: Fault) -> bool:
    """Whether any test fails with the fault."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os._exit(_run(fault))
    return os.waitpid(child, 0)[1] != 0


def _run(fault: Fault) -> int:
    hypothesis.settings.register_profile("alike", deadline=None, derandomize=True, database=None)
    os.environ["CI"] = "1"
    try:
        module = ".".join(fault.path.relative_to(ROOT).with_suffix("").parts)
        importlib.import_module(module.rpartition(".")[0])
        spec = importlib.util.spec_from_file_location(module, fault.path)
        assert spec is not None
        sys.modules[module] = ModuleType(module)
        sys.modules[module].__spec__, sys.modules[module].__file__ = spec, str(fault.path)
        exec(compile(fault.source, str(fault.path), "exec"), sys.modules[module].__dict__)
    except Exception:
        return 1
    files = sorted(TESTS.rglob("test_*.py"))
    named = [file for file in files if module in file.read_text()]
    asked = (named, [file for file in files if file not in named])
    return next(
        (1 for each in asked if each and pytest.main(["-x", "-q", "-p", "no:cacheprovider", *map(str, each)])), 0
    )


if __name__ == "__main__":
    main()
