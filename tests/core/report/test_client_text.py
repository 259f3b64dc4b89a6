"""What clients and repositories write cannot reach beyond the place where it is printed."""

import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from core.progress import Silent
from core.report.content import embedded_files
from core.report.documents import make_document
from core.report.engine import Embedded, make_pdf
from core.report.fetcher import ImageRefused, fetcher, safe_image
from core.report.printable import printable
from core.report.rendering import render
from core.report.richtext import list_items, rich
from core.report.stamp import stamp
from tests.helpers.published import example_published, identity, short_published

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


def test_what_looks_like_html_is_printed_as_it_was_typed() -> None:
    assert "&lt;b&gt;bold&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;" in rich("<b>bold</b> <script>x</script>")


@pytest.mark.parametrize("url", ["http://example.org", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_links_lead_to_https_and_mail_only(url: str) -> None:
    assert rich(f"[here]({url})") == "<p><a>here</a></p>"


def test_a_link_carries_nothing_but_its_address() -> None:
    assert rich('[here](https://example.org "a title")') == '<p><a href="https://example.org">here</a></p>'
    assert rich("[here](mailto:a@example.org)") == '<p><a href="mailto:a@example.org">here</a></p>'


def test_a_note_cannot_turn_its_own_text_around() -> None:
    assert "[U+202E]" in rich("all is \u202edab")


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


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,x", "sightline-asset:x", "logo"]
)
def test_fetcher_refuses(url: str) -> None:
    with pytest.raises(ValueError, match="no outside files"):
        fetcher({"logo": b"x"}).fetch(url)


def page(html: str = "", css: str = "") -> bytes:
    """Return a page of our own engine with something hostile in it that got past every other defence."""
    whole = f'<!doctype html><html lang="en"><head><title>t</title></head><body><h1>t</h1>{html}</body></html>'
    at = short_published().issued_at
    return make_pdf(whole, css, images={}, embedded=(Embedded("a.json", b"{}", "a"),), at=at, progress=Silent())


def test_a_page_takes_no_picture_and_no_file_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(9, 9))
    url = (tmp_path / "secret.png").as_uri()
    made = page(f'<link rel="attachment" href="{url}"><a rel="attachment" href="{url}">x</a><img alt="x" src="{url}">')
    assert set(embedded_files(made)) == {"a.json"}
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [name for p in pdf.pages for name in p.get("/Resources", {}).get("/XObject", {})] == []


def test_a_style_sheet_takes_no_other_one_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "evil.css").write_text("h1::after { content: 'APPROVED' }", encoding="utf-8")
    assert page(css=f'@import url("{(tmp_path / "evil.css").as_uri()}");') == page()


def test_a_reason_is_printed_in_the_stamp_as_it_was_typed() -> None:
    made = stamp(
        identity("lead").shown, datetime(2026, 1, 5), 200, 60, role="x", reason='<a href="https://x.org">y</a>'
    )
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/Annots" not in pdf.pages[0]


def test_what_cannot_be_drawn_is_named() -> None:
    assert printable("Grüße, Пример → ■") == "Grüße, Пример → ■"
    assert printable("a\u202eb\x07\u4e2d\U0001f600") == "a[U+202E]b[U+0007][U+4E2D][U+1F600]"
    names = "\u05d7\u05d1\u05e8\u05d4 \u0634\u0631\u0643\u0629"
    assert printable(f"{names}\u202e") == f"{names}[U+202E]"


def png(width: int, height: int, mode: str = "RGB", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind)
    return out.getvalue()


def test_images_are_made_anew() -> None:
    with Image.open(io.BytesIO(safe_image(png(40, 20, "RGBA")))) as picture:
        assert (picture.size, picture.mode, picture.format) == ((40, 20), "RGB", "PNG")


@pytest.mark.parametrize("kind", ["EPS", "PPM", "ICO", "PDF"])
def test_only_common_kinds_of_images_are_read(kind: str) -> None:
    """Pillow reads some others through programs (EPS) and libraries that are seldom looked after."""
    with pytest.raises(ImageRefused):
        safe_image(png(64, 64, kind=kind))


@pytest.mark.parametrize("data", [png(6000, 5000, "1"), png(20000, 20000, "1"), b"<svg/>", b"", png(9, 9)[:40]])
def test_bombs_and_rubbish_are_refused(data: bytes) -> None:
    with pytest.raises(ImageRefused):
        safe_image(data)
