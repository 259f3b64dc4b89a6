"""Create and open an audit, or save what is left of a damaged one."""

import importlib
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.audit.audit import Audit, Details, RubricRef
from core.audit.trail import ChainReport, Mark, TrailEntry, snapshot_payload
from core.errors import SightlineError
from core.model.judgement import Actor
from core.model.roadmap import Phase
from core.rubric.loading import (
    digest,
    parse_recommendations,
    parsed,
    shipped,
    shipped_recommendations_text,
    shipped_text,
)
from core.store.header import Damaged
from core.store.save_state import SaveState
from core.workflows import kept_rubrics
from core.workflows.attachment_files import NotUsable, writable
from core.workflows.open_audit import Clock, OpenAudit, ReadOnly

if TYPE_CHECKING:
    from core.store.database import Connection
    from core.store.recovery import Recovered

__all__ = [
    "ChainReport",
    "Damaged",
    "Mark",
    "NotUsable",
    "OpenAudit",
    "ReadOnly",
    "SaveState",
    "TrailEntry",
    "create_audit",
    "load_ahead",
    "open_audit",
    "recover_audit",
]


def create_audit(
    path: Path,
    details: Details,
    rubrics: Sequence[str],
    *,
    time_zone: str,
    actor: Actor,
    language: str = "en",
    excluded: Sequence[str] = (),
    recommendations: str = "",
    clock: Clock | None = None,
) -> OpenAudit:
    """Create an audit file and open it.

    Args:
        path: where; there must be no file yet.
        details: what the cover says.
        rubrics: ids of shipped rubrics, or whole rubric texts (anything of more than one line).
        time_zone: IANA name; window, report and measurements use its days.
        actor: who creates it.
        language: of the report.
        excluded: path patterns that scans leave out.
        recommendations: text of a recommendations file; the shipped one when empty.
        clock: gives the present instant, for tests.

    Raises:
        NotWritten: when the file exists or the folder cannot be written.
        RubricError: when a rubric is unknown or mistaken.
        NotUsable: when the time zone is unknown, a name is missing, or two rubrics have the same id.
    """
    from core.store import database
    from core.store.writes import Commit, PutText

    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotUsable(
            f"The time zone {time_zone!r} is unknown.", "Use a name such as Europe/Berlin or UTC."
        ) from None
    for value, what in ((details.client, "client"), (details.lead.name, "auditor"), (details.title, "title")):
        if not value.strip():
            raise NotUsable(f"An audit needs the name of its {what}.", "It is printed on the cover of the report.")
    advice = recommendations or shipped_recommendations_text()
    parse_recommendations(advice)
    texts = {digest(advice): ("recommendations.yaml", advice)}
    refs: list[RubricRef] = []
    phases: tuple[Phase, ...] = ()
    for given in rubrics:
        text = given if "\n" in given else shipped_text(given)
        name = "rubric" if text is given else f"{given}.yaml"
        rubric = parsed(text, name)
        twin = next((ref for ref in refs if ref.id == rubric.id), None)
        if twin is not None and twin.digest != digest(text):
            raise NotUsable(f"Two of the rubrics have the id {rubric.id}.", "Give each its own id, or choose one.")
        if twin is not None:
            continue
        ref, files = kept_rubrics.kept(text, name, advice)
        texts.update(files)
        refs.append(ref)
        phases = phases or tuple(
            Phase(f"phase-{n}", phase.name, phase.weeks, phase.capacity_hours)
            for n, phase in enumerate(rubric.phases, start=1)
        )
    instant = (clock or (lambda: datetime.now(UTC)))()
    audit = Audit(
        str(uuid.uuid4()),
        instant,
        time_zone,
        language,
        details,
        excluded=tuple(excluded),
        rubrics=tuple(refs),
        phases=phases,
    )
    payload = snapshot_payload("create", audit)
    writable(payload)
    commit = Commit(None, audit, payload, (), str(uuid.uuid4()), actor, instant)

    def seed(connection: "Connection") -> None:
        for name, (file, body) in texts.items():
            PutText(name, file, body).write(connection)
        commit.write(connection)

    database.create(path, seed)
    return open_audit(path, actor, clock=clock)


def open_audit(
    path: Path, actor: Actor | None = None, *, clock: Clock | None = None, for_reading: bool = False
) -> OpenAudit:
    """Open an audit file; for reading only when somebody else has it open or it cannot be written.

    Args:
        path: the file.
        actor: who works on it; the audit's lead when None.
        clock: gives the present instant, for tests.
        for_reading: open a private copy, so that not a byte of the file changes.

    Raises:
        FileMissing: when it is not there.
        NotAnAudit: when it is something else.
        Damaged: when it cannot be read as a whole; `recover_audit` helps.
        NewerVersion: when a newer Sightline wrote what this one cannot understand.
    """
    from core.store import header
    from core.store.opening import open_file

    opened = open_file(path, for_reading=for_reading)
    try:
        return OpenAudit(path, opened, actor, clock)
    except BaseException as error:
        opened.database.drop()
        opened.release()
        if isinstance(error, SightlineError) and header.read(path).version > header.VERSION:
            raise header.NewerVersion(
                f"{path.name} was saved by a newer Sightline.", "Update Sightline to open it.", str(error)
            ) from error
        raise


def load_ahead() -> None:
    """Import what opening an audit needs and parse the rubrics that ship, so that opening finds it done."""
    importlib.import_module("core.store.opening")
    for rubric_id in shipped():
        parsed(shipped_text(rubric_id), f"{rubric_id}.yaml")
    kept_rubrics.advice_of(shipped_recommendations_text())


def recover_audit(path: Path, output: Path, texts: Sequence[str] = ()) -> "Recovered":
    """Save what can be read of a damaged audit into a new file; the damaged one is left as it is.

    Args:
        path: the damaged file.
        output: the new file.
        texts: rubric files (their content) that stand in, with those that ship, for texts that are lost.

    Raises:
        NotWritten: when the new file exists or cannot be written.
        Damaged: when nothing can be saved.
    """
    from core.store.recovery import recover

    standing_in = [*texts, *(shipped_text(rubric_id) for rubric_id in shipped()), shipped_recommendations_text()]
    return recover(path, output, {digest(text): ("rubric.yaml", text) for text in standing_in})
