"""The executive summary: the auditor's words, or sentences made from the numbers."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from core.charts.bars import bars
from core.charts.dial import dial
from core.charts.radar import radar
from core.report import words
from core.report.book import Book, RubricBook
from core.report.process_matrix import matrix
from core.report.richtext import list_items, rich
from core.report.steps import effort
from core.scoring.result import State


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands large on the page, with what it counts."""

    number: str
    says: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Standing:
    """One rubric on the summary: its charts and its figures."""

    book: RubricBook
    dial: Markup
    bars: Markup
    radar: Markup
    shown: str
    span: str
    interval: str
    maturity: str
    maturity_name: str
    maturity_meaning: str
    next_level: str
    matrix: Markup
    properties: tuple[tuple[str, str], ...]


def _maturity(book: RubricBook) -> tuple[str, str, str]:
    levels = sorted(book.rubric.maturity, key=lambda level: level.level)
    here = next((level for level in levels if level.level == book.score.maturity), None)
    after = next((level for level in levels if here is not None and level.level > here.level), None)
    if here is None:
        return "", "", ""
    name = f"Level {here.level}, {here.name}"
    span = book.score.maturity_range
    if span is not None and span[0] != span[1]:
        name += f" (between {span[0]} and {span[1]})"
    return name, here.meaning, f"Level {after.level}, {after.name}: {after.meaning}" if after else ""


def _ticks(book: RubricBook) -> tuple[str, ...]:
    """Return what stands under the bars: shares of the maximum, or places on a scale that does not begin at 0."""
    begin, end = book.rubric.scoring.lowest, book.rubric.scoring.scale
    if not begin:
        return tuple(f"{part}%" for part in (0, 25, 50, 75, 100))
    return tuple(words.plain(begin + (end - begin) * part / 4, 2) for part in range(5))


def standing(whole: Book, book: RubricBook) -> Standing:
    """Return one rubric's charts."""
    overall, scale = book.score.overall, book.score.scale
    rows = [
        book.bar(category, scored)
        for category, scored in zip(book.rubric.categories, book.score.categories, strict=True)
    ]
    target = None if book.target is None else float(book.target)
    shown = book.shown(overall.point)
    round_one = [row for row in rows if row.shown != "n.a."]
    maturity = _maturity(book)
    processes, properties = matrix(whole, book)
    return Standing(
        book=book,
        dial=Markup(  # noqa: S704 - our own SVG, its text is escaped there
            dial(
                None if overall.point is None else float(overall.point),
                float(overall.low),
                float(overall.high),
                float(scale),
                shown=shown,
                tone=book.score.grade_tone,
                target=target,
                span=(book.shown(overall.low), book.shown(overall.high)),
                lowest=float(book.rubric.scoring.lowest),
            )
        ),
        bars=Markup(bars(rows, ticks=_ticks(book))),  # noqa: S704
        radar=Markup(radar(round_one)) if len(round_one) > 2 else Markup(""),  # noqa: S704
        shown=shown,
        span=words.span(book.shown(overall.low), book.shown(overall.high)),
        interval=book.shown_span(overall),
        maturity=maturity[0],
        maturity_name=next((m.name for m in book.rubric.maturity if m.level == book.score.maturity), ""),
        maturity_meaning=maturity[1],
        next_level=maturity[2],
        matrix=processes,
        properties=properties,
    )


def headline(book: Book) -> str:
    """Return the auditor's headline, or the overall score as a sentence."""
    own = book.published.text.get("headline", "").strip()
    if own:
        return own
    first = book.rubrics[0]
    if first.score.overall.point is None:
        return "No score yet"
    grade = f", {first.score.grade}" if first.score.grade else ""
    return f"{first.shown(first.score.overall.point)} of {words.plain(float(first.score.scale))}{grade}"


def sentence(book: RubricBook) -> str:
    """Return where one rubric stands: score, target, and what the missing answers can still change."""
    score = book.score
    point = score.overall.point
    if point is None:
        return f"{book.rubric.name} has no score yet: {score.reason}"
    where = f"{book.rubric.name} stands at {book.shown(point)} of {words.plain(float(score.scale))}"
    if book.target is not None:
        shown, gap = book.shown_boundary(book.target), book.target - point
        where += (
            f" and reaches the target of {shown}"
            if gap <= 0
            else f", {book.shown_boundary(gap)} below the target of {shown}"
        )
    return f"{where}. {_known(book)}"


