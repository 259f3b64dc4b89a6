"""What clients and repositories write cannot reach beyond the place where it is printed."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from core.progress import Silent
from core.report.content import embedded_files
from core.report.documents import make_document
from core.report.fetcher import ImageRefused, fetcher, safe_image
from core.report.printable import printable
from core.report.rendering import render
from core.report.richtext import list_items, rich
from tests.helpers.published import example_published, short_published

HOSTILE = """\
<link rel=attachment href="file:///etc/passwd" title="x">
<a rel="attachment" href="file:///etc/passwd">see</a>
<img src="file:///etc/passwd"> ![picture](file:///etc/passwd)
<style>@page{@bottom-center{content:"DEFACED"}} section{display:none}</style>
<svg><script>alert(1)</script></svg><iframe src="file:///etc/passwd"></iframe>
[click](javascript:alert(1)) [file](file:///etc/shadow) <h1 style="position:fixed">APPROVED</h1>
"""


def test_only_plain_paragraphs_survive() -> None:
    assert set(re.findall(r"<[^>]*>", rich(HOSTILE))) <= {"<p>", "</p>", "<a>", "</a>"}


def test_markdown_works() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    html = rich(f"# Title\n\n**Bold** & `code`\n\n- one\n- two\n\n[site](https://example.org)\n\n{table}")
    for wanted in (
        "<p><strong>Title</strong></p>",
        "<strong>Bold</strong> &amp; <code>code</code>",
        "<li>one</li>",
        "<td>1</td>",
    ):
        assert wanted in html
    assert '<a href="https://example.org">site</a>' in html


def test_lists_for_decisions() -> None:
    assert list_items("1. **Fund** the drill\n2. Name an owner\n   for it\n") == (
        "<strong>Fund</strong> the drill", "Name an owner for it"
    )  # fmt: skip


def test_hostile_notes_leave_the_document_alone() -> None:
    published = replace(short_published(), text={"versions": HOSTILE, "distribution": HOSTILE})
    data = make_document(published, "report", Silent())
    assert set(embedded_files(data)) == {"audit.json", "manifest.json"}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [a.A.URI for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A]
    assert links == []


def test_names_are_escaped_everywhere() -> None:
    published = example_published(("process-integrity",))
    evil = '<img src=x onerror=1>"&'
    html = render(replace(published, details=replace(published.details, client=evil, title=evil)), "report")
    assert "<img" not in html
    assert "&lt;img" in html


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,x", "sightline-asset:x"])
def test_fetcher_refuses(url: str) -> None:
    with pytest.raises(ValueError, match="no outside files"):
        fetcher({"logo": b"x"}).fetch(url)


def test_what_cannot_be_drawn_is_named() -> None:
    assert printable("Grüße, Пример → ■") == "Grüße, Пример → ■"
    assert printable("a\u202eb\x07\u4e2d\U0001f600") == "a[U+202E]b[U+0007][U+4E2D][U+1F600]"


def png(width: int, height: int, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def test_images_are_made_anew() -> None:
    with Image.open(io.BytesIO(safe_image(png(40, 20, "RGBA")))) as picture:
        assert (picture.size, picture.mode, picture.format) == ((40, 20), "RGB", "PNG")


@pytest.mark.parametrize("data", [png(6000, 5000, "1"), png(20000, 20000, "1"), b"<svg/>", b"", png(9, 9)[:40]])
def test_bombs_and_rubbish_are_refused(data: bytes) -> None:
    with pytest.raises(ImageRefused):
        safe_image(data)
