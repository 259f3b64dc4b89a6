"""The published audit to HTML: one template for each section, text always escaped."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from core import assets
from core.audit.published import Published, PublishedFinding
from core.errors import ExitCode, SightlineError
from core.model.judgement import split_key
from core.report import category_page, extracts, measured_page, plan_page, searched_page, summary_page, words
from core.report.book import Book, RubricBook, open_book
from core.report.coverage_page import coverage
from core.report.printable import printable
from core.report.richtext import rich
from core.report.sections import Section, chosen
from core.report.signature_fields import PLACES
from core.report.steps import effort, names_by_criterion, steps
from core.scoring.rounding import exact

TITLES = {"report": "Audit report", "roadmap": "Roadmap"}


class UnknownDocument(SightlineError):
    """A document that Sightline does not write."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its criterion's text and its action."""

    name: str
    finding: PublishedFinding
    rubric: RubricBook
    code: str
    question: str
    processes: str
    severity: str
    tone: str
    effect: str
    step: str
    action: str
    effort: str
    owner: str
    when: str
    evidence: tuple[int, ...]
    accepted: str


def findings(book: Book, rubric: RubricBook) -> tuple[FindingRow, ...]:
    """Return the findings of a rubric, the most severe first."""
    names = book.finding_names()
    planned = {name: item for item in book.published.roadmap.items for name in item.closes}
    phases = {phase.id: phase for phase in book.published.roadmap.phases}
    taken = names_by_criterion(steps(book, rubric))
    scores = {scored.criterion: scored for _, _, scored in rubric.criteria()}
    rows = []
    for finding in rubric.published.findings:
        criterion = rubric.rubric.criterion(finding.criterion)
        advice = book.recommendation(finding.recommendation)
        item = planned.get(f"{rubric.rubric.id}/{finding.criterion}")
        risk = rubric.decision(finding.criterion).accepted_risk
        phase = phases.get(item.phase or "") if item else None
        rows.append(
            FindingRow(
                name=names[(rubric.rubric.id, finding.criterion)],
                finding=finding,
                rubric=rubric,
                code=criterion.code,
                question=criterion.question,
                processes=", ".join(book.process_name(name) for name in finding.processes),
                severity=rubric.severity(finding.severity),
                tone=words.SEVERITY_TONE[finding.severity],
                effect="" if finding.gain is None else words.gain(finding.gain),
                step=taken.get(finding.criterion, ""),
                action=advice.action if advice else "",
                effort=words.hours(*advice.effort_hours) if advice else "",
                owner=item.owner if item else "",
                when=phase.name if phase else "",
                evidence=book.cited_for(criterion, scores[finding.criterion]),
                accepted="" if risk is None else f"Risk accepted until {risk.expires}: {risk.reason}",
            )
        )
    return tuple(rows)


def asked_by(book: Book) -> dict[str, str]:
    """Return the codes of the criteria that ask a probe, by probe."""
    found: dict[str, list[str]] = {}
    for rubric in book.rubrics:
        for criterion in rubric.rubric.criteria():
            for probe in criterion.probes():
                found.setdefault(probe, []).append(criterion.code)
    return {probe: ", ".join(dict.fromkeys(codes)) for probe, codes in found.items()}


def supports(book: Book) -> dict[int, str]:
    """Return the codes of the criteria that a piece of evidence supports, by E-number."""
    codes = asked_by(book)
    found: dict[int, list[str]] = {}
    for answer in book.published.answers:
        for number in answer.cited:
            found.setdefault(number, []).extend(codes.get(answer.probe, "").split(", "))
    return {number: ", ".join(dict.fromkeys(filter(None, names))) for number, names in found.items()}


def attached(book: Book) -> dict[str, str]:
    """Return the codes of the criteria that an attachment supports, by its id."""
    found: dict[str, list[str]] = {}
    for rubric in book.rubrics:
        for name, decision in rubric.decisions.items():
            for attachment in decision.attachments:
                found.setdefault(attachment, []).append(book.named(f"{rubric.rubric.id}/{name}"))
    return {attachment: ", ".join(dict.fromkeys(codes)) for attachment, codes in found.items()}


