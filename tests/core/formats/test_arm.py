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
        ("resource.Microsoft.Sql/servers/databases", "main", 8),
    ]


def test_other_json_holds_nothing_and_broken_templates_are_named() -> None:
    assert parse("template.json", '{"a": 1}').resources == ()
    with pytest.raises(NotUnderstood):
        parse("azuredeploy.json", TEXT[:-20] + "]]]")


NESTED = """{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/subscriptionDeploymentTemplate.json#",
  "languageVersion": "2.0",
  "parameters": {"zones": {"type": "bool", "defaultValue": true}},
  "variables": {"plan": {"sku": "P1v3"}},
  "resources": {
    "vault": {"type": "Microsoft.KeyVault/vaults", "existing": true, "name": "kv"},
    "plan": {"type": "Microsoft.Web/serverfarms", "name": "[uniqueString('x')]", "condition": "[parameters('on')]",
      "copy": {"name": "c", "count": 2},
      "sku": {"name": "[variables('plan').sku]"}, "properties": {"zoneRedundant": "[parameters('zones')]"}},
    "inner": {"type": "Microsoft.Resources/deployments", "name": "d", "properties": {"template": {
      "parameters": {}, "resources": [{"type": "Microsoft.Insights/metricAlerts", "name": "a"}]}}},
    "linked": {"type": "Microsoft.Resources/deployments", "name": "l",
      "properties": {"templateLink": {"relativePath": "db.json"}}}
  },
  "outputs": {"host": {"type": "string", "value": "x"}}
}
"""


def test_symbolic_names_expressions_and_nested_deployments() -> None:
    file = parse("azuredeploy.json", NESTED)
    assert [(r.kind, r.name, r.condition, r.repeated) for r in file.resources] == [
        ("parameter", "zones", "", False),
        ("var", "plan", "", False),
        ("output", "host", "", False),
        ("existing.Microsoft.KeyVault/vaults", "kv", "", False),
        ("resource.Microsoft.Web/serverfarms", "[uniqueString('x')]", "[parameters('on')]", True),
        ("resource.Microsoft.Insights/metricAlerts", "a", "", False),
        ("module", "l", "", False),
    ]
    plan = file.resources[4].values
    assert (plan["sku"], plan["properties"]) == ({"name": "P1v3"}, {"zoneRedundant": True})
    assert file.resources[6].values["source"] == "db.json"
