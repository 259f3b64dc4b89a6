"""What can be measured, by id: the names under which conditions ask for a value."""

from dataclasses import dataclass
from functools import cache

from core import assets
from core.formats.yaml_text import document
from core.rubric.index import members
from core.rubric.rubric import Condition, Criterion

FILE = "instruments.yaml"


@dataclass(frozen=True, slots=True)
class Measure:
    """A definition of `resources/instruments.yaml`.

    Attributes:
        unit: of the value that a condition compares.
        meaning: the definition in a few words.
        instruments: ids of the instruments that give it.
    """

    id: str
    name: str
    unit: str
    meaning: str
    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstrumentText:
    """An instrument as it is described to people."""

    id: str
    name: str
    input: str
    summary: str
    gives: tuple[str, ...]


@cache
def instruments() -> dict[str, InstrumentText]:
    """Return every instrument by id, in the order of the file."""
    return {
        entry["id"]: InstrumentText(
            entry["id"], entry["name"], entry["input"], entry["summary"], tuple(m["id"] for m in entry["gives"])
        )
        for entry in document(assets.read_text("resources", FILE)).plain()["instruments"]
    }


@cache
def measures() -> dict[str, Measure]:
    """Return every measure that an instrument gives, by id."""
    found: dict[str, Measure] = {}
    for entry in document(assets.read_text("resources", FILE)).plain()["instruments"]:
        for given in entry["gives"]:
            known = found.get(given["id"])
            by = (entry["id"],) if known is None else (*known.instruments, entry["id"])
            found[given["id"]] = Measure(given["id"], given["name"], given["unit"], given["meaning"], by)
    return found


def asked(criterion: Criterion) -> tuple[str, ...]:
    """Return the ids of the measures that a criterion's levels compare, the best level's first, each once."""
    found: list[str] = []

    def walk(node: Condition) -> None:
        if node.measure is not None:
            found.append(node.measure.id)
        for member in members(node) or ():
            walk(member)

    for level in reversed(criterion.levels):
        if level.when is not None:
            walk(level.when)
    return tuple(dict.fromkeys(found))
