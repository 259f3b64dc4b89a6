"""How delivery metrics come to be collected by themselves: today's source, the next better one, what to record."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from core import assets
from core.formats.yaml_text import load
from core.model.instrument import Instrument
from core.model.measurement import Measurement
from core.report import measured_page, words
from core.report.book import Book

_BY_INSTRUMENT = {
    Instrument.DELIVERY_RECORDS: "records",
    Instrument.CI_PROFILE: "pipeline",
    Instrument.ENTERED: "entered",
}
_BEST = "records"


@dataclass(frozen=True, slots=True)
class Collection:
    """One metric: how it is collected today and how it could be.

    Attributes:
        coverage: how much of the truth today's number covers.
        next: empty when the best source is in use.
    """

    name: str
    today: str
    value: str
    coverage: str
    leaves_out: str
    next: str
    record: str
    automate: str


@cache
def _table() -> Any:
    return load(assets.read_text("resources", "report", "delivery-sources.yaml"))


def collections(book: Book) -> tuple[Collection, ...]:
    """Return every delivery metric with its source today and the next better one."""
    names = {rung["id"]: rung["name"] for rung in _table()["ladder"]}
    return tuple(_collection(book, metric, text, names) for metric, text in _table()["metrics"].items())


def _collection(book: Book, metric: str, text: dict[str, Any], names: dict[str, str]) -> Collection:
    known = book.measured(metric)
    rung = _rung(book, metric, known)
    best = rung == _BEST
    return Collection(
        name=measured_page.name_of(metric),
        today=names[rung],
        value="" if known is None else measured_page.headline(known),
        coverage=_coverage(known),
        leaves_out="" if best or rung == "none" else text["leaves_out"],
        next="" if best else text["next"],
        record=", ".join(text["record"]),
        automate=text["automate"],
    )


def _rung(book: Book, metric: str, known: Measurement | None) -> str:
    if known is None or known.value is None:
        return "none"
    for result in book.published.results:
        if known in result.measurements:
            return _BY_INSTRUMENT.get(result.instrument, "entered")
    return "git-history"


def _coverage(known: Measurement | None) -> str:
    if known is None or known.value is None:
        return known.reason if known is not None else ""
    said = [f"n = {known.n}"]
    if known.coverage is not None:
        said.append(f"{words.percent(known.coverage)} of the commits")
    return ", ".join(said)
