"""A published audit to a finished PDF with its data inside, ready to be signed."""

import hashlib
import platform
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from core import assets, codec
from core.audit.published import Published, to_bytes
from core.progress import Progress
from core.report.engine import Embedded, make_pdf
from core.report.fetcher import safe_image
from core.report.rendering import render
from core.version import product_version

AUDIT_FILE = "audit.json"
MANIFEST_FILE = "manifest.json"
MANIFEST_FORMAT = ("sightline-manifest", 1)
_ENGINES = ("weasyprint", "pydyf", "pikepdf", "Jinja2", "Pygments", "fonttools")


@dataclass(frozen=True, slots=True)
class CitedHash:
    """What of one piece of evidence can be checked again."""

    number: int
    path: str
    blob: str
    line: int
    end_line: int
    snippet_sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Hashes of what the document rests on, and what made its pages.

    Attributes:
        document: `report` or `roadmap`.
        audit_sha256: of the embedded audit.json.
        made_with: name and version of everything that decides how the pages look.
    """

    document: str
    audit_sha256: str
    trail_head: str
    evidence: tuple[CitedHash, ...]
    attachments: tuple[tuple[str, str], ...]
    made_with: tuple[tuple[str, str], ...]
    logo: bool = False


def made_with() -> tuple[tuple[str, str], ...]:
    """Return what decides how pages look: with the same, the same audit gives the same bytes."""
    assets.use_shipped_fonts()
    from weasyprint.text.ffi import pango

    engines = [(name, version(name)) for name in _ENGINES]
    # Below Pango the shaping library decides too, but every build of Pango comes with its own.
    return (
        *engines,
        ("pango", str(pango.pango_version())),
        ("platform", f"{sys.platform} {platform.machine()}"),
        ("sightline", product_version()),
        ("layout", _layout()),
    )


@cache
def _layout() -> str:
    """Return a hash over templates, style sheets and tables of text: another layout gives other pages."""
    whole = hashlib.sha256()
    files = sorted(p for p in assets.path("resources", "report").rglob("*") if p.is_file())
    tables = [assets.path("resources", name) for name in ("sections.yaml", "instruments.yaml", "dora-benchmarks.json")]
    for path in (*files, *tables):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def manifest(published: Published, document: str, audit: bytes, *, logo: bool = False) -> Manifest:
    """Return the manifest of a document."""
    return Manifest(
        document=document,
        audit_sha256=hashlib.sha256(audit).hexdigest(),
        trail_head=published.trail.hash,
        evidence=tuple(
            CitedHash(e.number, e.path, e.blob, e.line, e.end_line, hashlib.sha256(e.snippet.encode()).hexdigest())
            for e in published.evidence
        ),
        attachments=tuple((a.name, a.sha256) for a in published.attachments),
        made_with=made_with(),
        logo=logo,
    )


def make_document(published: Published, document: str, progress: Progress, *, logo: bytes | None = None) -> bytes:
    """Return the report or the roadmap as PDF bytes; the same audit gives the same bytes.

    Args:
        published: the audit.
        document: `report` or `roadmap`.
        progress: told of every page; may cancel.
        logo: an image for the cover.

    Raises:
        ImageRefused: when the logo cannot be used.
        Cancelled: when the person asked to stop.
    """
    progress.phase(f"{document}: pages")
    progress.check()
    audit = to_bytes(published)
    images = {} if logo is None else {"logo": safe_image(logo)}
    html = render(published, document, logo=logo is not None)
    progress.check()
    embedded = (
        Embedded(AUDIT_FILE, audit, "The published audit: everything printed here, as data"),
        Embedded(
            MANIFEST_FILE,
            codec.document(*MANIFEST_FORMAT, manifest(published, document, audit, logo=logo is not None)),
            "Hashes of the evidence and of the published audit",
            "Supplement",
        ),
    )
    css = assets.read_text("resources", "report", "report.css")
    return make_pdf(html, css, images=images, embedded=embedded, at=published.issued_at, progress=progress)
