"""The palette finds commands, criteria, files and processes by a few letters, and does them with Enter."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.actions import ACTIONS, keys_shown
from gui.main_window import MainWindow
from gui.models.fuzzy import match
from gui.models.palette import COMMAND, CRITERION, FILE, PROCESS, Row, split
from gui.views.palette import Palette
from gui.views.workspace import Workspace

Opened = Callable[[str], tuple[Row, ...]]


@pytest.fixture
def palette(review: Workspace, window: MainWindow, qtbot: QtBot) -> Palette:
    qtbot.keyClick(review.checklist.list, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    made = window.findChild(Palette)
    assert made is not None and made.isVisible()
    qtbot.waitUntil(made.field.hasFocus)
    return made


@pytest.fixture
def find(palette: Palette, qtbot: QtBot) -> Opened:
    def typed(text: str) -> tuple[Row, ...]:
        palette.field.clear()
        qtbot.keyClicks(palette.field, text)
        return palette.model.rows

    return typed


def test_every_action_is_a_command_with_its_keys(find: Opened, window: MainWindow) -> None:
    for action in ACTIONS:
        text = window.actions_by_id[action.id].text()
        rows = [row for row in find(f">{text}") if row.entry.target == action.id]
        assert len(rows) == 1, action.id
        shown = action.keys[0] if action.id.startswith("level-") else keys_shown(action)
        assert rows[0].entry.keys == shown, action.id


def test_every_criterion_of_every_rubric_is_found_by_its_code(find: Opened, window: MainWindow) -> None:
    rubrics = window.controller.audit_or_fail.rubrics
    for rubric in rubrics.values():
        for criterion in rubric.criteria():
            rows = find(f"c {criterion.code}")
            assert rows[0].entry.target == f"{rubric.id}/{criterion.id}"
            assert {row.entry.kind for row in rows} == {CRITERION}


@pytest.mark.parametrize(
    ("typed", "kind"), [("> the", COMMAND), ("c trac", CRITERION), ("f shop", FILE), ("p refu", PROCESS)]
)
def test_a_prefix_finds_one_kind_alone(find: Opened, typed: str, kind: str) -> None:
    assert {row.entry.kind for row in find(typed)} == {kind}


def test_enter_opens_a_criterion_in_the_review(
    find: Opened, palette: Palette, review: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page("processes")
    palette.open()
    (first, *_) = find("c err-01")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert (window.page, review.inspector.key) == ("review", first.entry.target)
    assert not palette.isVisible()


def test_enter_on_a_file_shows_its_evidence(find: Opened, palette: Palette, review: Workspace, qtbot: QtBot) -> None:
    (first, *_) = find("f telemetry tracing")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert review.inspector.key == first.entry.target
    shown = review.inspector.tabs.evidence._found[review.inspector.tabs.evidence._index]
    assert shown.evidence.path == first.entry.path
    assert review.inspector.tabs.tab == "evidence"


def test_enter_on_a_process_chooses_its_row(find: Opened, palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    find("p invoice")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page == "processes"
    assert window.page_widget("processes").chosen() == "invoice-run"  # type: ignore[attr-defined]


def test_a_command_is_done(find: Opened, palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    before = window.theme.tokens.name
    find("> next theme")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.theme.tokens.name != before


def test_what_was_used_last_comes_first(find: Opened, palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    for words in ("> critical processes", "> next theme"):
        find(words)
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        palette.open()
    assert [row.entry.target for row in palette.model.rows[:2]] == ["theme", "mode-processes"]
    assert [row.recent for row in palette.model.rows[:3]] == [True, True, False]


def test_escape_gives_the_focus_back(palette: Palette, review: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is review.checklist.list


def test_letters_in_the_palette_judge_nothing(palette: Palette, review: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "1jx=")
    assert palette.field.text() == "1jx="
    assert review.inspector.inspection is not None and review.inspector.inspection.level is None


def test_without_an_audit_its_commands_say_why_not(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("welcome")
    window.show()
    window.show_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    palette.field.setText("> export")
    assert palette.model.rows[0].entry.why_not == "Needs an open audit"
    palette.do_current()
    assert palette.isVisible(), "nothing happened"
    assert {row.entry.kind for row in palette.model.rows} == {COMMAND}


def test_an_unknown_word_says_so(find: Opened, palette: Palette) -> None:
    assert find("zzzz") == ()
    assert palette.nothing.text() == "Nothing is called “zzzz”"
    assert palette.nothing.isVisibleTo(palette)


def test_another_audit_brings_other_criteria(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    assert any(row.entry.kind == CRITERION for row in palette._index.find("c "))
    palette.leave()
    window.controller.close()
    palette.open()
    assert palette._index.find("c ") == ()


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        (("trace",), "are traces kept", (4, 5, 6, 7, 8)),
        (("nt",), "next theme", (0, 5)),
        (("kept", "are"), "are traces kept", (11, 12, 13, 14, 0, 1, 2)),
    ],
)
def test_the_letters_that_are_meant(words: tuple[str, ...], text: str, places: tuple[int, ...]) -> None:
    found = match(words, text)
    assert found is not None and found.places == places


def test_whole_words_before_beginnings_before_middles() -> None:
    texts = ("undo", "undoing it", "rebound undone")
    points = [found.points for text in texts if (found := match(("undo",), text))]
    assert points == sorted(points, reverse=True) and len(set(points)) == 3
    assert match(("ndx",), "next theme") is None


def test_prefixes_are_taken_off() -> None:
    assert split("> theme") == (COMMAND, "theme")
    assert split("C OBS") == (CRITERION, "OBS")
    assert split("code") == ("", "code")
