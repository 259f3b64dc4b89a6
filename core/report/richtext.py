"""The client's and the auditor's Markdown as harmless HTML: no raw HTML, then an allow list."""

import re

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from core.report.printable import printable

_TAGS = {
    *("p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_MARK = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_SWALLOWED = {"script", "style", "iframe", "object", "svg", "math", "template", "noscript"}


def rich(text: str) -> Markup:
    """Return Markdown as HTML for a page: no styles or images, https and mailto links only."""
    if not text.strip():
        return Markup("")
    # Escaped before it is Markdown: whatever looks like HTML is printed as it was typed.
    typed = str(escape(printable(text))).replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'")
    engine = Markdown(extensions=["tables", "sane_lists", "fenced_code"], output_format="html")
    for name in ("html_block", "html"):
        if name in engine.preprocessors:
            engine.preprocessors.deregister(name)
        if name in engine.inlinePatterns:
            engine.inlinePatterns.deregister(name)
    html = engine.convert(typed)
    # The page's own headings must skip no level (PDF/UA): those in a text become bold lines.
    html = re.sub(r"<h[1-6][^>]*>(.*?)</h[1-6]>", r"<p><strong>\1</strong></p>", html, flags=re.DOTALL)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},  # without "*", title and lang are let through
        url_schemes={"https", "mailto"},
        link_rel=None,
        clean_content_tags=_SWALLOWED,
        strip_comments=True,
    )
    return Markup(clean)  # noqa: S704 - cleaned by the allow list above


def list_items(text: str) -> tuple[Markup, ...]:
    """Return the entries of a Markdown list, each as harmless HTML without its own block."""
    entries: list[str] = []
    for line in text.splitlines():
        marked = _MARK.match(line)
        if marked:
            entries.append(line[marked.end() :].strip())
        elif line.strip():
            entries[-1:] = [f"{entries[-1]} {line.strip()}"] if entries else [line.strip()]
    return tuple(Markup(str(rich(e)).removeprefix("<p>").removesuffix("</p>")) for e in entries)  # noqa: S704
