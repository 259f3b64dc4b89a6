"""The whole job in one go, headless: scan, audit file, report and roadmap, demonstration signature, verification."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from core import assets
from core.audit.audit import Details
from core.model.judgement import Actor, key
from core.model.scan import Scan
from core.progress import Progress
from core.repository.sample import make_sample
from core.rubric.loading import DEFAULT
from core.workflows import edit
from core.workflows.export import published, write_documents
from core.workflows.open import OpenAudit, create_audit
from core.workflows.process_file import read_processes
from core.workflows.scan import scan
from core.workflows.sign import make_identity, sign_file
from core.workflows.verify import Verification, verify

_AUDITOR = Actor("demonstration-auditor", "Demonstration Auditor", "Example data")
_EXAMPLE = "Example judgement, made by the demonstration."
RUBRICS = (DEFAULT, "devops-excellence")
"""One of each way to score; all five would make a report of more than a hundred pages."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made and where.

    Attributes:
        signed: the documents in the order report, roadmap.
        verified: what verification says of each of them.
        fingerprint: of the demonstration identity's certificate, SHA-256.
    """

    repository: Path
    audit: Path
    scan: Scan
    signed: tuple[Path, ...]
    verified: tuple[Verification, ...]
    fingerprint: str


def sample_in(folder: Path) -> Path:
    """Return the sample repository in a folder, made on the spot unless it is there already."""
    sample = folder / "sample"
    return sample if (sample / ".git").is_dir() else make_sample(sample)


def demonstrate(output: Path, repository: Path | None, progress: Progress, *, sightline: str) -> Demonstration:
    """Do the whole job on a repository, or on the sample, and leave everything in a folder.

    Args:
        output: folder for the results; made when it is missing. Earlier results of the same name are replaced.
        repository: the sample is made when None; only then example processes and judgements are entered.
        progress: told of each phase; may cancel.
        sightline: the version that publishes.

    Raises:
        SightlineError: of the step that could not be done, with advice.
    """
    progress.phase("Prepare")
    example = repository is None
    folder = sample_in(output) if repository is None else repository
    name = folder.resolve().name
    file = output / f"{name}.sightline"
    identity = output / "demonstration-identity.p12"
    for earlier in (file, identity):
        earlier.unlink(missing_ok=True)
    details = Details(
        title=f"How {name} is built and run",
        client="Example client" if example else name,
        lead=_AUDITOR,
        organisation="Example data",
        reference="DEMONSTRATION",
        demonstration=True,
    )
    output.mkdir(parents=True, exist_ok=True)
    with create_audit(file, details, RUBRICS, time_zone="UTC", actor=_AUDITOR) as opened:
        if example:
            opened.do(edit.set_processes(opened, read_processes(assets.path("resources", "sample", "processes.json"))))
        found = scan(
            folder, rubrics=tuple(opened.rubrics.values()), processes=opened.audit.processes, progress=progress
        )
        opened.do(edit.adopt_scan(opened, found, str(folder.resolve())))
        if example:
            _judge_examples(opened)
        value = published(opened, sightline)
    written = write_documents(value, output, progress)
    progress.phase("Sign and verify", total=len(written) + 1)
    passphrase = secrets.token_urlsafe(24)  # nobody learns it: the identity signs here and never again
    made = make_identity(identity, "Demonstration signature", passphrase, organisation="Example data")
    progress.advance()
    signed, verified = [], []
    for document in written:
        done = sign_file(document.path, identity, passphrase, reason="Demonstration signature")
        signed.append(done.path)
        verified.append(verify(done.path, progress, audit=file, repository=folder))
        progress.advance(detail=done.path.name)
    identity.unlink()
    return Demonstration(folder, file, found, tuple(signed), tuple(verified), made.fingerprint)


def _judge_examples(opened: OpenAudit) -> None:
    """Enter an override, an answer, a confirmation and a "not applicable": every part of a report gets content."""
    rubric = opened.rubrics["process-integrity"]
    scored = {c.key: c for c in opened.scores[rubric.id].criteria()}
    overridden = confirmed = answered = dropped = False
    for criterion in rubric.criteria():
        if criterion.per_process:
            continue
        name, score = key(rubric.id, criterion.id), scored[criterion.id]
        if criterion.method in ("interview", "review") and not answered:
            opened.do(edit.choose_level(opened, name, 1, _EXAMPLE))
            answered = True
        elif criterion.method == "interview" and not dropped:
            opened.do(edit.not_applicable(opened, name, _EXAMPLE))
            dropped = True
        elif score.scan_level == len(criterion.levels) - 1 and not confirmed:
            opened.do(edit.choose_level(opened, name, score.scan_level))
            confirmed = True
        elif score.scan_level == len(criterion.levels) - 1 and not overridden:
            opened.do(edit.choose_level(opened, name, score.scan_level - 1, _EXAMPLE))
            overridden = True
