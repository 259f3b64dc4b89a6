"""What the probes of dashboards, alerts and their routing share: every monitoring file, understood once a snapshot."""

import re

from core.formats import monitoring
from core.formats.monitoring import Monitoring
from core.matching.pattern import Hit
from core.probes.probe import Hits
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

ASKED = ("Prometheus, Alertmanager and Grafana files by their shape",)
"""For the record of the search."""

_MARKS = (
    "alert",
    "receivers",
    "contactPoints",
    "panels",
    "widgets",
    "prober",
    "Probe",
    "module",
    "condition",
    "Dashboard",
)


def monitoring_paths(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the files that could hold monitoring as code."""
    classes = (FileClass.SOURCE, FileClass.CONFIGURATION, FileClass.INFRASTRUCTURE)
    return snapshot.files(*classes, globs=(*monitoring.RULES, *monitoring.DASHBOARDS))


def _read(snapshot: Snapshot) -> tuple[Monitoring, ...]:
    found = []
    for path in monitoring_paths(snapshot):
        text = snapshot.text(path)
        if text and any(mark in text for mark in _MARKS):
            model = snapshot.model(path, monitoring.parse)
            if model:
                found.append(model)
    return tuple(found)


def monitored(snapshot: Snapshot) -> tuple[Monitoring, ...]:
    """Return what every file contributes to monitoring."""
    return snapshot.once(_read)


_CONSTRUCT = re.compile(r"\bnew (?:\w+\.)?[A-Z]\w*\(|\.createAlarm\(")
_TOOLKIT = re.compile(
    r"aws-cdk|aws_cdk|Amazon\.CDK|awscdk|cdktf|pulumi|checkly|grafana|datadog|newrelic|cloudwatch", re.IGNORECASE
)

_TERRAFORM_NAME = re.compile(r"\b(?:aws|azurerm|datadog|grafana|newrelic|google|pagerduty|opsgenie|sentry|pingdom)_\w+")


def declared_in(snapshot: Snapshot, hits: Hits, *names: str) -> tuple[Hit, ...]:
    """Return the hits of some patterns that declare something.

    Not those of Terraform's resource names that a YAML file only lists, and not objects that an application makes for
    itself: what is constructed counts where the file uses a toolkit for infrastructure or monitoring.
    """
    found = hits.of(*names)
    return tuple(h for h in found if not (_is_listed(h) or _is_of_application(snapshot, h)))


def _is_listed(hit: Hit) -> bool:
    return hit.path.endswith((".yml", ".yaml")) and _TERRAFORM_NAME.search(hit.text) is not None


def _is_of_application(snapshot: Snapshot, hit: Hit) -> bool:
    return _CONSTRUCT.search(hit.text) is not None and _TOOLKIT.search(snapshot.text(hit.path) or "") is None
