"""The whole story of one finding as rich text: what was found, what it means, what to do about it."""

from html import escape

from core.rubric.rubric import Recommendation
from core.workflows.open import OpenAudit
from gui import fonts
from gui.models import wording
from gui.models.finding_rows import FindingRow, hours
from gui.models.inspection import inspect
from gui.tokens import Tokens
from gui.words import tr

_MOST_PLACES = 6


def finding_html(opened: OpenAudit, row: FindingRow, tokens: Tokens) -> str:
    """Return issue, evidence, impact, recommendation with example, acceptance and tools; all words are escaped."""
    rubric = opened.rubrics[row.finding.rubric]
    criterion = rubric.criterion(row.finding.criterion)
    advice = opened.recommendations.get(row.finding.recommendation)
    parts = [*_risk(opened, row, tokens), _section(tr("What was found"), tokens), *_issue(opened, row, tokens)]
    if row.finding.triggered:
        parts.append(_list(row.finding.triggered))
    if row.finding.unchecked:
        parts.append(_note(tr("Could not be checked: {what}", what="; ".join(row.finding.unchecked)), tokens))
    parts += [_section(tr("Why it matters"), tokens), _paragraph(advice.why if advice else criterion.guidance)]
    if advice is not None:
        parts += _advice(opened, advice, row, tokens)
    return "".join(parts)


def _risk(opened: OpenAudit, row: FindingRow, tokens: Tokens) -> list[str]:
    risk = row.accepted or row.lapsed
    if risk is None:
        return []
    words = (
        tr("The client accepts this risk until {day}.", day=risk.expires)
        if row.accepted
        else tr("The client accepted this risk until {day}; it counts again.", day=risk.expires)
    )
    colour = tokens.manual if row.accepted else tokens.failed
    return [f'<p style="color:{colour}"><b>{escape(words)}</b><br>{escape(risk.reason)}</p>']


def _issue(opened: OpenAudit, row: FindingRow, tokens: Tokens) -> list[str]:
    found = inspect(opened, row.key)
    parts = [_paragraph(f"{row.score}. {found.headline}." if found is None else found.headline)] if found else []
    level = found.score.level if found else None
    if found is not None and level is not None:
        parts.append(_paragraph(found.criterion.levels[level].meaning))
    if row.finding.processes:
        names = {p.id: p.name for p in opened.audit.processes}
        processes = ", ".join(names.get(p, p) for p in row.finding.processes)
        parts.append(_paragraph(tr("Not fully met for: {names}.", names=processes)))
    places = [
        f"{f.evidence.path}:{f.evidence.line}" if f.evidence.line else f.evidence.path
        for f in (found.found if found else ())
    ]
    if places:
        lines = "".join(f"<br>{_code(place)}" for place in places[:_MOST_PLACES])
        more = len(places) - _MOST_PLACES
        rest = _note(tr("and {n} more, in the review", n=more), tokens) if more > 0 else ""
        parts.append(f"<p>{escape(tr('Seen at'))}{lines}</p>{rest}")
    return parts


def _advice(opened: OpenAudit, advice: Recommendation, row: FindingRow, tokens: Tokens) -> list[str]:
    weeks = "{:g} – {:g}".format(*advice.timeline_weeks)
    parts = [
        _section(tr("What to do"), tokens),
        f"<p><b>{escape(advice.action)}</b></p>",
        _note(tr("{effort} of work, {weeks} weeks", effort=hours(advice.effort_hours), weeks=weeks), tokens),
    ]
    titles = {r.id: r.action for r in opened.recommendations.recommendations}
    if advice.requires:
        before = "; ".join(titles.get(name, name) for name in advice.requires)
        parts.append(_paragraph(tr("After: {what}", what=before)))
    for title, names in ((tr("Creates"), advice.creates), (tr("Changes"), advice.modifies)):
        if names:
            parts.append(f"<p>{escape(title)}: {', '.join(_code(name) for name in names)}</p>")
    if advice.example:
        parts.append(_section(tr("Example"), tokens))
        parts.append(
            f'<table width="100%" cellpadding="8" bgcolor="{tokens.code}"><tr><td>'
            f"<pre style=\"white-space:pre-wrap;font-family:'JetBrains Mono';font-size:{fonts.scaled(fonts.META)}px\">"
            f"{escape(advice.example.rstrip())}</pre></td></tr></table>"
        )
    if advice.acceptance:
        parts += [_section(tr("Done when"), tokens), _list(advice.acceptance)]
    if advice.tools:
        parts += [_section(tr("Tools"), tokens)]
        parts += [
            f"<p><b>{escape(tool.name)}</b> · {escape(tool.why)}<br>"
            f'<span style="color:{tokens.text3}">'
            + escape(
                tr(
                    "{cost}; {setup:g} h to set up, {upkeep:g} h a month",
                    cost=tool.cost,
                    setup=tool.setup_hours,
                    upkeep=tool.upkeep_hours_per_month,
                )
            )
            + "</span></p>"
            for tool in advice.tools
        ]
    if advice.avoid:
        parts += [_section(tr("Avoid"), tokens), _list(advice.avoid)]
    return parts


def interval_text(row: FindingRow) -> str:
    """Return the rating as known and between which ends it lies, as percentages."""
    rating = row.finding.rating
    ends = tr("{low} to {high}", low=wording.percent(rating.low), high=wording.percent(rating.high))
    if rating.point is None:
        return ends
    return wording.percent(rating.point) if rating.low == rating.high else f"{wording.percent(rating.point)} ({ends})"


def _section(title: str, tokens: Tokens) -> str:
    return (
        f'<p style="margin-top:14px;margin-bottom:2px;color:{tokens.text2};'
        f'font-size:{fonts.scaled(fonts.CAPTION)}px"><b>{escape(title)}</b></p>'
    )


def _paragraph(text: str) -> str:
    return f'<p style="margin-top:2px">{escape(text)}</p>' if text else ""


def _note(text: str, tokens: Tokens) -> str:
    size = fonts.scaled(fonts.CAPTION)
    return f'<p style="margin-top:0;color:{tokens.text3};font-size:{size}px">{escape(text)}</p>'


def _list(members: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(member)}</li>' for member in members)}</ul>"


def _code(text: str) -> str:
    size = fonts.scaled(fonts.META)
    return f"<span style=\"font-family:'JetBrains Mono';font-size:{size}px\">{escape(text)}</span>"
