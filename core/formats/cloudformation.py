"""CloudFormation and SAM templates in YAML and JSON: parameters, resources with properties, what Globals give to each.

A short tag becomes the long form (`!Sub x` is `{"Fn::Sub": "x"}`), but a reference to a parameter with a default is
that default. Language: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

import re
from typing import Any

from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import Node, document

PATHS = (
    "**/*.{template,cfn,cfn.json,template.json,cf.json}",
    "**/{cloudformation,cfn,stacks,sam,aws,templates,infra,infrastructure}/**/*.json",
    "**/*{cloudformation,template,stack,sam}*.json",
)
"""Where templates in JSON lie; those in YAML are known by their shape."""

_MARK = re.compile(r"AWSTemplateFormatVersion|\bType[\"']?[ \t]*:[ \t]*[\"']?AWS::\w+::\w+")
_GLOBALS = {
    "Function": "AWS::Serverless::Function",
    "Api": "AWS::Serverless::Api",
    "HttpApi": "AWS::Serverless::HttpApi",
    "SimpleTable": "AWS::Serverless::SimpleTable",
    "StateMachine": "AWS::Serverless::StateMachine",
}
_DEEPEST = 60


def is_template(text: str) -> bool:
    """Tell whether a text has the marks of a template."""
    return _MARK.search(text) is not None


def parse(path: str, text: str) -> Infrastructure:
    """Return parameters as kind `parameter`, mappings, resources by their type (`AWS::RDS::DBInstance`), outputs.

    A file without the marks of a template gives none. Raises NotUnderstood.
    """
    if not is_template(text):
        return Infrastructure("cloudformation", path)
    return Infrastructure("cloudformation", path, tuple(template(document(text))))


def template(root: Node) -> list[Resource]:
    """Return what a template's root holds; another format may hold such a template (the Serverless Framework)."""
    root.plain()  # refuses aliases that expand beyond measure
    found: list[Resource] = []
    defaults: dict[str, Any] = {}
    parameters = root.get("Parameters")
    for name, line, node in parameters.items() if parameters else ():
        values = plain(node, {})
        if isinstance(values, dict):
            found.append(Resource("parameter", name, line, max(line, node.end_line), values))
            if "Default" in values:
                defaults[name] = values["Default"]
    mappings = root.get("Mappings")
    for name, line, node in mappings.items() if mappings else ():
        if node.is_mapping:
            found.append(Resource("mapping", name, line, max(line, node.end_line), plain(node, {})))
    shared = _shared(root.get("Globals"), defaults)
    resources = root.get("Resources")
    for name, line, node in resources.items() if resources else ():
        kind = node.text_of("Type")
        if "::" not in kind:
            continue
        values = plain(node, defaults)
        properties = values.get("Properties")
        if kind in shared:
            values["Properties"] = _over(shared[kind], properties if isinstance(properties, dict) else {}, 0)
        found.append(Resource(kind, name, line, max(line, node.end_line), values, str(values.get("Condition", ""))))
    outputs = root.get("Outputs")
    for name, line, node in outputs.items() if outputs else ():
        found.append(Resource("output", name, line, max(line, node.end_line)))
    return found if any("::" in r.kind for r in found) else []


def _shared(node: Node | None, defaults: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the properties that SAM's Globals give to every resource of a type."""
    found = {}
    for name, _, value in node.items() if node else ():
        values = plain(value, defaults)
        if name in _GLOBALS and isinstance(values, dict):
            found[_GLOBALS[name]] = values
    return found


def _over(shared: dict[str, Any], own: dict[str, Any], depth: int) -> dict[str, Any]:
    """Return shared properties with a resource's own ones over them: mappings are merged, lists are added."""
    merged = dict(shared)
    for key, value in own.items():
        before = merged.get(key)
        if isinstance(before, dict) and isinstance(value, dict) and depth < _DEEPEST:
            merged[key] = _over(before, value, depth + 1)
        elif isinstance(before, list) and isinstance(value, list):
            merged[key] = [*before, *value]
        else:
            merged[key] = value
    return merged


def plain(node: Node, defaults: dict[str, Any], depth: int = 0) -> Any:
    """Return a value as plain data, functions in their long form.

    Args:
        node: a value of a template.
        defaults: of parameters by name.
        depth: of the value in its template.
    """
    if depth > _DEEPEST:
        return None
    value: Any
    if node.is_mapping:
        value = {name: plain(inner, defaults, depth + 1) for name, _, inner in node.items()}
        if set(value) == {"Ref"} and isinstance(value["Ref"], str):
            return defaults.get(value["Ref"], value)
    elif node.is_list:
        value = [plain(inner, defaults, depth + 1) for inner in node.list()]
    elif node.tag.startswith("!"):
        value = node.text
    else:
        value = _scalar(node)
    if not node.tag.startswith("!"):
        return value
    name = node.tag.removeprefix("!")
    if name == "Ref" and isinstance(value, str):
        return defaults.get(value, {"Ref": value})
    return {name if name == "Condition" else f"Fn::{name}": value}


def _scalar(node: Node) -> Any:
    """Return a scalar; CloudFormation takes the texts `true` and `false` for truth values."""
    value = node.plain()
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value
