"""The shipped outlets, and the look-ups that other rooms use."""

from __future__ import annotations

from pathlib import Path

import pytest

from escalade.errors import VocabularyError
from escalade.vocab import outlets


def test_names_and_addresses() -> None:
    known = outlets.load()
    for name, wanted in [
        ("the New York Times", "nyt"),
        ("AFP", "afp"),
        ("Agence France-Presse", "afp"),
        ("KCNA", "kcna"),
        ("BBC News", "bbc"),
    ]:
        found = known.named(name)
        assert found is not None
        assert found.id == wanted
    assert known.at("https://www.aljazeera.com/news/2020/1/1/x") == known.named("Al Jazeera")
    assert known.at("https://example.org") is None
    assert known.named("The Daily Nowhere") is None


def test_agencies_and_state_media() -> None:
    known = outlets.load()
    assert [known.named(n).agency for n in ("Reuters", "CNN")] == [True, False]  # type: ignore[union-attr]
    assert known.named("Fars News Agency").state == "IRN"  # type: ignore[union-attr]
    assert known.named("BBC").state is None  # type: ignore[union-attr]


def test_form_of_a_name_tells_an_outlet() -> None:
    known = outlets.load()
    assert known.is_outlet("Levant Courier")
    assert known.is_outlet("The Basra Ledger")
    assert not known.is_outlet("Colonel Traore")


def test_two_outlets_with_one_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "o.yaml"
    file.write_text("- {id: a, name: Star, country: USA}\n- {id: b, name: The Star, country: GBR}\n")
    with pytest.raises(VocabularyError, match="is that of a"):
        outlets.load(file)
