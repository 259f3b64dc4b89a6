"""About Sightline: version, licence, and the notices of what it is built from."""

import sys

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit

from core.version import product_version
from gui import fonts
from gui.dialogs.framed import Framed
from gui.models.notices import notices
from gui.shell import Shell
from gui.views.blocks import Field
from gui.views.parts import label
from gui.words import tr


class AboutDialog(Framed):
    """Says what this is, and thanks."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            tr("About Sightline"),
            tr("Audits how software is built and run. Works offline: no account, no telemetry, no network call."),
            width=680,
        )
        runs = tr(
            "Version {v}, Python {python}, Qt {qt}",
            v=product_version(),
            python=".".join(map(str, sys.version_info[:3])),
            qt=qVersion(),
        )
        self.body.addWidget(label(runs))
        self.body.addWidget(label(tr("Sightline is free software under the Apache License, version 2.0."), "muted"))
        text = QPlainTextEdit(notices())
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setProperty("look", "field")
        text.setFont(fonts.code(fonts.META))
        text.setMinimumHeight(320)
        self.body.addWidget(Field(tr("Third-party notices"), text), 1)
        self.close_button.setFocus()
