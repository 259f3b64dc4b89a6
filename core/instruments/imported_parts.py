"""What the readers of other tools' results share: a part of a result, and JSON that may be anything."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from core import assets
from core.instruments.draft import BadRow
from core.instruments.inputs import Input
from core.instruments.text import text_of
from core.model.instrument import ResultTable
from core.model.measurement import Measurement
from core.snapshot.masking import mask

LARGEST_JSON = 150 * 1024 * 1024
"""Bytes."""
MOST_ROWS = 30
_LONGEST = 200

UNITS = {
    "import.scorecard": "points",
    "import.sarif-errors": "findings",
    "import.test-pass-rate": "share",
    "import.known-vulnerabilities": "findings",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What the files of one format gave.

    Attributes:
        said: what was read, in words: "2 SARIF files".
        probes: (probe id or subject, why) of the questions that it speaks to.
    """

    said: str
    measured: Measurement
    tables: tuple[ResultTable, ...]
    rows: int
    notes: tuple[str, ...] = ()
    probes: tuple[tuple[str, str], ...] = ()


@cache
def speaks_to() -> dict[str, Any]:
    """Return the table of `resources/imported-scans.json`."""
    loaded: dict[str, Any] = json.loads(assets.read_text("resources", "imported-scans.json"))
    return loaded


def measurement(name: str, value: float | None, source: str, n: int, reason: str = "") -> Measurement:
    """Return a measurement of this instrument."""
    return Measurement(name, value, UNITS[name], source, n=n, confidence="medium", reason=reason)


def load_json(given: Input, bad: list[BadRow]) -> Any:
    """Return the value of a JSON file, None when it is none, which is then named as bad."""
    if len(given.data) > LARGEST_JSON:
        bad.append(BadRow(given.name, 0, f"it is larger than {LARGEST_JSON >> 20} MB"))
        return None
    text, _ = text_of(given.data, given.name)
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        bad.append(BadRow(given.name, error.lineno, f"it is not JSON from here on ({error.msg.lower()})"))
    except RecursionError:
        bad.append(BadRow(given.name, 0, "it is nested too deeply"))
    except ValueError as error:
        bad.append(BadRow(given.name, 0, f"it holds a number that is none ({str(error)[:60]})"))
    return None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def as_dict(value: object) -> dict[str, Any]:
    """Return a value that should be an object; an empty one when it is not."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """Return a value that should be an array; an empty one when it is not."""
    return value if isinstance(value, list) else []


def as_text(value: object) -> str:
    """Return a value as one line to print: without secrets and without end."""
    return mask(" ".join(value.split())[:_LONGEST]) if isinstance(value, str) else ""


def named(names: Iterable[str]) -> str:
    """Return the first names of some, and how many more there are."""
    known = list(dict.fromkeys(names))
    return ", ".join(known[:3]) + (f" and {len(known) - 3} more" if len(known) > 3 else "")
