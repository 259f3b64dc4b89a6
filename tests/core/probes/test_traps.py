"""What a naive search would take for a yes and each probe does not, beside the real thing that it does see."""

import pytest

from tests.helpers.traps import Trap, traps

_ALL = [pytest.param(trap, id=f"{number}-{trap.name}") for number, trap in enumerate(traps(), 1)]


@pytest.mark.parametrize("trap", _ALL)
def test_a_trap_is_no_yes(trap: Trap) -> None:
    assert trap.outcome not in ("present", "partial")
    assert trap.is_found_naively(), "a naive search does not even find it"
    answer = trap.ask(trap.files)
    assert answer.outcome == trap.outcome, answer.summary


@pytest.mark.parametrize("trap", _ALL)
def test_the_real_thing_in_the_same_place_is_a_yes(trap: Trap) -> None:
    assert trap.answers in ("present", "partial")
    answer = trap.ask(trap.files | trap.genuine)
    assert answer.outcome == trap.answers, answer.summary
