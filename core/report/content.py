"""What is inside a document: the embedded audit, its hashes, its scores computed again, its pages made again."""

import base64
import hashlib
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core import codec
from core.audit.published import ARITHMETIC_VERSION, Published, PublishedRubric, from_bytes, to_bytes
from core.errors import SightlineError
from core.model.outcome import Outcome
from core.progress import Progress
from core.report import words
from core.report.documents import AUDIT_FILE, MANIFEST_FILE, MANIFEST_FORMAT, Manifest, made_with, make_document
from core.rubric.loading import digest, parse
from core.scoring.facts import Facts, Told
from core.scoring.score import score

_LARGEST = 200 * 1024 * 1024


class Result(StrEnum):
    """How a check of the content ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the content, with one sentence about it."""

    name: str
    result: Result
    says: str


@dataclass(frozen=True, slots=True)
class Content:
    """The embedded audit and what the checks of it gave; `published` is None when it cannot be read."""

    published: Published | None
    checks: tuple[Check, ...]


def embedded_files(data: bytes) -> dict[str, bytes]:
    """Return the files inside a PDF by name.

    Raises:
        SightlineError: when the PDF cannot be read.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            files: dict[str, bytes] = {}
            for name, spec in pdf.attachments.items():
                files[str(name)] = _unpacked(str(name), spec.get_file().obj)
            return files
    except pikepdf.PasswordError as error:
        raise SightlineError(
            "The PDF is encrypted.", "Open it with its password and save it without one.", str(error)
        ) from error
    except (pikepdf.PdfError, ValueError, KeyError, zlib.error) as error:
        raise SightlineError("The embedded files cannot be read.", "", str(error)) from error


def _unpacked(name: str, stream: Any) -> bytes:
    """Return the bytes of an embedded file, unpacked within a bound: the size that a PDF declares may be a lie."""
    import pikepdf

    filters = stream.get("/Filter", pikepdf.Array())
    data: bytes = stream.read_raw_bytes()
    for kind in filters if isinstance(filters, pikepdf.Array) else (filters,):
        if str(kind) == "/FlateDecode" and "/DecodeParms" not in stream:
            data = zlib.decompressobj().decompress(data, _LARGEST + 1)
        elif str(kind) == "/ASCII85Decode":
            data = base64.a85decode(data.strip().removesuffix(b"~>"))
        else:
            raise SightlineError(f"The embedded file {name} is packed in another way than Sightline's.")
    if len(data) > _LARGEST:
        raise SightlineError(f"The embedded file {name} is too large.", "This is not a report of Sightline.")
    return data


def check_content(data: bytes, progress: Progress) -> Content:
    """Check the embedded audit of a document, and that the pages show it.

    Args:
        data: the PDF, signed or not.
        progress: told of every page that is made again.
    """
    try:
        files = embedded_files(data)
        audit, listed = files[AUDIT_FILE], files[MANIFEST_FILE]
        published = from_bytes(audit)
        manifest = codec.read_document(Manifest, *MANIFEST_FORMAT, listed)
    except KeyError as error:
        return _unreadable(f"The document does not hold {error.args[0]}.")
    except SightlineError as error:
        return _unreadable(error.message)
    checks = [_hashes(published, audit, manifest)]
    checks.append(_texts(published))
    checks += [_facts(published, rubric) for rubric in published.rubrics]
    checks += [_scores(published, rubric) for rubric in published.rubrics]
    if all(check.result is not Result.FAILED for check in checks):
        checks.append(_pages(data, published, manifest, progress))
    return Content(published, tuple(checks))


def _unreadable(says: str) -> Content:
    return Content(None, (Check("Embedded audit", Result.FAILED, says),))


def _hashes(published: Published, audit: bytes, manifest: Manifest) -> Check:
    name = "Embedded audit and manifest"
    if hashlib.sha256(audit).hexdigest() != manifest.audit_sha256 or to_bytes(published) != audit:
        return Check(name, Result.FAILED, "The embedded audit is not the one that the manifest names.")
    held = {e.number: hashlib.sha256(e.snippet.encode()).hexdigest() for e in published.evidence}
    if held != {e.number: e.snippet_sha256 for e in manifest.evidence}:
        return Check(name, Result.FAILED, "The evidence differs from the manifest.")
    if manifest.trail_head != published.trail.hash:
        return Check(name, Result.FAILED, "The trail head differs from the manifest.")
    return Check(name, Result.PASSED, f"The audit and {words.many(len(held), 'piece')} of evidence match their hashes.")


def _texts(published: Published) -> Check:
    wanted = {r.digest for r in published.rubrics} | {r.recommendations for r in published.rubrics if r.recommendations}
    broken = [name for name in sorted(wanted) if digest(published.texts.get(name, "")) != name]
    if broken:
        return Check("Rubric texts", Result.FAILED, "An embedded rubric text is missing or does not match its hash.")
    return Check(
        "Rubric texts",
        Result.PASSED,
        f"{words.many(len(wanted), 'text')} {'matches its hash' if len(wanted) == 1 else 'match their hashes'}.",
    )


def _told(published: Published, process: str | None) -> Mapping[str, Told]:
    return {
        a.probe: Told(a.outcome, a.skipped_source)
        for a in published.answers
        if a.process == process and not (published.scanned and a.probe in published.scanned.not_run)
    }


def _facts(published: Published, rubric: PublishedRubric) -> Check:
    """Compare what the scores were computed from with the printed answers and judgements."""
    name, facts = f"Facts of {rubric.id}", rubric.facts
    measured = {m.id: m.value for m in published.measurements}
    judged = {c.key: c.judgement.level for c in rubric.criteria if c.judgement is not None}
    excluded = {c.key for c in rubric.criteria if c.not_applicable is not None}
    recorded = {process.id for process in published.processes}
    same = (
        _agree(facts.probes, _told(published, None))
        and all(
            _agree(told, _told(published, process))
            for process, told in facts.process_probes.items()
            if process in recorded
        )
        and facts.measurements == measured
        and all(judged.get(key) == level for key, level in facts.levels.items())
        and facts.not_applicable == excluded
    )
    if not same:
        return Check(name, Result.FAILED, "The facts behind the scores are not the printed answers and judgements.")
    return Check(
        name, Result.PASSED, f"{words.many(_count(facts), 'fact')} agree with the printed answers and judgements."
    )


def _agree(facts: Mapping[str, Told], printed: Mapping[str, Told]) -> bool:
    return all(printed.get(probe, Told(Outcome.ERROR)) == told for probe, told in facts.items())


def _count(facts: Facts) -> int:
    return len(facts.probes) + sum(len(p) for p in facts.process_probes.values()) + len(facts.levels)


def _scores(published: Published, rubric: PublishedRubric) -> Check:
    name = f"Scores of {rubric.id}"
    if published.arithmetic != ARITHMETIC_VERSION:
        return Check(
            name,
            Result.NOT_CHECKED,
            f"They were computed with arithmetic {published.arithmetic}; this Sightline has {ARITHMETIC_VERSION}.",
        )
    try:
        again = score(parse(published.texts[rubric.digest], rubric.id), rubric.facts)
    except (SightlineError, KeyError, ValueError, ArithmeticError):
        return Check(name, Result.FAILED, "The scores cannot be computed from the embedded facts.")
    if again != rubric.score:
        return Check(name, Result.FAILED, "The printed scores are not those that the embedded facts and rubric give.")
    return Check(name, Result.PASSED, "Computed again from the embedded facts and rubric: equal.")


def _pages(data: bytes, published: Published, manifest: Manifest, progress: Progress) -> Check:
    """Make the document again: everything before the first signature must be the same bytes."""
    name = "Pages"
    if manifest.logo:
        return Check(name, Result.NOT_CHECKED, "The cover carries a logo, which is not embedded as data.")
    if manifest.made_with != made_with():
        return Check(name, Result.NOT_CHECKED, "They were made with other versions or on another system.")
    try:
        again = make_document(published, manifest.document, progress)
    except SightlineError as error:
        return Check(name, Result.FAILED, f"The pages cannot be made from the embedded audit: {error.message}")
    if data[: len(again)] != again:
        return Check(name, Result.FAILED, "The pages are not what the embedded audit gives.")
    return Check(name, Result.PASSED, "Made again from the embedded audit: the same bytes.")
