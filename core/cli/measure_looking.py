"""`sightline measure list`, `show`: what can be measured, and what an audit has measured."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from core.audit.audit import Audit
from core.audit.measurements import measurements, others
from core.cli.tables import csv_text, markdown_cell, markdown_table, measured_value, text_table
from core.cli.terminal import say
from core.errors import ExitCode
from core.model.fire_drill import RunningDrill
from core.model.instrument import InstrumentResult
from core.model.measurement import Measurement
from core.rubric.measures import Measure, instruments, measures
from core.workflows.open import open_audit

FORMAT = ("sightline-measurements", 1)
"""Name and version of what `show --format json` prints."""

_FORMATS = ("text", "json", "md", "csv")
_LIST = ("Measure", "Name", "Unit", "Definition", "Instruments")
_SHOWN = (
    "measure",
    "name",
    "value",
    "unit",
    "counts",
    "n",
    "source",
    "from",
    "to",
    "band",
    "confidence",
    "not measurable",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What an audit has measured.

    Attributes:
        measurements: the value that counts for each measure.
        other_measurements: values that do not count, because a better source has the same measure.
        results: what instruments gave, with tables.
        drill: the fire drill that is running.
    """

    measurements: tuple[Measurement, ...]
    other_measurements: tuple[Measurement, ...]
    results: tuple[InstrumentResult, ...]
    drill: RunningDrill | None = None


def add(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-commands."""
    about = "every measure with its unit, its definition and the instruments that give it"
    listing = actions.add_parser("list", help=about, description=f"List {about}.")
    listing.add_argument("--format", choices=_FORMATS, default="text", help="what to print (default: text)")
    listing.set_defaults(do=_list)
    about = "what an audit has measured, where it comes from and which value counts"
    show = actions.add_parser("show", help=about, description=f"Show {about}.")
    show.add_argument("file", metavar="AUDIT", type=Path, help="the audit file (.sightline)")
    show.add_argument("--format", choices=_FORMATS, default="text", help="what to print (default: text)")
    show.set_defaults(do=_show)


def _list(args: argparse.Namespace) -> ExitCode:
    known = tuple(measures().values())
    rows = [(m.id, m.name, m.unit, m.meaning, ", ".join(m.instruments)) for m in known]
    if args.format == "json":
        from core import codec

        _write(codec.document("sightline-measures", 1, _Measures(known)).decode() + "\n")
    elif args.format == "csv":
        _write(csv_text([column.lower() for column in _LIST], rows))
    elif args.format == "md":
        _write(markdown_table(_LIST, rows))
    else:
        for text in instruments().values():
            say(f"{text.name} ({text.id}): {text.summary}", f"  reads {text.input}")
            named = [(name, known_by.unit, known_by.meaning) for name in text.gives for known_by in (measures()[name],)]
            width = max(len(name) for name, _, _ in named)
            units = max(len(unit) for _, unit, _ in named)
            say(*(f"    {name:<{width}}  {unit:<{units}}  {meaning}" for name, unit, meaning in named), "")
    return ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Measures:
    measures: tuple[Measure, ...]


def _show(args: argparse.Namespace) -> ExitCode:
    with open_audit(args.file, for_reading=True) as opened:
        audit, scan = opened.audit, opened.scan
        found = Measured(
            tuple(m for _, m in sorted(measurements(audit, scan).items())),
            others(audit, scan),
            tuple(sorted(audit.results.values(), key=lambda result: (result.taken_at, result.id))),
            audit.drill,
        )
    if args.format == "json":
        from core import codec

        _write(codec.document(*FORMAT, found).decode() + "\n")
    elif args.format == "csv":
        _write(csv_text(_SHOWN, list(_rows(found))))
    elif args.format == "md":
        _write("\n".join(_markdown(audit, found)))
    else:
        say(*_text(audit, found))
    return ExitCode.DONE


def _write(text: str) -> None:
    """Write text as it is: line ends of CSV included, and only what any terminal may see."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _rows(found: Measured) -> Iterator[tuple[str, ...]]:
    known = measures()
    for counts, group in (("yes", found.measurements), ("no", found.other_measurements)):
        for one in group:
            yield (
                one.id,
                known[one.id].name if one.id in known else "",
                "" if one.value is None else repr(one.value),
                one.unit,
                counts,
                str(one.n),
                one.source,
                *one.window,
                one.band,
                one.confidence,
                one.reason,
            )


def _short(found: Measured) -> list[tuple[str, ...]]:
    """Return the columns that fit a terminal or a page."""
    rows: list[tuple[str, ...]] = []
    for name, label, value, unit, counts, n, source, *_, band, _, reason in _rows(found):
        shown = measured_value(float(value), unit) if value else "not measurable"
        more = reason or ", ".join(filter(None, (f"n = {n}" if n != "0" else "", band)))
        rows.append((name, label, shown, unit, counts, source, more))
    return rows


_COLUMNS = ("Measure", "Name", "Value", "Unit", "Counts", "Source", "")


def _text(audit: Audit, found: Measured) -> Iterator[str]:
    zone = ZoneInfo(audit.time_zone)
    if rows := _short(found):
        yield from text_table(_COLUMNS, rows)
    else:
        yield "Nothing was measured yet. `sightline measure list` names what can be."
    for result in found.results:
        yield ""
        yield f"{result.id}  {result.title}{f'  {result.verdict.upper()}' if result.verdict else ''}"
        yield f"  {result.taken_at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}, from {result.source}"
        for table in result.tables:
            yield f"  {table.title}"
            yield from text_table(table.columns, table.rows, indent="    ")
        yield from (f"    “{quote}”" for quote in result.quotes)
        yield from (f"  note: {note}" for note in result.notes)
    if found.drill is not None:
        yield ""
        yield f"A fire drill is running: {found.drill.title}. `sightline measure drill status` shows it."


def _markdown(audit: Audit, found: Measured) -> Iterator[str]:
    zone = ZoneInfo(audit.time_zone)
    yield "# Measurements\n"
    yield markdown_table((*_COLUMNS[:-1], "Detail"), _short(found))
    for result in found.results:
        yield f"## {markdown_cell(result.title)}\n"
        verdict = f" Verdict: **{result.verdict}**." if result.verdict else ""
        taken = f"{result.taken_at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
        yield f"{result.id}, {taken}, from {markdown_cell(result.source)}.{verdict}\n"
        for table in result.tables:
            yield f"### {markdown_cell(table.title)}\n"
            yield markdown_table(table.columns, table.rows)
            if table.note:
                yield f"{markdown_cell(table.note)}\n"
        if result.quotes:
            yield "\n".join(f"> {markdown_cell(quote)}\n" for quote in result.quotes)
        if result.notes:
            yield "\n".join(f"- {markdown_cell(note)}" for note in result.notes) + "\n"
