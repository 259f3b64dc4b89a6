"""What the worker says about a signed PDF, as the lines that the dialog shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gui.words import tr

_VERDICTS: dict[str, tuple[str, str, str]] = {
    "valid": ("passed", "shield-check", "Valid"),
    "valid, but the signer is unknown": ("partial", "shield-check", "Valid, but the signer is unknown"),
    "changed or broken": ("failed", "x", "Changed or broken"),
    "not signed as expected": ("failed", "triangle-alert", "Not signed as expected"),
}
"""Tone, icon and words of the four verdicts."""
_RESULTS: dict[str, tuple[str, str]] = {
    "passed": ("passed", "check"),
    "failed": ("failed", "x"),
    "not checked": ("na", "minus"),
}
_PLACES = {"lead": "Lead auditor", "reviewer": "Reviewer", "client": "Client"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was checked, or could not be."""

    name: str
    says: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose signature holds, and whose certificate can be remembered."""

    name: str
    fingerprint: str
    known: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the dialog shows about one file."""

    tone: str
    icon: str
    verdict: str
    says: str
    lines: tuple[Line, ...]
    signers: tuple[Signer, ...]

    def text(self, path: str) -> str:
        """Return it all as text to copy."""
        rows = [path, f"{self.verdict}. {self.says}", *(f"{line.name}: {line.says}" for line in self.lines)]
        rows += [f"{s.name}: {s.fingerprint}" for s in self.signers]
        return "\n".join(rows)


def when(iso: str | None) -> str:
    """Return an instant as people write it, in the time zone of this computer."""
    if not iso:
        return tr("an unknown time")
    at = datetime.fromisoformat(iso).astimezone()
    return f"{at.day} {at:%B %Y, %H:%M}"


def read(plain: Any) -> Shown:
    """Return what is shown of the worker's answer."""
    tone, icon, verdict = _VERDICTS[plain["verdict"]]
    signatures = plain["signatures"]
    lines = [*_integrity(plain), *(_signature(s) for s in signatures)]
    if signatures:
        lines.append(Line(tr("Time"), tr("By the signer's own clock; no time stamp service was asked."), "na", "clock"))
        lines.append(Line(tr("Revocation"), tr("Not checked: offline."), "na", "minus"))
    for check in plain["checks"]:
        lines.append(Line(check["name"], check["says"], *_RESULTS[check["result"]]))
    signers = {
        s["signer"]["fingerprint"]: Signer(s["signer"]["name"], s["signer"]["fingerprint"], bool(s["known"]))
        for s in signatures
        if s["signer"] and not s["problem"]
    }
    return Shown(tone, icon, tr(verdict), plain["says"], tuple(lines), tuple(signers.values()))


def _integrity(plain: Any) -> list[Line]:
    if not plain["signatures"]:
        return [Line(tr("Integrity"), tr("Without a signature nothing can be said about it."), "na", "minus")]
    problem = next((s["problem"] for s in plain["signatures"] if s["problem"]), "")
    if plain["verdict"] == "changed or broken" and (problem or not plain["checks"]):
        return [Line(tr("Integrity"), problem or plain["says"], "failed", "x")]
    return [Line(tr("Integrity"), tr("Nothing was changed since it was signed."), "passed", "check")]


def _signature(signature: Any) -> Line:
    place = tr(_PLACES.get(signature["place"], signature["place"]))
    signer = signature["signer"]
    if signature["problem"] or not signer:
        return Line(place, signature["problem"] or tr("The signer can't be read."), "failed", "x")
    who = ", ".join(part for part in (signer["name"], signer["organisation"]) if part)
    known = tr("known to you") if signature["known"] else tr("not known to you: compare the fingerprint")
    says = tr("{who}, {when}; {known}.", who=who, when=when(signature["at"]), known=known)
    return Line(place, says, "passed" if signature["known"] else "partial", "check" if signature["known"] else "user")
