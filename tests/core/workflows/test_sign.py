"""Signing files: in place, whole, and with the cause when it fails."""

from pathlib import Path

import pikepdf
import pytest

from core.report.identity import IdentityUnusable
from core.report.signing import CannotSign
from core.report.verifying import verify_signatures
from core.workflows.sign import inspect_identity, make_identity, sign_file
from tests.helpers.published import PASSPHRASE, short_report


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(short_report())
    return path


def test_signs_in_place_and_elsewhere(report: Path, tmp_path: Path) -> None:
    made = make_identity(tmp_path / "lead.p12", "Lead Example", PASSPHRASE)
    assert inspect_identity(tmp_path / "lead.p12", PASSPHRASE) == made
    copy = sign_file(report, tmp_path / "lead.p12", PASSPHRASE, output=tmp_path / "signed.pdf")
    assert report.read_bytes() == short_report()
    assert [s.place for s in verify_signatures(copy.path.read_bytes()).signatures] == ["lead"]
    sign_file(report, tmp_path / "lead.p12", PASSPHRASE)
    assert verify_signatures(report.read_bytes()).signatures[0].signer == made


def test_wrong_passphrase_leaves_the_file_alone(report: Path, tmp_path: Path) -> None:
    make_identity(tmp_path / "lead.p12", "Lead Example", PASSPHRASE)
    with pytest.raises(IdentityUnusable, match="passphrase is wrong"):
        sign_file(report, tmp_path / "lead.p12", "something else")
    assert report.read_bytes() == short_report()


def test_only_documents_of_ours(tmp_path: Path) -> None:
    make_identity(tmp_path / "lead.p12", "Lead Example", PASSPHRASE)
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    with pytest.raises(CannotSign):
        sign_file(tmp_path / "other.pdf", tmp_path / "lead.p12", PASSPHRASE)


def test_a_report_without_its_data_is_not_signed(report: Path, tmp_path: Path) -> None:
    make_identity(tmp_path / "lead.p12", "Lead Example", PASSPHRASE)
    with pikepdf.open(report, allow_overwriting_input=True) as pdf:
        del pdf.attachments["audit.json"]
        pdf.save(report)
    with pytest.raises(CannotSign, match="does not hold a published audit"):
        sign_file(report, tmp_path / "lead.p12", PASSPHRASE)
