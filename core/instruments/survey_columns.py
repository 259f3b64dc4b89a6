"""Columns of a survey: which dimension of SPACE (Forsgren et al. 2021) each asks about, guessed from its heading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.instruments.draft import NotMeasured
from core.instruments.rows import Table, plain_name
from core.instruments.survey_scale import Scale, is_answers, number_scale, word_scale


class Role(StrEnum):
    """What a column holds."""

    SATISFACTION = "satisfaction"
    PERFORMANCE = "performance"
    ACTIVITY = "activity"
    COMMUNICATION = "communication"
    EFFICIENCY = "efficiency"
    COMMENT = "comment"
    GROUP = "group"
    PERSON = "person"
    TIME = "time"
    IGNORE = "ignore"


DIMENSIONS: tuple[Role, ...] = (
    Role.SATISFACTION,
    Role.PERFORMANCE,
    Role.ACTIVITY,
    Role.COMMUNICATION,
    Role.EFFICIENCY,
)

_WORDS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (
        Role.SATISFACTION,
        ("satisf", "dissatisf", "well.?being", "happ", "burn.?out", "moral", "enjoy", "recommend", "stress", "proud"),
    ),
    (
        Role.COMMUNICATION,
        (
            "communic",
            "collab",
            "documentation",
            "knowledge",
            "help from",
            "feedback",
            "code review",
            "meeting",
            "onboard",
        ),
    ),
    (
        Role.EFFICIENCY,
        ("efficien", r"flow\b", "interrupt", "focus", "wait", "friction", "tool", "build time", "hand-?off", "set-?up"),
    ),
    (Role.ACTIVITY, ("activit", "how often", r"commits?\b", "pull request", "throughput")),
    (Role.PERFORMANCE, ("perform", "quality", "outcome", "reliab", "impact", "customer", "deliver", "value")),
)
_ABOUT = tuple((role, re.compile(rf"(?i)\b(?:{'|'.join(words)})")) for role, words in _WORDS)
"""Tried in this order: the words of the first are the least ambiguous."""

_NAMED: tuple[tuple[Role, str], ...] = (
    (Role.GROUP, "team group department squad unit location office businessunit area tribe"),
    (
        Role.PERSON,
        "email emailaddress mail username user name fullname yourname respondent respondentid id responseid "
        "participant participantid employee employeeid",
    ),
    (
        Role.TIME,
        "timestamp time date submitted submittedat submitdate datesubmitted starttime completiontime startdate enddate "
        "lastmodifiedtime",
    ),
)
_COMMENT = re.compile(
    r"(?i)comment|remark|anything else|suggest|why\b|in your own words|free text|explain|what (?:one|would|else)"
)
_WORSE = re.compile(
    r"(?i)interrupt|burn.?out|stress|frustrat|wait|difficult|hard to|too (?:many|much|long)|friction|struggle"
)
_WITHOUT = re.compile(r"(?i)\b(?:without|rarely|never|not|no|seldom|free of|little|few|less)\s+(?:\w+\s+){0,2}$")
_LONG = 25
"""Characters of a typical free answer."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column and how it is read.

    Attributes:
        reverse: agreeing is worse: the points are turned round.
        guessed: from the heading; else a person said so.
    """

    name: str
    role: Role
    scale: Scale | None = None
    reverse: bool = False
    guessed: bool = True

    def points(self, cell: str) -> float | None:
        """Return an answer in points from 1 to 5, None for no answer.

        Raises:
            ValueError: when it is not on the scale.
        """
        assert self.scale is not None
        value = self.scale.read(cell)
        return 6 - value if value is not None and self.reverse else value


def columns(table: Table, said: Mapping[str, str], scale: int | None = None) -> tuple[tuple[Column, ...], str]:
    """Return every column with its role, and why numbers are read on their scale.

    Args:
        table: the answers.
        said: role by heading, as a person gave it; a leading `-` means that agreeing is worse.
        scale: 5 or 7 for numbers, None to detect it.

    Raises:
        NotMeasured: when a heading or role is unknown, or no column asks about a dimension.
    """
    roles = _said(table, said)
    cells = {name: [row.cells.get(name, "") for row in table.rows] for name in table.columns}
    for name in table.columns:
        if name not in roles:
            roles[name] = (guess(name, cells[name]), False, True)
    asked = [name for name in table.columns if roles[name][0] in DIMENSIONS]
    if not asked:
        raise NotMeasured(
            f"No column of {table.file} asks about a dimension of SPACE.",
            f"Say which does: COLUMN=satisfaction. Columns: {', '.join(table.columns[:20])}.",
        )
    words = {name: word_scale(cells[name]) for name in asked}
    numbers, why = number_scale((cells[name] for name in asked if words[name] is None), scale)
    found = tuple(
        Column(name, role, (words[name] or numbers) if role in DIMENSIONS else None, reverse, guessed)
        for name, (role, reverse, guessed) in ((name, roles[name]) for name in table.columns)
    )
    return found, why if any(words[name] is None for name in asked) else ""


def sounds_worse(column: Column) -> bool:
    """Tell whether agreeing to a question seems to be the worse answer."""
    if column.role not in DIMENSIONS or column.reverse or not column.guessed:
        return False
    worse = _WORSE.search(column.name)
    return worse is not None and not _WITHOUT.search(column.name[: worse.start()])


def _said(table: Table, said: Mapping[str, str]) -> dict[str, tuple[Role, bool, bool]]:
    found: dict[str, tuple[Role, bool, bool]] = {}
    for name, text in said.items():
        column = name if name in table.columns else table.column(name)
        if not column:
            raise NotMeasured(
                f"There is no column {name!r} in {table.file}.", f"Columns: {', '.join(table.columns[:20])}."
            )
        reverse = text.startswith("-")
        wanted = text.removeprefix("-").strip().casefold().removeprefix("space.")
        if wanted not in {role.value for role in Role}:
            raise NotMeasured(f"{text!r} is no meaning of a column.", f"Known: {', '.join(Role)}.")
        found[column] = (Role(wanted), reverse, False)
    return found


def guess(name: str, cells: list[str]) -> Role:
    """Return what a column seems to hold, by its heading and answers."""
    plain = plain_name(name)
    for role, names in _NAMED:
        if plain in names.split():
            return role
    if is_answers(cells):
        return next((role for role, about in _ABOUT if about.search(name)), Role.IGNORE)
    given = [cell for cell in cells if cell.strip()]
    lengths = sorted(len(cell) for cell in given)
    long = bool(lengths) and lengths[len(lengths) // 2] >= _LONG
    return Role.COMMENT if given and (long or _COMMENT.search(name)) else Role.IGNORE
