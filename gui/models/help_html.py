"""A page of the help as the HTML that Qt's text documents understand."""

import re
from html import escape

from gui import fonts
from gui.models import help_topics
from gui.tokens import Tokens

_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TABLE = '<table border="1" cellspacing="0" cellpadding="5">'


def page(topic: str, tokens: Tokens) -> str:
    """Return one page; its headings carry the anchors that links name."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(help_topics.text(topic))
    made = _HEADING.sub(_anchored, made).replace("<table>", _TABLE)
    return f"<style>{_style(tokens)}</style>{made}"


def hits(looked_for: str, found: tuple[help_topics.Hit, ...], tokens: Tokens) -> str:
    """Return what a search found, as links."""
    rows = "".join(
        f'<p><a href="{escape(hit.section.place)}">{escape(_named(hit))}</a><br>{escape(hit.excerpt)}</p>'
        for hit in found
    )
    head = f"<h1>{escape(looked_for)}</h1>"
    none = "<p>Nothing in the help holds all of these words. Try fewer, or shorter ones.</p>"
    return f"<style>{_style(tokens)}</style>{head}{rows or none}"


def _named(hit: help_topics.Hit) -> str:
    return hit.section.title if hit.section.title == hit.page else f"{hit.page}: {hit.section.title}"


def _anchored(found: re.Match[str]) -> str:
    name = help_topics.anchor(_TAG.sub("", found[2]))
    return f'<h{found[1]}><a name="{name}"></a>{found[2]}</h{found[1]}>'


def _style(tokens: Tokens) -> str:
    size = fonts.scaled
    return (
        f"body, p, li, td, th {{ color: {tokens.text}; font-size: {size(fonts.BASE + 1)}px }}"
        f"p, li {{ line-height: 140%; margin-top: 5px; margin-bottom: 7px }}"
        f"h1 {{ color: {tokens.text}; font-size: {size(fonts.PAGE_TITLE)}px; font-weight: 600; margin-top: 0 }}"
        f"h2 {{ color: {tokens.text}; font-size: {size(fonts.PANE_TITLE)}px; font-weight: 600; margin-top: 20px }}"
        f"h3 {{ color: {tokens.text}; font-size: {size(fonts.BASE + 1)}px; font-weight: 600; margin-top: 14px }}"
        f"a {{ color: {tokens.accent}; text-decoration: underline }}"
        f"code {{ font-family: '{fonts.CODE_FAMILY}'; font-size: {size(fonts.CAPTION)}px; "
        f"background-color: {tokens.sunken}; color: {tokens.text} }}"
        f"pre {{ background-color: {tokens.sunken}; margin: 6px 0 }}"
        f"table {{ border-color: {tokens.border}; border-style: solid }}"
        f"th {{ background-color: {tokens.sunken}; text-align: left; font-weight: 600 }}"
    )
