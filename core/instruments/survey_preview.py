"""The columns of a survey before anybody said what they hold: guesses and the first answers of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.instruments.draft import NotMeasured
from core.instruments.inputs import Input
from core.instruments.rows import Table, read_tables
from core.instruments.survey_columns import Role, columns, guess

SHOWN_ROWS = 5
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column, what it seems to hold, and what the first rows have in it.

    Attributes:
        meaning: a value of `Role`.
        answers: none of a column that says who answered: others may look at the screen.
    """

    name: str
    meaning: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """The sheet that would be read, and the names of all."""

    name: str
    sheets: tuple[str, ...]
    columns: tuple[SurveyColumn, ...]


def first_look(given: Input, roles: Mapping[str, str], sheet: str = "") -> SurveySheet:
    """Return the columns of the sheet that is read: the one named, else the first that asks about a dimension.

    Raises:
        NotMeasured: when the file is no table.
    """
    tables = read_tables(given)
    table = next((t for t in tables if sheet and t.name.casefold() == sheet.casefold()), None)
    table = table or next((t for t in tables if _fits(t, roles)), tables[0])
    return SurveySheet(
        table.name,
        tuple(t.name for t in tables if t.name),
        tuple(_column(table, name) for name in table.columns),
    )


def _fits(table: Table, roles: Mapping[str, str]) -> bool:
    try:
        columns(table, roles)
    except NotMeasured:
        return False
    return True


def _column(table: Table, name: str) -> SurveyColumn:
    role = guess(name, [row.cells.get(name, "") for row in table.rows])
    first = () if role is Role.PERSON else table.rows[:SHOWN_ROWS]
    return SurveyColumn(name, role.value, tuple(" ".join(row.cells.get(name, "").split())[:_LONGEST] for row in first))
