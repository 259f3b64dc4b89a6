"""Secrets are masked before a line is stored or shown."""

import math
import re
from collections import Counter

MASKER_VERSION = 2

_SHAPES = re.compile(
    r"""
    (?P<pem>-----BEGIN[ A-Z]*PRIVATE[ ]KEY-----)
  | (?P<token>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b
      | \bgh[pousr]_[A-Za-z0-9]{20,}\b | \bgithub_pat_[A-Za-z0-9_]{20,}\b | \bglpat-[A-Za-z0-9_-]{16,}\b
      | \bsk_(?:live|test)_[A-Za-z0-9]{10,}\b | \bsk-[A-Za-z0-9_-]{20,}\b | \bxox[abprs]-[A-Za-z0-9-]{10,}\b
      | \bAIza[0-9A-Za-z_-]{30,}\b | \beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*
      | \bnpm_[A-Za-z0-9]{30,}\b | \bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})
  | (?P<url>(?<=://)[^/\s:@]+:(?!\$|\{)[^/\s@]{3,}(?=@))
    """,
    re.VERBOSE,
)
_ASSIGNED = re.compile(
    r"""(?i)(?P<name>[\w.-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)[\w.-]*
    ["']?\s*(?:[:=]|=>)\s*["']?)(?P<value>[^\s"'<>{}$,;()\[\]]{6,})""",
    re.VERBOSE,
)
_QUOTED = re.compile(
    r"""(?i)(?P<name>(?:passw(?:or)?d|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)
    ["']?\s*(?:[:=]|=>|:=)\s*)(?P<quote>["'`])(?P<value>[^"'`\n]{4,})(?P=quote)""",
    re.VERBOSE,
)
_HEADER = re.compile(r"(?i)(?P<name>\b(?:bearer|basic)[ \t]+)(?P<value>(?=[^\s]*\d)[A-Za-z0-9._~+/=-]{12,})")
_NO_SECRET = re.compile(r"[A-Z][A-Z0-9_]*|\w*://.*|.*(?:\$\{|\{\{|\$\(|%\(|<[^>]*>).*|\$\w+")
"""A quoted value that names a variable, an address or a place to fill in."""
_WORD = re.compile(r"[A-Za-z0-9+/=_-]{28,}")


def _entropy(text: str) -> float:
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def _hide(text: str) -> str:
    return (text[:4] if len(text) >= 16 else "") + "*" * min(12, max(4, len(text) - 4))


def _looks_random(word: str) -> bool:
    kinds = sum(bool(re.search(kind, word)) for kind in ("[a-z]", "[A-Z]", "[0-9]"))
    return kinds == 3 and _entropy(word) > 4.2 and not re.fullmatch(r"[0-9a-f-]+", word)


def mask(line: str) -> str:
    """Return a line with key shapes, assigned secrets and random-looking words hidden."""
    if len(line) < 8:
        return line
    line = _SHAPES.sub(lambda m: _hide(m.group()) if not m.group("url") else "****:****", line)
    line = _ASSIGNED.sub(
        lambda m: (
            m["name"] + (_hide(m["value"]) if re.search(r"\d", m["value"]) and "." not in m["value"] else m["value"])
        ),
        line,
    )
    line = _QUOTED.sub(
        lambda m: (
            m[0] if _NO_SECRET.fullmatch(m["value"]) else f"{m['name']}{m['quote']}{_hide(m['value'])}{m['quote']}"
        ),
        line,
    )
    line = _HEADER.sub(lambda m: m["name"] + _hide(m["value"]), line)
    return _WORD.sub(lambda m: _hide(m.group()) if _looks_random(m.group()) else m.group(), line)
