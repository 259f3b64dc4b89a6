"""Where work stands while a plan is made: by hand first, then each unit into the earliest phase that holds it."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from core.model.roadmap import Phase, Unplanned
from core.planning.units import Unit
from core.planning.work import Work

LATER = "later"
"""Placement by hand that keeps a recommendation out of every phase."""


class Board:
    """Phases with the work that was put into them.

    Args:
        work: what there is to do.
        phases: in order of time; their capacity is shared by all rubrics.

    Attributes:
        place: phase number by recommendation.
        left_out: why a recommendation is in no phase.
    """

    def __init__(self, work: Work, phases: Sequence[Phase]) -> None:
        self._work = work
        self._phases = tuple(phases)
        self._free = [Fraction(phase.capacity_hours) for phase in phases]
        self.place: dict[str, int] = {}
        self.left_out: dict[str, Unplanned] = {}

    def place_by_hand(self, placements: Mapping[str, str]) -> None:
        """Put what the auditor moved where they want it, whether it fits or not; a phase that is gone counts not."""
        numbers = {phase.id: number for number, phase in enumerate(self._phases)}
        for name, phase_id in placements.items():
            if name not in self._work.recommendations:
                continue
            if phase_id == LATER and name not in self._work.complete:
                self.left_out[name] = Unplanned.PUT_OFF
            elif phase_id in numbers:
                self._take((name,), (numbers[phase_id],))
        if self._phases:
            for name in sorted(self._work.complete - self.place.keys()):
                self._take((name,), (0,))  # what is done takes no capacity and lies at the beginning

    def place_unit(self, unit: Unit) -> None:
        """Put a unit into the earliest phase that holds all of it; over several only when it is larger than any."""
        left = [name for name in unit.recommendations if name not in self.place and name not in self.left_out]
        if not left:
            return
        required = [r for name in left for r in self._work.requires(name)]
        if any(r not in self.place and r not in left for r in required):
            self.left_out.update(dict.fromkeys(left, Unplanned.WAITS))
            return
        hours = self._work.hours(left)
        start = max((self.place[name] for name in required if name in self.place), default=0)
        numbers = next(([n] * len(left) for n in range(start, len(self._free)) if hours <= self._free[n]), None)
        if numbers is None and all(hours > phase.capacity_hours for phase in self._phases):
            numbers = self._spread(left, start)
        if numbers is None:
            self.left_out.update(dict.fromkeys(left, Unplanned.NO_ROOM))
        else:
            self._take(left, numbers)

    def conflicts(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of some placed items that stand before something they require."""
        found = []
        for name in names:
            if name in self._work.complete:
                continue
            here = self.place[name]
            if any(self.place.get(r, len(self._phases)) > here for r in self._work.requires(name)):
                found.append(name)
        return tuple(found)

    def _spread(self, names: Sequence[str], start: int) -> list[int] | None:
        """Return a phase for each of several items in their order of work, or None when they do not all fit."""
        free, number, found = list(self._free), start, []
        for name in names:
            hours = self._work.hours((name,))
            while number < len(free) and free[number] < hours:
                number += 1
            if number == len(free):
                return None
            free[number] -= hours
            found.append(number)
        return found

    def _take(self, names: Sequence[str], numbers: Sequence[int]) -> None:
        for name, number in zip(names, numbers, strict=True):
            self.place[name] = number
            self._free[number] -= self._work.hours((name,))
