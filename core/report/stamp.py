"""The visible part of a signature, rendered by the same engine as the pages so that the file stays conforming."""

import io
from datetime import datetime
from html import escape

from core import assets
from core.report.engine import profile_left_open, with_clear_ends
from core.report.identity import Identity
from core.report.printable import printable

_CSS = """@page{{size:{width}pt {height}pt;margin:0}}html{{font:7.2pt/1.36 Inter;color:#0B2545}}
body{{margin:5pt 10pt}}p{{margin:0;overflow-wrap:anywhere}}
.k{{color:#0E7A75;font-size:6.8pt}}b{{font-size:11.5pt;line-height:1.25}}
.m{{font:5.2pt/1.35 "JetBrains Mono";color:#44546A;margin-top:1.5pt}}.d{{color:#B3261E;font-weight:600}}"""


def stamp(
    identity: Identity,
    at: datetime,
    width: float,
    height: float,
    *,
    role: str,
    reason: str = "",
    demonstration: bool = False,
) -> bytes:
    """Return a one-page PDF of the size of the field, in points."""
    assets.use_shipped_fonts()
    from weasyprint import CSS, HTML

    from core.report.fetcher import fetcher

    def text(value: str) -> str:
        return escape(printable(value))

    lines = [f'<p class="k">Digitally signed by the {text(role)}</p>', f"<p><b>{text(identity.name)}</b></p>"]
    if identity.organisation:
        lines.append(f"<p>{text(identity.organisation)}</p>")
    lines.append(f"<p>{at:%d %B %Y, %H:%M} UTC, by the signer's clock</p>")
    if reason:
        lines.append(f"<p>{text(reason)}</p>")
    first, second = identity.fingerprint[:39], identity.fingerprint[40:]
    lines.append(f'<p class="m">SHA-256 of the certificate<br>{first}<br>{second}</p>')
    if demonstration:
        lines.append('<p class="d">Demonstration signature</p>')
    html = f'<!doctype html><html lang="en"><head><title>Signature</title></head><body>{"".join(lines)}</body></html>'
    nothing = fetcher({})
    css = CSS(string=_CSS.format(width=width, height=height), url_fetcher=nothing)
    out = io.BytesIO()
    with profile_left_open():
        HTML(string=html, url_fetcher=nothing).write_pdf(out, stylesheets=[css], pdf_variant="pdf/a-3b")
    import pikepdf

    saved = io.BytesIO()
    with pikepdf.open(out) as pdf:
        with_clear_ends(pdf)
        pdf.save(saved, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return saved.getvalue()
