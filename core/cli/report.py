"""`sightline report`: write report and roadmap of an audit."""

import argparse
from pathlib import Path

from core.cli.progress_bar import close, terminal_progress
from core.cli.terminal import say, warn
from core.errors import ExitCode
from core.version import product_version


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the audit file (.sightline)")
    parser.add_argument("--output", type=Path, metavar="DIR", help="folder for the documents; default: beside FILE")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--roadmap", action="store_true", help="write only the roadmap, not the report")
    which.add_argument("--report", action="store_true", dest="only_report", help="write only the report")
    parser.add_argument(
        "--format",
        action="append",
        choices=("pdf", "json", "md", "csv", "xlsx"),
        help="pdf (default), json (the published audit, as embedded in the PDF), md (a summary), csv or xlsx "
        "(findings, recommendations and evidence as tables); may be repeated",
    )
    parser.add_argument("--logo", type=Path, metavar="IMAGE", help="PNG or JPEG for the cover")
    parser.epilog = "Both PDFs hold the published audit as data and have fields for three signatures: `sightline sign`."


def run(args: argparse.Namespace) -> int:
    """Write the documents and print their names."""
    from core.audit.rating import blockers
    from core.workflows.export import make_folder, published, write_documents
    from core.workflows.open import open_audit
    from core.workflows.verify import read_file

    folder = args.output or args.file.resolve().parent
    make_folder(folder)  # before the pages are made: they take a while
    with open_audit(args.file) as opened:
        if opened.read_only:
            warn(f"sightline: {opened.read_only_reason}")
        value = published(opened, product_version())
        drafts = [
            f"  {blocker.code}: {blocker.why}"
            for name, rubric in opened.rubrics.items()
            for blocker in blockers(opened.audit, rubric, opened.scores[name])
        ]
    documents = ("roadmap",) if args.roadmap else ("report",) if args.only_report else ("report", "roadmap")
    progress = terminal_progress()
    try:
        written = write_documents(
            value,
            folder,
            progress,
            documents=documents,
            formats=tuple(dict.fromkeys(args.format or ("pdf",))),
            logo=read_file(args.logo) if args.logo else None,
        )
    finally:
        close(progress)
    for entry in written:
        say(str(entry.path))
    if drafts:
        warn("sightline: drafts are not in the documents; settle them, and write the documents again before you sign.")
        warn(*drafts)
        return int(ExitCode.INCOMPLETE)
    return int(ExitCode.DONE)
