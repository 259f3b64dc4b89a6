"""The report as one Markdown text: scores, findings by category, actions, roadmap."""

from markupsafe import Markup

from core.audit.published import Published
from core.report import category_page, plan_page, summary_page, words
from core.report.book import open_book
from core.report.finding_rows import findings
from core.report.printable import visible


def _cell(text: object) -> str:
    plain = text.striptags() if isinstance(text, Markup) else str(text)
    return plain.replace("|", "\\|").replace("\n", " ")


def _table(head: list[str], rows: list[list[object]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return [*lines, *(f"| {' | '.join(_cell(value) for value in row)} |" for row in rows), ""]


def summary(published: Published) -> str:
    """Return the report's text."""
    book = open_book(published)
    details = published.details
    out = [f"# {details.title}: {details.client}", ""]
    if details.demonstration:
        out += ["Example data.", ""]
    out += [
        f"{details.reference or published.id}, version {details.version}, {book.day()}, by {details.lead.name}.",
        "",
    ]
    if published.scanned:
        repository = published.scanned.repository
        out += [f"Repository {repository.name} at commit `{repository.commit}`.", ""]
    if book.rubrics:
        out += ["## Executive summary", "", summary_page.headline(book), ""]
    out += [f"- {summary_page.sentence(rubric)}" for rubric in book.rubrics]
    out += [
        "",
        *(f"- {figure.number} {figure.says}" for figure in (summary_page.figures(book) if book.rubrics else ())),
    ]
    out += ["", "## Categories", ""]
    for page in category_page.pages(book):
        out += [f"### {page.category.name}: {page.shown}", ""]
        rows: list[list[object]] = [[r.code, r.question, r.word, r.basis] for r in page.rows]
        out += _table(["Criterion", "Question", "Result", "Rests on"], rows)
    out += ["## Findings and actions", ""]
    for rubric in book.rubrics:
        found: list[list[object]] = [
            [f.name, f"{f.code} {f.question}", f.severity, f.finding.certainty, f.effect, f.action, f.effort]
            for f in findings(book, rubric)
        ]
        out += [f"### {rubric.rubric.name}", ""]
        out += _table(["ID", "Finding", "Severity", "Certainty", "Effect", "Action", "Effort"], found)
    out += ["## Roadmap", ""]
    for phase in plan_page.phases(book):
        after = ", ".join(f"{shown} ({name})" for name, shown, _ in phase.projected)
        out += [
            f"### {phase.number}. {phase.phase.name}: {phase.weeks.lower()}, {phase.effort}; score after it {after}",
            "",
        ]
        out += [f"- {row.item.title} ({row.effort}; closes {row.closes})" for row in phase.rows]
        out += [""]
    entries = words.many(published.trail.sequence, "entry", "entries")
    out += [f"Audit {published.id}, trail head {published.trail.hash}, {entries}."]
    return visible("\n".join(out)) + "\n"
