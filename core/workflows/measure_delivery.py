"""Delivery records measured for an open audit: its window, its days, and the history of what was audited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from core.errors import SightlineError
from core.history.delivery import SUBJECTS_DAYS
from core.history.periods import DAY
from core.history.recorded_delivery import Repository
from core.instruments.delivery_records import Choices, delivery_records
from core.instruments.draft import Draft
from core.instruments.inputs import read_inputs
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
    """Return what files of deployments and incidents say; nothing is written.

    The window ends at the committer date of the audited commit, unless the choices say otherwise.

    Args:
        present: the open audit.
        paths: files or folders.
        choices: service, environments, columns, window.
        repository: folder of the audited repository; the one that was scanned when None. Where it cannot be read, the
            lead time is not measurable and the draft says so.
        progress: told of the history and asked whether to stop.

    Raises:
        NotMeasured: when nothing can be measured.
        InputsRefused: when the files cannot be read.
    """
    choices = choices or Choices()
    inputs = read_inputs(paths)
    audited = present.scan.repository if present.scan is not None else None
    if choices.until is None and audited is not None:
        choices = replace(choices, until=audited.commit_at.timestamp())
    folder = repository or (Path(present.audit.repository) if present.audit.repository else None)
    history, why = None, "no repository is known"
    if folder is not None:
        try:
            history = _history(folder, audited.commit if audited else None, choices.until, progress or Silent())
        except SightlineError as error:
            why = error.message.rstrip(".")
    zone = ZoneInfo(present.audit.time_zone) if present.audit.time_zone else UTC
    draft = delivery_records(inputs, choices, zone, history)
    if history is None:
        draft = replace(draft, notes=(*draft.notes, f"the history could not be read, which the lead time needs: {why}"))
    return preview(present, draft)


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
