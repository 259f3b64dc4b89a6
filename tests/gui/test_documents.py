"""What the text tabs say, and that nothing of a client or a rubric gets through as HTML."""

from datetime import UTC, datetime
from pathlib import Path

from core.audit.trail import Mark, TrailEntry
from core.model.outcome import Outcome
from gui.models import documents
from gui.models.code_spans import spans
from gui.tokens import LIGHT
from gui.views.safe_browser import SafeBrowser
from tests.helpers.example_audit import answer


def test_searched_says_enough_to_search_again() -> None:
    text = documents.searched((answer("obs.tracing", Outcome.ABSENT),), LIGHT, patterns=True)
    for words in (
        "212 files could hold it; 211 of them were read.",
        "1 skipped (over 1 MiB): shop/fixtures/big.py",
        r"\bTracerProvider\(",
        "docs/decisions/0007-tracing.md:14",
        "documentation only",
        "Near misses, not counted (2)",
    ):
        assert words in text


def test_patterns_are_folded_away_until_asked_for() -> None:
    text = documents.searched((answer("obs.tracing", Outcome.ABSENT),), LIGHT)
    assert "TracerProvider" not in text
    assert "Show what was looked for (" in text
    assert text.index("212 files could hold it") < text.index("Near misses") < text.index("Show what")


def test_markdown_keeps_no_html_link_or_image() -> None:
    made = documents.markdown("**Look** <script>x</script> [here](file:///etc/passwd) ![p](http://example.org/p.png)")
    assert "<strong>Look</strong>" in made
    for bad in ("<script", "href", "<img", "<a"):
        assert bad not in made


def test_a_client_path_is_text() -> None:
    found = answer("obs.tracing", Outcome.ABSENT)
    evil = found.near_misses[0].__class__("<img src=x>.py", 1, "<b>", "test")
    text = documents._near_misses(
        type(found)(**{**{n: getattr(found, n) for n in found.__slots__}, "near_misses": (evil,)})
    )
    assert "<img" not in text and "&lt;img src=x&gt;.py:1" in text


def test_history_is_latest_first_with_undo_marked() -> None:
    at = datetime(2026, 5, 12, 14, 32, tzinfo=UTC)
    entries = [
        TrailEntry(n, at, "a", "Example Auditor", "e", "judge", mark, "", "", "", "override OBS-01")
        for n, mark in ((7, Mark.NONE), (8, Mark.UNDO))
    ]
    text = documents.history(entries, UTC, LIGHT)
    assert text.index("Undone: override OBS-01") < text.index("<b>Override OBS-01")
    assert "12 May 2026, 14:32:00" in text


def test_code_is_lexed_as_a_whole() -> None:
    found = spans("a.py", 'x = """one\ndef two():\n"""\ndef three(): pass')
    assert found[1] == ((0, 10, "string"),)  # inside a string `def` is no keyword
    assert (0, 3, "keyword") in found[3]
    assert spans("unknown.zzz", "x") == {}


def test_the_browser_reads_no_file(qapp: object, tmp_path: Path) -> None:
    browser = SafeBrowser("text")
    assert browser.loadResource(2, (tmp_path / "picture.png").as_uri()) is None
    assert not browser.openLinks()
