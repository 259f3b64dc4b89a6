"""What the window remembers between runs, by name; nothing of an audit is kept here but paths of its file."""

import uuid
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings

from core.model.judgement import Actor

_MOST_RECENT = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """An audit file that was open before."""

    path: str
    title: str
    repository: str
    reviewed: str
    opened_at: str


def _settings() -> QSettings:
    return QSettings()


def theme() -> str:
    """Return the name of the remembered theme, empty when none was chosen."""
    return str(_settings().value("window/theme", ""))


def set_theme(name: str) -> None:
    """Remember the theme."""
    _settings().setValue("window/theme", name)


def state(name: str) -> QByteArray | None:
    """Return a remembered geometry or splitter state."""
    value = _settings().value(f"window/{name}")
    return value if isinstance(value, QByteArray) else None


def set_state(name: str, value: QByteArray) -> None:
    """Remember a geometry or splitter state."""
    _settings().setValue(f"window/{name}", value)


def flag(name: str, default: bool) -> bool:
    """Return a remembered switch."""
    return str(_settings().value(f"window/{name}", "true" if default else "false")) == "true"


def set_flag(name: str, on: bool) -> None:
    """Remember a switch."""
    _settings().setValue(f"window/{name}", "true" if on else "false")


def actor() -> Actor | None:
    """Return who works here, as they named themselves, or None before the first audit."""
    kept = _settings()
    name = str(kept.value("actor/name", ""))
    if not name:
        return None
    return Actor(
        str(kept.value("actor/id", "")),
        name,
        str(kept.value("actor/organisation", "")),
        str(kept.value("actor/role", "")),
    )


def set_actor(name: str, organisation: str = "", role: str = "") -> Actor:
    """Remember who works here and return them; their id is given once and for good."""
    kept = _settings()
    identity = str(kept.value("actor/id", "")) or str(uuid.uuid4())
    for field, value in (("id", identity), ("name", name), ("organisation", organisation), ("role", role)):
        kept.setValue(f"actor/{field}", value)
    return Actor(identity, name, organisation, role)


def recent() -> tuple[Recent, ...]:
    """Return the audit files opened before, latest first."""
    kept = _settings()
    found: list[Recent] = []
    for row in range(kept.beginReadArray("recent")):
        kept.setArrayIndex(row)
        found.append(Recent(*(str(kept.value(name, "")) for name in Recent.__slots__)))
    kept.endArray()
    return tuple(found)


def _keep(rows: tuple[Recent, ...]) -> None:
    kept = _settings()
    kept.remove("recent")
    kept.beginWriteArray("recent", len(rows))
    for index, row in enumerate(rows):
        kept.setArrayIndex(index)
        for name in Recent.__slots__:
            kept.setValue(name, getattr(row, name))
    kept.endArray()


def add_recent(row: Recent) -> None:
    """Put an audit file first among the recent ones."""
    _keep((row, *(r for r in recent() if r.path != row.path))[:_MOST_RECENT])


def forget_recent(path: str) -> None:
    """Take an audit file from the list; the file itself stays."""
    _keep(tuple(r for r in recent() if r.path != path))
