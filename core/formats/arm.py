"""Azure Resource Manager templates: parameters, variables, outputs and resources of the JSON, nested ones among them.

`[parameters('x')]` and `[variables('x')]` are put in where the value is literal in the same file; any other expression
stays its text. Language: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
"""

import re
from typing import Any

from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import Node, document

PATHS = (
    "**/*{azuredeploy,azureDeploy,mainTemplate,nestedtemplate,nestedTemplate,template,Template,main,deploy}*.json",
    "**/{arm,ARM,armtemplates,arm-templates,infra,infrastructure,templates,azure,bicep,nested,linkedTemplates}/**/*.json",
)
"""Where such templates usually lie; other JSON files are not opened for it."""

_SCHEMA = re.compile(r"eploymentTemplate\.json", re.IGNORECASE)
_REFERENCE = re.compile(r"\[\s*(?:parameters|variables)\(\s*'([^']+)'\s*\)((?:\.\w+)*)\s*\]")
_DEEPEST = 8
_DEEPEST_VALUE = 40
_DEPLOYMENT = "Microsoft.Resources/deployments"


def parse(path: str, text: str) -> Infrastructure:
    """Return parameters as kind `parameter`, variables as `var`, outputs as `output`, resources as `resource.<type>`.

    The type of a resource within another one is completed by that one's. A linked deployment is kind `module` with
    the relative path or address as `source`; what a nested one holds follows it. A file without the schema gives none.

    Raises:
        NotUnderstood: it names the schema and is not valid JSON.
    """
    if not _SCHEMA.search(text[:2000]):
        return Infrastructure("arm", path)
    root = document(text)
    return Infrastructure("arm", path, tuple(_template(root, 0)))


def _template(root: Node, depth: int) -> list[Resource]:
    found: list[Resource] = []
    literal: dict[str, Any] = {}
    for section, kind in (("parameters", "parameter"), ("variables", "var"), ("outputs", "output")):
        node = root.get(section)
        for name, line, value in node.items() if node else ():
            plain = value.plain()
            values = plain if kind != "var" and isinstance(plain, dict) else {"value": plain}
            found.append(Resource(kind, name, line, max(line, value.end_line), values))
            if kind == "var" or (kind == "parameter" and "defaultValue" in values):
                literal[name] = values["value" if kind == "var" else "defaultValue"]
    return found + _resources(root.get("resources"), literal, "", depth)


def _resources(node: Node | None, literal: dict[str, Any], parent: str, depth: int) -> list[Resource]:
    """Return a list of resources, or a mapping of them by symbolic name, with what is nested in each."""
    found: list[Resource] = []
    if node is None or depth >= _DEEPEST:
        return found
    for entry in node.list() or [value for _, _, value in node.items()]:
        kind = entry.text_of("type") if entry.is_mapping else ""
        if not kind:
            continue
        full = f"{parent}/{kind}" if parent and "." not in kind.partition("/")[0] else kind
        values = _filled(entry.plain(), literal, 0)
        condition = values.pop("condition", "")
        prefix = "existing" if values.get("existing") is True else "resource"
        told = "" if condition in ("", True) else str(condition)
        name, place = str(values.get("name", "")), (entry.line, entry.end_line)
        if kind == _DEPLOYMENT:
            link = entry.get("properties", "templateLink")
            source = link.text_of("relativePath") or link.text_of("uri") if link else ""
            if source:
                found.append(Resource("module", name, *place, {**values, "source": source}, told, "copy" in values))
        else:
            found.append(Resource(f"{prefix}.{full}", name, *place, values, told, "copy" in values))
        found += _resources(entry.get("resources"), literal, full, depth + 1)
        template = entry.get("properties", "template")
        if kind == _DEPLOYMENT and template:
            found += _template(template, depth + 1)
    return found


def _filled(value: Any, literal: dict[str, Any], depth: int) -> Any:
    if depth > _DEEPEST_VALUE:
        return value
    if isinstance(value, dict):
        return {key: _filled(inner, literal, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, literal, depth + 1) for inner in value]
    named = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    if not named:
        return value
    known = literal.get(named[1], value)
    for part in named[2].split(".")[1:]:
        known = known.get(part, value) if isinstance(known, dict) else value
    return known if isinstance(known, bool | int | float | str) else value
