"""Numbers that a person enters, each with its source, as drafts to look at first."""

from core.instruments import entered
from core.instruments.draft import Draft
from core.instruments.entered import enterable
from core.workflows.edit import Present
from core.workflows.measure import preview

__all__ = ["enter", "enterable"]


def enter(present: Present, measure: str, value: str, source: str, *, n: int = 0) -> Draft:
    """Return a number as it was typed, with the criteria that it speaks to.

    Args:
        present: the open audit.
        measure: id of one of `enterable`.
        value: in the unit of the measure; a share as 0.72 or 72%.
        source: who or what says so; it is printed.
        n: observations behind it, 0 when nobody knows.

    Raises:
        NotMeasured: when the value is none of the measure, or the source is missing.
    """
    return preview(present, entered.enter(measure, entered.number(value), source, n=max(0, n)))
