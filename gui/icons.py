"""Icons of the shipped Lucide set, drawn in the colour asked for."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from core import assets
from gui import fonts
from gui.theme import Theme

_SCALE = 2


@cache
def _source(name: str) -> str:
    return assets.read_text("resources", "icons", f"{name}.svg")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 18, stroke: float = 1.8) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels, sharp on screens of double density."""
    svg = _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    picture = QPixmap(QSize(size, size) * _SCALE)
    picture.setDevicePixelRatio(_SCALE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, colour: str, size: int = 18) -> QIcon:
    """Return an icon in one colour."""
    return QIcon(pixmap(name, colour, size))


class ButtonIcon(QObject):
    """Keeps a button's icon in a token's colour while themes change; `checked` is the token when pressed in."""

    def __init__(
        self, button: QAbstractButton, name: str, theme: Theme, colour: str = "text2", checked: str = "", size: int = 18
    ) -> None:
        super().__init__(button)
        self._button, self._name, self._theme = button, name, theme
        self._token, self._checked, self._size = colour, checked, size
        theme.changed.connect(self.refresh)
        if checked:
            button.toggled.connect(self.refresh)
        self.refresh()

    def show(self, name: str) -> None:
        """Show another icon from now on."""
        self._name = name
        self.refresh()

    def refresh(self) -> None:
        """Draw the icon again in the present colours."""
        size = fonts.scaled(self._size)
        self._button.setIconSize(QSize(size, size))
        token = self._checked if self._checked and self._button.isChecked() else self._token
        self._button.setIcon(icon(self._name, getattr(self._theme.tokens, token), size))
