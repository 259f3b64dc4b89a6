"""A measure or a result as rich text: definition, sources, who asks, tables, quotes; all words are escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from zoneinfo import ZoneInfo

from core.model.instrument import InstrumentResult, ResultTable
from core.model.measurement import Measurement
from core.rubric.measures import instruments, measures
from core.workflows.open import OpenAudit
from gui import fonts
from gui.models import measured_words as said
from gui.models.measure_rows import MeasureRow
from gui.tokens import Tokens
from gui.words import tr

CRITERION, RESULT = "criterion:", "result:"
"""Beginnings of links inside the text."""
_BAR = 90
"""Pixels of a share that is the whole."""


def row_html(opened: OpenAudit, row: MeasureRow, tokens: Tokens) -> str:
    """Return the text below the heading of a row."""
    return _result(opened, row.result, tokens) if row.result is not None else _measure(opened, row, tokens)


def _measure(opened: OpenAudit, row: MeasureRow, tokens: Tokens) -> str:
    parts = [f'<p style="margin-bottom: 10px">{escape(said.definition(row.id))}</p>'] if said.definition(row.id) else []
    if row.measured is None:
        parts.append(_ways(row.id, tokens))
    else:
        if row.measured.value is None:
            why = said.reason(row.measured) or tr("Nothing tells why.")
            parts.append(f"<p><b>{escape(tr('Why it is not measurable'))}</b><br>{escape(why)}</p>")
        parts.append(_facts(said.facts(row.measured), tokens))
        if row.measured.notes:
            parts.append(_list(row.measured.notes))
        parts += _given_by(opened, row.measured, tokens)
    if row.beside:
        parts.append(_section(tr("Other sources, beside: they are not scored"), tokens))
        parts.append(_values(row.beside, tokens))
    if row.askers:
        parts.append(_section(tr("Criteria that ask for it"), tokens))
        lines = (
            f'<a href="{CRITERION}{escape(a.key)}">{escape(a.code)}</a>&nbsp; {escape(a.question)}'
            f' <span style="color:{tokens.text2}">{escape(a.state)}</span>'
            for a in row.askers
        )
        parts.append(f"<p>{'<br>'.join(lines)}</p>")
    return "".join(parts)


def _ways(measure: str, tokens: Tokens) -> str:
    known = measures().get(measure)
    if known is None:
        return ""
    by = [instruments()[name] for name in known.instruments]
    lines = (f"<li><b>{escape(each.name)}</b>: {escape(each.input)}</li>" for each in by)
    return _section(tr("What measures it"), tokens) + f"<ul>{''.join(lines)}</ul>"


def _given_by(opened: OpenAudit, measured: Measurement, tokens: Tokens) -> list[str]:
    giving = [r for r in opened.audit.results.values() if any(m is measured for m in r.measurements)]
    lines = (f'<a href="{RESULT}{escape(r.id)}">{escape(r.title)}</a>' for r in giving)
    return [f"<p>{escape(tr('Result'))}: {', '.join(lines)}</p>"] if giving else []


def _result(opened: OpenAudit, result: InstrumentResult, tokens: Tokens) -> str:
    known = instruments().get(result.instrument.value)
    at = result.taken_at.astimezone(ZoneInfo(opened.audit.time_zone))
    facts = [
        (tr("Instrument"), known.name if known else result.instrument.value),
        (tr("Taken"), f"{at:%d %b %Y, %H:%M}"),
        (tr("Source"), result.source),
    ]
    facts += [(tr("SHA-256 of {name}", name=name), digest) for name, digest in (result.digests or {}).items()]
    parts = [_facts(facts, tokens)]
    if result.measurements:
        parts += [_section(tr("Values"), tokens), _values(result.measurements, tokens, named=True)]
    for table in result.tables:
        parts += [_section(table.title, tokens), _table(table, tokens)]
    if result.quotes:
        parts.append(_section(tr("In their own words"), tokens))
        parts += [f"<blockquote><i>“{escape(quote)}”</i></blockquote>" for quote in result.quotes]
    if result.notes:
        parts += [_section(tr("Notes"), tokens), _list(result.notes)]
    names = [a.name for name in result.attachments if (a := opened.audit.attachments.get(name)) is not None]
    if names:
        parts += [_section(tr("Attached"), tokens), _list(names)]
    return "".join(parts)


def _values(found: Iterable[Measurement], tokens: Tokens, named: bool = False) -> str:
    rows = []
    for m in found:
        about = [tr("n = {n}", n=m.n) if m.n else "", tr("confidence {word}", word=m.confidence), said.reason(m)]
        words = "; ".join(part for part in (said.band_text(m), *about) if part)
        first = said.name_of(m.id) if named else m.source
        rows.append((first, said.value_text(m.value, m.unit), words))
    head = (tr("Measure") if named else tr("Source"), tr("Value"), tr("About it"))
    return _cells(head, [[escape(cell) for cell in row] for row in rows], tokens)


def _table(table: ResultTable, tokens: Tokens) -> str:
    rows = [
        [_share(cell, tokens) if at == table.shares else escape(cell) for at, cell in enumerate(row)]
        for row in table.rows
    ]
    note = f'<p style="color:{tokens.text2}">{escape(table.note)}</p>' if table.note else ""
    return _cells(table.columns, rows, tokens) + note


def _share(cell: str, tokens: Tokens) -> str:
    """Return a share as a number and a bar as long."""
    try:
        share = min(1.0, max(0.0, float(cell)))
    except ValueError:
        return escape(cell)
    wide = max(1, round(fonts.scaled(_BAR) * share))
    bar = f'<td bgcolor="{tokens.accent}" width="{wide}"></td>' if share else ""
    return f'<table cellspacing="0" cellpadding="0"><tr><td width="44">{share:.0%}</td>{bar}</tr></table>'


def _cells(head: Sequence[str], rows: Sequence[Sequence[str]], tokens: Tokens) -> str:
    """Return a table; the cells of its rows are escaped already."""
    top = "".join(f'<td style="color:{tokens.text2}"><b>{escape(title)}</b></td>' for title in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table cellspacing="0" cellpadding="4" width="97%"><tr>{top}</tr>{body}</table>'


def _facts(pairs: Iterable[tuple[str, str]], tokens: Tokens) -> str:
    rows = "".join(
        f'<tr><td style="color:{tokens.text2}">{escape(name)}&nbsp;&nbsp;</td><td>{escape(words)}</td></tr>'
        for name, words in pairs
    )
    return f'<table cellspacing="0" cellpadding="3">{rows}</table>'


def _section(title: str, tokens: Tokens) -> str:
    return f'<p style="color:{tokens.text2}; font-size:{fonts.scaled(fonts.CAPTION)}px"><b>{escape(title)}</b></p>'


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line[:1].upper() + line[1:])}</li>" for line in lines) + "</ul>"
