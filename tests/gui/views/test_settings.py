"""Settings act at once, are kept, and survive a file that is damaged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.errors import SightlineError
from gui import fonts, settings, shortcuts
from gui.actions import ACTIONS, keys_shown
from gui.dialogs.key_sheet import groups
from gui.documents import start_documents
from gui.main_window import MainWindow
from gui.theme import Theme
from gui.views.settings_page import SettingsPage
from gui.views.shortcut_table import ShortcutTable
from gui.views.workspace import Workspace
from tests.helpers.example_audit import example_audit
from tests.helpers.tasks import ToldTasks


@pytest.fixture(autouse=True)
def _ordinary_scale() -> Iterator[None]:
    yield
    fonts.use_scale(100)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SettingsPage:
    """The settings, opened by key on the start page."""
    window.tasks = ToldTasks()  # type: ignore[assignment]
    window.show_page("welcome")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.actions_by_id["settings"].trigger()
    made = window.page_widget("settings")
    assert isinstance(made, SettingsPage) and window.page == "settings"
    return made


def test_escape_goes_back(page: SettingsPage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.name.hasFocus)
    qtbot.keyClick(page.name, Qt.Key.Key_Escape)
    assert window.page == "welcome"


def test_who_works_here_is_proposed_for_new_audits(page: SettingsPage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.name, "Example Auditor")
    qtbot.keyClicks(page.organisation, "Example Consulting")
    window.show_page("welcome")
    kept = settings.actor()
    assert kept is not None and (kept.name, kept.organisation) == ("Example Auditor", "Example Consulting")
    wizard = window.show_dialog("new-audit")
    assert wizard.scope.auditor.text() == "Example Auditor"  # type: ignore[attr-defined]
    assert wizard.scope.organisation.text() == "Example Consulting"  # type: ignore[attr-defined]


def test_an_empty_name_keeps_the_one_before(page: SettingsPage, qtbot: QtBot) -> None:
    settings.set_actor("Example Auditor")
    page.refresh()
    page.name.clear()
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    kept = settings.actor()
    assert kept is not None and kept.name == "Example Auditor"
    assert "the one before is kept" in page.name_field.complaint


# ---------------------------------------------------------------- logo


def test_a_logo_is_kept_once_the_worker_could_read_it(page: SettingsPage, window: MainWindow, tmp_path: Path) -> None:
    tasks: ToldTasks = window.tasks  # type: ignore[assignment]
    page.logo.check(str(tmp_path / "logo.png"))
    assert (tasks.last.verb, settings.logo()) == ("logo", "")
    tasks.last.failed.emit(SightlineError("The image could not be read.", "Use a PNG or JPEG file."))
    assert (settings.logo(), page.logo.field.complaint) == ("", "The image could not be read. Use a PNG or JPEG file.")
    page.logo.check(str(tmp_path / "logo.png"))
    tasks.last.done.emit({"size": 10})
    assert settings.logo() == str(tmp_path / "logo.png")
    page.logo.remove.click()
    assert settings.logo() == ""


def test_documents_carry_the_logo_and_say_when_it_is_gone(tmp_path: Path, window: MainWindow) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"")
    settings.set_logo(str(logo))
    opened = example_audit(tmp_path)
    tasks = ToldTasks()
    start_documents(tasks, opened, tmp_path)  # type: ignore[arg-type]
    assert tasks.last.arguments["logo"] == str(logo)
    logo.unlink()
    with pytest.raises(SightlineError, match="no longer there"):
        start_documents(tasks, opened, tmp_path)  # type: ignore[arg-type]
    opened.close()


# ---------------------------------------------------------------- appearance


def test_a_theme_is_chosen_and_the_system_followed_again(page: SettingsPage, window: MainWindow) -> None:
    page.theme.setCurrentIndex(page.theme.findData("contrast"))
    assert (window.theme.tokens.name, settings.theme()) == ("contrast", "contrast")
    page.theme.setCurrentIndex(page.theme.findData(""))
    assert settings.theme() == "" and window.theme.follows_system
    assert page.theme.currentText() == "Follow the system"


def test_the_choice_follows_the_theme_key(page: SettingsPage, window: MainWindow) -> None:
    window.theme.use("light")
    window.actions_by_id["theme"].trigger()
    assert page.theme.currentData() == "dark"


def test_the_font_scale_changes_what_is_shown_at_once(page: SettingsPage, window: MainWindow, qtbot: QtBot) -> None:
    title = next(label for label in page.findChildren(QLabel) if label.text() == "Settings")
    button = next(made for made in page.findChildren(QPushButton) if made.text() == "Choose…")
    before = (title.font().pixelSize(), button.sizeHint().height(), window.top_bar.height())
    page.scale.setCurrentIndex(page.scale.findData(150))
    assert (title.font().pixelSize(), window.top_bar.height()) == (30, 78)
    window.theme.use("contrast")
    window.theme.use("light")
    assert title.font().pixelSize() == 30, "Qt puts the first font back when the style sheet changes"
    assert button.sizeHint().height() > before[1]
    page.scale.setCurrentIndex(page.scale.findData(90))
    page.scale.setCurrentIndex(page.scale.findData(100))
    assert (title.font().pixelSize(), button.sizeHint().height(), window.top_bar.height()) == before


def test_every_scale_leads_back_to_the_sizes_of_the_design() -> None:
    sizes = (fonts.META, fonts.CAPTION, fonts.BASE, fonts.PANE_TITLE, fonts.PAGE_TITLE, fonts.FIGURE)
    for scale in fonts.SCALES:
        assert [fonts.design_size(fonts.scaled(size, scale), scale) for size in sizes] == list(sizes)


def test_rows_grow_with_the_fonts(review: Workspace, window: MainWindow) -> None:
    heights = [
        (view.visualRect(view.model().index(0, 0)).height()) for view in (review.checklist.list, review.categories.list)
    ]
    window.theme.use_scale(150)
    QApplication.processEvents()
    grown = [
        (view.visualRect(view.model().index(0, 0)).height()) for view in (review.checklist.list, review.categories.list)
    ]
    assert all(new >= old * 1.25 for old, new in zip(heights, grown, strict=True)), (heights, grown)


def test_the_scale_is_there_again_next_time(page: SettingsPage) -> None:
    page.scale.setCurrentIndex(page.scale.findData(130))
    application = QGuiApplication.instance()
    fonts.use_scale(100)
    assert isinstance(application, QApplication)
    again = Theme(application)
    assert fonts.percent() == 130
    again.deleteLater()


# ---------------------------------------------------------------- keys


def press(table: ShortcutTable, key: str) -> None:
    table.edit.setKeySequence(QKeySequence(key))


def test_another_key_works_at_once(page: SettingsPage, window: MainWindow) -> None:
    page.shortcuts.choose("verify")
    press(page.shortcuts, "Ctrl+Alt+V")
    page.shortcuts.use.click()
    assert window.actions_by_id["verify"].shortcuts() == [QKeySequence("Ctrl+Alt+V")]
    assert ("Ctrl+Alt+V", "Verify a PDF") in groups()["File"]
    page.shortcuts.reset.click()
    assert window.actions_by_id["verify"].shortcuts() == [QKeySequence("Ctrl+Shift+V")]


def test_a_key_that_is_taken_names_its_owner_and_can_be_moved(page: SettingsPage, window: MainWindow) -> None:
    table = page.shortcuts
    table.choose("verify")
    press(table, "Ctrl+N")
    assert table.field.complaint == "Ctrl+N is already the key of “New audit”."
    assert not table.use.isEnabled()
    table.take.click()
    assert window.actions_by_id["verify"].shortcuts() == [QKeySequence("Ctrl+N")]
    assert window.actions_by_id["new"].shortcuts() == []
    table.choose("new")
    table.reset.click()
    assert window.actions_by_id["new"].shortcuts() == [QKeySequence("Ctrl+N")]
    assert window.actions_by_id["verify"].shortcuts() == []
    table.reset_all.click()
    assert all(window.actions_by_id[a.id].shortcuts() == [QKeySequence(k) for k in a.keys] for a in ACTIONS)


@pytest.mark.parametrize("key", ["Return", "Tab", "Up", "Ctrl+C"])
def test_a_key_that_lists_and_fields_need_is_refused(page: SettingsPage, key: str) -> None:
    page.shortcuts.choose("verify")
    press(page.shortcuts, key)
    assert "is needed" in page.shortcuts.field.complaint
    assert not page.shortcuts.use.isEnabled() and not page.shortcuts.take.isVisibleTo(page)


def test_tool_tips_and_hints_show_the_changed_key(review: Workspace, window: MainWindow) -> None:
    settings.set_shortcuts("skip", ("Ctrl+Alt+S",))
    window.keys_changed()
    assert review.inspector._skip.toolTip() == "Go on without a decision  (Ctrl+Alt+S)"


def test_single_letters_can_be_switched_off(review: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    page = window.page_widget("settings")
    assert isinstance(page, SettingsPage)
    first = review.inspector.key
    page.single.setChecked(False)
    qtbot.keyClick(review.checklist.list, Qt.Key.Key_J)
    qtbot.keyClick(review.checklist.list, Qt.Key.Key_3)
    assert review.inspector.key == first
    assert window.controller.audit_or_fail.audit.judgements == {}
    singles = [a.id for a in ACTIONS if any(shortcuts.is_single(key) for key in shortcuts.keys_of(a))]
    assert singles == []
    assert keys_shown(next(a for a in ACTIONS if a.id == "filter")) == "Ctrl+F"
    page.single.setChecked(True)
    qtbot.keyClick(review.checklist.list, Qt.Key.Key_J)
    assert review.inspector.key != first


def test_advance_goes_on_when_a_level_counts(review: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    review.go(1)
    settings.set_flag("advance", True)
    first, inspection = review.inspector.key, review.inspector.inspection
    assert inspection is not None and inspection.accept_level is not None
    other = next(level.index for level in inspection.levels if level.index != inspection.accept_level)
    qtbot.keyClick(review.checklist.list, str(other + 1))
    assert review.inspector.key == first, "a draft stays in front"
    qtbot.keyClick(review.checklist.list, str(inspection.accept_level + 1))
    assert review.inspector.key != first


# ---------------------------------------------------------------- a damaged file


def test_a_damaged_settings_file_is_survived(window: MainWindow, tmp_path: Path, theme: Theme) -> None:
    kept = QSettings()
    kept.setValue("actor/name", "x")
    kept.sync()
    path = Path(kept.fileName())
    path.write_text(
        "[window]\ntheme=@Variant(\\0\\0\\0)\nfont-scale=ninety\nadvance=@ByteArray(x)\ngeometry=@ByteArray(\\x1)\n"
        "review-splitter=nonsense\nsingle-keys=7\n[shortcuts]\nskip=@Variant(\\0\\0\\0\\x7f)\nnote=, ,\n"
        "[recent]\nsize=2000000000\n1\\path=@Invalid()\n[actor]\nname=@Invalid()\n[latest]\npalette=@Variant(x)\n"
        "\x00\x01 not a line at all [[[\n[branding]\nlogo=@Size(3 4)\n"
    )
    kept.sync()
    assert settings.font_scale() == 100
    assert settings.recent() == ()
    assert settings.actor() is None
    assert settings.logo() == ""
    again = MainWindow(theme)
    again.show_page("welcome")
    again.show_page("settings")
    again.controller.adopt(example_audit(tmp_path))
    again.show_page("review")
    again.show_palette()
    again.close()
    again.deleteLater()
