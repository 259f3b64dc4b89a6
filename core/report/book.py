"""The published audit with its rubrics read and everything findable by name: what all pages are made from."""

from dataclasses import dataclass
from fractions import Fraction

from core.audit.published import (
    CitedEvidence,
    Published,
    PublishedAnswer,
    PublishedCriterion,
    PublishedJudgement,
    PublishedPhase,
    PublishedRubric,
)
from core.charts.bars import Bar
from core.model.judgement import split_key
from core.model.measurement import Measurement
from core.model.outcome import Severity
from core.report import words
from core.rubric.loading import parse, parse_recommendations
from core.rubric.rubric import Category, Criterion, Level, Recommendation, Rubric
from core.scoring.arithmetic import boundaries, show_overall, show_points
from core.scoring.result import CategoryScore, CriterionScore, Interval, RubricScore
from core.scoring.rounding import exact, show

NO_DECISION = PublishedCriterion("")


@dataclass(frozen=True, slots=True)
class RubricBook:
    """One rubric of the audit: its text, its scores, and people's decisions by key."""

    published: PublishedRubric
    rubric: Rubric
    decisions: dict[str, PublishedCriterion]
    recommendations: dict[str, Recommendation]
    codes: frozenset[str]

    @property
    def score(self) -> RubricScore:
        """Return the printed score."""
        return self.published.score

    @property
    def target(self) -> Fraction | None:
        """Return the target on the rubric's scale."""
        return None if self.rubric.scoring.target is None else Fraction(self.rubric.scoring.target)

    def criteria(self) -> tuple[tuple[Category, Criterion, CriterionScore], ...]:
        """Return every criterion with its category and its score."""
        return tuple(
            (category, criterion, scored)
            for category, found in zip(self.rubric.categories, self.score.categories, strict=True)
            for criterion, scored in zip(category.criteria, found.criteria, strict=True)
        )

    def category_name(self, category: str) -> str:
        """Return the name of a category by its id."""
        return next((c.name for c in self.rubric.categories if c.id == category), category)

    def decision(self, key: str) -> PublishedCriterion:
        """Return what people decided about a criterion; an empty value when they decided nothing."""
        return self.decisions.get(key, NO_DECISION)

    def level(self, criterion: Criterion, index: int | None) -> Level | None:
        """Return a level of a criterion by its index."""
        return None if index is None or not 0 <= index < len(criterion.levels) else criterion.levels[index]

    def shown(self, value: Fraction | None) -> str:
        """Return an overall score as printed."""
        return "–" if value is None else show_overall(self.rubric, value)

    def shown_span(self, interval: Interval) -> str:
        """Return an overall interval as printed: from–to, or one number when nothing is open."""
        low, high = self.shown(interval.low), self.shown(interval.high)
        return low if interval.low == interval.high else f"{low} to {high}"

    def points(self, category: Category, value: Fraction | None) -> str:
        """Return points of a category as printed."""
        return "–" if value is None else show_points(self.rubric, category, value)

    def tone(self, share: Fraction | None) -> str:
        """Return the tone of the rubric's own grade for a share of the scale; empty where the rubric has no grades."""
        if share is None:
            return ""
        value = share * self.rubric.scoring.scale
        grades = sorted(self.rubric.grades, key=lambda grade: grade.from_score, reverse=True)
        return next((g.tone for g in grades if value >= Fraction(g.from_score)), "")

    def grade(self, share: Fraction | None) -> str:
        """Return the rubric's own grade for a share of the scale."""
        if share is None:
            return "–"
        value = share * self.rubric.scoring.scale
        grades = sorted(self.rubric.grades, key=lambda grade: grade.from_score, reverse=True)
        return next((g.label for g in grades if value >= Fraction(g.from_score)), "–")

    def bar(self, category: Category, scored: CategoryScore) -> Bar:
        """Return a category as a bar; every share is of its own maximum, from where the scale begins."""
        scoring = self.rubric.scoring
        begin = scoring.lowest if scored.applicable else 0
        whole = (scored.maximum or Fraction(1)) - begin
        point = None if scored.points.point is None else (scored.points.point - begin) / whole
        target = None if self.target is None else float((self.target - begin) / (scoring.scale - begin))
        share = None if scored.points.point is None else scored.points.point / scored.maximum
        known = "n.a." if not scored.applicable else self.points(category, scored.points.point)
        return Bar(
            name=category.name,
            point=None if point is None else float(point),
            low=float((scored.points.low - begin) / whole),
            high=float((scored.points.high - begin) / whole),
            shown=f"{known} / {exact(scored.maximum)}" if scored.applicable else known,
            tone=self.tone(share),
            target=target,
        )

    def severity(self, severity: str) -> str:
        """Return the rubric's own word for a severity beside the common one."""
        label = self.rubric.severity_labels.get(Severity(severity), "")
        common = severity.capitalize()
        return f"{common} ({label})" if label and label.lower() != severity else common

    def count(self, severity: str) -> int:
        """Return how many findings of a severity are not accepted as a risk."""
        return sum(
            1 for f in self.published.findings if f.severity == severity and f.certainty == "gap" and not f.accepted
        )

    def shown_boundary(self, value: Fraction) -> str:
        """Return a value on the overall scale with the rubric's decimals."""
        return show(value, self.rubric.scoring.decimals, boundaries(self.rubric))


