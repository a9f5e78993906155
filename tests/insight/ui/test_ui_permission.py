"""Who may load data from a page, and from where."""

import os
from pathlib import Path

import pytest

from insight.ui.permission import loads_allowed, permitted_folder, permitted_roots


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder a visitor may load from, with a folder in it and a neighbour whose name begins alike."""
    (tmp_path / "files" / "gpps").mkdir(parents=True)
    (tmp_path / "files-of-others").mkdir()
    monkeypatch.setenv("INSIGHT_FOLDERS", str(tmp_path / "files"))
    return tmp_path / "files"


@pytest.mark.parametrize(("said", "allowed"), [("on", True), (" ON ", True), ("", False), ("off", False), ("1", False)])
def test_loads_are_off_unless_they_are_said_to_be_on(said: str, allowed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_LOADS", said)
    assert loads_allowed() is allowed


def test_without_a_variable_nothing_is_allowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("INSIGHT_LOADS", raising=False)
    monkeypatch.delenv("INSIGHT_FOLDERS", raising=False)
    assert not loads_allowed()
    assert permitted_roots() == []
    assert permitted_folder(str(tmp_path)) is None


def test_a_folder_below_a_permitted_one_may_be_read(root: Path) -> None:
    assert permitted_folder(str(root)) == root.resolve()
    assert permitted_folder(str(root / "gpps")) == (root / "gpps").resolve()


@pytest.mark.parametrize(
    "asked",
    ["/", "/etc", "{root}/..", "{root}/gpps/../../files-of-others", "{root}-of-others", "{root}/none", "~", "", "a\0b",
     "x" * 5000, "{root}/link"],
)  # fmt: skip
def test_nothing_else_is_read_and_nobody_learns_whether_it_exists(root: Path, asked: str) -> None:
    (root / "link").symlink_to(root.parent)
    assert permitted_folder(asked.format(root=root)) is None


def test_several_roots_are_parted_by_the_systems_separator(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = root.parent / "files-of-others"
    monkeypatch.setenv("INSIGHT_FOLDERS", f"{root}{os.pathsep}{other}")
    assert permitted_roots() == [root.resolve(), other.resolve()]
    assert permitted_folder(str(other)) == other.resolve()
