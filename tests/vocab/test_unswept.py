"""Garbage is looked for again afterwards, whatever happened."""

from __future__ import annotations

import gc

import pytest

from escalade.model.unswept import unswept


def test_garbage_is_looked_for_again_afterwards() -> None:
    with unswept():
        assert not gc.isenabled()
        with unswept():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), unswept():
        raise KeyError
    assert gc.isenabled()
