from core.formats.document import Fence, Heading
from core.formats.markdown import parse_markdown

TEXT = """---
title: "Payments"
---
# Payments service

We take payments.

## Set up

```sh
make bootstrap
```

    pg_dump db

```mermaid
graph TD; a-->b
```

Runbook
-------
Call 555.
"""


def test_headings_sections_and_fences_keep_their_lines() -> None:
    document = parse_markdown("README.md", TEXT)
    assert document.title == "Payments"
    assert document.headings == (Heading(1, "Payments service", 4), Heading(2, "Set up", 8), Heading(2, "Runbook", 20))
    assert document.fences == (
        Fence("sh", "make bootstrap\n", 11),
        Fence("", "pg_dump db\n", 14),
        Fence("mermaid", "graph TD; a-->b\n", 17),
    )
    assert [section.end_line for section in document.sections] == [7, 19, 23]
    assert document.diagrams == 1


def test_the_prose_has_no_code_and_keeps_its_lines() -> None:
    document = parse_markdown("README.md", TEXT)
    assert "make bootstrap" not in document.text
    assert "pg_dump" not in document.text
    assert document.text.split("\n")[5] == "We take payments."
    assert document.sections[0].text.strip() == "We take payments."


def test_a_document_without_headings_is_one_without_sections() -> None:
    document = parse_markdown("notes.md", "only text\n")
    assert (document.title, document.sections, document.text) == ("", (), "only text\n")


def test_a_hash_in_a_fence_is_no_heading() -> None:
    assert parse_markdown("a.md", "```sh\n# comment\n```\n").headings == ()
