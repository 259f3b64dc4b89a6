"""The score of one criterion: the scan's level, the person's level, one per process where it is asked per process."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from core.errors import ExitCode, SightlineError
from core.rubric.index import index
from core.rubric.rubric import Criterion, Rubric
from core.scoring.conditions import Knowledge, evaluate, heard
from core.scoring.facts import Facts, Told
from core.scoring.result import CriterionScore, Interval, State
from core.scoring.sums import mean
from core.scoring.triggers import severity

ZERO, ONE = Fraction(0), Fraction(1)
UNKNOWN = Interval(ZERO, None, ONE)
NOTHING = Interval(ZERO, None, ZERO)


class RubricCycle(SightlineError):
    """Criteria of a rubric depend on each other in a circle; `sightline rubric check` says where."""

    exit_code = ExitCode.ENVIRONMENT


def exactly(value: Fraction) -> Interval:
    """Return the interval of a value that is known."""
    return Interval(value, value, value)


class Criteria:
    """Scores the criteria of a rubric for some facts, each once, in whatever order they are asked.

    Args:
        rubric: what is asked.
        facts: what is known.
        known: scores that are still right and need no second look.
        met: criteria to be taken as fully met, whatever is known: the "what if" of planning.
    """

    def __init__(
        self,
        rubric: Rubric,
        facts: Facts,
        known: Mapping[str, CriterionScore] | None = None,
        met: Collection[str] = (),
    ) -> None:
        self._facts = facts
        self._index = index(rubric)
        self._scores: dict[str, CriterionScore] = dict(known) if known else {}
        self._met = met
        self._busy: set[str] = set()
        self.knowledge = Knowledge(facts.probes.get, facts.measurements.get, self._rating)

    def score(self, criterion_id: str) -> CriterionScore:
        """Return the score of one criterion, severity included.

        Raises:
            RubricCycle: when its levels depend on themselves.
        """
        found = self._scored(criterion_id)
        criterion = self._index.criteria[criterion_id]
        if not criterion.triggers:
            return found
        worst, held, unchecked = severity(criterion, self.knowledge)
        return replace(found, severity=worst, triggered=held, unchecked=unchecked)

    def part(self, key: str) -> CriterionScore | None:
        """Return the score behind a key, `id` or `id@process`; None when no such process is recorded."""
        criterion_id, _, process = key.partition("@")
        found = self._scored(criterion_id)
        return next((p for p in found.processes if p.process == process), None) if process else found

    def _rating(self, criterion_id: str) -> tuple[State, Interval]:
        if criterion_id not in self._index.criteria:
            return State.NOT_APPLICABLE, NOTHING
        found = self._scored(criterion_id)
        return found.state, found.rating

    def _scored(self, criterion_id: str) -> CriterionScore:
        known = self._scores.get(criterion_id)
        if known is not None:
            return known
        if criterion_id in self._busy:
            raise RubricCycle(
                f"The criterion {criterion_id} of the rubric depends on itself.", "Run `sightline rubric check` on it."
            )
        self._busy.add(criterion_id)
        criterion = self._index.criteria[criterion_id]
        found = self._per_process(criterion) if criterion.per_process else self._single(criterion, None)
        if criterion_id in self._met and found.state is not State.NOT_APPLICABLE:
            found = replace(found, state=State.RATED, rating=exactly(ONE), level=len(criterion.levels) - 1)
        self._busy.discard(criterion_id)
        self._scores[criterion_id] = found
        return found

    def _single(self, criterion: Criterion, process: str | None) -> CriterionScore:
        key = criterion.id if process is None else f"{criterion.id}@{process}"
        values = self._index.values[criterion.id]
        low, point, high = self._scan(criterion, process)
        scan_state = State.OPEN if point is None else State.RATED if low == high else State.UNPROVEN
        excluded = key in self._facts.not_applicable or criterion.id in self._facts.not_applicable
        judged_level = self._facts.levels.get(key)
        judged = judged_level is not None and 0 <= judged_level < len(values)
        level: int | None
        if excluded or (not judged and not self._applies(criterion, process)):
            state, rating, level, judged = State.NOT_APPLICABLE, NOTHING, None, False
        elif judged and judged_level is not None:
            state, rating, level = State.RATED, exactly(values[judged_level]), judged_level
        else:
            state, level = scan_state, point
            rating = Interval(values[low], None if point is None else values[point], values[high])
        return CriterionScore(
            key=key,
            criterion=criterion.id,
            process=process,
            state=state,
            rating=rating,
            level=level,
            scan_level=point,
            scan_state=scan_state,
            judged=judged,
            reviewed=excluded or (judged and key in self._facts.reviewed),
            weight=criterion.weight,
            severity=criterion.severity,
        )

    def _scan(self, criterion: Criterion, process: str | None) -> tuple[int, int | None, int]:
        """Return the best level at worst, as known (None when nothing is known), at best."""
        if criterion.method in ("interview", "review"):
            return 0, None, len(criterion.levels) - 1
        known = self.knowledge if process is None else self._for_process(process)
        low, point, high = 0, 0, 0
        answered = False
        for number, level in enumerate(criterion.levels):
            if number == 0 or level.when is None:
                continue
            truth = evaluate(level.when, known)
            answered = answered or bool(truth.point) or heard(level.when, known)
            low = number if truth.low else low
            point = number if truth.point else point
            high = number if truth.high else high
        if not answered and (high > low or not any(level.when for level in criterion.levels)):
            return low, None, high or len(criterion.levels) - 1
        return low, point, high

    def _for_process(self, process: str) -> Knowledge:
        own: Mapping[str, Told] = self._facts.process_probes.get(process, {})

        def probe(probe_id: str) -> Told | None:
            return own.get(probe_id) if probe_id.startswith("process.") else self._facts.probes.get(probe_id)

        return self.knowledge._replace(probe=probe)

    def _applies(self, criterion: Criterion, process: str | None) -> bool:
        """Tell whether the criterion applies; only a condition that certainly does not hold takes it out."""
        if criterion.applies_if is None:
            return True
        known = self.knowledge if process is None else self._for_process(process)
        return bool(evaluate(criterion.applies_if, known).high)

    def _per_process(self, criterion: Criterion) -> CriterionScore:
        parts = tuple(self._single(criterion, process) for process in self._facts.processes)
        excluded = criterion.id in self._facts.not_applicable
        left = [part for part in parts if part.state is not State.NOT_APPLICABLE]
        if excluded or (parts and not left):
            state, rating = State.NOT_APPLICABLE, NOTHING
        elif not parts:
            state, rating = State.OPEN, UNKNOWN
        else:
            known = [part.rating.point for part in left if part.rating.point is not None]
            point = mean(known) if known else None
            rating = Interval(mean([p.rating.low for p in left]), point, mean([p.rating.high for p in left]))
            if point is None:
                state = State.OPEN
            else:
                state = State.RATED if all(p.state is State.RATED for p in left) else State.UNPROVEN
        levels = {part.level for part in left}
        scan_levels = {part.scan_level for part in parts}
        scan_states = {part.scan_state for part in parts}
        return CriterionScore(
            key=criterion.id,
            criterion=criterion.id,
            process=None,
            state=state,
            rating=rating,
            level=levels.pop() if len(levels) == 1 and not excluded else None,
            scan_level=scan_levels.pop() if len(scan_levels) == 1 else None,
            scan_state=scan_states.pop() if len(scan_states) == 1 else State.UNPROVEN if scan_states else State.OPEN,
            judged=bool(left) and all(part.judged for part in left),
            reviewed=excluded or (bool(parts) and all(part.reviewed for part in parts)),
            weight=criterion.weight,
            severity=criterion.severity,
            processes=parts,
        )
