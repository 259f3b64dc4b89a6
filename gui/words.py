"""The one door for words on the screen."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, /, **values: object) -> str:
    """Return a text in the window's language, its `{places}` filled."""
    translated = QCoreApplication.translate("sightline", text)
    return translated.format(**values) if values else translated
