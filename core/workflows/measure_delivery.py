"""Delivery records measured for an open audit: its window, its days, and the history of what was audited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from core.errors import SightlineError
from core.history.delivery import SUBJECTS_DAYS
from core.history.periods import DAY
from core.history.recorded_delivery import Repository
from core.instruments.delivery_records import Choices, delivery_records
from core.instruments.draft import Draft
from core.instruments.inputs import Input, read_inputs
from core.progress import Progress, Silent
from core.workflows.edit import Present
from core.workflows.measure import preview


def preview_delivery(
    present: Present,
    paths: Sequence[Path],
    choices: Choices | None = None,
    *,
    repository: Path | None = None,
    progress: Progress | None = None,
) -> Draft:
    """Return what files of deployments and incidents say, for an open audit; nothing is written.

    Args:
        present: the open audit.
        paths: files or folders.
        choices: service, environments, columns, window.
        repository: folder of the audited repository; the one that was scanned when None.
        progress: told of the history and asked whether to stop.

    Raises:
        NotMeasured: when nothing can be measured.
        InputsRefused: when the files cannot be read.
    """
    inputs = read_inputs(paths)
    about = audited_delivery(present, repository)
    return preview(present, read_delivery(inputs, choices or Choices(), about, progress or Silent()))


@dataclass(frozen=True, slots=True)
class AuditedDelivery:
    """What a reading of delivery records needs to know of the audit.

    Attributes:
        zone: IANA name; its days count.
        repository: folder, empty when none is known.
        commit: id of the audited commit, empty before the first scan.
        until: committer date of that commit, seconds since 1970.
    """

    zone: str
    repository: str = ""
    commit: str = ""
    until: float | None = None


def audited_delivery(present: Present, repository: Path | None = None) -> AuditedDelivery:
    """Return what is known of an open audit."""
    audited = present.scan.repository if present.scan is not None else None
    return AuditedDelivery(
        present.audit.time_zone or "UTC",
        str(repository or present.audit.repository or ""),
        audited.commit if audited else "",
        audited.commit_at.timestamp() if audited else None,
    )


def read_delivery(inputs: Sequence[Input], choices: Choices, audited: AuditedDelivery, progress: Progress) -> Draft:
    """Return what files of deployments and incidents say.

    The window ends at the committer date of the audited commit, unless the choices say otherwise. Where the repository
    cannot be read, the lead time is not measurable and the draft says so.

    Raises:
        NotMeasured: when nothing can be measured.
    """
    if choices.until is None:
        choices = replace(choices, until=audited.until)
    history, why = None, "no repository is known"
    if audited.repository:
        try:
            history = _history(Path(audited.repository), audited.commit or None, choices.until, progress)
        except SightlineError as error:
            why = error.message.rstrip(".")
    draft = delivery_records(inputs, choices, ZoneInfo(audited.zone), history)
    if history is None:
        draft = replace(draft, notes=(*draft.notes, f"the history could not be read, which the lead time needs: {why}"))
    return draft


def _history(folder: Path, commit: str | None, until: float | None, progress: Progress) -> Repository:
    """Return all commits of all branches and tags, as a deployment may come from any.

    Raises:
        RepositoryError: when the repository cannot be read.
    """
    from core.repository.log import read_history
    from core.repository.opening import opened

    with opened(folder) as repository:
        audited = repository.commit(commit)
        branch = repository.default_branch(audited.id)
        end = until if until is not None else audited.at.timestamp()
        tips = [branch.commit, audited.id, *(ref.commit for ref in repository.refs())]
        progress.phase("Read history")
        history = read_history(repository, tips, progress, int(end) - SUBJECTS_DAYS * DAY)
        return Repository(history, history.number[branch.commit.encode("ascii")], repository.shallow)
