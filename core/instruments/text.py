"""Bytes to text, whichever program wrote them."""

import codecs

from core.instruments.draft import NotMeasured

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096


def text_of(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file with line feeds as line ends, and its encoding.

    A byte order mark decides; then UTF-16 by its zero bytes, UTF-8, and at last Windows-1252, which is only a guess.

    Raises:
        NotMeasured: when it is no text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _without_mark(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise NotMeasured(
                f"{name} is cut off or is not {encoding.upper()} text.", "Save it as UTF-8.", str(error)
            ) from error
        encoding, text = "windows-1252", data.decode("cp1252", "replace")
    if "\0" in text:
        raise NotMeasured(f"{name} is not a text file.", "Save it as text in UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding.removesuffix("-sig")


def _without_mark(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if sample[1::2].count(0) > len(sample) // 4 and sample[::2].count(0) <= len(sample) // 20:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) // 4 and sample[1::2].count(0) <= len(sample) // 20:
        return "utf-16-be"
    return "utf-8"
