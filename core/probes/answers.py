"""The three answers that most questions about configuration have: it is there, it may be, it is not."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.model.outcome import Confidence, Outcome
from core.probes.probe import Found, absent, present
from core.probes.reading import Place


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one probe; `yes` and `maybe` may have the places `{places}` and `{files}`.

    Attributes:
        yes: it was seen.
        no: it was not.
        maybe: something names it whose effect cannot be seen in the repository; empty where that cannot happen.
    """

    yes: str
    no: str
    maybe: str = ""


def settled(
    words: Words,
    found: Iterable[Place],
    maybe: Iterable[Place] = (),
    near: Iterable[tuple[str, int, str]] = (),
    eligible: tuple[str, ...] | None = None,
    confidence: Confidence = Confidence.HIGH,
) -> Found:
    """Return present when something was found, unproven when something may be, absent otherwise.

    Args:
        words: what to say.
        found: places that count, strongest first.
        maybe: places that name it and whose effect cannot be seen.
        near: what only looks like it, with the reason.
        eligible: the files in which it could have been.
        confidence: of the yes.
    """
    places, perhaps, misses = tuple(dict.fromkeys(found)), tuple(dict.fromkeys(maybe)), tuple(dict.fromkeys(near))
    if places:
        return present(
            words.yes, places, args=_numbers(places), near_misses=misses, eligible=eligible, confidence=confidence
        )
    if perhaps:
        args = _numbers(perhaps)
        return Found(Outcome.UNPROVEN, words.maybe, args, Confidence.MEDIUM, perhaps, misses, eligible)
    return absent(words.no, misses, eligible=eligible)


def _numbers(places: tuple[Place, ...]) -> dict[str, str | int]:
    return {"places": len(places), "files": len({path for path, _, _ in places})}
