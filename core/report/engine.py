"""HTML to a tagged, archivable PDF: WeasyPrint, our finisher, then one save through pikepdf.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) together; the same input gives the same bytes.
"""

import base64
import gc
import hashlib
import io
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core import assets
from core.progress import Progress
from core.report import fetcher as assets_fetcher
from core.report.signature_fields import make_signature_fields

_FIELD_FONT = "JetBrains-Mono-Bold"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside the PDF, with how it relates to the pages (`Data`, `Supplement`: ISO 32000-2, 7.11.3)."""

    name: str
    data: bytes
    description: str
    relationship: str = "Data"


class _Watch(logging.Handler):
    """Turns WeasyPrint's own progress log into ours, and carries a cancel back into it."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self.progress = progress
        self.pages = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a page that was laid out; raise when the person asked to stop."""
        self.progress.check()
        if "Page" in record.getMessage():
            self.pages += 1
            self.progress.advance(1, f"page {self.pages}")


@contextmanager
def rare_collection() -> Iterator[None]:
    """Look for reference cycles rarely: WeasyPrint makes millions of small objects that live until the end.

    Measured: an eighth less time for 33 pages, and no more memory.
    """
    before = gc.get_threshold()
    gc.set_threshold(500_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def profile_left_open() -> Iterator[None]:
    """Accept that WeasyPrint never closes the file of its own colour profile."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)
        yield


def make_pdf(
    html: str, css: str, *, images: Mapping[str, bytes], embedded: Sequence[Embedded], at: datetime, progress: Progress
) -> bytes:
    """Render one document.

    Args:
        html: the whole document.
        css: its style sheet.
        images: PNG bytes by name, for `sightline-asset:NAME`.
        embedded: files to put inside.
        at: the instant written as date of the embedded files.
        progress: told of every page; may cancel.

    Raises:
        Cancelled: when the person asked to stop.
    """
    assets.use_shipped_fonts()
    from weasyprint import CSS, HTML, Attachment

    fetch = assets_fetcher.fetcher(images)
    options: dict[str, Any] = {
        "pdf_variant": "pdf/a-3a",
        "pdf_forms": True,
        "pdf_identifier": hashlib.sha256(html.encode()).digest()[:16],
        "attachments": [
            Attachment(
                string=file.data,
                name=file.name,
                description=file.description,
                relationship=file.relationship,
                created=at,
                modified=at,
                url_fetcher=fetch,
            )
            for file in embedded
        ],
    }
    watch = _Watch(progress)
    told = logging.getLogger("weasyprint.progress")
    level, propagate = told.level, told.propagate
    told.addHandler(watch)
    told.setLevel(logging.INFO)
    told.propagate = False
    try:
        with rare_collection(), profile_left_open():
            source = HTML(string=html, base_url=assets_fetcher.SCHEME, url_fetcher=fetch)
            # The options go to both calls: a rendered document does not remember them.
            document = source.render(stylesheets=[CSS(string=css, url_fetcher=fetch)], **options)
            progress.check()
            raw = document.write_pdf(finisher=_finish, **options)
    finally:
        told.removeHandler(watch)
        told.setLevel(level)
        told.propagate = propagate
    progress.check()
    return _saved(raw)


def _saved(raw: bytes) -> bytes:
    """Return the document as qpdf writes it: the same bytes each time, nothing left over."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        once = {spec.objgen: spec for spec in pdf.Root.get("/AF", ())}  # WeasyPrint names each file twice
        pdf.Root.AF = pikepdf.Array(once.values())
        _without_field_font(pdf)
        with_clear_ends(pdf)
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return out.getvalue()


def with_clear_ends(pdf: Any) -> None:
    """Write a stream that happens to end in a carriage return as ASCII 85.

    With the line feed before `endstream`, a reader that looks for the end (as ISO 19005-3, 6.1.7.1 is checked) would
    take both for the end of a line and find the stream one byte short.
    """
    import pikepdf

    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            data = item.read_raw_bytes()
            if data.endswith(b"\r"):
                filters = item.get("/Filter", pikepdf.Array())
                chain = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
                text = base64.a85encode(data, wrapcol=120) + b"~>"
                item.write(text, filter=pikepdf.Array([pikepdf.Name.ASCII85Decode, *chain]))


def _without_field_font(pdf: Any) -> None:
    """Drop the whole font that WeasyPrint embeds for typing into text fields: ours became signature fields.

    The style sheet gives the fields a weight that nothing else uses, so no page needs it.
    """
    for page in pdf.pages:
        fonts = page.get("/Resources", {}).get("/Font", {})
        for name in [n for n, font in fonts.items() if str(font.get("/BaseFont", "")).endswith(_FIELD_FONT)]:
            del fonts[name]


def _finish(_document: Any, pdf: Any) -> None:
    """Add what WeasyPrint does not write: the PDF/UA identification, and real signature fields."""
    claim = assets.read_text("resources", "report", "pdfua.xmp.xml").strip().encode()
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if extra is not None and str(extra.get("Type", "")) == "/Metadata":
            item.compress = False  # ISO 19005 wants the metadata readable without a filter
            item.stream = [part.replace(b"</rdf:RDF>", claim + b"</rdf:RDF>") for part in item.stream]
    make_signature_fields(pdf)
