"""Documents on the disk: whole or not at all, named after the audit."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from core.audit.edits import AdoptScan
from core.audit.published import from_bytes
from core.model.outcome import Outcome
from core.progress import Cancelled, Silent
from core.report.rendering import render
from core.workflows.export import NotExported, file_name, published, write_documents, write_whole
from tests.helpers.audits import a_scan, answer, new_audit
from tests.helpers.published import short_published


def test_writes_what_was_asked(tmp_path: Path) -> None:
    written = write_documents(
        short_published(), tmp_path / "out", Silent(), documents=("report",), formats=("pdf", "json", "md")
    )
    assert [(w.document, w.path.name) for w in written] == [
        ("report", "example-client-ltd-engineering-audit-report-v1.0.pdf"),
        ("audit", "example-client-ltd-engineering-audit-audit-v1.0.json"),
        ("report", "example-client-ltd-engineering-audit-report-v1.0.md"),
    ]
    assert all(w.path.stat().st_size == w.size for w in written)
    assert from_bytes(written[1].path.read_bytes()) == short_published()
    text = written[2].path.read_text(encoding="utf-8")
    assert "## Executive summary" in text
    assert "## Roadmap" in text


def test_an_open_audit_is_published_with_the_head_of_its_trail(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        ref = opened.put_scan(a_scan(answer("dependencies.pinned", Outcome.PARTIAL, ("go.mod", 3))))
        opened.do(AdoptScan(ref))
        value = published(opened, "0.1.0")
        again = published(opened, "0.1.0")
        head = opened.trail_head()
    assert value == again
    assert value.trail == head
    assert value.rubrics[0].score == opened.scores["example"]
    assert [(e.name, e.place) for e in value.evidence] == [("E-001", "go.mod:3")]
    assert value.roadmap.items[0].closes == ("example/pinned",)
    html = render(value, "report")
    assert "DEL-01: 1 × 0.5 = 0.5" in html
    assert "−30.0" in html  # points of the 60 that the half-met criterion costs, of what is known


class Stopped(Silent):
    def check(self) -> None:
        raise Cancelled


def test_cancelled_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_documents(short_published(), tmp_path / "out", Stopped())
    assert not (tmp_path / "out").exists()


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(NotExported, match="could not be written"):
        write_whole(tmp_path / "out" / "a.json", b"{}")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", b"one")
    write_whole(tmp_path / "a.json", b"two")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_bytes() == b"two"


def test_names_of_documents_stay_in_their_folder() -> None:
    value = short_published()
    details = replace(value.details, client="../../Evil\x00 & Sons/", title="..\\x:y", version="1/../2")
    name = file_name(replace(value, details=details), "report", "pdf")
    assert re.fullmatch(r"[\w.-]+", name)
    assert not name.startswith((".", "-"))


def test_a_write_that_fails_halfway_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    write_whole(tmp_path / "a.json", b"one")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotExported, match="could not be written"):
        write_whole(tmp_path / "a.json", b"two")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.json", b"one")]


def test_a_file_is_never_seen_half_written(tmp_path: Path) -> None:
    """Whoever has the old file open goes on reading it whole: the new one is another file."""
    write_whole(tmp_path / "a.json", b"one")
    with (tmp_path / "a.json").open("rb") as reader:
        write_whole(tmp_path / "a.json", b"two")
        assert reader.read() == b"one"
