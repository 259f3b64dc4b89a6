"""Looks for what a person would see as broken: text that is cut, widgets that overlap or lie outside their place."""

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

from gui.views.parts import ElidedButton, ElidedLabel

_SLACK = 1
"""Pixels that rounding may cost."""


def faults(root: QWidget) -> list[str]:
    """Return what is wrong on a screen, one line each."""
    found = []
    for widget in _shown(root):
        found += [f"{_name(widget)}: {fault}" for fault in _own(widget)]
        found += _overlaps(widget)
    return found


def _shown(root: QWidget) -> Iterator[QWidget]:
    """Yield what is visible, not the parts that Qt makes inside its own controls."""
    yield root
    if isinstance(root, QAbstractItemView | QComboBox | QLineEdit | QAbstractSpinBox):
        return
    for child in root.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            if isinstance(child, QScrollBar | QSplitterHandle):
                continue
            yield from _shown(child)


def _own(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        if widget.text() != widget.whole_text() and widget.toolTip() != widget.whole_text():
            yield "is cut without a tool tip"
    elif isinstance(widget, QLabel) and widget.text():
        yield from _label(widget)
    elif isinstance(widget, QPushButton | QComboBox | QAbstractSpinBox | QLineEdit | QAbstractButton):
        yield from _control(widget)
    if isinstance(widget, QScrollArea) and widget.widget() is not None:
        hidden = widget.horizontalScrollBarPolicy().name == "ScrollBarAlwaysOff"
        if hidden and widget.widget().width() > widget.viewport().width() + _SLACK:
            yield f"its content is {widget.widget().width() - widget.viewport().width()} px wider than it shows"
    yield from _outside(widget)


def _label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() + _SLACK < needed:
            yield f"is {needed - label.height()} px too low for its lines"
        return
    hint = label.sizeHint()
    if label.width() + _SLACK < hint.width() and not label.toolTip():
        yield f"is {hint.width() - label.width()} px too narrow"
    if label.height() + _SLACK < label.fontMetrics().height():
        yield "is too low for its line"


def _control(control: QWidget) -> Iterator[str]:
    spin = isinstance(control, QAbstractSpinBox)  # Qt asks for more than the style sheet gives it, and needs less
    least = control.fontMetrics().height() + 4 if spin else control.minimumSizeHint().height()
    if control.height() + _SLACK < least:
        yield f"is {least - control.height()} px too low"
    if isinstance(control, ElidedButton):
        if not control.toolTip():
            yield "may be cut without a tool tip"
    elif isinstance(control, QPushButton) and control.text() and control.width() + _SLACK < control.sizeHint().width():
        yield f"is {control.sizeHint().width() - control.width()} px too narrow for its words"
    if isinstance(control, QComboBox):
        room = control.width() - 34
        if control.fontMetrics().horizontalAdvance(control.currentText()) > room and not control.toolTip():
            yield "cuts its choice without a tool tip"


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(widget.geometry()):
        yield f"lies outside its parent ({_text(widget.geometry())} in {_text(parent.rect())})"


def _overlaps(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, QStackedWidget | QAbstractItemView | QComboBox | QLineEdit | QAbstractSpinBox):
        return
    members = [
        child
        for child in parent.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
        if child.objectName() != "palette" and not isinstance(child, QSplitterHandle | QScrollBar)
    ]
    for number, one in enumerate(members):
        for other in members[number + 1 :]:
            shared = one.geometry() & other.geometry()
            if shared.width() > _SLACK and shared.height() > _SLACK:
                yield f"{_name(one)} overlaps {_name(other)} by {shared.width()} x {shared.height()} px"


def _name(widget: QWidget) -> str:
    text = widget.text() if hasattr(widget, "text") else ""
    inside = " in ".join(type(up).__name__ for up in _ups(widget) if type(up).__name__[0] not in "Q")
    return f"{type(widget).__name__} {widget.objectName() or text or widget.accessibleName()!r} in {inside}"[:170]


def _ups(widget: QWidget) -> Iterator[QWidget]:
    up = widget.parentWidget()
    while up is not None:
        yield up
        up = up.parentWidget()


def _text(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"
