"""What the window remembers between runs, by name; nothing of an audit is kept here but paths of its file."""

import uuid
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings

from core.model.judgement import Actor
from gui.fonts import SCALES

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


def _text(name: str, default: str = "") -> str:
    """Return a remembered text; what is there but no text, in a damaged file, counts as not there."""
    value = _settings().value(name, default)
    return value if isinstance(value, str) else default


def _texts(name: str) -> tuple[str, ...] | None:
    """Return remembered texts, None when there are none."""
    value = _settings().value(name)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(text for text in value if isinstance(text, str) and text) if isinstance(value, list) else None


def theme() -> str:
    """Return the name of the remembered theme, empty when none was chosen."""
    return _text("window/theme")


def set_theme(name: str) -> None:
    """Remember the theme."""
    _settings().setValue("window/theme", name)


def font_scale() -> int:
    """Return the remembered font scale in percent, 100 when none was chosen."""
    kept = _text("window/font-scale")
    return int(kept) if kept in {str(scale) for scale in SCALES} else 100


def set_font_scale(percent: int) -> None:
    """Remember the font scale."""
    _settings().setValue("window/font-scale", str(percent))


def logo() -> str:
    """Return the path of the image for the cover of reports, empty for none."""
    return _text("branding/logo")


def set_logo(path: str) -> None:
    """Remember the image for the cover of reports."""
    _settings().setValue("branding/logo", path)


def shortcuts(action: str) -> tuple[str, ...] | None:
    """Return the keys that the person gave to an action (none at all is possible), None when they left it alone."""
    return _texts(f"shortcuts/{action}")


def set_shortcuts(action: str, keys: tuple[str, ...] | None) -> None:
    """Remember the keys of an action; None goes back to those of the product."""
    if keys is None:
        _settings().remove(f"shortcuts/{action}")
    else:
        _settings().setValue(f"shortcuts/{action}", list(keys) if len(keys) > 1 else "".join(keys))


def latest(name: str) -> tuple[str, ...]:
    """Return a remembered list of what was used last, latest first."""
    return _texts(f"latest/{name}") or ()


def add_latest(name: str, text: str, most: int = 12) -> None:
    """Put a text first in a remembered list."""
    _settings().setValue(f"latest/{name}", [text, *(t for t in latest(name) if t != text)][:most])


def state(name: str) -> QByteArray | None:
    """Return a remembered geometry or splitter state."""
    value = _settings().value(f"window/{name}")
    return value if isinstance(value, QByteArray) else None


def set_state(name: str, value: QByteArray) -> None:
    """Remember a geometry or splitter state."""
    _settings().setValue(f"window/{name}", value)


def flag(name: str, default: bool) -> bool:
    """Return a remembered switch."""
    kept = _text(f"window/{name}")
    return kept == "true" if kept in ("true", "false") else default


def set_flag(name: str, on: bool) -> None:
    """Remember a switch."""
    _settings().setValue(f"window/{name}", "true" if on else "false")


def actor() -> Actor | None:
    """Return who works here, as they named themselves, or None before the first audit."""
    name = _text("actor/name")
    if not name:
        return None
    identity, organisation, role = _text("actor/id"), _text("actor/organisation"), _text("actor/role")
    return Actor(identity, name, organisation, role) if identity else set_actor(name, organisation, role)


def set_actor(name: str, organisation: str = "", role: str = "") -> Actor:
    """Remember who works here and return them; their id is given once and for good."""
    kept = _settings()
    identity = _text("actor/id") or str(uuid.uuid4())
    for field, value in (("id", identity), ("name", name), ("organisation", organisation), ("role", role)):
        kept.setValue(f"actor/{field}", value)
    return Actor(identity, name, organisation, role)


def recent() -> tuple[Recent, ...]:
    """Return the audit files opened before, latest first."""
    kept = _settings()
    found: list[Recent] = []
    for row in range(min(kept.beginReadArray("recent"), _MOST_RECENT)):
        kept.setArrayIndex(row)
        made = Recent(*(str(kept.value(name, "") or "") for name in Recent.__slots__))
        if made.path:
            found.append(made)
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
