import pytest

from core.formats.arm import parse
from core.formats.errors import NotUnderstood

TEXT = """{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": {
    "tier": {"type": "string", "allowedValues": ["a", "b"]}
  },
  "resources": [
    {"type": "Microsoft.Sql/servers", "name": "sql", "resources": [
      {"type": "databases", "name": "main"}
    ]}
  ]
}
"""


def test_parameters_and_nested_resources() -> None:
    file = parse("azuredeploy.json", TEXT)
    assert [(r.kind, r.name, r.line) for r in file.resources] == [
        ("parameter", "tier", 4),
        ("resource.Microsoft.Sql/servers", "sql", 7),
        ("resource.databases", "main", 8),
    ]


def test_other_json_holds_nothing_and_broken_templates_are_named() -> None:
    assert parse("template.json", '{"a": 1}').resources == ()
    with pytest.raises(NotUnderstood):
        parse("azuredeploy.json", TEXT[:-20] + "]]]")
