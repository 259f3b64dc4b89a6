"""The frame: titles, themes, saving, accessible names, the tables of pages and actions."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui import settings
from gui.actions import ACTIONS, PAGE_OF, keys_shown
from gui.dialogs.key_sheet import groups
from gui.main_window import MainWindow
from gui.models.row_list import RowList
from gui.pages import DIALOGS, MODES, PAGES, load
from gui.theme import Theme
from gui.tokens import THEMES
from gui.views.workspace import Workspace
from tests.helpers.example_audit import example_audit


def test_the_title_names_the_audit(review: Workspace, window: MainWindow) -> None:
    assert window.windowTitle() == "Example Shop 2026 - Sightline"


def test_the_theme_is_remembered(window: MainWindow, theme: Theme) -> None:
    seen = [theme.tokens.name]
    for _ in THEMES:
        theme.next()
        seen.append(theme.tokens.name)
    assert seen == ["light", "dark", "contrast", "light"]
    theme.use("dark")
    assert settings.theme() == "dark"


@pytest.mark.parametrize("name", [tokens.name for tokens in THEMES])
def test_the_review_paints_in_every_theme(review: Workspace, window: MainWindow, name: str) -> None:
    window.theme.use(name)
    image = window.grab().toImage()
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(0, image.width(), 3)}
    assert len(colours) > 3


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_every_control_has_a_name(review: Workspace, window: MainWindow, page: str) -> None:
    window.show_page(page)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView)
    nameless = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, kinds) or widget.window() is not window:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_every_row_can_be_heard(review: Workspace, window: MainWindow) -> None:
    models = [view.model() for view in window.findChildren(QAbstractItemView)]
    lists = [model for model in models if isinstance(model, RowList)]
    assert len(lists) == 2
    assert all(row.spoken for model in lists for row in model.rows)


def test_saving_is_shown(review: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    indicator = window.top_bar.saving
    window.controller.save_state_changed.emit("saving", "")
    assert indicator._words.text() == "Saving"
    window.controller.save_state_changed.emit("failed", "disk full")
    assert indicator._words.text() == "Not saved: disk full"
    assert not indicator._retry.isHidden() and not indicator._copy.isHidden()
    window.controller.save_state_changed.emit("saved", "")
    assert indicator._words.text() == "Saved"
    assert indicator._retry.isHidden()


def test_an_edit_ends_up_saved(review: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(
        window.controller.save_state_changed, check_params_cb=lambda state, _message: state == "saved", timeout=10000
    ):
        review.choose_level(2)


def test_closing_commits_what_is_typed(review: Workspace, window: MainWindow) -> None:
    from core.workflows.open import open_audit

    path = window.controller.audit_or_fail.path
    key = review.inspector.key
    review.inspector.note.setPlainText("Typed a moment ago.")
    assert window.controller.close()
    with open_audit(path) as again:
        assert again.audit.notes == {key: "Typed a moment ago."}


def test_a_recent_audit_is_remembered(review: Workspace, window: MainWindow) -> None:
    (recent,) = settings.recent()
    assert (recent.title, recent.path) == ("Example Shop 2026", str(window.controller.audit_or_fail.path))


def test_modes_need_an_audit(window: MainWindow, tmp_path: Path) -> None:
    window.show_page("review")
    assert window.page == ""
    assert window.rail.isHidden()
    window.controller.adopt(example_audit(tmp_path))
    assert not window.rail.isHidden()
    window.show_page("review")
    assert window.page == "review"


def test_the_rail_follows_and_leads(review: Workspace, window: MainWindow) -> None:
    buttons = window.rail._buttons
    assert [page for page, button in buttons.items() if button.isChecked()] == ["review"]
    buttons["processes"].toggle()
    assert window.page == "processes"
    window.actions_by_id["mode-review"].trigger()
    assert [page for page, button in buttons.items() if button.isChecked()] == ["review"]


@pytest.mark.parametrize("factory", [*(page.factory for page in PAGES), *DIALOGS.values()])
def test_every_page_and_dialog_exists(factory: str) -> None:
    assert issubclass(load(factory), QWidget)  # type: ignore[arg-type]


def test_no_key_is_given_twice() -> None:
    counted = Counter(key for action in ACTIONS for key in action.keys)
    assert [key for key, times in counted.items() if times > 1] == []
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_single_letters_only_act_on_a_page_of_their_own() -> None:
    letters = [action for action in ACTIONS for key in action.keys if len(key) == 1 and key.isalnum()]
    assert {action.scope for action in letters} == set(PAGE_OF)


def test_the_key_sheet_shows_every_action_once() -> None:
    shown = Counter(text for found in groups().values() for _, text in found)
    levels = {f"level-{n}" for n in range(1, 10)}
    wanted = {a.text for a in ACTIONS if keys_shown(a) and a.id not in levels} | {"Choose a level"}
    assert {text for text in wanted if shown[text] != 1} == set()


def test_letters_do_nothing_outside_the_review(review: Workspace, window: MainWindow) -> None:
    window.show_page("processes")
    assert not window.actions_by_id["level-1"].isEnabled()
    assert window.actions_by_id["undo"].isEnabled()
    modes = [page.id for page in MODES]
    assert (modes[:4], modes[-1]) == (["dashboard", "review", "findings", "roadmap"], "report")


def test_another_audit_replaces_the_one_that_is_shown(review: Workspace, window: MainWindow, tmp_path: Path) -> None:
    review.choose_level(2)
    first = window.controller.audit_or_fail
    folder = tmp_path / "another"
    folder.mkdir()
    window.controller.adopt(example_audit(folder))
    assert window.controller.audit_or_fail is not first
    row = next(row for row in review.checklist.model.rows if row.key == review.inspector.key)
    assert not row.reviewed, "the judgement belonged to the other audit"
    assert window.controller.undo_stack.count() == 0


def test_closing_the_audit_goes_back_to_the_start(review: Workspace, window: MainWindow) -> None:
    window.actions_by_id["close"].trigger()
    assert (window.page, window.windowTitle(), window.rail.isHidden()) == ("welcome", "Sightline", True)
    assert review.checklist.model.rowCount() == 0
    assert not window.actions_by_id["undo"].isEnabled()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (2560, 1440)])
def test_opens_no_larger_than_the_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    class Screen:
        def availableGeometry(self) -> QRect:
            return QRect(0, 0, *size)

    monkeypatch.setattr(window, "screen", Screen)
    window.resize(1440, 900)
    window.move(300, 200)
    window._fit_screen()
    assert window.width() < size[0] and window.height() < size[1]
    assert Screen().availableGeometry().contains(window.geometry())


def test_the_overall_score_has_its_decimals_and_completeness(review: Workspace, window: MainWindow) -> None:
    opened = window.controller.audit_or_fail
    score = opened.scores["process-integrity"].overall
    assert score.point is not None
    assert "." in window.top_bar._score.text()
    assert "% known" in window.top_bar._score_rest.text()


def test_good_news_does_not_look_like_a_warning(window: MainWindow) -> None:
    window.show()
    window.say("The scan is complete.", good=True)
    shown = [icon.isVisibleTo(window.banner) for icon in (window.banner._alert, window.banner._done)]
    window.say("The disk is full.")
    assert shown == [False, True]
    assert [icon.isVisibleTo(window.banner) for icon in (window.banner._alert, window.banner._done)] == [True, False]
