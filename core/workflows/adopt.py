"""Taking a newer version of a rubric into an audit, or adding and leaving out a rubric: one undoable edit."""

import re
from dataclasses import dataclass

from core.audit.adoption import Adoption, adoption
from core.audit.edits import Edit, Together
from core.errors import ExitCode, SightlineError
from core.rubric.library import LibraryEntry, library, rubric_text
from core.rubric.loading import digest, parse
from core.workflows import edit
from core.workflows.open_audit import OpenAudit


class NotAdoptable(SightlineError):
    """The rubric cannot be taken, added or left out here."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Offer:
    """A rubric of the audit for which another text of the same id is there.

    Attributes:
        version: of the audit's own copy.
        offered: the other one; a version may also be the same, with other words.
    """

    rubric: str
    version: str
    offered: LibraryEntry


def offers(opened: OpenAudit) -> tuple[Offer, ...]:
    """Return the rubrics of an audit of which another text, no older, ships or lies in the own folder."""
    found = []
    entries = {entry.id: entry for entry in library() if not entry.problem}
    for ref in opened.audit.rubrics:
        entry = entries.get(ref.id)
        if entry is None or digest(entry.text) == ref.digest:
            continue
        if _parts(entry.version) >= _parts(ref.version):  # an older text is taken only when it is named
            found.append(Offer(ref.id, ref.version, entry))
    return tuple(found)


def _parts(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, in order: "1.10" is newer than "1.9"."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def preview(opened: OpenAudit, rubric_id: str, text: str = "") -> Adoption:
    """Return what taking another text of a rubric would do; nothing is changed.

    Args:
        opened: the audit.
        rubric_id: a rubric of it.
        text: the other text; the one that ships (or lies in the own folder) when empty.

    Raises:
        NotAdoptable: when the audit does not use the rubric, or the text is of another.
    """
    before = opened.rubrics.get(rubric_id)
    if before is None:
        raise NotAdoptable(f"This audit does not use the rubric {rubric_id}.", f"It uses: {', '.join(opened.rubrics)}.")
    after = parse(text or rubric_text(rubric_id), f"{rubric_id}.yaml")
    if after.id != rubric_id:
        raise NotAdoptable(f"The file holds the rubric {after.id}, not {rubric_id}.", "Add it as a rubric of its own.")
    return adoption(opened.audit, before, after)


def adopt(opened: OpenAudit, rubric_id: str, text: str = "") -> Edit:
    """Return the edit that takes another text of a rubric, judgements included.

    Raises:
        NotAdoptable: as `preview`.
    """
    text = text or rubric_text(rubric_id)
    found = preview(opened, rubric_id, text)
    refs = [opened.put_rubric(text) if ref.id == rubric_id else ref for ref in opened.audit.rubrics]
    rubrics = [found.difference.after if name == rubric_id else rubric for name, rubric in opened.rubrics.items()]
    choice = edit.adopt_rubrics(opened, refs, rubrics)
    label = f"take version {found.difference.after.version} of {found.difference.after.name}"
    return Together((choice, *found.edits), label)


def add_rubric(opened: OpenAudit, name: str) -> Edit:
    """Return the edit that adds a rubric to an audit, with the recommendations that ship.

    Raises:
        NotAdoptable: when the audit uses it already.
    """
    text = rubric_text(name)
    rubric = parse(text, name)
    if rubric.id in opened.rubrics:
        raise NotAdoptable(f"This audit uses {rubric.name} already.", "Take its newer version with `audit adopt`.")
    refs = [*opened.audit.rubrics, opened.put_rubric(text)]
    return edit.adopt_rubrics(opened, refs, [*opened.rubrics.values(), rubric])


def leave_out(opened: OpenAudit, rubric_id: str) -> Edit:
    """Return the edit that leaves a rubric out; what was judged in it stays in the file for undo.

    Raises:
        NotAdoptable: when the audit does not use it, or uses no other.
    """
    if rubric_id not in opened.rubrics:
        raise NotAdoptable(f"This audit does not use the rubric {rubric_id}.", f"It uses: {', '.join(opened.rubrics)}.")
    if len(opened.rubrics) == 1:
        raise NotAdoptable("An audit needs a rubric.", "Add another one first.")
    refs = [ref for ref in opened.audit.rubrics if ref.id != rubric_id]
    return edit.adopt_rubrics(opened, refs, [r for r in opened.rubrics.values() if r.id != rubric_id])
