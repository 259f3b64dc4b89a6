"""The only code between frozen dataclasses and JSON.

Everything that leaves memory (worker lines, scan documents, trail payloads, the published audit) passes here, so that
equal values have equal bytes (RFC 8785) and every document says first what it is.
"""

import hashlib
from collections.abc import Hashable
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
import rfc8785

from core.errors import SightlineError

T = TypeVar("T")


class NotOurFormat(SightlineError):
    """The bytes are not the document that was expected, or come from a newer Sightline."""


def _encode_other(value: object) -> object:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _decode_other(kind: type[Any], value: object) -> object:
    if kind is Fraction and isinstance(value, str):
        return Fraction(value)
    raise TypeError(f"{kind.__name__} has no JSON form")


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, dec_hook=_decode_other)


def to_plain(value: object) -> Any:
    """Return the value as dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value, enc_hook=_encode_other)


def from_plain(kind: type[T], plain: object) -> T:
    """Build a value of `kind` from dicts, lists, strings and numbers.

    Raises:
        NotOurFormat: when the plain value does not fit the type.
    """
    try:
        return msgspec.convert(plain, kind, dec_hook=_decode_other)
    except msgspec.ValidationError as error:
        raise NotOurFormat("The data does not have the expected shape.", "", str(error)) from error


def encode(value: object) -> bytes:
    """Return compact JSON; fast, not canonical."""
    return msgspec.json.encode(value, enc_hook=_encode_other)


def decode(kind: type[T], data: bytes) -> T:
    """Read one value of `kind` from JSON bytes.

    Raises:
        NotOurFormat: when the bytes are not JSON or do not fit the type.
    """
    try:
        return cast(T, _decoder(cast(Hashable, kind)).decode(data))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotOurFormat("The data does not have the expected shape.", "", str(error)) from error


def _ordered(value: object) -> Any:
    return msgspec.to_builtins(value, enc_hook=_encode_other, order="deterministic")  # sets in one order, always


def canonical(value: object) -> bytes:
    """Return the canonical JSON of a value (RFC 8785): equal values, equal bytes."""
    return _dumps(_ordered(value))


_LARGEST_INT = 2**53 - 1


def _dumps(plain: Any) -> bytes:
    """Return RFC 8785, by msgspec where it writes the very same: twenty times faster, and the window waits for it."""
    return msgspec.json.encode(plain, order="sorted") if _simple(plain) else rfc8785.dumps(plain)


def _simple(plain: Any) -> bool:
    """Tell whether keys sort alike by bytes and by UTF-16, and numbers look alike in Python and in ECMAScript."""
    if plain is None or isinstance(plain, str | bool):
        return True
    if isinstance(plain, dict):
        return all(key.isascii() for key in plain) and all(map(_simple, plain.values()))
    if isinstance(plain, list | tuple):
        return all(map(_simple, plain))
    if isinstance(plain, int):
        return -_LARGEST_INT <= plain <= _LARGEST_INT
    return isinstance(plain, float) and 1e-4 <= abs(plain) < 1e15 and not plain.is_integer()


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of a value, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def document(name: str, version: int, value: object) -> bytes:
    """Return a document: `format` first, then the fields of the value, as canonical JSON bodies.

    Args:
        name: what it is, such as `sightline-scan`.
        version: raised when the shape changes.
        value: a dataclass.
    """
    body = cast(dict[str, Any], _ordered(value))
    head = rfc8785.dumps({"name": name, "version": version})
    rest = _dumps(body)
    return b'{"format":' + head + (b"," + rest[1:] if body else b"}")


def read_document(kind: type[T], name: str, version: int, data: bytes) -> T:
    """Read a document that `document` wrote.

    Raises:
        NotOurFormat: when it is another format, or a newer version than this Sightline knows.
    """
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotOurFormat(f"This is not a {name} document.", "Choose another file.", str(error)) from error
    head = plain.pop("format", None) if isinstance(plain, dict) else None
    if not isinstance(head, dict) or head.get("name") != name:
        raise NotOurFormat(f"This is not a {name} document.", "Choose another file.")
    if not isinstance(head.get("version"), int) or head["version"] > version:
        raise NotOurFormat(
            f"This {name} document was written by a newer Sightline.", "Open it with a newer version of Sightline."
        )
    return from_plain(kind, plain)


def schema(kind: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of a dataclass."""
    return msgspec.json.schema(kind, schema_hook=lambda other: {"type": "string"} if other is Fraction else {})
