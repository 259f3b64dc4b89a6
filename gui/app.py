"""Starts the window: arguments, application object, fonts, theme, first page."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui import fonts
from gui.main_window import MainWindow, start
from gui.theme import Theme
from gui.tokens import THEMES


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="sightline", description="Open the window, on a repository, an audit file or a PDF to verify."
    )
    parser.add_argument("path", nargs="?", type=Path, metavar="REPO | FILE.sightline | FILE.pdf")
    parser.add_argument("--theme", choices=[tokens.name for tokens in THEMES], default="")
    return parser.parse_args(list(argv))


def application() -> QApplication:
    """Return the application object with its names and fonts set."""
    made = QApplication.instance()
    if not isinstance(made, QApplication):
        made = QApplication(sys.argv[:1])
    made.setOrganizationName("Sightline")
    made.setApplicationName("sightline")
    made.setApplicationDisplayName("")  # the title is whole already; Qt would append the name once more
    fonts.load()
    return made


def main(argv: Sequence[str]) -> int:
    """Run the window until it is closed and return the exit code."""
    arguments = _arguments(argv)
    app = application()
    window = MainWindow(Theme(app, arguments.theme))
    path: Path | None = arguments.path
    if path is not None and not path.exists():
        start(window, None)
        window.say(f"{path} does not exist.", "Choose a repository or an audit file.")
    else:
        start(window, path)
    return app.exec()
