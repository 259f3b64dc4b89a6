"""What of a survey may be shown: groups under five are hidden, and so is what would give them away."""

import re
from collections.abc import Iterable, Mapping

from core.snapshot.masking import mask

SMALLEST = 5
"""People in a group whose answers are shown."""

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z][\w-]*(?:\.\w[\w-]*)*")
_PHONE = re.compile(r"(?<![\w.])\+?\d[\d ()/-]{7,}\d(?![\w.])")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau)\.?\s+[^\W\d_][\w'-]+(?:\s+[A-Z][\w'-]+)?")
NAME = "[name]"
_SHORTEST_NAME = 3
_LONGEST_QUOTE = 600


def hidden(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the groups whose answers are not shown.

    The whole is shown beside the groups, so that a hidden group could be had by subtraction. What is hidden therefore
    holds at least two groups and at least five people together; the smallest shown groups go until that is so.

    Args:
        sizes: people by group.
    """
    away = {name for name, size in sizes.items() if size < SMALLEST}
    while any(sizes[name] for name in away) and (
        sum(1 for name in away if sizes[name]) < 2 or sum(sizes[name] for name in away) < SMALLEST
    ):
        shown = [name for name in sizes if name not in away]
        if not shown:
            break
        away.add(min(shown, key=lambda name: (sizes[name], name)))
    return frozenset(away)


def names_in(people: Iterable[str]) -> frozenset[str]:
    """Return the names that a column of people holds: whole, by word, and those in e-mail addresses."""
    found: set[str] = set()
    for person in people:
        local = person.partition("@")[0]
        if any(c.isalpha() for c in local):
            found.add(" ".join(local.split()))
            found.update(re.split(r"[\s._,;()-]+", local))
            found.update(re.split(r"[\s._,;()\d-]+", local))
    return frozenset(name for name in found if len(name) >= _SHORTEST_NAME and not name.isdigit())


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the names, None when there are none."""
    known = sorted({re.escape(name) for name in names}, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(known)})(?:'s)?\b", re.IGNORECASE) if known else None


def quote(text: str, names: re.Pattern[str] | None) -> str:
    """Return a free answer without names, addresses, telephone numbers and secrets; empty when nothing is said.

    Args:
        text: as it was written.
        names: from `pattern_of`; hidden where they begin with a capital letter, since many are words as well.
    """
    text = " ".join(text.split())
    text = _MAIL.sub(NAME, mask(text))
    text = _HANDLE.sub(NAME, text)
    text = _PHONE.sub("[number]", text)
    text = _TITLED.sub(NAME, text)
    if names is not None:
        text = names.sub(lambda found: NAME if found[0][:1].isupper() else found[0], text)
    text = re.sub(rf"{re.escape(NAME)}(?:\s+{re.escape(NAME)})+", NAME, text)
    if len(text) > _LONGEST_QUOTE:
        text = text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return text if any(c.isalpha() for c in text.replace(NAME, "").replace("[number]", "")) else ""
