"""SPACE survey: what developers say, by dimension; groups under five are never shown."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.history.records import count_of
from core.instruments.draft import BadRow, Draft, NotMeasured
from core.instruments.inputs import Input
from core.instruments.rows import Row, Table, read_tables
from core.instruments.survey_columns import DIMENSIONS, Column, Role, columns, sounds_worse
from core.instruments.survey_privacy import SMALLEST, hidden, names_in, pattern_of, quote
from core.instruments.survey_scale import NO_ANSWER
from core.model.instrument import Instrument, ResultTable
from core.model.measurement import Measurement

UNDER = f"under {SMALLEST}"
NO_GROUP = "(no group)"
_MOST_QUOTES = 200
_MOST_NAMED = 10
_SHORT = 20


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What a person says of a survey beside the file.

    Attributes:
        title: as it is printed.
        roles: role by heading; `-efficiency` where agreeing is worse.
        scale: 5 or 7 for numbers, None to detect it.
        asked: how many people were asked, None when that is not known.
        sheet: name of the sheet; the first that asks about a dimension when empty.
        names: further names to take out of quotes.
    """

    title: str = "SPACE survey"
    roles: Mapping[str, str] = field(default_factory=dict)
    scale: int | None = None
    asked: int | None = None
    sheet: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """The answers of one person: points from 1 to 5 by dimension, free answers, group."""

    line: int
    points: Mapping[Role, float]
    comments: tuple[str, ...]
    group: str


def read(given: Input, questionnaire: Questionnaire) -> Draft:
    """Return what a survey says.

    Args:
        given: a CSV or XLSX file, one row a person.
        questionnaire: what a person says of it.

    Raises:
        NotMeasured: when it is no table, asks about no dimension, or fewer people were asked than answered.
    """
    table, known, why = _table(given, questionnaire)
    responses, bad, noticed = _responses(table, known)
    if questionnaire.asked is not None and questionnaire.asked < max(1, len(responses)):
        raise NotMeasured(
            f"{count_of(len(responses), 'response')} came, more than the {questionnaire.asked} who were asked.",
            "Check the number of people asked.",
        )
    people = [row.cells.get(c.name, "") for c in known if c.role is Role.PERSON for row in table.rows]
    quotes, without = _quotes(responses, {*names_in(people), *names_in(questionnaire.names)}, _grouped(known))
    notes = [*table.notes, *_reading(known, why), *noticed]
    if without:
        notes.append(f"{count_of(without, 'free answer')} left out: too few people are in the group.")
    if quotes:
        notes.append("Names were taken out of the free answers as far as the file or the auditor names them.")
    rate = "" if questionnaire.asked is None else f" of {questionnaire.asked} asked"
    return Draft(
        instrument=Instrument.SURVEY,
        title=questionnaire.title,
        source=f"{table.file}: {count_of(len(responses), 'response')}{rate}",
        measurements=tuple(_measurements(responses, questionnaire.asked, f"survey: {table.file}")),
        tables=tuple(_tables(responses, known)),
        notes=tuple(note if note.endswith(".") else f"{note}." for note in notes),
        rows=len(responses),
        bad=(*table.bad, *bad),
        inputs=(given,),
        quotes=quotes,
    )


def _table(given: Input, questionnaire: Questionnaire) -> tuple[Table, tuple[Column, ...], str]:
    """Return the sheet with the answers, its columns, and why numbers are read on their scale."""
    tables = read_tables(given)
    if questionnaire.sheet:
        tables = tuple(t for t in tables if t.name.casefold() == questionnaire.sheet.casefold())
        if not tables:
            raise NotMeasured(f"{given.name} has no sheet {questionnaire.sheet!r}.", "Check the name of the sheet.")
    refusal: NotMeasured | None = None
    for table in tables:
        try:
            known, why = columns(table, questionnaire.roles, questionnaire.scale)
        except NotMeasured as error:
            refusal = refusal or error
        else:
            return table, known, why
    assert refusal is not None
    raise refusal


def _grouped(known: Iterable[Column]) -> bool:
    return any(column.role is Role.GROUP for column in known)


# ---------------------------------------------------------------------- reading


