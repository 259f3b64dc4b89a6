"""The categories as a Qt model."""

from PySide6.QtCore import Qt

from gui.models.row_list import Index, RowList
from gui.models.rows import CategoryRow


class CategoryList(RowList[CategoryRow]):
    """Categories; a rubric's heading cannot be chosen."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        if index.isValid() and self.row(index.row()).heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)
