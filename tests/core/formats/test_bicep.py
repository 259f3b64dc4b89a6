from core.formats.bicep import parse

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


def test_decorators_belong_to_the_parameter_below_them() -> None:
    environment, size, web, _ = parse("infra/main.bicep", TEXT).resources
    assert environment.values["decorators"] == ["allowed", "description"]
    assert size.values["decorators"] == []
    assert web.values["source"] == "./app/web.bicep"


def test_text_without_declarations_and_without_an_end() -> None:
    assert parse("a.bicep", "").resources == ()
    assert parse("a.bicep", "module web './web.bicep' = {\n  name: 'x'\n").resources[0].end_line == 3
