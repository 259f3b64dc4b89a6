"""A new rubric file: from another one, whose comments stay, or a small complete one to begin with."""

import re

from core import assets
from core.errors import ExitCode, SightlineError
from core.rubric.loading import parse, shipped

TEMPLATE = "rubric-template.yaml"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_TOP = re.compile(r"^(id|version|name):.*$", re.MULTILINE)


class NotAnId(SightlineError):
    """The id cannot be that of a new rubric."""

    exit_code = ExitCode.USAGE


def new_rubric(rubric_id: str, name: str = "", source: str = "") -> str:
    """Return the text of a new rubric, complete and sound.

    Args:
        rubric_id: its id; the file must be called after it.
        name: on screen and paper; made of the id when empty.
        source: text of the rubric to begin with; the template when empty.

    Raises:
        NotAnId: when the id is taken by a rubric that ships, or holds what an id cannot.
    """
    if not _ID.fullmatch(rubric_id):
        raise NotAnId(f"{rubric_id!r} cannot be the id of a rubric.", "Use lower case letters, digits and dashes.")
    if rubric_id in shipped():
        raise NotAnId(f"A rubric {rubric_id!r} ships with Sightline.", "Choose another id.")
    text = source or assets.read_text("resources", TEMPLATE)
    before = parse(text, "rubric")
    values = {
        "id": rubric_id,
        "version": '"1.0"',
        "name": f'"{_quoted(name or rubric_id.replace("-", " ").capitalize())}"',
    }
    made = _TOP.sub(lambda found: f"{found[1]}: {values[found[1]]}", text)
    # Own probes carry the rubric's id in theirs: `own.<rubric>.<name>`.
    return re.sub(rf"\bown\.{re.escape(before.id)}\.", f"own.{rubric_id}.", made)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
