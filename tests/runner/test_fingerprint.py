from __future__ import annotations

from pathlib import Path

from escalade.runner.fingerprint import digest, tree_digest


def test_parts_are_told_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_any_change_of_a_file_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x: 1")
    before = tree_digest(tmp_path)
    tree_digest.cache_clear()
    assert tree_digest(tmp_path) == before
    (tmp_path / "a.yaml").write_text("x: 2")
    tree_digest.cache_clear()
    changed = tree_digest(tmp_path)
    assert changed != before
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    tree_digest.cache_clear()
    assert tree_digest(tmp_path) not in (before, changed)


def test_compiled_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    before = tree_digest(tmp_path)
    (tmp_path / "a.pyc").write_bytes(b"\0")
    tree_digest.cache_clear()
    assert tree_digest(tmp_path) == before
