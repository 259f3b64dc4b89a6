"""The criteria of one category as a Qt model."""

from gui.models.row_list import RowList
from gui.models.rows import CriterionRow


class Checklist(RowList[CriterionRow]):
    """Criteria that pass the filter."""
