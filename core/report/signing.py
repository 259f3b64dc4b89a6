"""Signing a report: the lead auditor certifies it, reviewer and client counter-sign, and all signatures stay valid.

PAdES B-B (ETSI EN 319 142-1). The certification allows form filling and signing only
(DocMDP level 2: ISO 32000-1, 12.8.2.2).
"""

import io
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.errors import ExitCode, SightlineError
from core.report import identity as identities
from core.report.identity import Identity, OpenIdentity
from core.report.signature_fields import PLACES, Place
from core.report.stamp import stamp

_ROLES = {"lead": "lead auditor", "reviewer": "reviewer", "client": "client"}


class CannotSign(SightlineError):
    """The document cannot take this signature."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Request:
    """What goes into a signature beside the key.

    Attributes:
        place: `lead`, `reviewer` or `client`.
        location: where it was signed, a town.
        demonstration: the stamp says so.
    """

    place: str = "lead"
    reason: str = ""
    location: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed document and who signed it."""

    data: bytes
    identity: Identity
    at: datetime


@contextmanager
def quiet() -> Iterator[None]:
    """Silence pyHanko's log for a while."""
    told = logging.getLogger("pyhanko")
    level = told.level
    told.setLevel(logging.CRITICAL)  # its warnings repeat what we say ourselves
    try:
        yield
    finally:
        told.setLevel(level)


def _place(name: str) -> Place:
    for place in PLACES:
        if place.id == name:
            return place
    raise CannotSign(f"There is no field {name}.", f"Choose one of: {', '.join(p.id for p in PLACES)}.")


def _rectangle(reader: Any, place: Place) -> tuple[float, float]:
    """Return width and height of the place's field, after checking that it can be signed."""
    from pyhanko.sign.fields import enumerate_sig_fields

    fields = {name: (value, ref) for name, value, ref in enumerate_sig_fields(reader)}
    if place.name not in fields:
        raise CannotSign(
            f"The document has no field for the {_ROLES[place.id]}.", "Choose a report that Sightline wrote."
        )
    value, ref = fields[place.name]
    if value is not None:
        raise CannotSign(f"The field of the {_ROLES[place.id]} is already signed.", "Choose another field.")
    lead_signed = fields[PLACES[0].name][0] is not None
    others_signed = any(fields[p.name][0] is not None for p in PLACES[1:] if p.name in fields)
    if place is PLACES[0] and others_signed:
        raise CannotSign(
            "Somebody counter-signed before the lead auditor.",
            "Write the report again: the lead auditor's signature certifies it and comes first.",
        )
    if place is not PLACES[0] and not lead_signed:
        raise CannotSign(
            "The lead auditor has not signed yet.", "The lead auditor signs first; then the others counter-sign."
        )
    left, bottom, right, top = (float(v) for v in ref.get_object()["/Rect"])
    return abs(right - left), abs(top - bottom)


def sign(data: bytes, identity: OpenIdentity, passphrase: str, request: Request, now: datetime | None = None) -> Signed:
    """Return the document with one more signature.

    Raises:
        IdentityUnusable: when the certificate is expired or made for something else.
        CannotSign: when the document cannot take the signature.
    """
    now = now or datetime.now(UTC)
    identities.check_usable(identity, now)
    place = _place(request.place)
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.stamp import StaticStampStyle

    class KeepsMetadata(IncrementalPdfFileWriter):
        """Leaves XMP and Info as they were certified: rewritten, they would break the PDF/A extension schema."""

        def _update_meta(self) -> None:
            pass

    first = place is PLACES[0]
    with quiet():
        try:
            writer = KeepsMetadata(io.BytesIO(data))
            width, height = _rectangle(writer.prev, place)
        except (PdfError, ValueError, KeyError, TypeError) as error:
            raise CannotSign(
                "This is not a PDF that can be signed.", "Choose a report that Sightline wrote."
            ) from error
        signer = signers.SimpleSigner.load_pkcs12_data(identity.data, [], passphrase.encode())
        shown = identity.shown
        look = stamp(
            shown, now, width, height, role=_ROLES[place.id], reason=request.reason, demonstration=request.demonstration
        )
        metadata = signers.PdfSignatureMetadata(
            field_name=place.name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=shown.name,
            reason=request.reason or None,
            location=request.location or None,
            certify=first,
            docmdp_permissions=MDPPerm.FILL_FORMS,
        )
        with tempfile.TemporaryDirectory() as folder:  # pyHanko imports a stamp from a file only
            path = Path(folder) / "stamp.pdf"
            path.write_bytes(look)
            style = StaticStampStyle.from_pdf_file(str(path), border_width=0, background_opacity=1)
            pdf_signer = signers.PdfSigner(metadata, signer=signer, stamp_style=style)
            signed = pdf_signer.sign_pdf(writer, existing_fields_only=True).getvalue()
    return Signed(signed, shown, now)
