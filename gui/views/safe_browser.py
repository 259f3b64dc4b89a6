"""A text browser for words from elsewhere: loads nothing, opens nothing."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTextBrowser

from gui import fonts


class SafeBrowser(QTextBrowser):
    """Rich text without resources: an image or a link in it can reach neither disk nor network."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        font = QFont(fonts.ui())
        font.setFeature(QFont.Tag("calt"), 0)  # patterns and paths must show the characters that are there
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(2)
        self.document().setIndentWidth(16)
        self.setAccessibleName(name)

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """Load nothing."""
        return
