"""The Serverless Framework: provider, functions with the provider's settings, and the CloudFormation resources within.

Format: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
"""

from typing import Any

from core.formats.cloudformation import plain, template
from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import Node, document

PATHS = ("**/serverless{,.*,-*}.{yml,yaml,json}",)

_INHERITED = ("runtime", "timeout", "memorySize", "tracing", "logRetentionInDays", "architecture", "environment")
"""Settings of the provider that every function has unless it says otherwise."""


def parse(path: str, text: str) -> Infrastructure:
    """Return kind `provider`, a `function` for each function, resources by their CloudFormation type.

    A plugin's own section under `custom` is kind `custom`. Raises NotUnderstood, also for a file without a provider.
    """
    root = document(text)
    provider = root.get("provider")
    if provider is None or not (root.get("service") or root.get("functions")):
        raise NotUnderstood("no provider of a service")
    values = _mapping(plain(provider, {})) or {"name": provider.text}
    found = [Resource("provider", str(values.get("name", "")), provider.line, provider.end_line, values)]
    inherited = {key: values[key] for key in _INHERITED if key in values}
    for part in _parts(root.get("functions")):
        for name, line, node in part.items():
            if node.is_mapping:
                own = {**inherited, **_mapping(plain(node, {}))}
                found.append(Resource("function", name, line, max(line, node.end_line), own))
    custom = root.get("custom")
    for name, line, node in custom.items() if custom else ():
        found.append(Resource("custom", name, line, max(line, node.end_line), {"value": plain(node, {})}))
    for part in _parts(root.get("resources")):
        found += template(part)
    return Infrastructure("serverless", path, tuple(found))


def _parts(node: Node | None) -> list[Node]:
    """Return a section that is one mapping or a list of them; `${file(...)}` is kept elsewhere."""
    if node is None:
        return []
    return [part for part in node.list() if part.is_mapping] if node.is_list else [node] if node.is_mapping else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
