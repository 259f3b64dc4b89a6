"""The client's and the auditor's Markdown as harmless HTML: no raw HTML, then an allow list."""

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from core.report.printable import printable

_TAGS = {
    *("p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "h3", "h4", "hr", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_SWALLOWED = {"script", "style", "iframe", "object", "svg", "math", "template", "noscript"}


def rich(text: str) -> Markup:
    """Return Markdown as HTML for a page: no styles or images, headings of the third level, https and mailto links."""
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
    for level in ("1", "2"):
        html = html.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel=None,
        clean_content_tags=_SWALLOWED,
        strip_comments=True,
    )
    return Markup(clean)  # noqa: S704 - cleaned by the allow list above


def list_items(text: str) -> tuple[Markup, ...]:
    """Return the entries of a Markdown list, or its paragraphs, each as harmless HTML without its own block."""
    entries: list[str] = []
    for line in text.splitlines():
        stripped = line.strip()
        bare = stripped.lstrip("0123456789").lstrip(".)-*+ ").strip() if stripped else ""
        begins = stripped[:1] in "-*+" or (stripped[:1].isdigit() and stripped.lstrip("0123456789")[:1] in (".", ")"))
        if not stripped:
            continue
        if (begins and not stripped.startswith("**")) or not entries:
            entries.append(bare if begins and not stripped.startswith("**") else stripped)
        else:
            entries[-1] += f" {stripped}"
    return tuple(Markup(str(rich(e)).removeprefix("<p>").removesuffix("</p>")) for e in entries)  # noqa: S704
