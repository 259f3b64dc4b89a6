"""About Sightline: version, licence, and the notices of what it is built from."""

import sys
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit

from core import assets
from core.errors import SightlineError
from core.version import product_version
from gui import fonts
from gui.dialogs.framed import Framed
from gui.shell import Shell
from gui.views.blocks import Field
from gui.views.parts import label
from gui.words import tr

PARTS: tuple[tuple[str, str, str], ...] = (
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    ("weasyprint", "WeasyPrint", "BSD-3-Clause"),
    ("pikepdf", "pikepdf", "MPL-2.0"),
    ("pyhanko", "pyHanko", "MIT"),
    ("cryptography", "cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("sqlmodel", "SQLModel", "MIT"),
    ("pydantic", "pydantic", "MIT"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("rfc8785", "rfc8785", "Apache-2.0"),
    ("GitPython", "GitPython", "BSD-3-Clause"),
    ("PyYAML", "PyYAML", "MIT"),
    ("Markdown", "Python-Markdown", "BSD-3-Clause"),
    ("markdown-it-py", "markdown-it-py", "MIT"),
    ("nh3", "nh3", "MIT"),
    ("Jinja2", "Jinja", "BSD-3-Clause"),
    ("Pygments", "Pygments", "BSD-2-Clause"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("tree-sitter", "tree-sitter", "MIT"),
    ("tree-sitter-hcl", "tree-sitter-hcl", "Apache-2.0"),
    ("google-re2", "RE2", "BSD-3-Clause"),
    ("tqdm", "tqdm", "MPL-2.0 and MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("tzdata", "tzdata", "Apache-2.0"),
)
"""Distribution, name and licence of each library that the product uses."""

_SHIPPED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Inter (typeface)", ("resources", "fonts", "Inter-LICENSE.txt")),
    ("JetBrains Mono (typeface)", ("resources", "fonts", "JetBrainsMono-LICENSE.txt")),
    ("Lucide (icons)", ("resources", "icons", "LICENSE-lucide.txt")),
)
"""Works whose licence text lies beside their files."""

_QT = (
    "Qt and Qt for Python are used under the GNU Lesser General Public License, version 3. They are separate shared "
    "libraries that you may replace by your own build; their source is offered by The Qt Company at download.qt.io. "
    "The PDF view contains PDFium (BSD-3-Clause). “Qt” is a trademark of The Qt Company.\n"
)


def notices() -> str:
    """Return the notices of everything that the product is built from, as text."""
    lines = [_QT]
    for distribution, name, licence in PARTS:
        try:
            found = version(distribution)
        except PackageNotFoundError:
            continue  # not installed on this platform
        lines.append(f"{name} {found}: {licence}")
    for name, place in _SHIPPED:
        try:
            text = assets.read_text(*place)
        except SightlineError:
            continue
        lines.append(f"\n{'-' * 72}\n{name}\n{'-' * 72}\n{text.strip()}")
    return "\n".join(lines)


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
