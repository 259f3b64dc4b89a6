"""Everything that can be done by key: one table, from which the shortcuts and the key sheet are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from gui import shortcuts
from gui.pages import MODES
from gui.words import tr

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Scope(StrEnum):
    """Where an action works."""

    WINDOW = "window"
    AUDIT = "audit"
    REVIEW = "review"
    DRILL = "drill"


PAGE_OF: dict[Scope, str] = {Scope.REVIEW: "review", Scope.DRILL: "drill"}
"""The page that must be in front, for actions that belong to one."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    Attributes:
        keys: shortcuts in Qt's words; the first is the one that hints show.
        shown: how the key sheet prints the keys when that is not just the shortcuts.
    """

    id: str
    text: str
    group: str
    scope: Scope
    keys: tuple[str, ...]
    handler: Callable[[MainWindow], object]
    shown: str = ""


def _level(number: int) -> Action:
    return Action(
        f"level-{number}",
        f"Choose level {number}",
        "Judge",
        Scope.REVIEW,
        (str(number),),
        lambda window: window.review().choose_level(number - 1),
        shown="1 – 9" if number == 1 else "",
    )


def _mode(number: int, page: str, title: str) -> Action:
    return Action(f"mode-{page}", title, "Go", Scope.AUDIT, (f"Alt+{number}",), lambda window: window.show_page(page))


ACTIONS: tuple[Action, ...] = (
    Action("next", "Next criterion", "Move", Scope.REVIEW, ("J",), lambda w: w.review().go(1), "J   ↓"),
    Action("previous", "Previous criterion", "Move", Scope.REVIEW, ("K",), lambda w: w.review().go(-1), "K   ↑"),
    Action("next-evidence", "Next evidence", "Move", Scope.REVIEW, ("]",), lambda w: w.review().step_evidence(1)),
    Action(
        "previous-evidence", "Previous evidence", "Move", Scope.REVIEW, ("[",), lambda w: w.review().step_evidence(-1)
    ),
    Action("filter", "Filter the criteria", "Move", Scope.REVIEW, ("/", "Ctrl+F"), lambda w: w.review().focus_filter()),
    Action("inspect", "Go to the inspector", "Move", Scope.REVIEW, (), lambda w: w.review().focus_inspector(), "Enter"),
    Action("back", "Back to the list", "Move", Scope.REVIEW, ("Esc",), lambda w: w.review().focus_list()),
    *(_level(number) for number in range(1, 10)),
    Action("clear", "Clear the judgement", "Judge", Scope.REVIEW, ("0",), lambda w: w.review().clear_level()),
    Action("confirm", "Confirm what the scan says", "Judge", Scope.REVIEW, ("C",), lambda w: w.review().confirm()),
    Action("arithmetic", "Show the arithmetic", "Judge", Scope.REVIEW, ("=",), lambda w: w.review().show_arithmetic()),
    Action(
        "same-answer",
        "Give the same answer where it is asked too",
        "Judge",
        Scope.REVIEW,
        ("G",),
        lambda w: w.review().same_answer(),
    ),
    Action("accept", "Accept and next", "Judge", Scope.REVIEW, ("Ctrl+Return",), lambda w: w.review().accept()),
    Action("skip", "Skip", "Judge", Scope.REVIEW, ("S",), lambda w: w.review().skip()),
    Action("override", "Write the justification", "Judge", Scope.REVIEW, ("O",), lambda w: w.review().write_reason()),
    Action("note", "Write a note", "Judge", Scope.REVIEW, ("N",), lambda w: w.review().write_note()),
    Action("attach", "Attach a file", "Judge", Scope.REVIEW, ("E",), lambda w: w.review().attach()),
    Action(
        "paste", "Attach what the clipboard holds", "Judge", Scope.REVIEW, ("Ctrl+V",), lambda w: w.review().paste()
    ),
    Action(
        "not-applicable",
        "Not applicable, or applicable again",
        "Judge",
        Scope.REVIEW,
        ("X",),
        lambda w: w.review().toggle_not_applicable(),
    ),
    Action("drill", "Start or stop the drill", "Fire drill", Scope.DRILL, (), lambda w: w.drill().toggle(), "Space"),
    Action("drill-step", "End a step", "Fire drill", Scope.DRILL, ("L",), lambda w: w.drill().focus_lap()),
    Action(
        "drill-observation",
        "Write an observation",
        "Fire drill",
        Scope.DRILL,
        ("W",),
        lambda w: w.drill().focus_observation(),
    ),
    Action("time-command", "Time a command", "Measure", Scope.AUDIT, (), lambda w: w.show_dialog("time-command")),
    Action("enter-number", "Enter a number", "Measure", Scope.AUDIT, (), lambda w: w.show_dialog("enter-number")),
    Action("undo", "Undo", "Edit", Scope.AUDIT, ("Ctrl+Z",), lambda w: w.controller.undo()),
    Action("redo", "Redo", "Edit", Scope.AUDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), lambda w: w.controller.redo()),
    *(_mode(number, page.id, page.title) for number, page in enumerate(MODES, 1)),
    Action("next-pane", "Next pane", "Go", Scope.WINDOW, ("F6",), lambda w: w.next_pane(1)),
    Action("previous-pane", "Previous pane", "Go", Scope.WINDOW, ("Shift+F6",), lambda w: w.next_pane(-1)),
    Action("new", "New audit", "File", Scope.WINDOW, ("Ctrl+N",), lambda w: w.show_dialog("new-audit")),
    Action("open", "Open an audit", "File", Scope.WINDOW, ("Ctrl+O",), lambda w: w.choose_audit()),
    Action("verify", "Verify a PDF", "File", Scope.WINDOW, ("Ctrl+Shift+V",), lambda w: w.show_dialog("verify")),
    Action(
        "export", "Sign and export the report", "File", Scope.AUDIT, ("Ctrl+E", "Ctrl+Shift+E"), lambda w: w.export()
    ),
    Action("close", "Close the audit", "File", Scope.AUDIT, ("Ctrl+W",), lambda w: w.close_audit()),
    Action("quit", "Quit", "File", Scope.WINDOW, ("Ctrl+Q",), lambda w: w.close()),
    Action("theme", "Next theme", "Window", Scope.WINDOW, ("Ctrl+Shift+T",), lambda w: w.theme.next()),
    Action("palette", "Find anything", "Go", Scope.WINDOW, ("Ctrl+K",), lambda w: w.show_palette()),
    Action("settings", "Settings", "Window", Scope.WINDOW, ("Ctrl+,",), lambda w: w.show_page("settings")),
    Action("help", "Help for what is in front", "Window", Scope.WINDOW, ("F1",), lambda w: w.show_help()),
    Action("keys", "All keys", "Window", Scope.WINDOW, ("?",), lambda w: w.show_dialog("keys")),
    Action("about", "About Sightline", "Window", Scope.WINDOW, ("Shift+F1",), lambda w: w.show_dialog("about")),
)


def keys_shown(action: Action) -> str:
    """Return the keys of an action that are in force, as the key sheet prints them."""
    keys = shortcuts.keys_of(action)
    if action.shown and keys == action.keys:
        return action.shown
    return "   ".join(shortcuts.native(key) for key in keys)


def action(action_id: str) -> Action:
    """Return one row of the table.

    Raises:
        KeyError: when the table has none of that id.
    """
    for found in ACTIONS:
        if found.id == action_id:
            return found
    raise KeyError(action_id)


def install(window: MainWindow) -> dict[str, QAction]:
    """Put every action on the window and return them by id."""
    made: dict[str, QAction] = {}
    for action in ACTIONS:
        qt_action = QAction(tr(action.text), window)
        qt_action.setObjectName(action.id)
        qt_action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        qt_action.setAutoRepeat(action.id in ("next", "previous", "next-evidence", "previous-evidence"))
        qt_action.triggered.connect(lambda _checked=False, run=action.handler: run(window))
        window.addAction(qt_action)
        made[action.id] = qt_action
    set_keys(made)
    return made


def set_keys(actions: dict[str, QAction]) -> None:
    """Put the keys in force on the actions, and into every tool tip that names one."""
    for action in ACTIONS:
        actions[action.id].setShortcuts([QKeySequence(key) for key in shortcuts.keys_of(action)])
    shortcuts.show_everywhere()


def enable(actions: dict[str, QAction], audit_open: bool, page: str) -> None:
    """Switch the actions on that make sense now."""
    for action in ACTIONS:
        wanted = action.scope is Scope.WINDOW or audit_open
        actions[action.id].setEnabled(wanted and PAGE_OF.get(action.scope, page) == page)
