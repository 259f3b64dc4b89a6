"""The help opens at the right place, leads on and back, and finds every word that it holds."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core import assets
from gui.actions import ACTIONS
from gui.dialogs.help import HelpWindow
from gui.main_window import MainWindow
from gui.models import help_topics
from gui.pages import DIALOGS, PAGES
from gui.views.workspace import Workspace


@pytest.fixture
def shown(review: Workspace, window: MainWindow, qtbot: QtBot) -> HelpWindow:
    qtbot.keyClick(review.checklist.list, Qt.Key.Key_F1)
    made = window.findChild(HelpWindow)
    assert made is not None and made.isVisible()
    return made


def anchors(topic: str) -> set[str]:
    return {section.anchor for section in help_topics.sections(topic)}


def test_every_file_is_in_the_contents() -> None:
    assert {name.removesuffix(".md") for name in assets.names("resources/help", ".md")} == set(help_topics.TOPICS)


@pytest.mark.parametrize("topic", help_topics.TOPICS)
def test_every_link_leads_somewhere(topic: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", help_topics.text(topic)):
        page, _, anchor = link.replace(".md", "").partition("#")
        assert not page or page in help_topics.TOPICS, link
        assert not anchor or anchor in anchors(page or topic), link


def test_every_page_and_dialog_has_its_place_in_the_help() -> None:
    places = [help_topics._OF_PAGE[page.id] for page in PAGES] + [help_topics._OF_DIALOG[name] for name in DIALOGS]
    for place in places:
        page, _, anchor = place.partition("#")
        assert page in help_topics.TOPICS and (not anchor or anchor in anchors(page)), place


def test_the_keys_that_the_help_names_are_those_of_the_table() -> None:
    known = {key for action in ACTIONS for key in action.keys}
    known |= {"Ctrl+Enter", "Enter", "Esc", "Insert", "Ctrl+C", "Ctrl+F", "Ctrl++", "Ctrl+-", "Ctrl+0", "A"}
    known |= {"Ctrl+←", "Ctrl+→"}
    for topic in help_topics.TOPICS:
        for key in re.findall(r"`((?:Ctrl\+|Alt\+|Shift\+)+.|F\d+|[A-Z=?/\[\]])`", help_topics.text(topic)):
            assert key in known, (topic, key)


def test_the_verbs_that_the_help_names_exist() -> None:
    from core.cli.main import main

    named = {
        found for topic in help_topics.TOPICS for found in re.findall(r"`sightline ([a-z]+)", help_topics.text(topic))
    }
    assert "verify" in named
    for verb in named:
        with pytest.raises(SystemExit) as left:
            main([verb, "--help"])
        assert left.value.code == 0, verb


def test_it_opens_at_the_page_in_front(shown: HelpWindow, window: MainWindow) -> None:
    assert shown.topic == "reviewing"
    assert "Decide on a criterion" in shown.browser.toPlainText()
    window.show_page("processes")
    window.show_help()
    assert shown.topic == "processes"
    assert len(window.findChildren(HelpWindow)) == 1


def test_a_dialog_brings_its_own_place(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("welcome")
    window.show()
    dialog = window.show_dialog("verify")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    made = dialog.findChild(HelpWindow)
    assert made is not None and made.topic == "verifying"
    made.field.setFocus()
    assert QApplication.activeModalWidget() is dialog, "and the help beside it can be used"
    dialog.close()


def test_links_lead_on_and_back(shown: HelpWindow, qtbot: QtBot) -> None:
    shown.browser.anchorClicked.emit(QUrl("settings.md#keyboard"))
    assert (shown.topic, shown.contents.currentRow()) == ("settings", help_topics.TOPICS.index("settings"))
    shown.contents.setCurrentRow(help_topics.TOPICS.index("privacy"))
    shown.back()
    assert shown.topic == "settings"
    shown.back_button.click()
    assert shown.topic == "reviewing"
    assert not shown.back_button.isEnabled()


def test_foreign_links_open_nothing(shown: HelpWindow) -> None:
    shown.browser.anchorClicked.emit(QUrl("https://example.invalid/x"))
    assert shown.topic == "reviewing"


def test_a_section_is_scrolled_to(shown: HelpWindow, qtbot: QtBot) -> None:
    shown.resize(700, 320)
    shown.show_topic("reviewing#undo")
    assert shown.browser.verticalScrollBar().value() > 0


def test_search_finds_words_in_any_page(shown: HelpWindow, qtbot: QtBot) -> None:
    shown.focus_search()
    qtbot.keyClicks(shown.field, "fingerprint signer")
    text = shown.browser.toPlainText()
    assert "Verifying a document: Four verdicts" in text
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert shown.topic in ("verifying", "report", "privacy")
    assert shown.field.text() == ""


def test_headings_come_before_mentions() -> None:
    first, *_ = help_topics.search("unproven")
    assert (first.section.topic, first.section.anchor) == ("unproven", "")


def test_every_page_is_found_by_its_title() -> None:
    for topic in help_topics.TOPICS:
        assert topic in {hit.section.topic for hit in help_topics.search(help_topics.title(topic))}


def test_a_search_without_result_says_so(shown: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(shown.field, "xyzzy")
    assert "Nothing in the help holds all of these words" in shown.browser.toPlainText()
    shown.back()
    assert "Decide on a criterion" in shown.browser.toPlainText()
