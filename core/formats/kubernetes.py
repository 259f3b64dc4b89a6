"""Kubernetes manifests (several objects a file), OpenShift templates, Helm charts, Kustomize, CloudFormation by shape.

A file that is valid YAML or JSON but no manifest gives an empty `Infrastructure`, so that any such file can be asked.
"""

import re

from core.formats import cloudformation, helm
from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import Node, document, documents

PATHS = ("**/*.{yml,yaml,json}", "**/*.{yml,yaml}.{tpl,tmpl,gotmpl,j2}", "**/templates/**/*.tpl")

_KIND = re.compile(r"^kind:[ \t]*['\"]?([A-Z]\w+|\{\{)", re.MULTILINE)
_VERSION = re.compile(r"^apiVersion:", re.MULTILINE)
_IN_JSON = re.compile(r"\"kind\"[ \t]*:[ \t]*\"[A-Z]\w+\"")
_JSON_VERSION = re.compile(r"\"apiVersion\"[ \t]*:")
_TEMPLATE = re.compile(r"\{\{|\{%")
_NOT_DEPLOYED = {"Kustomization", "Config", "CustomResourceDefinition"}
_MOST_ITEMS = 500


def parse(path: str, text: str) -> Infrastructure:
    """Return the objects of a file, those of a template with actions as text. Raises NotUnderstood."""
    name = path.rpartition("/")[2].lower()
    if name.endswith(".json"):
        return _json(path, text)
    if name in ("chart.yaml", "chart.yml"):
        return _chart(path, text)
    if cloudformation.is_template(text) and not name.startswith("serverless"):
        return cloudformation.parse(path, text)
    if name in ("kustomization.yaml", "kustomization.yml"):
        return Infrastructure("kustomize", path, (_whole(document(text), "Kustomization", ""),))
    if not _KIND.search(text) or not _VERSION.search(text):
        return Infrastructure("kubernetes", path)
    if _TEMPLATE.search(text):
        try:
            documents(text)
        except NotUnderstood:
            return helm.parse(path, text)
        if "/templates/" in f"/{path}":
            return helm.parse(path, text)
    found = []
    for root in documents(text):
        found += _objects(root)
    return Infrastructure("kubernetes", path, tuple(found))


def _json(path: str, text: str) -> Infrastructure:
    """Return the objects of a file of JSON, read as YAML so that they know their lines."""
    if not _IN_JSON.search(text) or not _JSON_VERSION.search(text):
        return Infrastructure("kubernetes", path)
    found = [each for root in documents(text.replace("\t", "  ")) for each in _objects(root)]
    return Infrastructure("kubernetes", path, tuple(found))


def _whole(root: Node, kind: str, name: str) -> Resource:
    return Resource(kind, name, root.line, root.end_line, root.plain() if root.is_mapping else {})


def _objects(root: Node) -> list[Resource]:
    kind = root.text_of("kind")
    if not kind or not root.text_of("apiVersion"):
        return []
    items = root.get("items") if kind == "List" else root.get("objects") if kind == "Template" else None
    if items:
        return [r for item in items.list()[:_MOST_ITEMS] for r in _objects(item)]
    if kind in _NOT_DEPLOYED:
        return [Resource(kind, root.text_of("metadata", "name"), root.line, root.end_line)]
    return [_whole(root, kind, root.text_of("metadata", "name"))]


def _chart(path: str, text: str) -> Infrastructure:
    root = document(text)
    if not root.text_of("name"):
        raise NotUnderstood("a chart without a name")
    return Infrastructure("helm-chart", path, (_whole(root, "Chart", root.text_of("name")),))