@dataclass(frozen=True, slots=True)
class Override:
    """A level that differs from the scan's, with who, when and why."""

    rubric: RubricBook
    criterion: Criterion
    process: str
    judgement: PublishedJudgement
    scan: str
    judged: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything a page can ask for."""

    published: Published
    rubrics: tuple[RubricBook, ...]
    answers: dict[tuple[str, str | None], PublishedAnswer]
    evidence: dict[int, CitedEvidence]

    def day(self) -> str:
        """Return the day of the audit's last change, which is the date of issue."""
        return words.date(self.published.issued_at, self.published.time_zone)

    def process_name(self, process: str | None) -> str:
        """Return the name of a critical process."""
        return next((p.name for p in self.published.processes if p.id == process), process or "")

    def phases(self) -> tuple[PublishedPhase, ...]:
        """Return the roadmap's phases up to the last one in which something is planned."""
        used = {item.phase for item in self.published.roadmap.items}
        every = self.published.roadmap.phases
        last = max((number for number, phase in enumerate(every, start=1) if phase.id in used), default=0)
        return every[:last]

    def rubric(self, rubric_id: str) -> RubricBook | None:
        """Return one rubric by id."""
        return next((r for r in self.rubrics if r.rubric.id == rubric_id), None)

    def named(self, name: str, *, alone: bool = False) -> str:
        """Return a criterion by its full key as printed: its code, and the process where there is one.

        A code that another rubric has too stands with its rubric's name, unless it stands `alone` in a table of it.
        """
        rubric_id, criterion_id, process = split_key(name)
        found = self.rubric(rubric_id)
        try:
            code = found.rubric.criterion(criterion_id).code if found else criterion_id
        except KeyError:
            code = criterion_id
        about = [self.process_name(process)] if process else []
        if found and not alone and sum(code in r.codes for r in self.rubrics) > 1:
            about.insert(0, found.rubric.name)
        return f"{code} ({', '.join(about)})" if about else code

    def cited(self, criterion: Criterion, process: str | None = None) -> tuple[int, ...]:
        """Return the E-numbers behind a criterion, each once, in order."""
        found: list[int] = []
        for probe in criterion.probes():
            for key in ((probe, process), (probe, None)):
                if key in self.answers:
                    found += self.answers[key].cited
                    break
        return tuple(dict.fromkeys(n for n in found if n in self.evidence))

    def cited_for(self, criterion: Criterion, scored: CriterionScore) -> tuple[int, ...]:
        """Return the E-numbers behind a score; those of all processes where it is judged per process."""
        found = list(self.cited(criterion, scored.process))
        for part in scored.processes:
            found += self.cited(criterion, part.process)
        return tuple(dict.fromkeys(found))

    def measured(self, name: str) -> Measurement | None:
        """Return the measurement that counts, None when there is none of that id."""
        return next((m for m in self.published.measurements if m.id == name), None)

    def question(self, probe: str) -> str:
        """Return what a rubric's own probe asks; empty for the others, whose answers name their subject."""
        if not probe.startswith("own."):
            return ""
        _, rubric_id, name = probe.split(".", 2)
        found = self.rubric(rubric_id)
        return next((own.question for own in found.rubric.own_probes if own.name == name), "") if found else ""

    def summary(self, criterion: Criterion, process: str | None = None) -> str:
        """Return what the scan found, one sentence for each probe that the criterion asks."""
        said = []
        for probe in criterion.probes():
            answer = self.answers.get((probe, process)) or self.answers.get((probe, None))
            if answer is not None:
                said.append(" ".join(filter(None, (self.question(probe), answer.summary))))
        return " ".join(dict.fromkeys(said))

    def overrides(self) -> tuple[Override, ...]:
        """Return every judgement in which a person changed what the scan said."""
        found = []
        for book in self.rubrics:
            for key, decision in book.decisions.items():
                judgement = decision.judgement
                if judgement is None or judgement.kind != "override":
                    continue
                _, criterion_id, process = split_key(f"{book.rubric.id}/{key}")
                try:
                    criterion = book.rubric.criterion(criterion_id)
                except KeyError:
                    continue  # of an earlier version of the rubric
                before, after = book.level(criterion, judgement.scan_level), book.level(criterion, judgement.level)
                found.append(
                    Override(
                        book,
                        criterion,
                        self.process_name(process),
                        judgement,
                        before.label if before else judgement.scan_state or "–",
                        after.label if after else str(judgement.level),
                    )
                )
        return tuple(found)

    def recommendation(self, recommendation_id: str) -> Recommendation | None:
        """Return a recommendation from any of the rubrics' texts."""
        for book in self.rubrics:
            if recommendation_id in book.recommendations:
                return book.recommendations[recommendation_id]
        return None

    def finding_names(self) -> dict[tuple[str, str], str]:
        """Return F1, F2 ... by rubric and key, in the printed order."""
        names: dict[tuple[str, str], str] = {}
        for book in self.rubrics:
            for finding in book.published.findings:
                names[(book.rubric.id, finding.criterion)] = f"F{len(names) + 1}"
        return names


def open_book(published: Published) -> Book:
    """Read the rubrics' texts and index the rest.

    Raises:
        RubricError: when an embedded rubric cannot be read.
    """
    rubrics = []
    for entry in published.rubrics:
        advice = published.texts.get(entry.recommendations, "") if entry.recommendations else ""
        recommendations = parse_recommendations(advice).recommendations if advice else ()
        rubric = parse(published.texts[entry.digest], entry.id)
        rubrics.append(
            RubricBook(
                entry,
                rubric,
                {decision.key: decision for decision in entry.criteria},
                {r.id: r for r in recommendations},
                frozenset(criterion.code for criterion in rubric.criteria()),
            )
        )
    return Book(
        published,
        tuple(rubrics),
        {(answer.probe, answer.process): answer for answer in published.answers},
        {cited.number: cited for cited in published.evidence},
    )
