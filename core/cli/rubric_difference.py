"""The difference of two rubrics as text, Markdown or JSON."""

import json
from collections.abc import Iterator

from core.rubric.difference import Change, CriterionChange, FieldChange, RubricDifference

_TITLES = {
    Change.CHANGED: "Asks something else: a judgement becomes a proposal",
    Change.NEW: "New",
    Change.GONE: "Gone: a judgement is kept as retired",
    Change.RENAMED: "Other id, same question",
    Change.ADVICE: "Same question, other weight or advice",
}


def shown(found: RubricDifference, form: str) -> tuple[str, ...]:
    """Return the lines of the difference in a form: text, md or json."""
    if form == "json":
        return tuple(json.dumps(_plain(found), indent=2, ensure_ascii=False).splitlines())
    return tuple(_lines(found, markdown=form == "md"))


def _lines(found: RubricDifference, markdown: bool) -> Iterator[str]:
    same = len(found.of(Change.SAME))
    yield (
        "# " if markdown else ""
    ) + f"{found.before.id} {found.before.version} -> {found.after.id} {found.after.version}"
    yield f"{same} of {len(found.after.criteria())} criteria are the same."
    if found.whole:
        yield from _heading("The whole", markdown)
        yield from _fields(found.whole, markdown)
    for change, title in _TITLES.items():
        rows = found.of(change)
        if rows:
            yield from _heading(f"{title} ({len(rows)})", markdown)
        for row in rows:
            yield f"{'- ' if markdown else '  '}{row.code} {row.id}{_was(row)}: {row.question}"
            yield from _fields(row.fields, markdown, indent="    ")


def _heading(text: str, markdown: bool) -> Iterator[str]:
    yield ""
    yield f"## {text}" if markdown else text


def _was(row: CriterionChange) -> str:
    return f" (was {row.was})" if row.was and row.was != row.id else ""


def _fields(fields: tuple[FieldChange, ...], markdown: bool, indent: str = "  ") -> Iterator[str]:
    bullet = "- " if markdown else ""
    for field in fields:
        yield f"{indent}{bullet}{field.field}:"
        yield f"{indent}  {bullet}- {field.before or '(nothing)'}"
        yield f"{indent}  {bullet}+ {field.after or '(nothing)'}"


def _plain(found: RubricDifference) -> dict[str, object]:
    return {
        "before": {"id": found.before.id, "version": found.before.version},
        "after": {"id": found.after.id, "version": found.after.version},
        "whole": [_field(f) for f in found.whole],
        "criteria": [
            {
                "change": row.change.value,
                "id": row.id,
                "was": row.was,
                "code": row.code,
                "question": row.question,
                "keeps_judgements": row.keeps_judgements,
                "fields": [_field(f) for f in row.fields],
            }
            for row in found.criteria
        ],
    }


def _field(field: FieldChange) -> dict[str, str]:
    return {"field": field.field, "before": field.before, "after": field.after}
