"""The third-party notices: every library, typeface and icon that the product runs with, its licence and its text."""

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import PurePosixPath

from core import assets
from core.errors import SightlineError

PARTS: tuple[tuple[str, str, str], ...] = (
    ("PySide6-Essentials", "Qt for Python, Essentials", "LGPL-3.0"),
    ("PySide6-Addons", "Qt for Python, Addons (Qt PDF)", "LGPL-3.0"),
    ("shiboken6", "Shiboken", "LGPL-3.0"),
    ("aiohappyeyeballs", "aiohappyeyeballs", "PSF-2.0"),
    ("aiohttp", "aiohttp", "Apache-2.0 and MIT"),
    ("aiosignal", "aiosignal", "Apache-2.0"),
    ("annotated-types", "annotated-types", "MIT"),
    ("asn1crypto", "asn1crypto", "MIT"),
    ("attrs", "attrs", "MIT"),
    ("brotli", "Brotli", "MIT"),
    ("brotlicffi", "brotlicffi", "MIT"),
    ("certifi", "certifi", "MPL-2.0"),
    ("cffi", "CFFI", "MIT-0"),
    ("colorama", "colorama", "BSD-3-Clause"),
    ("cryptography", "cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("cssselect2", "cssselect2", "BSD-3-Clause"),
    ("defusedxml", "defusedxml", "PSF-2.0"),
    ("et-xmlfile", "et_xmlfile", "MIT"),
    ("fonttools", "fontTools", "MIT"),
    ("frozenlist", "frozenlist", "Apache-2.0"),
    ("gitdb", "gitdb", "BSD-3-Clause"),
    ("GitPython", "GitPython", "BSD-3-Clause"),
    ("google-re2", "RE2", "BSD-3-Clause"),
    ("idna", "idna", "BSD-3-Clause"),
    ("Jinja2", "Jinja", "BSD-3-Clause"),
    ("lxml", "lxml", "BSD-3-Clause"),
    ("Markdown", "Python-Markdown", "BSD-3-Clause"),
    ("markdown-it-py", "markdown-it-py", "MIT"),
    ("MarkupSafe", "MarkupSafe", "BSD-3-Clause"),
    ("mdurl", "mdurl", "MIT"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("multidict", "multidict", "Apache-2.0"),
    ("nh3", "nh3", "MIT"),
    ("openpyxl", "openpyxl", "MIT"),
    ("oscrypto", "oscrypto", "MIT"),
    ("packaging", "packaging", "Apache-2.0 or BSD-2-Clause"),
    ("pikepdf", "pikepdf", "MPL-2.0"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("platformdirs", "platformdirs", "MIT"),
    ("propcache", "propcache", "Apache-2.0"),
    ("pycparser", "pycparser", "BSD-3-Clause"),
    ("pydantic", "pydantic", "MIT"),
    ("pydantic-core", "pydantic-core", "MIT"),
    ("pydyf", "pydyf", "BSD-3-Clause"),
    ("Pygments", "Pygments", "BSD-2-Clause"),
    ("pyhanko", "pyHanko", "MIT"),
    ("pyhanko-certvalidator", "pyhanko-certvalidator", "MIT"),
    ("pyphen", "Pyphen", "MPL-1.1 (chosen of GPL-2.0+, LGPL-2.0+ and MPL-1.1)"),
    ("PyYAML", "PyYAML", "MIT"),
    ("rfc8785", "rfc8785", "Apache-2.0"),
    ("smmap", "smmap", "BSD-3-Clause"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("sqlmodel", "SQLModel", "MIT"),
    ("tinycss2", "tinycss2", "BSD-3-Clause"),
    ("tinyhtml5", "tinyhtml5", "MIT"),
    ("tqdm", "tqdm", "MPL-2.0 and MIT"),
    ("tree-sitter", "tree-sitter", "MIT"),
    ("tree-sitter-hcl", "tree-sitter-hcl", "Apache-2.0"),
    ("typing-extensions", "typing_extensions", "PSF-2.0"),
    ("typing-inspection", "typing-inspection", "MIT"),
    ("tzdata", "tzdata", "Apache-2.0"),
    ("tzlocal", "tzlocal", "MIT"),
    ("uritools", "uritools", "MIT"),
    ("weasyprint", "WeasyPrint", "BSD-3-Clause"),
    ("webencodings", "webencodings", "BSD-3-Clause"),
    ("yarl", "yarl", "Apache-2.0"),
    ("zopfli", "zopfli", "Apache-2.0"),
)
"""Distribution, name and licence of each library that the product runs with, those of other systems included."""

_SHIPPED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("LGPL-3.0 (Qt, Qt for Python, Shiboken)", ("resources", "licences", "LGPL-3.0.txt")),
    ("GPL-3.0 (which the LGPL builds on)", ("resources", "licences", "GPL-3.0.txt")),
    ("Inter (typeface)", ("resources", "fonts", "Inter-LICENSE.txt")),
    ("JetBrains Mono (typeface)", ("resources", "fonts", "JetBrainsMono-LICENSE.txt")),
    ("Lucide (icons)", ("resources", "icons", "LICENSE-lucide.txt")),
)
"""Texts that no distribution brings: licences of Qt, of typefaces and of icons."""

_QT = (
    "Qt and Qt for Python are used under the GNU Lesser General Public License, version 3. They are separate shared "
    "libraries that you may replace by your own build; their source is offered by The Qt Company at download.qt.io. "
    "The PDF view contains PDFium (BSD-3-Clause). “Qt” is a trademark of The Qt Company.\n"
)
_TEXTS = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")
_RULE = "-" * 72


def notices() -> str:
    """Return the notices as text: first the list, then the licence texts that come with each part."""
    listed, texts = [_QT], []
    for name, licence, found in _installed():
        listed.append(f"{name} {found.version}: {licence}")
        texts += [f"\n{_RULE}\n{name}, {place}\n{_RULE}\n{text}" for place, text in _texts(found)]
    for name, place in _SHIPPED:
        try:
            text = assets.read_text(*place)
        except SightlineError:
            continue
        listed.append(name)
        texts.append(f"\n{_RULE}\n{name}\n{_RULE}\n{text.strip()}")
    return "\n".join([*listed, *texts])


def _installed() -> Iterator[tuple[str, str, Distribution]]:
    for wanted, name, licence in PARTS:
        try:
            yield name, licence, distribution(wanted)
        except PackageNotFoundError:
            continue  # not installed on this platform


def _texts(found: Distribution) -> Iterator[tuple[str, str]]:
    """Yield name and text of the licence files that a distribution brings."""
    for file in found.files or ():
        place = PurePosixPath(str(file))
        if ".dist-info" in place.parts[0] and place.name.upper().startswith(_TEXTS):
            try:
                yield place.name, file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                continue
