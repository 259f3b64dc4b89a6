"""Numbers that only the client's people or systems know: entered by the auditor, each with its source."""

import math

from core.instruments.draft import Draft, NotMeasured
from core.model.instrument import Instrument
from core.model.measurement import Measurement
from core.rubric.measures import Measure, instruments, measures

_LONGEST_SOURCE = 500


def enterable() -> tuple[Measure, ...]:
    """Return what may be entered, in the order of `resources/instruments.yaml`."""
    known = measures()
    return tuple(known[name] for name in instruments()[Instrument.ENTERED.value].gives)


def number(text: str) -> float:
    """Return the number that a person typed; `72%` is 0.72.

    Raises:
        NotMeasured: when it is none.
    """
    plain = text.strip().replace(" ", "")
    try:
        value = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise NotMeasured(f"{text!r} is not a number.", "Write it as 3.5, or 72% for a share.")
    return value


def enter(name: str, value: float, source: str, *, n: int = 0) -> Draft:
    """Return a number that somebody told.

    Args:
        name: id of the measure.
        value: in the unit of the measure.
        source: who or what says so; it is printed.
        n: observations behind it, 0 when nobody knows.

    Raises:
        NotMeasured: when it is measured otherwise, is out of range, or the source is missing.
    """
    known = {measure.id: measure for measure in enterable()}
    if name not in known:
        how = measures().get(name)
        if how is None:
            raise NotMeasured(f"There is no measure {name}.", "`sightline measure list` names all.")
        raise NotMeasured(
            f"{how.name} is not entered: it is measured.",
            f"It comes from: {', '.join(instruments()[one].name.lower() for one in how.instruments)}.",
        )
    measure = known[name]
    most = 1.0 if measure.unit == "share" else 1e9
    if not 0 <= value <= most:
        raise NotMeasured(
            f"{value:g} is no value of {measure.name}.",
            "A share lies between 0 and 1, or 0% and 100%."
            if most == 1
            else f"It is counted in {measure.unit}, from 0 to a billion.",
        )
    if n < 0:
        raise NotMeasured(
            f"{n} observations cannot stand behind a number.", "Give how many there were, or leave it out."
        )
    told = " ".join(source.split())
    if not told:
        raise NotMeasured(
            "A number without its source is not kept.", "Say who or what it comes from; it is printed with it."
        )
    if len(told) > _LONGEST_SOURCE:
        raise NotMeasured(f"The source is longer than {_LONGEST_SOURCE} characters.", "Name it in one sentence.")
    return Draft(
        instrument=Instrument.ENTERED,
        title=measure.name,
        source=told,
        measurements=(Measurement(name, value, measure.unit, f"entered: {told}", n=n, confidence="low"),),
        rows=1,
    )
