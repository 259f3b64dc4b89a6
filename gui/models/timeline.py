"""The roadmap over time: a line for each phase and each item, and which items wait for which."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.model.roadmap import RoadmapItem
from core.planning.roadmap import Roadmap, is_complete
from gui.models.board import BoardState, Card, Lane
from gui.words import tr


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line: a phase (`card` is None) or an item; start and end in weeks from the beginning of the plan.

    Attributes:
        phase: number of its phase, -1 for what lies in none; gives the colour.
        note: beside the bar.
        requires: ids of the lines whose bars must end before this one begins.
    """

    id: str
    name: str
    start: float
    end: float
    phase: int
    note: str
    card: Card | None = None
    requires: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Return what may be cut in the line."""
        return self.card.whole if self.card else "\n".join(part for part in (self.name, self.note) if part)

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        weeks = tr("week {start:.1f} to {end:.1f}", start=self.start + 1, end=self.end + 1) if self.end else ""
        said = self.card.spoken if self.card else f"{self.name}, {self.note}".rstrip(", ")
        return ", ".join(part for part in (said, weeks) if part)


def timeline(roadmap: Roadmap, state: BoardState) -> tuple[TimelineRow, ...]:
    """Return the lines of a plan: the items of a phase one after another, each as long as its share of the effort."""
    known = {item.recommendation for item in roadmap.items()}
    found: list[TimelineRow] = []
    week = 0
    for number, (planned, lane) in enumerate(zip(roadmap.phases, state.lanes, strict=False)):
        note = "   ".join(f"{outlook.rubric} {outlook.point}" for outlook in lane.outlooks)
        found.append(TimelineRow(f"# {lane.id}", lane.name, week, week + planned.phase.weeks, number, note))
        found += _items(lane, {i.recommendation: i for i in planned.items}, number, week, planned.phase.weeks, known)
        week += planned.phase.weeks
    later = state.lanes[-1]
    if later.cards:
        found.append(TimelineRow(f"# {later.id}", later.name, 0, 0, -1, later.when))
        found += [TimelineRow(c.id, c.title, 0, 0, -1, c.waiting, c) for c in later.cards]
    return tuple(found)


def _items(
    lane: Lane, items: Mapping[str, RoadmapItem], number: int, week: int, weeks: int, known: set[str]
) -> list[TimelineRow]:
    whole = sum((_middle(item) for item in items.values()), Fraction(0)) or Fraction(1)
    done = Fraction(0)
    found = []
    for card in lane.cards:
        item = items[card.recommendation]
        start = week + weeks * done / whole
        done += _middle(item)
        end = week + weeks * done / whole
        requires = tuple(name for name in item.requires if name in known)
        found.append(TimelineRow(card.id, card.title, float(start), float(end), number, card.effort, card, requires))
    return found


def _middle(item: RoadmapItem) -> Fraction:
    if is_complete(item):
        return Fraction(0)
    return (Fraction(str(item.effort_low)) + Fraction(str(item.effort_high))) / 2


def weeks_of(rows: tuple[TimelineRow, ...]) -> int:
    """Return the length of the plan in weeks."""
    return int(max((row.end for row in rows), default=0)) or 1
