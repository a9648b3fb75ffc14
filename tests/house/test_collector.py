"""The cycle collector rests while modules are read, and only then."""

import gc

import pytest

from besedka.collector import resting


def test_the_collector_rests_within_the_block_and_works_after_it() -> None:
    with resting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_modules_that_cannot_be_read() -> None:
    with pytest.raises(ImportError), resting():
        raise ImportError
    assert gc.isenabled()
