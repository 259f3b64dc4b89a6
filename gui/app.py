"""Starts the window: arguments, application object, fonts, theme, first page."""

import argparse
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from gui import fonts
from gui.main_window import MainWindow, start
from gui.theme import Theme
from gui.tokens import THEMES
from gui.words import tr


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
    made.setStyle("Fusion")
    fonts.load()
    return made


def report_bug(
    window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say in the window that something of ours went wrong; every edit before it is in the file already."""
    details = "".join(traceback.format_exception(kind, error, trace))
    print(details, file=sys.stderr)
    window.say(
        tr("This is a bug in Sightline: what you just did may not have worked."),
        tr("Everything before it is kept. Copy the details and report them."),
        details,
    )


def main(argv: Sequence[str]) -> int:
    """Run the window until it is closed and return the exit code."""
    arguments = _arguments(argv)
    app = application()
    window = MainWindow(Theme(app, arguments.theme))
    sys.excepthook = partial(report_bug, window)
    path: Path | None = arguments.path
    if path is not None and not path.exists():
        start(window, None)
        window.say(tr("{path} does not exist.", path=path), tr("Choose a repository or an audit file."))
    else:
        start(window, path)
    return app.exec()
