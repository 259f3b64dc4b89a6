"""The list model tells exactly what changed, so that views repaint only that."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.models.checklist import Checklist
from gui.models.rows import CriterionRow

A, B, C, D = (CriterionRow(name, name, f"title {name}", "na", "minus", "n.a.", "Low", 0) for name in "ABCD")


def changes(model: Checklist, rows: tuple[CriterionRow, ...]) -> list[tuple[str, int]]:
    """Show other rows and return what views heard."""
    heard: list[tuple[str, int]] = []

    def changed(first: QModelIndex, last: QModelIndex) -> None:
        heard.extend(("changed", n) for n in range(first.row(), last.row() + 1))

    def inserted(_parent: QModelIndex, first: int, _last: int) -> None:
        heard.append(("inserted", first))

    def removed(_parent: QModelIndex, first: int, _last: int) -> None:
        heard.append(("removed", first))

    def reset() -> None:
        heard.append(("reset", 0))

    pairs = (
        (model.dataChanged, changed),
        (model.rowsInserted, inserted),
        (model.rowsRemoved, removed),
        (model.modelReset, reset),
    )
    for signal, slot in pairs:
        signal.connect(slot)
    model.show(rows)
    for signal, slot in pairs:
        signal.disconnect(slot)
    return heard


def test_only_the_changed_row_is_told(qtbot: QtBot) -> None:
    model = Checklist()
    model.show((A, B, C))
    assert changes(model, (A, replace(B, pill="Met"), C)) == [("changed", 1)]
    assert model.row(1).pill == "Met"
    assert changes(model, (A, replace(B, pill="Met"), C)) == []


def test_rows_come_and_go_one_by_one(qtbot: QtBot) -> None:
    model = Checklist()
    model.show((A, B, C))
    assert changes(model, (A, C, D)) == [("removed", 1), ("inserted", 2)]
    assert changes(model, (A, B, C, D)) == [("inserted", 1)]
    assert model.rows == (A, B, C, D)
    assert changes(model, (D, A)) == [("removed", 2), ("removed", 1), ("reset", 0)]


def test_it_is_a_sound_model_and_speaks(qtmodeltester: ModelTester) -> None:
    model = Checklist()
    model.show((A, B))
    qtmodeltester.check(model)
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == B.spoken
