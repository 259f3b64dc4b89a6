"""Is it declared that the loss of a whole region is survived?"""

import re

from core.formats.infrastructure import Resource
from core.matching.pattern import Pattern
from core.probes.declared import cloud, is_on, kind_of, setting
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import Place
from core.snapshot.snapshot import Snapshot

_KINDS = (
    "resource.aws_s3_bucket_replication_configuration", "resource.aws_rds_global_cluster",
    "resource.aws_db_instance_automated_backups_replication", "resource.aws_ecr_replication_configuration",
    "resource.aws_elasticache_global_replication_group", "resource.aws_dynamodb_global_table",
    "resource.aws_dynamodb_table_replica", "resource.aws_efs_replication_configuration",
    "resource.aws_docdb_global_cluster", "resource.aws_globalaccelerator_", "resource.azurerm_site_recovery_",
    "resource.azurerm_mssql_failover_group", "resource.azurerm_sql_failover_group",
    "resource.azurerm_storage_object_replication", "resource.azurerm_servicebus_namespace_disaster_recovery_config",
    "resource.azurerm_eventhub_namespace_disaster_recovery_config", "resource.azurerm_redis_linked_server",
    "AWS::RDS::GlobalCluster", "AWS::ElastiCache::GlobalReplicationGroup",
    "AWS::ECR::ReplicationConfiguration", "AWS::KMS::ReplicaKey",
)  # fmt: skip
_AZURE = (
    "microsoft.sql/servers/failovergroup", "microsoft.containerregistry/registries/replication",
    "microsoft.servicebus/namespaces/disasterrecoveryconfig", "microsoft.eventhub/namespaces/disasterrecoveryconfig",
    "microsoft.storage/storageaccounts/objectreplicationpolic", "microsoft.recoveryservices/vaults/replicationpolic",
    "microsoft.documentdb/mongoclusters/geo",
)  # fmt: skip
_GEO_STORAGE = re.compile(r"\w+_(?:RA)?GZ?RS$")
_SEVERAL = {
    "resource.Microsoft.DocumentDB/databaseAccounts": "locations",
    "AWS::DynamoDB::GlobalTable": "Replicas",
    "resource.azurerm_cosmosdb_account": "geo_location",
    "resource.google_secret_manager_secret": "replicas",
}
_WITHIN = {
    "resource.aws_dynamodb_table": "replica",
    "resource.aws_secretsmanager_secret": "replica",
    "resource.azurerm_container_registry": "georeplications",
}
_DECLARED = Pattern(
    "declared",
    r"geo_redundant_backup(_enabled)?[ \t]*=[ \t]*true|[gG]eoRedundantBackup[\"']?[ \t]*:[ \t]*[\"']?(Enabled|true)"
    r"|account_replication_type[ \t]*=[ \t]*\"(RA)?GZ?RS\"|Standard_(RA)?GZ?RS"
    r"|storage_mode_type[ \t]*=[ \t]*\"GeoRedundant\""
    r"|failover_routing_policy[ \t]*\{|\"?Failover\"?:[ \t]*[\"']?(PRIMARY|SECONDARY)|\"?ReplicationConfiguration\"?:"
    r"|copy_action[ \t]*\{|CopyActions:|cross_region_restore_enabled[ \t]*=[ \t]*true"
    r"|enable_multiple_write_locations[ \t]*=[ \t]*true"
    r"|enableMultipleWriteLocations:[ \t]*true|cross_region_replication|crossRegionReplication"
    r"|geo_backup_policy[ \t]*\{"
    r"|location[ \t]*=[ \t]*\"(NAM4|EUR4|ASIA1)\"|replica_regions?[ \t]*=|secondary_?[rR]egion[ \t]*[=:][ \t]*[\"']\w",
    ignore_case=False,
    classes=("infrastructure", "configuration"),
    paths=("**/*.{tf,tofu,tfvars,bicep,json,yml,yaml,template}",),
    code_only=True,
)
_NOT_CHOSEN = re.compile(
    r"^[ \t]*[\"'][\w-]+[\"'],?[ \t]*$|[=:][ \t]*(?:\[[ \t]*\]|[\"']?(?:false|disabled|none|null)\b)", re.IGNORECASE
)
"""One value of a list of those allowed, an empty list, a switch that is off."""

_ZONES = Pattern(
    "zones",
    r"multi_az[ \t]*=[ \t]*true|zone_redundant[ \t]*=[ \t]*true|MultiAZ:[ \t]*true",
    paths=("**/*.{tf,yml,yaml}",),
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    for file, resource in cloud(snapshot):
        if _elsewhere(resource):
            found.append((file.path, resource.line, resource.end_line))
    found += lines_of(hit for hit in hits.of("declared") if not _NOT_CHOSEN.search(hit.text))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Another region is prepared at {places} {places:place|places}.", places, args={"places": len(places)}
        )
    near = [(hit.path, hit.line, "several zones of one region") for hit in hits.of("zones")]
    return absent("Nothing is replicated to another region, and nothing fails over to one.", near)


def _elsewhere(resource: Resource) -> bool:
    if resource.kind.startswith(_KINDS) or _WITHIN.get(resource.kind, " ") in resource.values:
        return True
    if kind_of(resource).startswith(_AZURE) or _is_set(resource):
        return True
    several = next(setting(resource.values, _SEVERAL.get(resource.kind, "").lower()), None)
    if several is None and resource.kind == "AWS::DynamoDB::GlobalTable":
        return True  # its replicas come from a function or an included file
    return isinstance(several, list) and len(several) > 1


def _is_set(resource: Resource) -> bool:
    """Tell whether a setting of a resource, put in place from variables too, copies data to another region."""
    values = resource.values
    if any(map(is_on, setting(values, "georedundantbackup", "enablemultiplewritelocations", "geo_redundant_backup"))):
        return True
    if any(isinstance(name, str) and _GEO_STORAGE.match(name) for name in setting(values, "name", "skuname")):
        return kind_of(resource).startswith("microsoft.storage/") or resource.kind == "module"
    copies = setting(values, "replicationconfiguration", "copyactions", "replicaregions", "replications")
    return resource.kind.startswith(("AWS::", "module")) and any(isinstance(c, dict | list) and c for c in copies)


PROBE = Probe(
    id="iac.geo-redundancy",
    question="Is replication, failover or backup across regions declared?",
    answer=_answer,
    patterns=(_DECLARED, _ZONES),
    paths=("**/*.{tf,tofu,tfvars,bicep,json,yml,yaml,template}",),
    asks=("resources that replicate to another region", "failover records", "geo-redundant backup and storage"),
)
