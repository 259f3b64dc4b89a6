"""The pages of a PDF as small pictures, rendered in the background when a list asks for them."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

from gui.words import tr

Index = QModelIndex | QPersistentModelIndex

WIDTH = 104
_SCALE = 2


class PdfPagesModel(QAbstractListModel):
    """One row a page; a picture appears when it is ready."""

    def __init__(self, document: QPdfDocument) -> None:
        super().__init__()
        self._document = document
        self._pictures: dict[int, QPixmap] = {}
        self._asked: dict[int, int] = {}
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(document)
        self._renderer.pageRendered.connect(self._on_rendered)
        document.statusChanged.connect(lambda _status: self.refresh())

    def refresh(self) -> None:
        """Forget the pictures of an earlier document."""
        self.beginResetModel()
        self._pictures.clear()
        self._asked.clear()
        self.endResetModel()

    def size(self, page: int) -> QSize:
        """Return the size of a page's picture in logical pixels."""
        points = self._document.pagePointSize(page)
        ratio = points.height() / points.width() if points.width() else 1.414
        return QSize(WIDTH, int(WIDTH * ratio))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Return the number of pages."""
        ready = self._document.status() == QPdfDocument.Status.Ready
        return 0 if parent.isValid() or not ready else self._document.pageCount()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | QPixmap | QSize | None:
        """Return the page's number, its picture when there is one, and what a screen reader says."""
        if not index.isValid():
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("Page {n}", n=page + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(page)
        if role == Qt.ItemDataRole.SizeHintRole:
            return self.size(page) + QSize(16, 34)
        return None

    def _picture(self, page: int) -> QPixmap:
        if page in self._pictures:
            return self._pictures[page]
        if page not in self._asked:
            self._asked[page] = self._renderer.requestPage(page, self.size(page) * _SCALE)
        blank = QPixmap(self.size(page))
        blank.fill(Qt.GlobalColor.white)
        return blank

    def _on_rendered(self, page: int, _size: QSize, image: QImage, _options: object, request: int) -> None:
        if self._asked.get(page) != request:
            return
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
        picture = QPixmap.fromImage(flat)
        picture.setDevicePixelRatio(_SCALE)
        self._pictures[page] = picture
        self.dataChanged.emit(self.index(page, 0), self.index(page, 0))
