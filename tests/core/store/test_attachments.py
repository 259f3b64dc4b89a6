import sqlite3
from pathlib import Path

import pytest

from core.store.attachments import AttachmentUnreadable
from core.workflows import edit
from core.workflows import open_audit as open_audit_module
from core.workflows.open import NotUsable, open_audit
from tests.helpers.audits import PINNED, REVIEWED, new_audit


def test_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    data = bytes(range(256)) * 12_000  # 3 MiB, not a whole number of chunks
    source = tmp_path / "screen.png"
    source.write_bytes(data)
    with new_audit(tmp_path) as opened:
        attachment = opened.put_attachment(source, "screen.png")
        opened.do(edit.attach(opened, PINNED, attachment))
        assert (attachment.media_type, attachment.size) == ("image/png", len(data))
        assert opened.attachment_bytes(attachment.id) == data
    with open_audit(tmp_path / "a.sightline") as again:
        assert again.audit.links == {PINNED: (attachment.id,)}
        assert again.attachment_bytes(attachment.id) == data


def test_an_empty_file_can_be_attached(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        attachment = opened.put_attachment(b"", "empty.txt")
        opened.do(edit.attach(opened, PINNED, attachment))
        assert opened.attachment_bytes(attachment.id) == b""


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        for key in (PINNED, REVIEWED):
            opened.do(edit.attach(opened, key, opened.put_attachment(b"same", f"{len(key)}.txt")))
    connection = sqlite3.connect(tmp_path / "a.sightline")
    assert connection.execute("SELECT count(*) FROM chunk").fetchone() == (1,)
    connection.close()


def test_changed_bytes_are_not_handed_out(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        attachment = opened.put_attachment(b"the invoice", "invoice.txt")
        opened.do(edit.attach(opened, PINNED, attachment))
    connection = sqlite3.connect(tmp_path / "a.sightline")
    with connection:
        connection.execute("UPDATE chunk SET body = ?", (b"an invoice!",))
    connection.close()
    with open_audit(tmp_path / "a.sightline") as again, pytest.raises(AttachmentUnreadable, match="were changed"):
        again.attachment_bytes(attachment.id)


def test_a_purged_attachment_says_when_and_why(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened:
        attachment = opened.put_attachment(b"personal data", "people.csv")
        opened.do(edit.attach(opened, PINNED, attachment))
        opened.purge("Holds personal data.", attachments=[attachment.sha256])
        with pytest.raises(AttachmentUnreadable, match="Holds personal data"):
            opened.attachment_bytes(attachment.id)
    assert b"personal data" not in (tmp_path / "a.sightline").read_bytes().replace(b"Holds personal data", b"")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_audit_module, "LARGEST_ATTACHMENT", 1 << 20)
    with new_audit(tmp_path) as opened, pytest.raises(NotUsable, match="larger than 1 MB"):
        opened.put_attachment(b"x" * ((1 << 20) + 1), "film.mp4")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with new_audit(tmp_path) as opened, pytest.raises(NotUsable, match="cannot be read"):
        opened.put_attachment(tmp_path / "missing.png", "missing.png")
