from core.formats.bicep import parse, resolved

TEXT = """targetScope = 'subscription'

@allowed([
  'dev'
  'prod'
])
@description('Which // environment')
param environment string

param size int = 1 // @minValue(1)

// module gone './gone.bicep' = {}
module web './app/web.bicep' = {
  name: 'web'
  params: {
    url: 'https://example.org/{x}'
  }
}

resource store 'Microsoft.Storage/storageAccounts@2023-01-01' = if (size > 0) {
  sku: { name: 'Standard_GRS' }
}
"""


def test_declarations_with_their_lines() -> None:
    file = parse("infra/main.bicep", TEXT)
    assert [(r.kind, r.name, r.line, r.end_line) for r in file.resources] == [
        ("param", "environment", 8, 8),
        ("param", "size", 10, 10),
        ("module", "web", 13, 18),
        ("resource.Microsoft.Storage/storageAccounts", "store", 20, 22),
    ]
    assert file.resources[3].condition == "size > 0"


def test_decorators_belong_to_the_parameter_below_them() -> None:
    environment, size, web, _ = parse("infra/main.bicep", TEXT).resources
    assert environment.values["decorators"] == ["allowed", "description"]
    assert size.values["decorators"] == []
    assert (environment.values["allowed"], environment.values["type"]) == (["dev", "prod"], "string")
    assert (size.values["default"], size.values["type"]) == (1, "int")
    assert web.values["source"] == "./app/web.bicep"


def test_text_without_declarations_and_without_an_end() -> None:
    assert parse("a.bicep", "").resources == ()
    assert parse("a.bicep", "module web './web.bicep' = {\n  name: 'x'\n").resources[0].end_line == 2


# The shape of a server with its databases: nested resources, existing ones, loops, conditions within expressions.
SERVER = """param zones bool = true
param names array = [
  'a'
  'b'
]
var sku = {
  name: 'GP_S'
  tier: zones ? 'General' : 'Basic'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv'
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2023-03-01-preview' = {
  name: 'db-${uniqueString('x')}-{y'
  sku: { name: sku.name, tier: sku.tier }
  properties: {
    backup: {
      backupRetentionDays: 14, geoRedundantBackup: 'Enabled'
    }
    zoneRedundant: zones
    size: length(names) > 1
      ? 'large'
      : 'small'
  }

  resource main 'databases' = [for name in names: if (name != 'x') {
    name: name
  }]
}

output host string = server.properties.fullyQualifiedDomainName
"""

# The shape of a registry module: user-defined types, imports, spreads, multi-line strings.
MODULE = """metadata name = 'Site'
import { lockType } from 'br/public:avm/utl/types:0.5.1'

@export()
type kindType =
  | 'app'
  | 'api'

@description(\'\'\'Several
param lines 'of' text
\'\'\')
@sys.minLength(2)
param name string

param settings { tier: ('a' | 'b')?, size: int }?

module plan '../plan/main.bicep' = [
  for (item, index) in (settings ?? []): {
    name: '${deployment().name}-${index}'
    params: {
      ...item
      zoneRedundant: true
      locks: [{ kind: 'None' }, { kind: item.?kind ?? 'x' }]
    }
  }
]
"""


def test_nested_properties_loops_and_existing_resources() -> None:
    file = resolved(parse("db.bicep", SERVER), {})
    kinds = [(r.kind, r.name, r.line, r.end_line, r.repeated) for r in file.resources[3:]]
    assert kinds == [
        ("existing.Microsoft.KeyVault/vaults", "vault", 11, 13, False),
        ("resource.Microsoft.DBforPostgreSQL/flexibleServers", "server", 15, 31, False),
        ("resource.Microsoft.DBforPostgreSQL/flexibleServers/databases", "main", 28, 30, True),
        ("output", "host", 33, 33, False),
    ]
    server = file.resources[4].values
    assert server["name"] == "db-${uniqueString('x')}-{y"
    assert server["sku"] == {"name": "GP_S", "tier": "zones ? 'General' : 'Basic'"}
    assert server["properties"]["backup"] == {"backupRetentionDays": 14, "geoRedundantBackup": "Enabled"}
    assert server["properties"]["zoneRedundant"] is True
    assert server["properties"]["size"].endswith(": 'small'")
    assert file.not_understood == ()


def test_what_a_caller_passes_wins_over_a_default() -> None:
    server = resolved(parse("db.bicep", SERVER), {"zones": False}).resources[4]
    assert server.values["properties"]["zoneRedundant"] is False


def test_types_imports_spreads_and_long_texts_are_no_declarations() -> None:
    file = parse("site.bicep", MODULE)
    assert [(r.kind, r.name, r.line) for r in file.resources] == [
        ("param", "name", 13),
        ("param", "settings", 15),
        ("module", "plan", 17),
    ]
    name, _, plan = file.resources
    assert (name.values["decorators"], name.values["minLength"]) == (["description", "minLength"], 2)
    assert (plan.values["source"], plan.repeated) == ("../plan/main.bicep", True)
    assert plan.values["params"]["zoneRedundant"] is True
    assert plan.values["params"]["locks"] == [{"kind": "None"}, {"kind": "item.?kind ?? 'x'"}]
    assert file.not_understood == ()


def test_arguments_of_a_parameter_file_and_lines_that_are_no_bicep() -> None:
    file = parse(
        "prod.bicepparam", "using './main.bicep'\n\nparam zones = true\n%%\nparam name = readEnvironmentVariable('N')\n"
    )
    assert [(r.kind, r.name, r.values.get("value")) for r in file.resources] == [
        ("argument", "zones", None),
        ("argument", "name", None),
    ]
    assert file.resources[0].values["default"] is True
    assert file.not_understood == ("line 4",)
