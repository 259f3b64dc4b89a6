"""The report as Markdown."""

from dataclasses import replace
from pathlib import Path

from core.report.markdown_summary import summary
from core.workflows import edit
from core.workflows.export import published
from tests.helpers.audits import new_audit


def test_a_name_cannot_turn_the_line_around(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        opened.do(edit.set_details(replace(opened.audit.details, client="Example\u202eclient")))
        text = summary(published(opened, "test"))
    assert text.startswith("# Example audit: Example[U+202E]client\n")
    assert "\u202e" not in text
