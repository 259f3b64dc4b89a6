"""Kubernetes manifests (several objects a file), Helm charts and templates, Kustomize, CloudFormation by shape.

A file that is valid YAML but no manifest gives an empty `Infrastructure`, so that any YAML file can be asked.
"""

import re

from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import Node, document, documents

PATHS = ("**/*.{yml,yaml}", "**/*.{yml,yaml}.{tpl,tmpl,gotmpl,j2}", "**/templates/**/*.tpl")

_KIND = re.compile(r"^kind:[ \t]*['\"]?([A-Z]\w+)", re.MULTILINE)
_VERSION = re.compile(r"^apiVersion:", re.MULTILINE)
_NAME = re.compile(r"^  name:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{|\{%")
_NOT_DEPLOYED = {"Kustomization", "Config", "CustomResourceDefinition"}
_MOST_ITEMS = 500


def parse(path: str, text: str) -> Infrastructure:
    """Return the objects of a file; templates are read by line and have no values. Raises NotUnderstood."""
    name = path.rpartition("/")[2].lower()
    if name in ("chart.yaml", "chart.yml"):
        return _chart(path, text)
    if "AWSTemplateFormatVersion" in text or "AWS::" in text:
        return _cloudformation(path, text)
    if name in ("kustomization.yaml", "kustomization.yml"):
        return Infrastructure("kustomize", path, (_whole(document(text), "Kustomization", ""),))
    if not _KIND.search(text) or not _VERSION.search(text):
        return Infrastructure("kubernetes", path)
    if _TEMPLATE.search(text):
        try:
            documents(text)
        except NotUnderstood:
            return _template(path, text)
        if "/templates/" in f"/{path}":
            return _template(path, text)
    found = []
    for root in documents(text):
        found += _objects(root)
    return Infrastructure("kubernetes", path, tuple(found))


def _whole(root: Node, kind: str, name: str) -> Resource:
    return Resource(kind, name, root.line, root.end_line, root.plain() if root.is_mapping else {})


def _objects(root: Node) -> list[Resource]:
    kind = root.text_of("kind")
    if not kind or not root.text_of("apiVersion"):
        return []
    items = root.get("items")
    if kind == "List" and items:
        return [r for item in items.list()[:_MOST_ITEMS] for r in _objects(item)]
    if kind in _NOT_DEPLOYED:
        return [Resource(kind, root.text_of("metadata", "name"), root.line, root.end_line)]
    return [_whole(root, kind, root.text_of("metadata", "name"))]


def _chart(path: str, text: str) -> Infrastructure:
    root = document(text)
    if not root.text_of("name"):
        raise NotUnderstood("a chart without a name")
    return Infrastructure("helm-chart", path, (_whole(root, "Chart", root.text_of("name")),))


def _template(path: str, text: str) -> Infrastructure:
    kinds = list(_KIND.finditer(text))
    found = []
    for at, match in enumerate(kinds):
        end = kinds[at + 1].start() if at + 1 < len(kinds) else len(text)
        name = _NAME.search(text, match.end(), end)
        line = text.count("\n", 0, match.start()) + 1
        last = text.count("\n", 0, len(text[:end].rstrip())) + 1
        found.append(Resource(match[1], name[1] if name else "", line, last))
    return Infrastructure("helm-template", path, tuple(found))


def _cloudformation(path: str, text: str) -> Infrastructure:
    resources = document(text).get("Resources")
    found = []
    for name, line, node in resources.items() if resources else ():
        kind = node.text_of("Type")
        if "::" in kind:
            found.append(Resource(kind, name, line, max(line, node.end_line), node.plain()))
    return Infrastructure("cloudformation", path, tuple(found))
