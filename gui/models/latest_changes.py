"""The last entries of the trail as rows: what was done, by whom, when."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.audit.trail import Mark
from core.model.judgement import split_key
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.words import tr


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One entry of the trail.

    Attributes:
        key: of the criterion that it touched, empty when it touched none or several.
    """

    id: str
    what: str
    who: str
    when: str
    key: str = ""

    @property
    def whole(self) -> str:
        """Return what may be cut in the row."""
        return f"{self.what}\n{self.who}, {self.when}"

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        opens = tr("opens the criterion") if self.key else ""
        return ", ".join(part for part in (self.what, self.who, self.when, opens) if part)


def latest_changes(opened: OpenAudit, most: int, now: datetime) -> tuple[ChangeRow, ...]:
    """Return the last entries of the trail, latest first; `now` tells which of them are of today."""
    zone = ZoneInfo(opened.audit.time_zone)
    today = now.astimezone(zone).date()
    found = []
    for entry, keys in opened.latest(most):
        label = wording.with_codes(entry.label, keys, opened.rubrics)
        mark = {Mark.UNDO: tr("Undone: {what}"), Mark.REDO: tr("Done again: {what}")}.get(entry.mark, "{what}")
        at = entry.at.astimezone(zone)
        known = keys[0] if len(keys) == 1 and split_key(keys[0])[0] in opened.rubrics else ""
        what = mark.format(what=label)
        when = f"{at:%H:%M}" if at.date() == today else f"{at:%d %b %Y, %H:%M}"
        found.append(ChangeRow(str(entry.sequence), what[:1].upper() + what[1:], entry.actor_name, when, known))
    return tuple(found)
