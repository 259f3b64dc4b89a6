"""Attaching by drop and paste: one path for both."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.views.attachments_strip import AttachmentCard, contents, thumbnail
from gui.views.workspace import Workspace

CHECKOUT = "process-integrity/processes-traced@checkout"


def picture() -> QImage:
    made = QImage(320, 200, QImage.Format.Format_RGB32)
    made.fill(0x3451D1)
    return made


def test_a_screenshot_from_the_clipboard_is_attached(review: Workspace, window: MainWindow) -> None:
    data = QMimeData()
    data.setImageData(picture())
    QGuiApplication.clipboard().setMimeData(data)
    review.paste()
    audit = window.controller.audit_or_fail.audit
    (attachment,) = (audit.attachments[name] for name in audit.links[CHECKOUT])
    assert (attachment.name, attachment.media_type) == ("Screenshot.png", "image/png")
    kept = window.controller.audit_or_fail.attachment_bytes(attachment.id)
    assert QImage.fromData(kept) == picture()


def test_a_dropped_file_is_attached_removed_and_brought_back(
    review: Workspace, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "runbook.md"
    path.write_text("# Restore\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    strip = review.inspector.attachments
    assert strip.attach(data)
    audit = window.controller.audit_or_fail
    assert [a.name for a in audit.audit.attachments.values()] == ["runbook.md"]
    (card,) = strip.findChildren(AttachmentCard)
    assert card.accessibleName() == "Attachment runbook.md"
    card.remove.click()
    assert audit.audit.links == {}
    window.controller.undo()
    assert list(audit.audit.links) == [CHECKOUT]


def test_folders_and_nothing_are_not_attached(qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x.png")])
    assert contents(data) == []
    assert contents(QMimeData()) == []


def test_an_empty_clipboard_is_said(review: Workspace, window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    review.paste()
    assert "clipboard" in window.banner.accessibleName()


def test_only_pictures_of_a_sane_size_become_thumbnails(qtbot: QtBot) -> None:
    assert thumbnail(b"not a picture") is None
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (100_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    assert thumbnail(header) is None


def test_a_picture_pasted_into_the_note_is_attached_and_text_stays_text(review: Workspace, window: MainWindow) -> None:
    note = review.inspector.note
    data = QMimeData()
    data.setImageData(picture())
    note.insertFromMimeData(data)
    assert len(window.controller.audit_or_fail.audit.links[CHECKOUT]) == 1
    words = QMimeData()
    words.setHtml("<b>Said</b> on site")
    words.setText("Said on site")
    note.insertFromMimeData(words)
    assert note.toPlainText() == "Said on site"
    assert len(window.controller.audit_or_fail.audit.links[CHECKOUT]) == 1


def test_a_file_dropped_anywhere_on_the_inspector_is_attached(
    review: Workspace, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "trace.png"
    picture().save(str(path))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, button, keys = QPointF(10, 10), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, button, keys)
    review.inspector.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop = QDropEvent(place, Qt.DropAction.CopyAction, data, button, keys)
    review.inspector.dropEvent(drop)
    assert [a.name for a in window.controller.audit_or_fail.audit.attachments.values()] == ["trace.png"]
