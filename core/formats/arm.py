"""Azure Resource Manager templates: parameters and resources of the JSON, nested deployments among them."""

from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import Node, document

PATHS = (
    "**/{azuredeploy,mainTemplate,nestedtemplate,template,main}*.json",
    "**/{arm,infra,infrastructure,templates,azure,nested,linkedTemplates}/**/*.json",
)
"""Where such templates usually lie; other JSON files are not opened for it."""

_SCHEMA = "eploymentTemplate.json"
_DEEPEST = 8


def parse(path: str, text: str) -> Infrastructure:
    """Return parameters as kind `parameter`, resources as `resource.<type>`; a file without the schema gives none.

    Raises:
        NotUnderstood: it names the schema and is not valid JSON.
    """
    if _SCHEMA not in text[:2000]:
        return Infrastructure("arm", path)
    root = document(text)
    found: list[Resource] = []
    parameters = root.get("parameters")
    for name, line, node in parameters.items() if parameters else ():
        found.append(Resource("parameter", name, line, node.end_line, node.plain() if node.is_mapping else {}))
    found += _resources(root.get("resources"), 0)
    return Infrastructure("arm", path, tuple(found))


def _resources(node: Node | None, depth: int) -> list[Resource]:
    found: list[Resource] = []
    for entry in node.list() if node and depth < _DEEPEST else ():
        if entry.is_mapping and entry.text_of("type"):
            kind = f"resource.{entry.text_of('type')}"
            found.append(Resource(kind, entry.text_of("name"), entry.line, entry.end_line, entry.plain()))
            found += _resources(entry.get("resources"), depth + 1)
    return found
