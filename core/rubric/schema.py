"""The JSON Schemas of rubric files, from the models: `python -m core.rubric.schema` writes them into `rubrics/`."""

import json
from typing import Any

from core import assets
from core.rubric.rubric import Part, Recommendations, Rubric

SCHEMAS: dict[str, type[Part]] = {"schema.json": Rubric, "recommendations.schema.json": Recommendations}
"""File name in `rubrics/` and the model it describes."""


def schema_text(name: str) -> str:
    """Return the schema that belongs into a file, with a line feed at its end."""
    model = SCHEMAS[name]
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
    }
    _allow_short_probe(schema)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _allow_short_probe(schema: dict[str, Any]) -> None:
    """Let `probe: id` stand for `probe: {id: id}`, as the model does before it validates."""
    condition = schema.get("$defs", {}).get("Condition")
    if condition:
        condition["properties"]["probe"]["anyOf"].insert(0, {"type": "string"})


def main() -> None:
    """Write the schemas."""
    for name in SCHEMAS:
        assets.path("rubrics").joinpath(name).write_text(schema_text(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
