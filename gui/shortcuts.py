"""The keys in force: those of the table of actions, unless the person gave others or switched single keys off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from gui import settings

if TYPE_CHECKING:
    from gui.actions import Action

SINGLE = "single-keys"
"""Name of the switch for keys that are one letter, digit or sign (WCAG 2.2, 2.1.4)."""
_TIP, _OF = "tip_words", "tip_action"


def single_keys() -> bool:
    """Tell whether single letters, digits and signs act as shortcuts."""
    return settings.flag(SINGLE, True)


def is_single(key: str) -> bool:
    """Tell whether a shortcut is one letter, digit or sign without Ctrl, Alt or Meta."""
    return len(key.removeprefix("Shift+")) == 1


def chosen(action: Action) -> tuple[str, ...]:
    """Return the keys of an action as the person or the table gives them, single keys included."""
    kept = settings.shortcuts(action.id)
    return action.keys if kept is None else kept


def keys_of(action: Action) -> tuple[str, ...]:
    """Return the keys of an action that are in force."""
    keys = chosen(action)
    return keys if single_keys() else tuple(key for key in keys if not is_single(key))


def native(key: str) -> str:
    """Return a shortcut as this system prints it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def owners(actions: tuple[Action, ...], key: str, besides: str) -> tuple[Action, ...]:
    """Return the actions other than `besides` (an id) that already have a key, where both could be meant."""
    from gui.actions import PAGE_OF, action

    wanted, page = QKeySequence(key), PAGE_OF.get(action(besides).scope)
    return tuple(
        other
        for other in actions
        if other.id != besides and (page is None or PAGE_OF.get(other.scope, page) == page)
        if any(QKeySequence(k) == wanted for k in chosen(other))
    )


def tip(widget: QWidget, words: str, action_id: str) -> None:
    """Give a control a tool tip that ends with the key of an action, whatever that is at the time."""
    widget.setProperty(_TIP, words)
    widget.setProperty(_OF, action_id)
    _show_tip(widget)


def show_everywhere() -> None:
    """Bring tool tips and hints up to date after keys have changed; a widget with hints has a method `show_keys`."""
    for widget in QApplication.allWidgets():
        if (show := getattr(widget, "show_keys", None)) is not None:
            show()
        if widget.property(_OF):
            _show_tip(widget)


def _show_tip(widget: QWidget) -> None:
    from gui.actions import action

    keys = keys_of(action(str(widget.property(_OF))))
    words = str(widget.property(_TIP))
    widget.setToolTip(f"{words}  ({native(keys[0])})" if keys else words)
