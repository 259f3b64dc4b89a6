"""The client's own initiatives as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.model.work import Initiative
from gui.models.finding_rows import status_word
from gui.models.process_matrix import new_id
from gui.words import tr


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """One initiative as the list shows it."""

    initiative: Initiative

    @property
    def id(self) -> str:
        """Return what names the row for good."""
        return self.initiative.id

    @property
    def meta(self) -> str:
        """Return who does it, and where it is followed."""
        return "  ·  ".join(part for part in (self.initiative.owner, self.initiative.link) if part)

    @property
    def whole(self) -> str:
        """Return what may be cut in the row."""
        return "\n".join(part for part in (self.initiative.title, self.initiative.description, self.meta) if part)

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        words = (self.initiative.title, status_word(self.initiative.status), self.initiative.owner)
        return ", ".join(word for word in words if word)


def new_initiative(present: Iterable[Initiative]) -> Initiative:
    """Return an initiative to be named, with an id of its own."""
    title = tr("New initiative")
    return Initiative(new_id(title, (made.id for made in present)), title)
