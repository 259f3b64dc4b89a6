"""Rubric files into rubrics; the texts that ship, by id."""

import hashlib
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError

from core import assets
from core.errors import ExitCode, SightlineError
from core.formats.errors import NotUnderstood
from core.formats.yaml_text import Node, document
from core.rubric.mistake import Mistake
from core.rubric.rubric import Part, Recommendations, Rubric

RECOMMENDATIONS = "recommendations"
DEFAULT = "process-integrity"
"""Id of the rubric that a new audit begins with when nobody chooses."""

P = TypeVar("P", bound=Part)


class RubricError(SightlineError):
    """A rubric file that cannot be used; `mistakes` says what to change, with lines."""

    exit_code = ExitCode.ENVIRONMENT

    def __init__(self, message: str, mistakes: tuple[Mistake, ...] = (), advice: str = "") -> None:
        super().__init__(message, advice, "\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def parse(text: str, name: str) -> Rubric:
    """Return the rubric in a YAML text.

    Args:
        text: the file's content.
        name: what to call the file in messages.

    Raises:
        RubricError: with every mistake of form, each with its line.
    """
    return _parse(Rubric, text, name)


parsed = lru_cache(maxsize=32)(parse)
"""`parse`, remembered: a rubric is a frozen value, and reading its YAML is slow."""


def parse_recommendations(text: str, name: str = "recommendations.yaml") -> Recommendations:
    """Return the recommendations in a YAML text; raises RubricError as `parse` does."""
    return _parse(Recommendations, text, name)


def as_json(rubric: Rubric) -> str:
    """Return a rubric as JSON, which loads many times faster than its text; empty where JSON cannot say the same."""
    plain = rubric.model_dump_json(by_alias=True, exclude_unset=True)
    try:
        return plain if Rubric.model_validate_json(plain) == rubric else ""
    except ValidationError:  # numbers that JSON does not have
        return ""


def from_json(text: str, name: str) -> Rubric:
    """Return the rubric in a JSON text that `as_json` made.

    Raises:
        RubricError: when it is none.
    """
    try:
        return Rubric.model_validate_json(text)
    except ValidationError as error:
        raise RubricError(f"{name} is not a valid rubric: {_words(error.errors()[0])}.") from None


def digest(text: str) -> str:
    """Return the SHA-256 of a file's text, by which an audit names exactly this version."""
    return hashlib.sha256(text.encode()).hexdigest()


def shipped() -> tuple[str, ...]:
    """Return the ids of the rubrics that ship, in alphabetical order."""
    found = (name.removesuffix(".yaml") for name in assets.names("rubrics", ".yaml"))
    return tuple(name for name in found if name != RECOMMENDATIONS)


def shipped_text(rubric_id: str) -> str:
    """Return the text of a rubric that ships.

    Raises:
        RubricError: when none of that id ships.
    """
    if rubric_id not in shipped():
        raise RubricError(f"No rubric {rubric_id!r} ships with Sightline.", (), f"There are: {', '.join(shipped())}.")
    return assets.read_text("rubrics", f"{rubric_id}.yaml")


def shipped_recommendations_text() -> str:
    """Return the text of the recommendations that the shipped rubrics share."""
    return assets.read_text("rubrics", f"{RECOMMENDATIONS}.yaml")


def line_of(root: Node, path: tuple[str | int, ...]) -> int:
    """Return the line of the deepest part of a path that the file has."""
    node, line = root, root.line
    for step in path:
        if isinstance(step, int):
            entries = node.list()
            if step >= len(entries):
                return line
            node = entries[step]
            line = node.line
        else:
            found = node.get(step)
            if found is None:
                return line
            line = node.line_of(step)
            node = found
    return line


def _parse(kind: type[P], text: str, name: str) -> P:
    try:
        root = document(text)
        plain: Any = root.plain()
    except NotUnderstood as error:
        raise RubricError(f"{name} cannot be read: {error}.", (Mistake(name, 1, str(error), ""),)) from None
    twice = tuple(
        Mistake(name, line, f"the field {key!r} stands twice", "keep one of them") for key, line in root.repeated()
    )
    if twice:  # YAML would quietly take the last
        raise RubricError(
            f"{name} is not a valid rubric file: line {twice[0].line}: {twice[0].message}.", twice, "Keep one of them."
        )
    try:
        return kind.model_validate(plain)
    except ValidationError as error:
        mistakes = tuple(
            Mistake(name, line_of(root, found["loc"]), _words(found), _where(found["loc"]))
            for found in _causes(error.errors())
        )
        first = mistakes[0]
        raise RubricError(
            f"{name} is not a valid rubric file: line {first.line}: {first.message}.",
            mistakes,
            f"Run `sightline rubric check {name}`"
            + (f" for all {len(mistakes)} mistakes." if len(mistakes) > 1 else " when it is corrected."),
        ) from None


def _causes(errors: list[Any]) -> list[Any]:
    """Leave out lists that are too short only because an entry of them is wrong."""
    paths = [found["loc"] for found in errors]
    return [
        found
        for found in errors
        if found["type"] != "too_short"
        or not any(path != found["loc"] and path[: len(found["loc"])] == found["loc"] for path in paths)
    ]


def _words(found: Any) -> str:
    if found["type"] in ("model_type", "model_attributes_type"):
        return "a mapping of fields was expected"
    message = str(found["msg"]).removeprefix("Value error, ")
    if found["type"] == "extra_forbidden":
        return f"the field {found['loc'][-1]!r} is unknown"
    if found["type"] == "missing":
        return f"the field {found['loc'][-1]!r} is missing"
    return f"{message[:1].lower()}{message[1:]}"


def _where(path: tuple[str | int, ...]) -> str:
    return "at " + ".".join(str(step) for step in path) if path else "the whole file"
