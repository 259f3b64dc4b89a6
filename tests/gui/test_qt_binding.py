"""PySide6 6.12.0 loses references to None on Python 3.11 and aborts the process; this fails before it would."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSettings, Qt, Signal

_CALLS = 2000


class _Model(QAbstractListModel):
    def __init__(self, value: object) -> None:
        super().__init__()
        self._value = value

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._value if role == Qt.ItemDataRole.UserRole else None


class _Sender(QObject):
    anything = Signal(object)


def _read(value: object, role: Qt.ItemDataRole) -> Callable[[], object]:
    model = _Model(value)
    index = model.index(0)
    return lambda: (model, index.data(role))[1]


def _emit() -> Callable[[], object]:
    sender = _Sender()
    sender.anything.connect(lambda _value: None)
    return lambda: sender.anything.emit({"a": None})


def _property() -> Callable[[], object]:
    holder = QObject()
    return lambda: (holder.setProperty("p", {"a": None}), holder.property("p"))


CASES: dict[str, Callable[[], Callable[[], object]]] = {
    "no data": lambda: _read(None, Qt.ItemDataRole.DisplayRole),
    "None": lambda: _read(None, Qt.ItemDataRole.UserRole),
    "dict of None": lambda: _read({"a": None, "b": None}, Qt.ItemDataRole.UserRole),
    "list of None": lambda: _read([None], Qt.ItemDataRole.UserRole),
    "tuple with None": lambda: _read((1, None), Qt.ItemDataRole.UserRole),
    "signal": _emit,
    "property": _property,
    "settings": lambda: lambda: QSettings().value("nothing/here"),
}


@pytest.mark.parametrize("name", CASES)
def test_none_keeps_its_references(name: str, qapp: object) -> None:
    call = CASES[name]()
    call()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        call()
    assert sys.getrefcount(None) - before > -_CALLS // 10
