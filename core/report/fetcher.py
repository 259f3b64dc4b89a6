"""What the PDF engine may read: our own files and re-encoded images by name, and nothing else."""

import io
import warnings
from collections.abc import Mapping
from typing import Any

from core.errors import SightlineError

MOST_PIXELS = 25_000_000
SCHEME = "sightline-asset:"


class ImageRefused(SightlineError):
    """An image is too large, damaged or of a kind that is not taken."""


def safe_image(data: bytes) -> bytes:
    """Return an image as a PNG that we wrote ourselves: no metadata, no surprises for the PDF engine.

    Raises:
        ImageRefused: when it has more than 25 million pixels, or is none that Pillow reads.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ImageRefused(
                        f"The image has {picture.width} x {picture.height} pixels, more than 25 million.",
                        "Make it smaller and try again.",
                    )
                # On white, without transparency: PDF/A allows it, but readers show it differently.
                flat = Image.new("RGB", picture.size, "white")
                rgba = picture.convert("RGBA")
                flat.paste(rgba, mask=rgba)
        except (
            OSError,
            ValueError,
            SyntaxError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ) as error:
            raise ImageRefused("The image could not be read.", "Use a PNG or JPEG file.", str(error)) from error
    out = io.BytesIO()
    flat.save(out, "PNG", optimize=False)
    return out.getvalue()


def fetcher(images: Mapping[str, bytes]) -> Any:
    """Return a WeasyPrint fetcher that knows these images by name and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        """Answers `sightline-asset:NAME`; anything else raises and is left out of the page."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return one of our images.

            Raises:
                ValueError: for every other address.
            """
            name = url.removeprefix(SCHEME)
            if url.startswith(SCHEME) and name in images:
                return URLFetcherResponse(url, io.BytesIO(images[name]), {"Content-Type": "image/png"})
            raise ValueError("the report reads no outside files")

    return OnlyOurs()
