"""The one door to files we ship: rubrics, templates, fonts, icons, help.

In a checkout they lie beside the packages; in an installed wheel in `sightline_assets`; in a frozen bundle in the
bundle's folder.
"""

import os
import sys
from functools import cache
from pathlib import Path

from core.errors import ExitCode, SightlineError


class AssetMissing(SightlineError):
    """A file that the product ships is not there: a broken installation."""

    exit_code = ExitCode.OUR_FAULT


@cache
def root() -> Path:
    """Return the folder that holds `rubrics/` and `resources/`."""
    beside = Path(__file__).resolve().parent.parent
    frozen = getattr(sys, "_MEIPASS", None)
    for candidate in (Path(frozen) if frozen else beside, beside, beside / "sightline_assets"):
        if (candidate / "rubrics").is_dir() and (candidate / "resources").is_dir():
            return candidate
    raise AssetMissing("The files that Sightline ships are missing.", "Install Sightline again.")


def path(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    Raises:
        AssetMissing: when it is not there.
    """
    found = root().joinpath(*parts)
    if not found.exists():
        raise AssetMissing(f"The shipped file {'/'.join(parts)} is missing.", "Install Sightline again.")
    return found


def read_text(*parts: str) -> str:
    """Return a shipped text file."""
    return path(*parts).read_text(encoding="utf-8")


def read_bytes(*parts: str) -> bytes:
    """Return a shipped file."""
    return path(*parts).read_bytes()


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the sorted file names in a shipped folder that end in `suffix`."""
    return tuple(sorted(p.name for p in path(*folder.split("/")).iterdir() if p.name.endswith(suffix)))


def use_shipped_fonts() -> None:
    """Point fontconfig at our fonts alone, so that a page looks the same on every laptop.

    Must be called before a library that loads fontconfig is imported.
    """
    os.environ["FONTCONFIG_FILE"] = str(path("resources", "fonts", "fonts.conf"))
