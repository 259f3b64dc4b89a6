"""Signing identities: making one, opening one, and saying what is wrong with it before anything is signed."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from core.errors import ExitCode, SightlineError

LIFETIME_DAYS = 3 * 365
LONGEST_NAME = 64
"""Characters of a common or organisation name (RFC 5280, appendix A)."""
SHORTEST_PASSPHRASE = 8
SHORTEST_RSA = 2048
"""Bits; NIST SP 800-131A forbids signatures with fewer."""


class IdentityUnusable(SightlineError):
    """The identity file cannot be opened, or must not sign."""


class IdentityNotMade(SightlineError):
    """A new identity could not be written."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Identity:
    """What may be shown of an identity; the key is not part of it.

    Attributes:
        fingerprint: SHA-256 of the certificate, upper-case hexadecimal in groups of four.
        self_signed: nobody else vouches for the name.
    """

    name: str
    organisation: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    self_signed: bool
    key: str


def grouped(digest: bytes) -> str:
    """Return a hash as people compare it: upper-case hexadecimal in groups of four."""
    text = digest.hex().upper()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def plain_fingerprint(text: str) -> str:
    """Return a fingerprint as typed (spaces, colons, any case) in the form for comparing."""
    return "".join(c for c in text if c.isalnum()).upper()


def _named(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def describe(certificate: x509.Certificate) -> Identity:
    """Return what a certificate says about its owner."""
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        key = f"RSA {public.key_size} bit"
    elif isinstance(public, ec.EllipticCurvePublicKey):
        key = f"EC {public.curve.name}"
    else:
        key = type(public).__name__
    return Identity(
        name=_named(certificate.subject, NameOID.COMMON_NAME),
        organisation=_named(certificate.subject, NameOID.ORGANIZATION_NAME),
        fingerprint=grouped(certificate.fingerprint(hashes.SHA256())),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        self_signed=certificate.issuer == certificate.subject,
        key=key,
    )


def new_identity(
    name: str,
    passphrase: str,
    *,
    organisation: str = "",
    key_kind: Literal["ec", "rsa"] = "ec",
    now: datetime | None = None,
    days: int = LIFETIME_DAYS,
) -> tuple[bytes, Identity]:
    """Make a self-signed identity (EC P-256, or RSA with 3072 bits).

    Returns:
        The encrypted PKCS#12 file (RFC 7292) and what may be shown of it.

    Raises:
        IdentityNotMade: when the name is empty or the passphrase too short.
    """
    if not name.strip():
        raise IdentityNotMade("An identity needs a name.", "Give the name that shall stand in the signature.")
    if max(len(name.strip()), len(organisation.strip())) > LONGEST_NAME:
        raise IdentityNotMade(
            f"A name in a certificate has at most {LONGEST_NAME} characters.", "Shorten the name or the organisation."
        )
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise IdentityNotMade(
            f"The passphrase is shorter than {SHORTEST_PASSPHRASE} characters.", "Choose a longer passphrase."
        )
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    if key_kind == "rsa":
        key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    else:
        key = ec.generate_private_key(ec.SECP256R1())
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name.strip())]
    if organisation.strip():
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation.strip()))
    subject = x509.Name(attributes)
    begin = (now or datetime.now(UTC)) - timedelta(minutes=5)  # clocks of two laptops differ a little
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    data = pkcs12.serialize_key_and_certificates(
        name.strip().encode(), key, certificate, None, serialization.BestAvailableEncryption(passphrase.encode())
    )
    return data, describe(certificate)


def save_identity(path: Path, data: bytes) -> None:
    """Write a new identity so that only its owner can read it; an existing file is never replaced.

    Raises:
        IdentityNotMade: when the file exists or cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise IdentityNotMade(f"{path.name} already exists.", "Choose another name: a key is never replaced.") from None
    except OSError as error:
        raise IdentityNotMade(f"{path.name} could not be written.", "Choose another folder.", str(error)) from error
    with os.fdopen(handle, "wb") as file:
        file.write(data)


@dataclass(frozen=True, slots=True)
class OpenIdentity:
    """An opened identity, ready to sign: certificate, others of its chain, and the PKCS#12 bytes that hold the key."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    data: bytes

    @property
    def shown(self) -> Identity:
        """Return what may be shown of it."""
        return describe(self.certificate)


def open_identity(data: bytes, passphrase: str) -> OpenIdentity:
    """Open a PKCS#12 file.

    Raises:
        IdentityUnusable: with the cause: wrong passphrase, not such a file, no key in it.
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError as error:
        if "password" in str(error).lower() or "mac" in str(error).lower():
            raise IdentityUnusable("The passphrase is wrong.", "Type the passphrase of this identity again.") from None
        raise IdentityUnusable(
            "This is not an identity file.", "Choose a PKCS#12 file; its name ends in .p12 or .pfx."
        ) from None
    if key is None or certificate is None:
        raise IdentityUnusable(
            "The identity file holds no key with its certificate.", "Export it again together with the private key."
        )
    return OpenIdentity(certificate, tuple(others), data)


def check_usable(identity: OpenIdentity, now: datetime) -> None:
    """Make sure that the certificate may sign at this instant.

    Raises:
        IdentityUnusable: when it is expired, not yet valid, or made for something else.
    """
    certificate = identity.certificate
    if now > certificate.not_valid_after_utc:
        raise IdentityUnusable(
            f"The certificate expired on {certificate.not_valid_after_utc:%d %B %Y}.",
            "Renew it, or make a new identity.",
        )
    if now < certificate.not_valid_before_utc:
        raise IdentityUnusable(
            f"The certificate is only valid from {certificate.not_valid_before_utc:%d %B %Y}.",
            "Check the clock of this computer.",
        )
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey) and public.key_size < SHORTEST_RSA:
        raise IdentityUnusable(
            f"The key is too weak to sign with: RSA with {public.key_size} bits.", "Make or ask for another identity."
        )
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise IdentityUnusable(
            "The certificate is not made for signing documents: its key usage forbids it.",
            "Choose one whose key usage has digital signature or non-repudiation.",
        )
