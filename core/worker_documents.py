"""The worker's verbs for documents: report, logo, sign, verify, identities."""

from pathlib import Path
from typing import Any

from core import codec
from core.progress import Progress
from core.version import product_version


def report(args: dict[str, Any], progress: Progress) -> object:
    """Write documents.

    `args`: `audit` (path of the audit file) or `published` (the published audit as JSON text); `output` (folder);
    `documents` (`report`, `roadmap`; both when left out); `formats` (`pdf`, `json`, `md`, `csv`,
    `xlsx`; `pdf` when left out);
    `logo` (path, may be left out). Gives the list of files as `document`, `path`, `size`.
    """
    from core.audit.published import from_bytes
    from core.workflows.export import published, write_documents
    from core.workflows.open import open_audit
    from core.workflows.verify import read_file

    progress.phase("reading")
    if "published" in args:
        value = from_bytes(str(args["published"]).encode())
    else:
        with open_audit(Path(args["audit"])) as opened:
            value = published(opened, product_version())
    progress.check()
    written = write_documents(
        value,
        Path(args["output"]),
        progress,
        documents=tuple(args.get("documents") or ("report", "roadmap")),
        formats=tuple(args.get("formats") or ("pdf",)),
        logo=read_file(Path(args["logo"])) if args.get("logo") else None,
    )
    return [{"document": entry.document, "path": str(entry.path), "size": entry.size} for entry in written]


def logo(args: dict[str, Any], progress: Progress) -> object:
    """Try an image for the cover as `report` would use it.

    `args`: `path`. Gives `size`, the bytes of the image as reports print it.
    """
    from core.report.fetcher import safe_image
    from core.workflows.verify import read_file

    progress.phase("reading")
    return {"size": len(safe_image(read_file(Path(args["path"]))))}


def sign(args: dict[str, Any], progress: Progress) -> object:
    """Sign documents.

    `args`: `paths` (PDFs), `identity` (PKCS#12 file), `passphrase`, `place` (`lead`, `reviewer`, `client`), `reason`,
    `location`. Gives the list of signed files as `path`, `at`, `identity`.
    """
    from core.workflows.sign import sign_file

    progress.phase("signing", len(args["paths"]))
    rows = []
    for path in args["paths"]:
        progress.check()
        signed = sign_file(
            Path(path),
            Path(args["identity"]),
            str(args["passphrase"]),
            place=args.get("place") or "lead",
            reason=args.get("reason") or "",
            location=args.get("location") or "",
        )
        progress.advance(1, Path(path).name)
        rows.append({"path": str(signed.path), "at": signed.at, "identity": codec.to_plain(signed.identity)})
    return rows


def verify(args: dict[str, Any], progress: Progress) -> object:
    """Verify a document.

    `args`: `path`, and where wanted `required` (fingerprints), `trusted` (certificate files), `audit`, `repository`.
    Gives `verdict`, `says`, `signatures`, `checks`, `signers_as_required`, `exit_code`.
    """
    from core.workflows.verify import verify as check

    found = check(
        Path(args["path"]),
        progress,
        required=tuple(args.get("required") or ()),
        trusted=tuple(Path(path) for path in args.get("trusted") or ()),
        audit=Path(args["audit"]) if args.get("audit") else None,
        repository=Path(args["repository"]) if args.get("repository") else None,
    )
    return {**codec.to_plain(found), "exit_code": int(found.exit_code)}


def identity_new(args: dict[str, Any], progress: Progress) -> object:
    """Make an identity. `args`: `path`, `name`, `passphrase`, `organisation`, `key` (`ec` or `rsa`)."""
    from core.workflows.sign import make_identity

    progress.phase("making a key")
    made = make_identity(
        Path(args["path"]),
        str(args["name"]),
        str(args["passphrase"]),
        organisation=args.get("organisation") or "",
        key_kind="rsa" if args.get("key") == "rsa" else "ec",
    )
    return codec.to_plain(made)


def identity_inspect(args: dict[str, Any], progress: Progress) -> object:
    """Return what may be shown of an identity. `args`: `path`, `passphrase`."""
    from core.workflows.sign import inspect_identity

    progress.phase("opening the identity")
    return codec.to_plain(inspect_identity(Path(args["path"]), str(args["passphrase"])))