def _responses(table: Table, known: Sequence[Column]) -> tuple[list[Response], list[BadRow], list[str]]:
    """Return the answers of each person, rows that cannot be used, and what else the reader must know."""
    rows, bad = _once(table.rows, [c.name for c in known if c.role is Role.PERSON])
    told_apart = any(c.role in (Role.PERSON, Role.TIME) for c in known)
    seen: dict[tuple[str, ...], int] = {}
    alike = 0
    found: list[Response] = []
    for row in rows:
        cells = tuple(row.cells.get(name, "") for name in table.columns)
        if cells in seen and told_apart:
            bad.append(row.bad(f"it is the same as line {seen[cells]}"))
            continue
        alike += cells in seen
        seen.setdefault(cells, row.line)
        try:
            response = _response(row, known)
        except _NotOnScale as error:
            bad.append(row.bad(str(error)))
            continue
        if response.points:
            found.append(response)
        else:
            bad.append(row.bad("it answers none of the questions"))
    noticed = []
    if alike:
        noticed.append(
            f"{count_of(alike, 'row')} with the same answers as another one: nothing tells whether the same person "
            "wrote them, so that all count"
        )
    return found, sorted(bad, key=lambda b: b.line), noticed


class _NotOnScale(Exception):
    """An answer that is not on the scale of its question."""


def _response(row: Row, known: Sequence[Column]) -> Response:
    points: dict[Role, list[float]] = {}
    for column in known:
        if column.role not in DIMENSIONS:
            continue
        cell = row.cells.get(column.name, "")
        try:
            value = column.points(cell)
        except ValueError:
            assert column.scale is not None
            said = repr(cell) if len(cell) <= _SHORT else "the answer"  # a long one may hold what is nobody's business
            raise _NotOnScale(
                f"{said} under {column.name[:60]!r} is not on the scale ({column.scale.said()})"
            ) from None
        if value is not None:
            points.setdefault(column.role, []).append(value)
    comments = tuple(row.cells.get(c.name, "") for c in known if c.role is Role.COMMENT)
    groups = [" ".join(row.cells.get(c.name, "").split()) for c in known if c.role is Role.GROUP]
    return Response(
        row.line,
        {role: statistics.fmean(values) for role, values in points.items()},
        tuple(comment for comment in comments if comment.strip().casefold() not in NO_ANSWER),
        " / ".join(filter(None, groups)) or NO_GROUP,
    )


def _once(rows: Sequence[Row], person: Sequence[str]) -> tuple[list[Row], list[BadRow]]:
    """Return the last row of each person, and the earlier ones as rows that do not count."""
    latest: dict[tuple[str, ...], int] = {}
    kept: dict[int, Row] = {}
    bad: list[BadRow] = []
    for number, row in enumerate(rows):
        who = tuple(row.cells.get(name, "").strip().casefold() for name in person)
        if any(word and word != "anonymous" for word in who):
            if who in latest:
                earlier = kept.pop(latest[who])
                bad.append(earlier.bad(f"the same person answered again in line {row.line}; the last answers count"))
            latest[who] = number
        kept[number] = row
    return list(kept.values()), bad


def _quotes(responses: Sequence[Response], names: Iterable[str], grouped: bool) -> tuple[tuple[str, ...], int]:
    """Return free answers in an order that gives nobody away, and how many are left out to protect small groups."""
    sizes = Counter(response.group for response in responses)
    large = {group for group, size in sizes.items() if size >= SMALLEST} if grouped else set(sizes)
    if len(responses) < SMALLEST:
        large = set()
    told = [(response.group, comment) for response in responses for comment in response.comments]
    hide = pattern_of(names)
    kept = {quote(comment, hide) for group, comment in told if group in large} - {""}
    return tuple(sorted(kept)[:_MOST_QUOTES]), sum(group not in large for group, _ in told)


