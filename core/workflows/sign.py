"""Make signing identities, look at them, and sign documents with them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from core.report.content import embedded_files
from core.report.documents import AUDIT_FILE
from core.report.identity import Identity, new_identity, open_identity, save_identity
from core.report.signing import CannotSign, Request, Signed, sign
from core.workflows.export import write_whole
from core.workflows.verify import read_file


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A signed document on the disk."""

    path: Path
    identity: Identity
    at: datetime


def make_identity(
    path: Path, name: str, passphrase: str, *, organisation: str = "", key_kind: Literal["ec", "rsa"] = "ec"
) -> Identity:
    """Make a self-signed identity and write it as an encrypted PKCS#12 file.

    Raises:
        IdentityNotMade: when the name or the passphrase will not do, or the file exists.
    """
    data, identity = new_identity(name, passphrase, organisation=organisation, key_kind=key_kind)
    save_identity(path, data)
    return identity


def inspect_identity(path: Path, passphrase: str) -> Identity:
    """Return what may be shown of an identity file.

    Raises:
        IdentityUnusable: with the cause, such as a wrong passphrase.
    """
    return open_identity(read_file(path), passphrase).shown


def sign_file(
    path: Path,
    identity: Path,
    passphrase: str,
    *,
    place: str = "lead",
    reason: str = "",
    location: str = "",
    output: Path | None = None,
    now: datetime | None = None,
) -> SignedFile:
    """Sign a report or roadmap.

    Args:
        path: the PDF.
        identity: PKCS#12 file.
        passphrase: opens the identity; it is neither kept nor logged.
        place: `lead`, `reviewer` or `client`.
        reason: printed in the stamp.
        location: a town, kept in the signature.
        output: where the signed document goes; the same file when None.
        now: the present instant, for tests.

    Raises:
        CannotRead: when a file cannot be read.
        IdentityUnusable: when the identity cannot sign.
        CannotSign: when the document cannot take the signature.
    """
    opened = open_identity(read_file(identity), passphrase)
    data = read_file(path)
    request = Request(place, reason, location, _is_demonstration(data))
    signed: Signed = sign(data, opened, passphrase, request, now or datetime.now(UTC))
    written = write_whole(output or path, signed.data)
    return SignedFile(written, signed.identity, signed.at)


def _is_demonstration(data: bytes) -> bool:
    from core.audit.published import from_bytes
    from core.errors import SightlineError

    try:
        return from_bytes(embedded_files(data)[AUDIT_FILE]).details.demonstration
    except (SightlineError, KeyError) as error:
        raise CannotSign(
            "This PDF does not hold a published audit.", "Choose a report or roadmap that Sightline wrote."
        ) from error
