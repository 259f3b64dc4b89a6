"""The present audit in rows: one a field, one an entry of a mapping, so that an edit writes only what it changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import msgspec

from core import codec
from core.audit.audit import Audit

MAPPINGS = (
    "judgements",
    "drafts",
    "not_applicable",
    "accepted_risks",
    "notes",
    "attachments",
    "links",
    "evidence_numbers",
    "placements",
    "text",
    "entered",
    "results",
    "work",
)
"""Fields of an Audit that are kept one row an entry."""

VALUES = tuple(f.name for f in fields(Audit) if f.name not in MAPPINGS)
"""The other fields."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows to write (part, name, JSON) and rows to delete (part, name)."""

    write: tuple[tuple[str, str, str], ...]
    delete: tuple[tuple[str, str], ...]


def _json(value: object) -> str:
    return codec.encode(value).decode()


def difference(before: Audit | None, after: Audit) -> Difference:
    """Return what to write so that rows of `before` become those of `after`; None: there are no rows yet."""
    write: list[tuple[str, str, str]] = []
    delete: list[tuple[str, str]] = []
    for part in VALUES:
        new = getattr(after, part)
        if before is None or (getattr(before, part) is not new and getattr(before, part) != new):
            write.append((part, "", _json(new)))
    for part in MAPPINGS:
        new_map: Mapping[str, object] = getattr(after, part)
        old_map: Mapping[str, object] = {} if before is None else getattr(before, part)
        if new_map is old_map:
            continue
        for name, value in new_map.items():
            old = old_map.get(name)
            if old is not value and (name not in old_map or old != value):
                write.append((part, name, _json(value)))
        delete.extend((part, name) for name in old_map if name not in new_map)
    return Difference(tuple(write), tuple(delete))


def assemble(rows: Iterable[tuple[str, str, str]]) -> Audit:
    """Build the audit from its rows (part, name, JSON); rows of unknown parts are ignored.

    Raises:
        codec.NotOurFormat: when they do not make an audit.
    """
    values: list[str] = []
    mappings: dict[str, list[str]] = {part: [] for part in MAPPINGS}
    for part, name, value in rows:
        if part in mappings:
            mappings[part].append(f"{msgspec.json.encode(name).decode()}:{value}")
        elif part in VALUES:
            values.append(f'"{part}":{value}')
    values.extend(f'"{part}":{{{",".join(entries)}}}' for part, entries in mappings.items())
    return codec.decode(Audit, ("{" + ",".join(values) + "}").encode())
