"""The files attached to a criterion: thumbnails, add by dialog, drop or paste, remove."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from core.errors import SightlineError
from core.model.judgement import Attachment
from core.workflows import edit
from gui import fonts, icons, scaling, shortcuts
from gui.shell import Shell
from gui.views import parts
from gui.words import tr

_THUMBNAIL = 40
_LARGEST_PICTURE = 40_000_000
"""Pixels; a larger picture is shown as an icon, because decoding it would cost too much memory."""


def contents(data: QMimeData) -> list[tuple[Path | bytes, str, str]]:
    """Return what can be attached from a drop or the clipboard: (file or bytes, name, media type)."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    found: list[tuple[Path | bytes, str, str]] = [(path, path.name, "") for path in files if path.is_file()]
    if found or data.hasUrls():
        return found
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QPixmap):
            image = image.toImage()
        if isinstance(image, QImage) and not image.isNull():
            return [(_as_png(image), tr("Screenshot.png"), "image/png")]
    if data.hasText() and data.text().strip():
        return [(data.text().encode(), tr("Pasted text.txt"), "text/plain")]
    return []


def _as_png(image: QImage) -> bytes:
    bytes_ = QByteArray()
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(bytes_.data())


def thumbnail(data: bytes) -> QPixmap | None:
    """Return a small picture of an image file, None for anything else or for a picture that is too large."""
    raw = QByteArray(data)
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _LARGEST_PICTURE:
        return None
    reader.setScaledSize(size.scaled(QSize(_THUMBNAIL, _THUMBNAIL) * 2, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(2)
    return picture


class AttachmentCard(QFrame):
    """One attached file."""

    def __init__(self, shell: Shell, attachment: Attachment, remove: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(tr("Attachment {name}", name=attachment.name))
        layout = parts.row(self, (8, 4, 4, 4), 8)
        picture = QLabel()
        picture.setAccessibleName(tr("Preview of {name}", name=attachment.name))
        shown = self._picture(shell, attachment)
        if shown is not None:
            picture.setPixmap(shown)
            layout.addWidget(picture)
        else:
            icon = "image" if attachment.media_type.startswith("image/") else "file"
            layout.addWidget(parts.IconLabel(shell.theme, icon, "text2", 18))
        names = parts.column()
        name = parts.ElidedLabel(attachment.name, mode=Qt.TextElideMode.ElideMiddle)
        names.addWidget(name)
        names.addWidget(parts.label(_size(attachment.size), "caption"))
        layout.addLayout(names, 1)
        self.remove = parts.icon_button(shell.theme, "x", remove)
        layout.addWidget(self.remove)

    @staticmethod
    def _picture(shell: Shell, attachment: Attachment) -> QPixmap | None:
        if not attachment.media_type.startswith("image/"):
            return None
        try:
            return thumbnail(shell.controller.audit_or_fail.attachment_bytes(attachment.id))
        except SightlineError:
            return None


def _size(count: int) -> str:
    if count < 1024:
        return tr("{n} bytes", n=count)
    if count < 1024 * 1024:
        return tr("{n:.0f} KB", n=count / 1024)
    return tr("{n:.1f} MB", n=count / 1024 / 1024)


class AttachmentsStrip(QWidget):
    """Attachments of the criterion that is shown.

    Signals:
        dialog_asked: the person wants to choose a file.
    """

    dialog_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._key = ""
        self._shown: tuple[Attachment, ...] = ()
        layout = parts.column(self, spacing=6)
        self._cards = parts.column(spacing=6)
        layout.addLayout(self._cards)
        below = parts.row(spacing=8)
        self._drop = parts.ElidedLabel(tr("Drop files or paste a screenshot"), "muted")
        self._drop.setObjectName("drop")
        self._drop.setFont(fonts.ui(fonts.CAPTION))
        self._drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        scaling.fix(self._drop, height=32)
        self._attach = parts.button(tr("Attach"), name=tr("Attach a file"))
        shortcuts.tip(self._attach, tr("Attach a file"), "attach")
        icons.ButtonIcon(self._attach, "paperclip", shell.theme, size=16)
        self._attach.clicked.connect(self.dialog_asked)
        below.addWidget(self._drop, 1)
        below.addWidget(self._attach)
        layout.addLayout(below)

    def show_attachments(self, key: str, attachments: tuple[Attachment, ...]) -> None:
        """Show the files of a criterion."""
        self._key = key
        if attachments == self._shown:
            return
        self._shown = attachments
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for attachment in attachments:
            card = AttachmentCard(self._shell, attachment, tr("Remove {name}", name=attachment.name))
            card.remove.clicked.connect(lambda _checked=False, name=attachment.id: self._remove(name))
            self._cards.addWidget(card)

    def attach(self, data: QMimeData) -> bool:
        """Attach whatever a drop or the clipboard holds; the one path for both."""
        return self.attach_files(contents(data))

    def attach_files(self, sources: list[tuple[Path | bytes, str, str]]) -> bool:
        """Attach files or bytes to the criterion that is shown; tell whether there was anything."""
        controller = self._shell.controller
        opened = controller.audit_file
        if opened is None or not self._key:
            return False
        for source, name, media_type in sources:
            try:
                made = opened.put_attachment(source, name, media_type)
                controller.do(edit.attach(opened, self._key, made))
            except SightlineError as error:
                self._shell.say(error.message, error.advice, error.details)
        return bool(sources)

    def _remove(self, attachment: str) -> None:
        controller = self._shell.controller
        controller.do(edit.detach(controller.audit_or_fail, self._key, attachment))

    def mark(self, over: bool) -> None:
        """Look as if something would be attached when it is let go now."""
        self._drop.setProperty("over", "true" if over else "false")
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)
