"""What happens next: the auditor's list, or the first phase and what is still unknown; and the client's backlog."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from core.report import words
from core.report.book import Book
from core.report.richtext import list_items
from core.report.strategy_page import collections
from core.scoring.result import State

MOST_ACTIONS = 6


def steps_ahead(book: Book) -> tuple[Markup, ...]:
    """Return the next steps: the auditor's own, or what the numbers leave to do."""
    own = book.published.text.get("next-steps", "").strip()
    if own:
        return list_items(own)
    found = [*_actions(book), *_answers(book), *_numbers(book), *_again(book)]
    return tuple(Markup(escape(text)) for text in found)  # noqa: S704 - escaped


def _actions(book: Book) -> list[str]:
    phases = book.phases()
    if not phases:
        return []
    items = [i for i in book.published.roadmap.items if i.phase == phases[0].id and i.status != "complete"]
    found = []
    for item in items[:MOST_ACTIONS]:
        facts = [item.owner or "owner to be named", words.hours(item.effort_low, item.effort_high)]
        facts += [f"due {item.due}"] if item.due else []
        found.append(f"{item.title.rstrip('.')} ({'; '.join(facts)}).")
    if len(items) > MOST_ACTIONS:
        found.append(f"{words.many(len(items) - MOST_ACTIONS, 'more action')} of phase 1, {phases[0].name}.")
    return found


def _answers(book: Book) -> list[str]:
    open_criteria = [c.code for r in book.rubrics for _, c, scored in r.criteria() if scored.state is State.OPEN]
    unproven = [c.code for r in book.rubrics for _, c, scored in r.criteria() if scored.state is State.UNPROVEN]
    found = []
    if open_criteria:
        found.append(f"Answer what is open: {_codes(open_criteria)}.")
    if unproven:
        found.append(
            f"Have confirmed by those who run the system what the repository cannot prove: {_codes(unproven)}."
        )
    return found


def _codes(codes: list[str]) -> str:
    return ", ".join(codes[:12]) + (f" and {len(codes) - 12} more" if len(codes) > 12 else "")


def _numbers(book: Book) -> list[str]:
    waiting = [row.name.lower() for row in collections(book) if row.next]
    return [f"Begin to record deployments and incidents, for {words.joined(waiting)}."] if waiting else []


def _again(book: Book) -> list[str]:
    if not book.published.roadmap.items:
        return []
    return ["Audit again after the first phase: answers and reasons are carried over where the question is the same."]


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """An improvement: the client's own, or a recommendation that somebody took up."""

    title: str
    description: str
    owner: str
    link: str
    status: str


def backlog(book: Book) -> tuple[BacklogRow, ...]:
    """Return the client's initiatives, then the recommendations that have an owner, a link or have begun."""
    own = [
        BacklogRow(i.title, i.description, i.owner, i.link, _status(i.status.value)) for i in book.published.initiatives
    ]
    for item in book.published.roadmap.items:
        if item.owner or item.link or item.status != "proposed":
            advice = book.recommendation(item.recommendation)
            own.append(
                BacklogRow(item.title, advice.why if advice else "", item.owner, item.link, _status(item.status))
            )
    return tuple(own)


def _status(status: str) -> str:
    return status.replace("-", " ").capitalize()
