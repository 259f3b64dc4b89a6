"""What is offered again next time: repositories, folders, identity files, known signers. Never a passphrase."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings

from gui import settings

_MOST = 12


def _texts(name: str) -> tuple[str, ...]:
    value = QSettings().value(name, [])
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def repositories() -> tuple[str, ...]:
    """Return the repositories that were audited, latest first."""
    return _texts("recent-repositories")


def add_repository(path: str) -> None:
    """Put a repository first among those offered."""
    QSettings().setValue("recent-repositories", [path, *(p for p in repositories() if p != path)][:_MOST])


def folder() -> str:
    """Return the folder in which the last audit was saved, or the home folder."""
    kept = str(QSettings().value("audit-folder", ""))
    return kept if kept and Path(kept).is_dir() else str(Path.home())


def set_folder(path: str) -> None:
    """Remember where audits are saved."""
    QSettings().setValue("audit-folder", path)


def identity() -> str:
    """Return the identity file that signed last, empty when there is none."""
    kept = str(QSettings().value("identity-file", ""))
    return kept if kept and Path(kept).is_file() else ""


def set_identity(path: str) -> None:
    """Remember the identity file (its place, never its passphrase)."""
    QSettings().setValue("identity-file", path)


def signers() -> tuple[str, ...]:
    """Return the fingerprints of the signers that the auditor said to know."""
    return _texts("known-signers")


def trust(fingerprint: str) -> None:
    """Remember a signer's certificate as known."""
    QSettings().setValue("known-signers", [*(f for f in signers() if f != fingerprint), fingerprint])


def distrust(fingerprint: str) -> None:
    """Forget a signer's certificate."""
    QSettings().setValue("known-signers", [f for f in signers() if f != fingerprint])


def locate(old: str, new: str) -> None:
    """Say that a recent audit file now lies elsewhere; its place in the list stays."""
    rows = [r for r in settings.recent() if r.path != new]
    for row in reversed(rows):
        settings.add_recent(replace(row, path=new) if row.path == old else row)
    settings.forget_recent(old)
