"""Docker Compose files: one resource of kind `service` for each service, `volume` and `network` likewise."""

from core.formats.errors import NotUnderstood
from core.formats.infrastructure import Infrastructure, Resource
from core.formats.yaml_text import documents

PATHS = (
    "**/{docker-,podman-,}compose.{yml,yaml}",
    "**/{docker-,podman-,}compose{.,-,_}*.{yml,yaml}",
    "**/*{.,-}docker-compose.{yml,yaml}",
)


def parse(path: str, text: str) -> Infrastructure:
    """Return the services of a Compose file; raises NotUnderstood when it has none."""
    roots = documents(text)
    if not roots:  # a file of comments that overrides nothing
        return Infrastructure("compose", path)
    root = roots[0]
    services = root.get("services")
    if services is None and not root.get("include"):
        raise NotUnderstood("no services")
    found = []
    for kind in ("service", "volume", "network"):
        section = root.get(f"{kind}s")
        for name, line, node in section.items() if section else ():
            values = node.plain() if node.is_mapping else {}
            found.append(Resource(kind, name, line, max(line, node.end_line), values))
    return Infrastructure("compose", path, tuple(found))
