"""Which door the one command takes: a verb, even mistyped, is the command line; folders and files are the window."""

import sys

import pytest

from gui import __main__ as entry


@pytest.mark.parametrize("arguments", [["scna"], ["--debug", "scan"], ["audti", "show"]])
def test_a_mistyped_verb_is_said_and_opens_no_window(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["sightline", *arguments])
    with pytest.raises(SystemExit) as stopped:
        entry.main()
    assert stopped.value.code == 2
    assert "usage: sightline" in capsys.readouterr().err


@pytest.mark.parametrize("argument", ["some/folder", "audit-of-shop.sightline", "."])
def test_folders_and_files_open_the_window(argument: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from gui import app

    opened: list[list[str]] = []

    def window(arguments: list[str]) -> int:
        opened.append(arguments)
        return 0

    monkeypatch.setattr(app, "main", window)
    monkeypatch.setattr(sys, "argv", ["sightline", argument])
    assert entry.main() == 0
    assert opened == [[argument]]