def _reading(known: Sequence[Column], why: str) -> Iterator[str]:
    """Say how the columns were read."""
    points = {column.scale.points for column in known if column.scale is not None}
    if why:
        numbers = next(c.scale for c in known if c.scale is not None and not c.scale.words)
        yield f"Numbers were read on a scale of {numbers.said()}: {why}"
    if 7 in points:
        yield "Answers on a scale of 7 were turned into points from 1 to 5 evenly; the distribution rounds them"
    unused = [column.name for column in known if column.role is Role.IGNORE]
    if unused:
        more = f" and {len(unused) - _MOST_NAMED} more" if len(unused) > _MOST_NAMED else ""
        yield f"Columns that were not used: {', '.join(unused[:_MOST_NAMED])}{more}"
    for column in known:
        if column.reverse:
            yield f"Agreeing is worse, so that the points were turned round: {column.name}"
        elif sounds_worse(column):
            yield f"It was taken that agreeing is better, though it does not sound so: {column.name}"


# ---------------------------------------------------------------------- results


def _measurements(responses: Sequence[Response], asked: int | None, source: str) -> Iterator[Measurement]:
    for role in DIMENSIONS:
        values = [response.points[role] for response in responses if role in response.points]
        enough = len(values) >= SMALLEST
        yield Measurement(
            f"space.{role.value}",
            round(statistics.fmean(values), 2) if enough else None,
            "points",
            source,
            n=len(values),
            confidence="medium" if enough else "low",
            reason="" if enough else "nobody was asked" if not values else f"fewer than {SMALLEST} people answered",
        )
    yield Measurement("space.responses", float(len(responses)), "people", source, n=len(responses), confidence="high")
    if asked is not None:
        rate = round(len(responses) / asked, 4)
        yield Measurement("space.response-rate", rate, "share", source, n=asked, confidence="high")


def _tables(responses: Sequence[Response], known: Sequence[Column]) -> Iterator[ResultTable]:
    asked = [role for role in DIMENSIONS if any(column.role is role for column in known)]
    yield ResultTable(
        "By dimension",
        ("Dimension", "n", "Mean", "Spread", "1", "2", "3", "4", "5"),
        tuple(_dimension(role, responses) for role in asked),
        note="Points from 1 to 5; spread is the standard deviation; the last columns count people by rounded answer.",
    )
    if _grouped(known):
        yield _by_group(responses, asked)
    yield ResultTable(
        "Questions",
        ("Column", "Counts as", "Scale", "By"),
        tuple(
            (
                column.name[:120],
                f"{column.role.value}{' (turned round)' if column.reverse else ''}",
                column.scale.said() if column.scale is not None else "",
                "heading" if column.guessed else "auditor",
            )
            for column in known
            if column.role not in (Role.IGNORE, Role.PERSON, Role.TIME)
        ),
    )


def _dimension(role: Role, responses: Sequence[Response]) -> tuple[str, ...]:
    values = [response.points[role] for response in responses if role in response.points]
    if len(values) < SMALLEST:
        return (role.value.capitalize(), UNDER, *("" for _ in range(7)))
    rounded = Counter(int(value + 0.5) for value in values)
    return (
        role.value.capitalize(),
        str(len(values)),
        f"{statistics.fmean(values):.2f}",
        f"{statistics.stdev(values):.2f}",
        *(str(rounded[points]) for points in range(1, 6)),
    )


def _by_group(responses: Sequence[Response], asked: Sequence[Role]) -> ResultTable:
    sizes = Counter(response.group for response in responses)
    groups = sorted(sizes)
    away = hidden(sizes)
    values: dict[tuple[str, Role], list[float]] = {}
    for response in responses:
        for role, points in response.points.items():
            values.setdefault((response.group, role), []).append(points)
    cells: dict[tuple[str, Role], str] = {}
    for role in asked:
        too_few = away | hidden({group: len(values.get((group, role), ())) for group in groups})
        for group in groups:
            given = values.get((group, role), [])
            cells[group, role] = "not shown" if group in too_few else f"{statistics.fmean(given):.2f} ({len(given)})"
    rows = []
    for group in groups:
        size = UNDER if sizes[group] < SMALLEST else "not shown" if group in away else str(sizes[group])
        rows.append((group[:60], size, *(cells[group, role] for role in asked)))
    return ResultTable(
        "By group",
        ("Group", "n", *(role.value.capitalize() for role in asked)),
        tuple(rows),
        note=f"Mean (n). Groups {UNDER} are not shown, nor a group from which such a one could be worked out.",
    )
