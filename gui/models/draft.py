"""What an instrument read, as rows and sentences to look at before it is recorded."""

from collections.abc import Sequence

from core.audit.audit import Audit
from core.model.measurement import Measurement
from core.rubric.measures import measures
from core.workflows.measure import Draft, Effect
from gui.words import tr


def measured_rows(found: Sequence[Measurement]) -> list[tuple[str, str, str, str]]:
    """Return a row for each measurement: name, value, unit, what stands behind it."""
    rows = []
    for one in found:
        known = measures().get(one.id)
        value = tr("not measurable") if one.value is None else f"{one.value:g}"
        behind = one.reason if one.value is None else f"n = {one.n}" if one.n else ""
        band = f"{one.band} ({one.benchmark_year})" if one.band else ""
        rows.append((known.name if known else one.id, value, one.unit, ", ".join(filter(None, (behind, band)))))
    return rows


def bad_rows(draft: Draft) -> list[tuple[str, str, str]]:
    """Return file, line and reason of what cannot be used."""
    return [(row.file, str(row.line) if row.line else "", row.reason) for row in draft.bad]


def effect_rows(found: Sequence[Effect]) -> list[tuple[str, str, str]]:
    """Return the criteria whose level would change: code, from and to, question."""
    return [(one.code, f"{one.before or tr('open')} → {one.after or tr('open')}", one.question) for one in found]


def import_words(draft: Draft) -> str:
    """Return what the button says: how many of the rows are used."""
    every = draft.rows + len(draft.bad)
    if draft.bad:
        return tr("Import {n} of {all} rows", n=f"{draft.rows:,}", all=f"{every:,}")
    return tr("Import 1 row") if every == 1 else tr("Import {n} rows", n=f"{every:,}")


def replaceable(audit: Audit, draft: Draft) -> list[tuple[str, str]]:
    """Return id and words of the recorded results whose place a draft could take."""
    return [
        (one.id, f"{one.id}: {one.title}, {one.taken_at:%Y-%m-%d}")
        for one in sorted(audit.results.values(), key=lambda result: result.taken_at)
        if one.instrument is draft.instrument
    ]
