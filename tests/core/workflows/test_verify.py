"""Verifying against the audit file and the repository behind a report."""

import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from core.audit.audit import Details, ReportOptions
from core.audit.edits import AdoptScan, SetDetails, SetReport
from core.errors import ExitCode
from core.model.outcome import Outcome
from core.model.scan import Scan
from core.progress import Silent
from core.report.content import Result
from core.report.verifying import Verdict
from core.snapshot.entry import Entry, Mode
from core.snapshot.snapshot import Snapshot
from core.workflows.export import published, write_documents
from core.workflows.sign import make_identity, sign_file
from core.workflows.verify import LARGEST_PDF, CannotRead, Verification, verify
from tests.helpers.audits import DETAILS, a_scan, answer, new_audit
from tests.helpers.published import PASSPHRASE

CODE = "import os\n\nTOKEN = 'abcdef1234567890'\nprint(os.name)\n"


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=Example", "-c", "user.email=e@example.org", *args],
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip


class Engagement:
    """A repository, an audit of it and a signed report, made with the real workflows."""

    def __init__(
        self, folder: Path, details: Details = DETAILS, options: ReportOptions | None = None, shown: str = CODE
    ) -> None:
        self.shown = shown
        self.repository, self.audit = folder / "shop", folder / "a.sightline"
        self.repository.mkdir()
        git(self.repository, "init", "-q", "-b", "main")
        (self.repository / "app.py").write_text(CODE, encoding="utf-8", newline="\n")
        git(self.repository, "add", ".")
        git(self.repository, "commit", "-q", "-m", "Example")
        with new_audit(folder) as opened:
            opened.do(AdoptScan(opened.put_scan(self._scan())))
            opened.do(SetDetails(details))
            opened.do(SetReport(options or ReportOptions()))
            value = published(opened, "0.1.0")
        self.report = write_documents(value, folder, Silent(), documents=("report",))[0].path
        self.identity = make_identity(folder / "lead.p12", "Lead Example", PASSPHRASE)
        sign_file(self.report, folder / "lead.p12", PASSPHRASE)

    def _scan(self) -> Scan:
        commit, blob = git(self.repository, "rev-parse", "HEAD"), git(self.repository, "rev-parse", "HEAD:app.py")

        shown = self.shown

        class Reader:
            def read(self, entry: Entry) -> bytes:
                return shown.encode()

            def read_many(self, entries: object) -> object:
                raise NotImplementedError

        snapshot = Snapshot(commit, [Entry("app.py", Mode.FILE, blob, len(CODE))], Reader())  # type: ignore[arg-type]
        found = replace(
            answer("dependencies.pinned", Outcome.PARTIAL),
            evidence=(snapshot.evidence("app.py", 3, 3),),
            evidence_total=1,
        )
        scan = a_scan(found)
        return replace(scan, repository=replace(scan.repository, commit=commit))

    def verify(self, **options: object) -> Verification:
        return verify(self.report, Silent(), **options)  # type: ignore[arg-type]


@pytest.fixture
def engagement(tmp_path: Path) -> Engagement:
    return Engagement(tmp_path)


def result(found: Verification, name: str) -> Result:
    return next(c.result for c in found.checks if c.name == name)


def test_everything_agrees(engagement: Engagement) -> None:
    found = engagement.verify(
        audit=engagement.audit, repository=engagement.repository, required=[engagement.identity.fingerprint]
    )
    assert (found.verdict, found.exit_code, found.signers_as_required) == (Verdict.VALID, ExitCode.DONE, True)
    assert {c.result for c in found.checks} == {Result.PASSED}


def test_unknown_signer_is_valid_unless_another_is_required(engagement: Engagement) -> None:
    assert (engagement.verify().verdict, engagement.verify().exit_code) == (Verdict.UNKNOWN_SIGNER, ExitCode.DONE)
    assert engagement.verify(required=["AB" * 32]).exit_code is ExitCode.UNKNOWN_SIGNER


def test_another_audit_and_a_changed_history(engagement: Engagement, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    new_audit(other).close()
    found = engagement.verify(audit=other / "a.sightline")
    assert (found.verdict, found.exit_code) == (Verdict.CHANGED, ExitCode.CHANGED)
    assert "another audit" in found.says


def test_lines_that_the_repository_does_not_hold(engagement: Engagement) -> None:
    (engagement.repository / "app.py").write_text("print('something else')\n", encoding="utf-8")
    assert result(engagement.verify(repository=engagement.repository), "Cited lines") is Result.PASSED  # by its commit
    git(engagement.repository, "checkout", "-q", "--orphan", "new")
    git(engagement.repository, "commit", "-q", "-a", "-m", "Example")
    git(engagement.repository, "branch", "-D", "main")
    git(engagement.repository, "reflog", "expire", "--expire=now", "--all")
    git(engagement.repository, "gc", "-q", "--prune=now")
    found = engagement.verify(repository=engagement.repository)
    assert result(found, "Cited lines") is Result.NOT_CHECKED
    assert found.verdict is Verdict.UNKNOWN_SIGNER


def test_lines_that_never_stood_there(tmp_path: Path) -> None:
    engagement = Engagement(tmp_path, shown=CODE.replace("os.name", "os.sep"))
    found = engagement.verify(repository=engagement.repository)
    assert (result(found, "Cited lines"), found.verdict) == (Result.FAILED, Verdict.CHANGED)
    assert "not those printed" in found.says


def test_a_file_that_the_commit_does_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Engagement._scan

    def another_blob(self: Engagement) -> Scan:
        scan = real(self)
        found = scan.probes["dependencies.pinned"]
        evidence = (replace(found.evidence[0], blob="b" * 40),)
        return replace(scan, probes={found.probe: replace(found, evidence=evidence)})

    monkeypatch.setattr(Engagement, "_scan", another_blob)
    engagement = Engagement(tmp_path, options=ReportOptions(hide_snippets=True))  # so that lines cannot tell
    found = engagement.verify(repository=engagement.repository)
    assert (result(found, "Cited lines"), found.verdict) == (Result.FAILED, Verdict.CHANGED)


def test_a_trail_that_was_made_anew_does_not_hold_the_head(engagement: Engagement) -> None:
    connection = sqlite3.connect(engagement.audit)
    with connection:
        connection.execute("UPDATE trail SET hash = ?", ("0" * 64,))
    connection.close()
    found = engagement.verify(audit=engagement.audit)
    assert (found.verdict, "does not contain the head" in found.says) == (Verdict.CHANGED, True)


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(LARGEST_PDF + 1)
    with pytest.raises(CannotRead, match="larger than"):
        verify(tmp_path / "large.pdf", Silent())


def test_hidden_paths_and_snippets_are_still_compared_by_content(tmp_path: Path) -> None:
    engagement = Engagement(tmp_path, options=ReportOptions(hide_paths=True, hide_snippets=True))
    assert result(engagement.verify(repository=engagement.repository), "Cited lines") is Result.PASSED


def test_tampered_file(engagement: Engagement) -> None:
    data = bytearray(engagement.report.read_bytes())
    data[len(data) // 2] ^= 1
    engagement.report.write_bytes(data)
    assert engagement.verify().exit_code is ExitCode.CHANGED


def test_a_pdf_that_nobody_signed_and_that_is_not_ours_is_not_called_changed(tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "invoice.pdf")
    found = verify(tmp_path / "invoice.pdf", Silent())
    assert (found.verdict, found.exit_code) == (Verdict.NOT_AS_EXPECTED, ExitCode.NOT_AS_EXPECTED)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        verify(tmp_path / "nothing.pdf", Silent())