def _known(book: RubricBook) -> str:
    scores = [scored for _, _, scored in book.criteria() if scored.state is not State.NOT_APPLICABLE]
    unknown = sum(1 for scored in scores if scored.state in (State.OPEN, State.UNPROVEN))
    overall, known = book.score.overall, words.percent(book.score.completeness)
    people = f"People reviewed {words.percent(book.score.reviewed)} of the criteria; the rest rests on the scan alone."
    if not unknown:
        return f"Every criterion has an answer. {people}"
    without = f"{unknown} of {len(scores)} criteria {'has' if unknown == 1 else 'have'} no proven answer yet"
    change = (
        "none of these answers can change the score of today"
        if overall.low == overall.high
        else f"depending on them, the score lies between {book.shown(overall.low)} and {book.shown(overall.high)}"
    )
    return f"{without} ({known} of the weight is known): {change}. {people}"


def cost(book: Book) -> str:
    """Return what the roadmap takes and where it leads, empty without one."""
    placed = [item for item in book.published.roadmap.items if item.phase]
    phases = book.phases()
    if not placed or not book.rubrics:
        return ""
    low, high = sum(item.effort_low for item in placed), sum(item.effort_high for item in placed)
    weeks = words.many(sum(phase.weeks for phase in phases), "week")
    says = f"The roadmap takes {words.hours(low, high).replace(' h', ' hours')} of work over {weeks}"
    rate = book.published.entered.get("hourly-cost")
    if rate:
        says += f" ({words.plain(rate * low, 0)} to {words.plain(rate * high, 0)} at the hourly cost entered)"
    first = book.rubrics[0]
    after = phases[-1].projected.get(first.rubric.id)
    if after is not None and after.point is not None:
        says += f" and leads to {first.shown(after.point)}"
        number = _reaching(book, first)
        if number:
            says += f"; the target is reached after phase {number}"
            worst_case = book.phases()[number - 1].projected[first.rubric.id].low
            if first.target is not None and worst_case < first.target:
                says += f", as far as is known (at worst the score is {first.shown(worst_case)} then)"
    return f"{says}."


def _reaching(book: Book, rubric: RubricBook) -> int | None:
    """Return the number of the phase after which the target is reached as known; None when it is already, or never."""
    point = rubric.score.overall.point
    if rubric.target is None or point is None or point >= rubric.target:
        return None
    for number, phase in enumerate(book.phases(), start=1):
        after = phase.projected.get(rubric.rubric.id)
        if after is not None and after.point is not None and after.point >= rubric.target:
            return number
    return None


def narrative(book: Book) -> Markup:
    """Return the auditor's narrative, or where the first rubric stands and what the roadmap takes, from the numbers."""
    own = book.published.text.get("narrative", "").strip()
    if own:
        return rich(own)
    return Markup("").join(Markup("<p>{}</p>").format(says) for says in (sentence(book.rubrics[0]), cost(book)) if says)


def decisions(book: Book) -> tuple[str, tuple[Markup, ...]]:
    """Return a heading and the decisions: the auditor's, or what the numbers leave to decide."""
    own = book.published.text.get("decisions", "").strip()
    if own:
        return "Decisions we ask for", list_items(own)
    found = [*_first_phase(book), *_owners(book), *_answers(book)]
    return "Open for decision", tuple(Markup(escape(text)) for text in found)  # noqa: S704 - escaped


def _first_phase(book: Book) -> list[str]:
    first, roadmap = book.rubrics[0], book.published.roadmap
    if not book.phases():
        return []
    phase = book.phases()[0]
    items = [item for item in roadmap.items if item.phase == phase.id]
    if not items:
        return []
    hours = words.hours(phase.effort_low, phase.effort_high)
    says = f"Start phase 1, {phase.name}? {words.many(len(items), 'action')}, {hours}, "
    says += words.many(phase.weeks, "week")
    after = phase.projected.get(first.rubric.id)
    if after is not None and after.point is not None:
        says += f"; the score would be {first.shown(after.point)}"
        says += " and reach the target" if _reaching(book, first) == 1 else ""
    return [f"{says}."]


def _owners(book: Book) -> list[str]:
    severe = [item for item in book.published.roadmap.items if item.severity in ("critical", "high")]
    count = sum(1 for item in severe if not item.owner)
    if not count:
        return []
    actions = words.many(count, "action")
    return [f"Who owns the {actions} of critical or high severity that {'has' if count == 1 else 'have'} no owner yet?"]


