"""The published audit to HTML: one template for each section, text always escaped."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from core import assets
from core.audit.published import Published
from core.errors import ExitCode, SightlineError
from core.model.instrument import Instrument
from core.model.judgement import split_key
from core.report import (
    action_rows,
    category_page,
    comparison_page,
    conclusion_page,
    extracts,
    files_page,
    finding_rows,
    instrument_page,
    maturity_page,
    measured_page,
    next_steps,
    plan_page,
    searched_page,
    summary_page,
    words,
)
from core.report.book import Book, open_book
from core.report.coverage_page import coverage
from core.report.criteria_tables import narrative_tables, topic_tables
from core.report.friction_page import friction
from core.report.printable import printable
from core.report.richtext import rich
from core.report.sections import Section, chosen
from core.report.signature_fields import PLACES
from core.report.steps import effort, steps
from core.report.strategy_page import collections
from core.scoring.rounding import exact

TITLES = {"report": "Audit report", "roadmap": "Roadmap"}


class UnknownDocument(SightlineError):
    """A document that Sightline does not write."""

    exit_code = ExitCode.USAGE


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
        findings=finding_rows.findings,
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
    "control.html": lambda book: {"names": {r.rubric.id: r.rubric.name for r in book.rubrics}},
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
    "profile.html": lambda book: {
        "standings": [summary_page.standing(book, r) for r in book.rubrics],
        "priority": finding_rows.category_priority,
        "category_level": maturity_page.category_level,
        "one": Fraction(1),
    },
    "maturity.html": lambda book: {"pages": maturity_page.pages(book)},
    "narrative.html": lambda book: {"tables": narrative_tables(book)},
    "topics.html": lambda book: {"tables": topic_tables(book)},
    "comparison.html": lambda book: {"comparisons": comparison_page.comparisons(book)},
    "categories.html": lambda book: {"pages": category_page.pages(book)},
    "measurements.html": lambda book: {
        "rows": measured_page.rows(book),
        "dora": comparison_page.dora(book),
        "benchmark": comparison_page.benchmark_source(),
        "values": measured_page.values(book),
        "elsewhere": measured_page.elsewhere(book),
        "records": instrument_page.results(book, Instrument.DELIVERY_RECORDS),
    },
    "strategy.html": lambda book: {"rows": collections(book)},
    "friction.html": lambda book: {
        "tables": friction(book),
        "categories": lambda rubric: [rubric.category_name(name) for name in rubric.rubric.friction],
    },
    "drill.html": lambda book: {"results": instrument_page.results(book, Instrument.FIRE_DRILL)},
    "pipeline.html": lambda book: {
        "results": instrument_page.results(book, Instrument.CI_PROFILE, Instrument.TIMED_COMMAND)
    },
    "survey.html": lambda book: {"results": instrument_page.results(book, Instrument.SURVEY)},
    "imported.html": lambda book: {
        "results": instrument_page.results(book, Instrument.IMPORTED_SCAN, Instrument.ENTERED)
    },
    "findings.html": lambda _: {"groups": finding_rows.groups},
    "actions.html": lambda book: {"groups": action_rows.groups(book)},
    "next.html": lambda book: {"steps_ahead": next_steps.steps_ahead(book)},
    "backlog.html": lambda book: {"rows": next_steps.backlog(book)},
    "conclusion.html": lambda book: {
        "conclusions": conclusion_page.conclusions(book),
        "own": conclusion_page.own_words(book),
        "confidence": conclusion_page.confidence(book),
        "cost": summary_page.cost(book),
    },
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
    "coverage.html": lambda book: {
        "rows": coverage(book),
        "judged": sum(1 for r in book.rubrics for d in r.decisions.values() if d.judgement is not None),
    },
    "overrides.html": lambda book: {"rows": book.overrides()},
    "evidence.html": lambda book: {
        "files": extracts.by_file(book.published.evidence),
        "evidence_found": sum(answer.evidence_total for answer in book.published.answers if answer.cited),
        "supports": supports(book),
        "attached": attached(book),
    },
    "searched.html": lambda book: {"records": searched_page.records(book, asked_by(book))},
    "files.html": lambda book: {"analysed": files_page.analysed(book)},
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
