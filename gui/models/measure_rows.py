"""The rows of the measurements page: what was measured, what could not be, what criteria still ask for, the results."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.audit.measurements import measurements, others
from core.model.instrument import InstrumentResult
from core.model.judgement import key
from core.model.measurement import Measurement
from core.rubric.measures import asked, instruments, measures
from core.workflows.open import OpenAudit
from gui.models import measured_words as said
from gui.models import wording
from gui.models.inspection import find_score
from gui.words import tr

_GROUPS = (
    ("dora", "Delivery (DORA)"),
    ("ci", "Pipeline"),
    ("drill", "Fire drill"),
    ("local", "Waiting at the desk"),
    ("space", "Survey (SPACE)"),
    ("import", "Other tools"),
    ("", "Entered by the auditor"),
)
"""First part of the ids of a group, and its title; the last group takes the rest."""


WAYS = {
    "drill": "Run a fire drill",
    "time-command": "Time a command…",
    "enter-number": "Enter a number…",
    "import": "Import files…",
}
"""What leads to a measure, by the page or dialog in which it is taken."""
_TAKEN_IN = {"fire-drill": "drill", "timed-command": "time-command", "entered": "enter-number", "history": ""}
"""Page or dialog of an instrument; all others read files."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A criterion that asks for a measure, and how it stands."""

    key: str
    code: str
    question: str
    state: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One line of the list: a measure, a result (then `result` is set), or a heading.

    Attributes:
        id: measure id, `result:<id>`, or `# <group>`.
        value: in words, also where there is none.
        tone: of the pill; `pill` is the band or the verdict.
        measured: the measurement that counts, None when nothing was measured.
        beside: measurements of the same id that do not count.
        askers: criteria that ask for it.
    """

    id: str
    name: str
    value: str = ""
    note: str = ""
    pill: str = ""
    tone: str = "na"
    heading: bool = False
    measured: Measurement | None = None
    beside: tuple[Measurement, ...] = ()
    askers: tuple[Asker, ...] = ()
    result: InstrumentResult | None = None

    @property
    def known(self) -> bool:
        """Tell whether there is a value."""
        return self.result is not None or (self.measured is not None and self.measured.value is not None)

    @property
    def whole(self) -> str:
        """Return what may be cut in the row."""
        return "\n".join(part for part in (self.name, self.value, self.note) if part)

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(part for part in (self.name, self.value, self.pill, self.note) if part)


def measure_rows(opened: OpenAudit) -> tuple[MeasureRow, ...]:
    """Return the measures by group, in the order of the table of instruments, and after them the results."""
    counting = measurements(opened.audit, opened.scan)
    weaker = others(opened.audit, opened.scan)
    asking = _asking(opened)
    order = (*measures(), *sorted(set(counting) - set(measures())))
    wanted = [name for name in order if name in counting or name in asking]
    found: list[MeasureRow] = []
    for start, title in _GROUPS:
        names = [name for name in wanted if _group(name) == start]
        if names:
            found.append(MeasureRow(f"# {start}", tr(title), heading=True))
            found += [_measure(n, counting.get(n), (m for m in weaker if m.id == n), asking.get(n, ())) for n in names]
    results = sorted(opened.audit.results.values(), key=lambda r: (r.taken_at, r.id), reverse=True)
    if results:
        found.append(MeasureRow("# results", tr("Results of instruments"), heading=True))
        found += [_result(opened, result) for result in results]
    return tuple(found)


def summary(rows: Iterable[MeasureRow]) -> str:
    """Return how many measures have a value, how many cannot have one, and how many wait."""
    own = [row for row in rows if not row.heading and row.result is None]
    known = sum(1 for row in own if row.known)
    failed = sum(1 for row in own if row.measured is not None and not row.known)
    waiting = sum(1 for row in own if row.measured is None)
    words = [tr("{n} measured", n=known)]
    words += [tr("{n} not measurable", n=failed)] if failed else []
    words += [tr("{n} asked for and not measured", n=waiting)] if waiting else []
    return "   ·   ".join(words)


def way_of(measure: str) -> str:
    """Return the page or dialog in which a measure can be taken, empty where there is none."""
    known = measures().get(measure)
    ways = (_TAKEN_IN.get(instrument, "import") for instrument in (known.instruments if known else ()))
    return next(filter(None, ways), "")


def _group(name: str) -> str:
    start = name.partition(".")[0]
    return start if start in {each for each, _ in _GROUPS} else ""


def _asking(opened: OpenAudit) -> dict[str, tuple[Asker, ...]]:
    found: dict[str, list[Asker]] = {}
    for rubric in opened.rubrics.values():
        for criterion in rubric.criteria():
            names = asked(criterion)
            if not names:
                continue
            name = key(rubric.id, criterion.id)
            score = find_score(opened, name)
            state = wording.state_word(criterion, score) if score else ""
            for measure in names:
                found.setdefault(measure, []).append(Asker(name, criterion.code, criterion.question, state))
    return {measure: tuple(askers) for measure, askers in found.items()}


def _measure(
    name: str, measured: Measurement | None, beside: Iterable[Measurement], askers: tuple[Asker, ...]
) -> MeasureRow:
    if measured is None:
        by = measures().get(name)
        gives = " / ".join(instruments()[i].name for i in by.instruments) if by else ""
        note = tr("from: {instruments}", instruments=gives) if gives else ""
        return MeasureRow(name, said.name_of(name), tr("Not measured yet"), note, askers=askers)
    return MeasureRow(
        name,
        said.name_of(name),
        said.value_text(measured.value, measured.unit),
        measured.source if measured.value is not None else said.reason(measured) or measured.source,
        measured.band.capitalize(),
        said.BAND_TONES.get(measured.band, "na"),
        measured=measured,
        beside=tuple(beside),
        askers=askers,
    )


def _result(opened: OpenAudit, result: InstrumentResult) -> MeasureRow:
    tone, _, verdict = said.VERDICTS.get(result.verdict, ("na", "", ""))
    known = instruments().get(result.instrument.value)
    at = result.taken_at.astimezone(ZoneInfo(opened.audit.time_zone))
    return MeasureRow(
        f"result:{result.id}",
        result.title,
        f"{at:%d %b %Y}",
        known.name if known else result.instrument.value,
        tr(verdict) if verdict else "",
        tone,
        result=result,
    )
