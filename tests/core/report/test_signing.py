"""Signing: in order, in the right field, and every signature stays valid."""

from datetime import UTC, datetime, timedelta

import pytest

from core.report.identity import IdentityUnusable
from core.report.signing import CannotSign, Request, sign
from core.report.verifying import Verdict, verify_signatures
from tests.helpers.published import PASSPHRASE, identity, short_report, signed_report


def test_three_signatures_all_stay_valid() -> None:
    found = verify_signatures(signed_report("lead", "reviewer", "client"))
    assert found.verdict is Verdict.UNKNOWN_SIGNER
    assert [(s.place, s.problem, s.signer.name if s.signer else "") for s in found.signatures] == [
        ("lead", "", "lead"),
        ("reviewer", "", "reviewer"),
        ("client", "", "client"),
    ]
    assert found.signatures[0].reason == "Example"


def test_client_may_sign_without_a_reviewer_and_with_rsa() -> None:
    data = sign(signed_report("lead"), identity("client", "rsa"), PASSPHRASE, Request("client")).data
    assert verify_signatures(data).verdict is Verdict.UNKNOWN_SIGNER


def test_the_unsigned_document_stays_the_beginning_of_the_signed_one() -> None:
    assert signed_report("lead", "reviewer").startswith(short_report())


def test_a_field_is_signed_once() -> None:
    with pytest.raises(CannotSign, match="already signed"):
        sign(signed_report("lead"), identity("lead"), PASSPHRASE, Request("lead"))


def test_the_lead_auditor_signs_first() -> None:
    with pytest.raises(CannotSign, match="has not signed yet"):
        sign(short_report(), identity("reviewer"), PASSPHRASE, Request("reviewer"))


def test_expired_identity_signs_nothing() -> None:
    with pytest.raises(IdentityUnusable, match="expired"):
        sign(short_report(), identity("lead"), PASSPHRASE, Request(), datetime.now(UTC) + timedelta(days=2000))


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n%%EOF"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(CannotSign):
        sign(data, identity("lead"), PASSPHRASE, Request())


def test_unknown_place() -> None:
    with pytest.raises(CannotSign, match="no field somewhere"):
        sign(short_report(), identity("lead"), PASSPHRASE, Request("somewhere"))
