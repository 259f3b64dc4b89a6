"""JSON Schemas of the documents that others read; `python -m core.report.schemas` writes resources/schemas."""

import json
from pathlib import Path
from typing import Any

from core import assets, codec
from core.audit.published import PUBLISHED_FORMAT, Published
from core.model.scan import SCAN_FORMAT, Scan
from core.report.documents import MANIFEST_FORMAT, Manifest

DOCUMENTS: tuple[tuple[tuple[str, int], type[Any]], ...] = (
    (PUBLISHED_FORMAT, Published),
    (MANIFEST_FORMAT, Manifest),
    (SCAN_FORMAT, Scan),
)
"""Format and dataclass of every document."""


def schema_text(document: tuple[str, int], kind: type[Any]) -> str:
    """Return the schema of one document as it is kept: sorted, indented, with `format` first in every document."""
    found = codec.schema(kind)
    name, version = document
    body = found["$defs"][kind.__name__]
    body["properties"]["format"] = {
        "type": "object",
        "properties": {"name": {"const": name}, "version": {"const": version}},
        "required": ["name", "version"],
    }
    body["required"] = ["format", *body.get("required", [])]
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{name} {version}", **found}
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"


def file_name(document: tuple[str, int]) -> str:
    """Return the file name of a schema."""
    return f"{document[0]}-{document[1]}.schema.json"


def write(folder: Path) -> None:
    """Write every schema."""
    for document, kind in DOCUMENTS:
        (folder / file_name(document)).write_text(schema_text(document, kind), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(assets.root() / "resources" / "schemas")
