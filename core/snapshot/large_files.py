"""Whether a file too large to be read could have held what a question asks: then an absence beside it is unproven.

The rule, for a file over 1 MiB of the class source, configuration or infrastructure that the question would have read:

1. Code, and languages that only declare (Terraform, Bicep, HCL, jsonnet ...), always could.
2. Anything whose path begins with a dot (`.github/`, `.circleci/` ...) could: settings, whatever their size.
3. Lock files, tables, translations, drawings, dumps, and files over 64 MiB could not: nobody writes settings so.
4. Of YAML, JSON, TOML and XML, a file that has a name of settings (`values-prod.yaml`, `appsettings.json`) could.
5. Else, one in a folder of data (`data/`, `locales/`, `schemas/` ...) could not.
6. Else its first 64 KiB decide: it could when they have the marks of a format that configures something (objects of
   Kubernetes, resources of a cloud template, jobs of a pipeline, services, plays, rules, dashboards). A list of
   records, an interface description, a map of places, and keys that no tool reads are data. What cannot be read, could.

A question that names neither paths nor classes is in doubt by source and configuration, not by infrastructure: it asks
for tasks, tests, documents.
"""

import re

from core.snapshot import file_names as names
from core.snapshot.classification import is_lock_file


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEAD = 64 * 1024
"""Bytes that are looked at."""

LARGEST_SETTINGS = 64 * 1024 * 1024
"""Bytes; nothing larger is taken for settings."""

_TABLES = _words("csv tsv geojson ndjson jsonl po pot sql txt svg map lock sum resx xliff xlf strings wsdl avsc ftl")
_UNDECIDED = _words("json json5 jsonc yaml yml toml xml template conf cfg ini properties config plist")
_DATA_FOLDERS = _words(
    """
    data dataset datasets locale locales i18n l10n lang langs languages translations messages fixtures seeds seed dumps
    schema schemas openapi swagger assets static public resources-data geo maps icons snapshots cassettes recordings
    corpus
    """
)
_NAMED = re.compile(
    r"(?:application|bootstrap|appsettings|config|configuration|settings|values|package|composer|tsconfig|logback|log4j2?|pom|web"
    r"|app|project|workspace|nx|turbo|angular|firebase|prometheus|alertmanager|otel[\w-]*|collector|playbook|site|inventory)"
    r"(?:[-_.][\w-]+)*\.(?:ya?ml|jsonc?|json5|toml|xml|properties|conf|cfg|ini|config)",
    re.IGNORECASE,
)
_KEY = r"(?:^|[{,])[ \t]*[\"']?"
_MARKS = re.compile(
    rf"{_KEY}(?:apiVersion|AWSTemplateFormatVersion)[\"']?[ \t]*:|[\"']?Type[\"']?[ \t]*:[ \t]*[\"']?AWS::"
    rf"|eploymentTemplate\.json|{_KEY}(?:services|jobs|stages|pipelines?|workflows|steps|scrape_configs|receivers|alerting)[\"']?"
    rf"[ \t]*:[ \t]*(?:[\[{{]|$)|^-[ \t]+(?:hosts|import_playbook):|{_KEY}groups[\"']?[ \t]*:[ \t]*(?:\[|$)"
    rf"|{_KEY}(?:panels|dashboard)[\"']?[ \t]*:[ \t]*[\[{{]|{_KEY}provider[\"']?[ \t]*:|{_KEY}terraform[\"']?[ \t]*:"
    rf"|{_KEY}resource[\"']?[ \t]*:[ \t]*(?:\{{|$)",
    re.MULTILINE,
)
_DATA_MARKS = re.compile(
    r"\A\s*\{?\s*[\"']?(?:openapi|swagger|asyncapi|\$schema[\"']?[ \t]*:[ \t]*[\"']?https?://json-schema\.org)\b"
    r"|[\"']type[\"'][ \t]*:[ \t]*[\"']FeatureCollection|\A\s*\[\s*[\[{\"\d]",
    re.MULTILINE,
)


def by_name(path: str, size: int) -> bool | None:
    """Return whether a file over the limit could have held settings or code; None when its head must decide."""
    if path.startswith("."):
        return True
    name = path.rpartition("/")[2]
    extension = name.rpartition(".")[2].lower()
    if is_lock_file(path) or extension in _TABLES or size > LARGEST_SETTINGS:
        return extension in names.CODE and extension not in _TABLES  # code of any size is code
    if extension not in _UNDECIDED:
        return True
    for known in (names.INFRASTRUCTURE_FILE, names.CONFIGURATION_FILE, _NAMED):
        if known.fullmatch(name):
            return True
    folders = {part.lower() for part in path.split("/")[:-1]}
    return False if folders & _DATA_FOLDERS or extension in ("xml", "plist") else None


def by_head(head: bytes) -> bool:
    """Tell whether the first bytes of a file have the marks of a format that configures something."""
    text = head[:HEAD].decode("utf-8", "replace")
    return _DATA_MARKS.search(text) is None and _MARKS.search(text) is not None
