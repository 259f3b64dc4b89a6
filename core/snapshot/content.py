"""From committed bytes to text that can be searched."""

from core.snapshot.entry import Unreadable

_LOOKED_AT = 8000
_BOM = b"\xef\xbb\xbf"
_LFS = b"version https://git-lfs.github.com/spec/"
_LFS_LARGEST = 1024


def searchable(data: bytes) -> bytes | Unreadable:
    r"""Return content with `\n` line ends and without a byte order mark, or why it is no text.

    A NUL among the first 8,000 bytes makes a file binary, which is git's own rule.
    """
    if data.find(b"\0", 0, _LOOKED_AT) >= 0:
        return Unreadable("binary")
    if len(data) < _LFS_LARGEST and data.startswith(_LFS):
        return Unreadable("LFS pointer")
    if data.startswith(_BOM):
        data = data[3:]
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data


def decoded(content: bytes) -> str:
    """Return the text of searchable content; bytes that are not UTF-8 become replacement characters."""
    return content.decode("utf-8", "replace")