@cache
def _environment() -> Environment:
    def clean(value: object) -> object:
        if value is None:
            return ""
        return value if isinstance(value, Markup) else printable(str(value))

    environment = Environment(
        loader=FileSystemLoader(assets.path("resources", "report"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean,
    )
    environment.filters["rich"] = rich
    environment.filters["soft"] = soft
    environment.filters["regex"] = regex
    environment.globals.update(
        words=words,
        exact=exact,
        findings=findings,
        steps=steps,
        effort=effort,
        split_key=split_key,
        places=PLACES,
    )
    return environment


def soft(text: str) -> Markup:
    """Return a path or a name that may break after its separators, so that nothing runs out of its column."""
    out = Markup("")
    for character in printable(text):
        out += character
        if character in "/._-@:":
            out += Markup("<wbr>")
    return out


def regex(text: str) -> Markup:
    """Return a regular expression that may break after an alternative."""
    return Markup("|<wbr>").join(escape(part) for part in printable(text).split("|"))


_PAGES: dict[str, Callable[[Book], dict[str, Any]]] = {
    "cover.html": lambda _: {},
    "control.html": lambda _: {},
    "summary.html": lambda book: {
        "headline": summary_page.headline(book),
        "narrative": summary_page.narrative(book),
        "decisions": summary_page.decisions(book),
        "figures": summary_page.figures(book),
        "standings": [summary_page.standing(book, r) for r in book.rubrics],
        "ways": summary_page.ways(book, book.rubrics[0]),
        "worst": summary_page.worst(book),
        "phases": plan_page.phases(book),
    },
    "profile.html": lambda book: {"standings": [summary_page.standing(book, r) for r in book.rubrics]},
    "categories.html": lambda book: {"pages": category_page.pages(book)},
    "measurements.html": lambda book: {"rows": measured_page.rows(book)},
    "findings.html": lambda _: {},
    "blocking.html": lambda _: {},
    "roadmap.html": lambda book: {
        "chart": plan_page.overview(book),
        "cost": summary_page.cost(book),
        "phases": plan_page.phases(book),
        "unplaced": plan_page.unplaced(book),
    },
    "board.html": lambda book: {
        "chart": plan_page.overview(book),
        "cost": summary_page.cost(book),
        "phases": plan_page.phases(book),
    },
    "timeline.html": lambda book: {"charts": plan_page.timelines(book)},
    "phases.html": lambda book: {"phases": plan_page.phases(book), "unplaced": plan_page.unplaced(book)},
    "success.html": lambda _: {},
    "return.html": lambda book: {"money": plan_page.cost_and_return(book)},
    "coverage.html": lambda book: {"rows": coverage(book)},
    "overrides.html": lambda book: {"rows": book.overrides()},
    "evidence.html": lambda book: {
        "files": extracts.by_file(book.published.evidence),
        "evidence_found": sum(answer.evidence_total for answer in book.published.answers if answer.cited),
        "supports": supports(book),
        "attached": attached(book),
    },
    "searched.html": lambda book: {"records": searched_page.records(book, asked_by(book))},
    "files.html": lambda _: {},
    "method.html": lambda _: {},
    "signoff.html": lambda _: {},
}
"""What each template needs beside the book."""


def render(published: Published, document: str, *, logo: bool = False) -> str:
    """Return a whole document as HTML.

    Args:
        published: the audit.
        document: `report` or `roadmap`.
        logo: the cover shows an image named `logo`.

    Raises:
        UnknownDocument: when there is no such document.
    """
    if document not in TITLES:
        raise UnknownDocument(f"There is no document {document}.", f"Choose one of: {', '.join(TITLES)}.")
    book = open_book(published)
    present = chosen(document, book)
    shared: dict[str, Any] = {
        "book": book,
        "published": published,
        "details": published.details,
        "document": document,
        "title": TITLES[document],
        "sections": present,
        "logo": logo,
        "day": book.day(),
        "evidence_linked": any(section.id == "evidence" for section in present),
    }
    environment = _environment()
    parts = [_section(environment, section, shared) for section in present]
    return environment.get_template("document.html").render(**shared, body=Markup("\n").join(parts))


def _section(environment: Environment, section: Section, shared: dict[str, Any]) -> Markup:
    own = _PAGES[section.template](shared["book"])
    return Markup(environment.get_template(section.template).render(**shared, section=section, **own))  # noqa: S704
