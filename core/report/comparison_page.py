"""The client beside what is published: practices and measured values against their benchmarks, DORA against elite."""

from dataclasses import dataclass
from fractions import Fraction

from core.history.benchmarks import BAND_YEAR, elite, source
from core.model.measurement import Measurement
from core.report import measured_page, words
from core.report.book import Book, RubricBook
from core.report.category_page import criterion_row
from core.rubric.measures import asked
from core.rubric.rubric import Benchmark, Criterion
from core.scoring.result import CriterionScore, State

_FREQUENCY = "dora.deployment-frequency"
_GAPS = {"good": "None", "fair": "In part", "poor": "Gap", "unproven": "Not proven", "none": "Not known"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One practice: what the client has, what is published, and what lies between."""

    practice: str
    client: str
    basis: str
    expected: str
    gap: str
    tone: str
    source: str


def comparisons(book: Book) -> tuple[tuple[RubricBook, tuple[Compared, ...]], ...]:
    """Return the comparison of every rubric that names benchmarks."""
    return tuple(
        (rubric, tuple(_compared(book, rubric, benchmark) for benchmark in rubric.rubric.benchmarks))
        for rubric in book.rubrics
        if rubric.rubric.benchmarks
    )


def _compared(book: Book, rubric: RubricBook, benchmark: Benchmark) -> Compared:
    by = f"{benchmark.source}, {benchmark.year}" if str(benchmark.year) not in benchmark.source else benchmark.source
    client, basis, tone = "Not measured", "", "none"
    if benchmark.criterion:
        criterion, scored = _scored(rubric, benchmark.criterion)
        row = criterion_row(book, rubric, criterion, scored)
        client, basis, tone = f"{row.word} ({row.code})", row.meaning if scored.level is not None else "", row.tone
    elif benchmark.measure:
        measured = book.measured(benchmark.measure)
        if measured is not None:
            client, basis, tone = measured_page.headline(measured), "", _tone(rubric, measured)
    if tone == "none" and client not in ("Not measured", "Not measurable") and benchmark.measure:
        return Compared(benchmark.practice, client, basis, benchmark.expected, "–", "", by)
    return Compared(benchmark.practice, client, basis, benchmark.expected, _GAPS[tone], tone, by)


def _scored(rubric: RubricBook, criterion_id: str) -> tuple[Criterion, CriterionScore]:
    return next((c, scored) for _, c, scored in rubric.criteria() if c.id == criterion_id)


def _tone(rubric: RubricBook, measured: Measurement) -> str:
    """Return how a value stands: by the published bands, else by the criterion that asks for it."""
    if measured.value is None:
        return "none"
    if elite(measured.id) is not None:
        return "good" if _reached(measured) else "poor" if measured.band == "low" else "fair"
    for _, criterion, scored in rubric.criteria():
        if measured.id in asked(criterion) and not scored.judged and scored.state is State.RATED:
            return words.rating_tone(scored.rating.point, scored.state)
    return "none"


@dataclass(frozen=True, slots=True)
class Assessed:
    """One DORA metric today beside the elite band."""

    name: str
    current: str
    band: str
    elite: str
    verdict: str
    tone: str
    source: str


def dora(book: Book) -> tuple[Assessed, ...]:
    """Return the metrics that have an elite band, each against it; each is banded by itself, never a team."""
    found = []
    for name, (title, _) in measured_page.DEFINITIONS.items():
        best, measured = elite(name), book.measured(name)
        if best is None:
            continue
        if measured is None or measured.value is None:
            verdict, tone = "not known", "none"
        elif _reached(measured):
            verdict, tone = "reached", "good"
        else:
            away = "" if name == _FREQUENCY else f": {_distance(measured.value, best.limit, measured.unit)}"
            verdict, tone = f"gap{away}", "poor" if measured.band == "low" else "fair"
        found.append(
            Assessed(
                name=title,
                current="Not measured" if measured is None else measured_page.headline(measured),
                band="" if measured is None else measured.band,
                elite=_limit(best.limit, best.better, name),
                verdict=verdict,
                tone=tone,
                source="" if measured is None else measured.source,
            )
        )
    return tuple(found)


def _reached(measured: Measurement) -> bool:
    """Tell whether a known value is elite; its own band decides, which knows deployments behind a median of days."""
    best = elite(measured.id)
    if measured.band or best is None or measured.value is None:
        return measured.band == "elite"
    return best.reached(measured.value)


def _limit(limit: float, better: str, name: str) -> str:
    if name == _FREQUENCY:
        return "on demand, every day"
    shown = {"dora.change-fail-rate": f"{limit * 100:g}%"}.get(name, "one day" if limit == 24 else f"{limit:g} h")
    return f"{'at least' if better == 'higher' else 'at most'} {shown}"


def _distance(value: float, limit: float, unit: str) -> str:
    """Return how far a value is from a limit, in the unit that the pages use for it."""
    away = Fraction(abs(value - limit)).limit_denominator(1000)
    if unit == "share":
        return f"{words.plain(float(away) * 100)} percentage points"
    return measured_page.value(float(away), unit)


def benchmark_source() -> str:
    """Return who published the bands, and which year's they are."""
    return source(BAND_YEAR)
