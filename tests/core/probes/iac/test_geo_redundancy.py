import pytest

from core.model.outcome import Outcome
from core.probes.iac.geo_redundancy import PROBE
from tests.helpers.snapshots import ask

COSMOS = 'resource "azurerm_cosmosdb_account" "a" {\n%s}\n'
REGION = '  geo_location {\n    location = "%s"\n  }\n'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("infra/s3.tf", 'resource "aws_s3_bucket_replication_configuration" "a" {}\n'),
        ("infra/table.tf", 'resource "aws_dynamodb_table" "a" {\n  replica {\n    region_name = "eu-west-1"\n  }\n}\n'),
        ("infra/db.tf", 'resource "azurerm_postgresql_server" "a" {\n  geo_redundant_backup_enabled = true\n}\n'),
        ("infra/cosmos.tf", COSMOS % (REGION % "westeurope" + REGION % "northeurope")),
        (
            "infra/store.bicep",
            "resource a 'Microsoft.Storage/storageAccounts@2023' = {\n  sku: { name: 'Standard_GRS' }\n}\n",
        ),
        ("stack.yaml", "Resources:\n  T:\n    Type: AWS::DynamoDB::GlobalTable\n"),
        (
            "infra/dns.tf",
            'resource "aws_route53_record" "a" {\n  failover_routing_policy {\n    type = "PRIMARY"\n  }\n}\n',
        ),
    ],
)
def test_another_region(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_traps() -> None:
    zones = ask(PROBE, {"infra/db.tf": 'resource "aws_db_instance" "a" {\n  multi_az = true\n}\n'})
    assert (zones.outcome, zones.near_misses[0].reason) == (Outcome.ABSENT, "several zones of one region")
    assert ask(PROBE, {"infra/cosmos.tf": COSMOS % (REGION % "westeurope")}).outcome is Outcome.ABSENT
    off = {"infra/db.tf": 'resource "azurerm_postgresql_server" "a" {\n  geo_redundant_backup_enabled = false\n}\n'}
    assert ask(PROBE, off).outcome is Outcome.ABSENT
    local = {"infra/store.tf": 'resource "azurerm_storage_account" "a" {\n  account_replication_type = "LRS"\n}\n'}
    assert ask(PROBE, local).outcome is Outcome.ABSENT
    assert ask(PROBE, {"docs/dr.md": "Geo-redundant backup is enabled."}).outcome is Outcome.ABSENT
