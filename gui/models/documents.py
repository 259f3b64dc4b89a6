"""What the text tabs of the inspector say, as HTML; everything that comes from a client or a rubric is escaped."""

from collections.abc import Sequence
from datetime import tzinfo
from functools import lru_cache
from html import escape

from core.audit.trail import Mark, TrailEntry
from core.model.answer import Answer
from core.model.evidence import Searched
from core.rubric.rubric import Criterion
from gui import fonts
from gui.models import wording
from gui.tokens import Tokens
from gui.words import tr

_TAGS = set("p ul ol li strong em code pre h1 h2 h3 h4 blockquote br hr table thead tbody tr th td".split())  # noqa: SIM905


def _style(tokens: Tokens) -> str:
    code, small = fonts.scaled(fonts.CAPTION), fonts.scaled(fonts.META)
    return (
        f"<style>body {{ color: {tokens.text} }} h4 {{ margin: 10px 0 2px 0 }} p {{ margin: 2px 0 6px 0 }}"
        f" .dim {{ color: {tokens.text3} }} .label {{ color: {tokens.text2}; font-weight: 600 }}"
        f" code, pre {{ font-family: 'JetBrains Mono'; font-size: {code}px; color: {tokens.text} }}"
        f" code.small {{ font-size: {small}px; color: {tokens.text2} }}"
        f" .warn {{ color: {tokens.partial} }} li {{ margin: 0 0 4px 0 }}</style>"
    )


@lru_cache(maxsize=256)
def markdown(text: str) -> str:
    """Return the safe HTML of a rubric's Markdown: no raw HTML, no links, no images."""
    import nh3
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return nh3.clean(made, tags=_TAGS, attributes={})


def guidance(criterion: Criterion, look_at: Sequence[str], tokens: Tokens) -> str:
    """Return the guidance of a criterion."""
    parts = [_style(tokens), markdown(criterion.guidance)]
    if look_at:
        parts.append(f"<h4>{escape(tr('Where to look'))}</h4>" + _items(look_at))
    if criterion.show_me:
        parts.append(f"<h4>{escape(tr('Ask to be shown'))}</h4>" + _items(criterion.show_me))
    if criterion.references:
        parts.append(f"<h4>{escape(tr('References'))}</h4>" + _items(criterion.references))
    return "".join(parts)


def questions(criterion: Criterion, process: str, tokens: Tokens) -> str:
    """Return what to ask when a criterion is judged by people; `process` stands where the template says so."""
    intro = {
        "interview": tr("This criterion is judged by interview."),
        "review": tr("This criterion is judged by reading."),
        "measure": tr("This criterion is judged by a measurement that no repository holds."),
    }.get(criterion.method, tr("The scan cannot answer this criterion."))
    parts = [_style(tokens), f"<p class=dim>{escape(intro)}</p>"]
    if criterion.ask:
        parts.append(f"<h4>{escape(tr('Ask'))}</h4>" + markdown(criterion.ask.replace("{process}", process)))
    if criterion.show_me:
        parts.append(f"<h4>{escape(tr('Ask to be shown'))}</h4>" + _items(criterion.show_me))
    return "".join(parts)


def _items(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def searched(answers: Sequence[Answer], tokens: Tokens, patterns: bool = False) -> str:
    """Return what was searched and what only looked like an answer; `patterns` shows what was looked for in full."""
    if not answers:
        return _style(tokens) + f"<p class=dim>{escape(tr('No probe was asked.'))}</p>"
    return _style(tokens) + "".join(_searched_one(answer, tokens, patterns) for answer in answers)


def _searched_one(answer: Answer, tokens: Tokens, patterns: bool) -> str:
    tone, _, word = wording.outcome(answer.outcome)
    colour = tokens.status(tone)[0]
    sure = wording.confidence(answer.confidence)
    parts = [
        f"<h4><span style='color:{colour}'>{escape(word)}</span>  ·  {escape(answer.summary)}</h4>",
        f"<p>{escape(_counts(answer.searched))}</p>",
    ]
    for skipped in answer.searched.skipped:
        shown = ", ".join(skipped.paths[:5]) + (" …" if skipped.count > 5 else "")
        words = tr("{n} skipped ({reason}): {paths}", n=f"{skipped.count:,}", reason=skipped.reason, paths=shown)
        parts.append(f"<p class=warn>{escape(words)}</p>")
    parts.append(f"<p class=dim><code>{escape(answer.probe)}</code>  ·  {escape(sure)}</p>")
    parts.append(_near_misses(answer))
    parts.append(_looked_for(answer.searched, tokens, patterns))
    return "".join(parts)


def _counts(record: Searched) -> str:
    """Return in one sentence how many files could have held it, and how many of them were read."""
    eligible, read = f"{record.eligible:,}", f"{record.read:,}"
    if not record.eligible:
        return tr("No file of this commit could hold it.")
    if record.eligible == 1:
        return tr("1 file could hold it; it was read.") if record.read else tr("1 file could hold it; it was not read.")
    if record.read == record.eligible:
        return tr("{eligible} files could hold it; all of them were read.", eligible=eligible)
    return tr("{eligible} files could hold it; {read} of them were read.", eligible=eligible, read=read)


def _looked_for(record: Searched, tokens: Tokens, patterns: bool) -> str:
    if not (record.patterns or record.paths or record.classes):
        return ""
    n = len(record.patterns)
    what = tr("1 pattern") if n == 1 else tr("{n} patterns", n=n)
    words = tr("Hide what was looked for") if patterns else tr("Show what was looked for ({what})", what=what)
    parts = [f"<p><a href='#patterns' style='color:{tokens.accent}; text-decoration:none'>{escape(words)}</a></p>"]
    for heading, texts in (
        (tr("Looked for"), record.patterns),
        (tr("In paths"), record.paths),
        (tr("In files of the class"), record.classes),
    ):
        if texts and patterns:
            shown = "<br>".join(f"<code class=small>{escape(text)}</code>" for text in texts)
            parts.append(f"<p><span class=label>{escape(heading)}</span><br>{shown}</p>")
    return "".join(parts)


def _near_misses(answer: Answer) -> str:
    if not answer.near_misses:
        return ""
    heading = tr("Near misses, not counted ({n})", n=answer.near_misses_total)
    rows = "".join(
        f"<p><code>{escape(near.path)}:{near.line}</code>  <span class=warn>{escape(near.reason)}</span>"
        + (f"<br><code class=dim>{escape(near.snippet)}</code>" if near.snippet else "")
        + "</p>"
        for near in answer.near_misses
    )
    return f"<p class=label>{escape(heading)}</p>{rows}"


def history(entries: Sequence[TrailEntry], zone: tzinfo, tokens: Tokens) -> str:
    """Return what happened to a criterion, latest first, in the audit's time zone."""
    if not entries:
        return _style(tokens) + f"<p class=dim>{escape(tr('Nothing was decided here yet.'))}</p>"
    marks = {Mark.UNDO: tr("undone: "), Mark.REDO: tr("done again: ")}
    rows = []
    for entry in reversed(entries):
        label = marks.get(entry.mark, "") + (entry.label or entry.kind)
        when = entry.at.astimezone(zone).strftime("%d %b %Y, %H:%M:%S")
        rows.append(
            f"<p><b>{escape(label[:1].upper() + label[1:])}</b><br>"
            f"<span class=dim>{escape(when)}  ·  {escape(entry.actor_name)}  ·  #{entry.sequence}</span></p>"
        )
    return _style(tokens) + "".join(rows)