def _answers(book: Book) -> list[str]:
    methods: dict[str, int] = {}
    for rubric in book.rubrics:
        for _, criterion, scored in rubric.criteria():
            if scored.state in (State.OPEN, State.UNPROVEN):
                methods[criterion.method] = methods.get(criterion.method, 0) + 1
    count = sum(methods.values())
    if not count:
        return []
    kinds = {"interview": "an interview", "review": "a review", "measure": "a measurement", "scan": "proof"}
    asked = words.joined([f"{methods[kind]} by {says}" for kind, says in kinds.items() if kind in methods])
    return [f"Who gives the missing answers? {words.many(count, 'criterion', 'criteria')}: {asked}."]


def figures(book: Book) -> tuple[Figure, ...]:
    """Return the numbers of the summary page."""
    critical = sum(r.count("critical") for r in book.rubrics)
    high = sum(r.count("high") for r in book.rubrics)
    unknown = sum(1 for r in book.rubrics for _, _, c in r.criteria() if c.state in (State.OPEN, State.UNPROVEN))
    found = [
        Figure(str(critical), "critical findings" if critical != 1 else "critical finding", "poor"),
        Figure(str(high), "high findings" if high != 1 else "high finding", "poor"),
        Figure(str(unknown), "unanswered criteria" if unknown != 1 else "unanswered criterion", "fair"),
    ]
    placed = [item for item in book.published.roadmap.items if item.phase]
    if placed:
        low, high_hours = sum(i.effort_low for i in placed), sum(i.effort_high for i in placed)
        weeks = sum(phase.weeks for phase in book.phases())
        found.append(Figure(words.hours(low, high_hours), f"roadmap effort, {words.many(weeks, 'week')}", "accent"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that would raise the score: a whole step of a category, or one criterion."""

    label: str
    codes: str
    effort: str
    gain: str
    then: str


def ways(book: Book, rubric: RubricBook, most: int = 4) -> tuple[str, tuple[Way, ...]]:
    """Return a heading and what would raise the score most: on the way to the target where there is one."""
    codes = {criterion.id: criterion.code for criterion in rubric.rubric.criteria()}
    distance = rubric.published.distance
    if distance is not None and distance.gaps:
        rows = [
            Way(
                f"{rubric.category_name(gap.category)}: {gap.label}"
                if rubric.rubric.scoring.strategy == "bands"
                else gap.label,
                ", ".join(codes.get(name, name) for name in gap.criteria),
                effort(book, rubric, gap.criteria) or "–",
                words.gain(gap.gain),
                rubric.shown(gap.projected.point),
            )
            for gap in distance.gaps
        ]
        return "The shortest way to the target" if distance.reachable else "What would raise the score", tuple(
            rows[:most]
        )
    single = sorted(
        (f for f in rubric.published.findings if f.gain and f.certainty == "gap" and not f.accepted),
        key=lambda f: -(f.gain or 0),
    )
    return "What would raise the score most", tuple(
        Way(
            rubric.rubric.criterion(f.criterion).question,
            codes[f.criterion],
            effort(book, rubric, (f.criterion,)) or "–",
            words.gain(f.gain or 0),
            "",
        )
        for f in single[:most]
    )


@dataclass(frozen=True, slots=True)
class Severe:
    """One finding as the summary shows it."""

    name: str
    severity: str
    word: str
    code: str
    question: str
    processes: str


def _processes(book: Book, ids: tuple[str, ...]) -> str:
    if len(ids) > 4:
        return f"{len(ids)} of {words.many(len(book.published.processes), 'critical process', 'critical processes')}"
    return words.joined([book.process_name(name) for name in ids])


def worst(book: Book, most: int = 3) -> tuple[Severe, ...]:
    """Return the most severe findings of all rubrics, known gaps only."""
    names, rows = book.finding_names(), []
    for rubric in book.rubrics:
        for finding in rubric.published.findings:
            if finding.certainty != "gap" or finding.accepted:
                continue
            criterion = rubric.rubric.criterion(finding.criterion)
            rows.append(
                Severe(
                    names[(rubric.rubric.id, finding.criterion)],
                    finding.severity,
                    rubric.severity(finding.severity),
                    criterion.code,
                    criterion.question,
                    _processes(book, finding.processes),
                )
            )
    order = {severity.value: place for place, severity in enumerate(words.SEVERITIES)}
    return tuple(sorted(rows, key=lambda row: order[row.severity])[:most])
