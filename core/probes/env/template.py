"""Is there an example of the environment or configuration that a developer copies and fills in?"""

import re

from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.probe import Found, Hits, Probe
from core.probes.reading import own_files, resources
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_PATHS = (
    "**/*example*",
    "**/*sample*",
    "**/*env*template*",
    "**/*.template.*",
    "**/*.{template,tmpl,tpl,dist,default}",
)
_DATA = r"(?:ya?ml|jsonc?|toml|ini|cfg|conf|config|properties|xml|tfvars|hcl|edn|env)"
_CODE = r"(?:py|rb|php|[cm]?[jt]s|exs|sh)"
_TEMPLATE = re.compile(
    rf"""(?:
      \.?(?:dot)?env(?:rc|ironment)?[\w.-]*[._-](?:example|sample|template|te?mpl|dist|default)(?:[.-]\w+)?
    | (?:example|sample|template)[._-]\.?env
    | [\w.-]+\.env\.(?:example|sample|template|dist)
    | [\w.-]+\.(?:{_DATA}|{_CODE})\.(?:example|sample|dist)
    | [\w.-]*[._-](?:example|sample)\.(?:{_DATA}|{_CODE})
    | [\w.-]*[.-]template\.{_DATA}
    | (?:config|settings|appsettings|secrets|local|database|application|credentials)[\w.-]*\.{_DATA}
      \.(?:te?mpl|tpl|template|default)
    | (?:config|settings)[._-](?:example|sample|template|dist|default)
    | (?:example|sample)[._-](?:config|settings|configuration)\.(?:{_DATA}|{_CODE})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CONFIGURES = re.compile(
    r"env|config|setting|secret|credential|local|database|application|tfvars|terraform|compose|override|variables"
    r"|params|inventory"
    r"|\.(?:ya?ml|ini|properties|toml|conf)\.(?:example|sample|dist)$",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"(?:^|/)(?:config|conf|settings|env|etc)/[^/]+$", re.IGNORECASE)
# Tools read these as they are: a person's own copy is the exception, not the way to begin.
_READ_AS_IS = re.compile(
    r"(?:phpunit|phpcs|phpstan|phpmd|psalm|\.php[-_]cs(?:[-_]fixer)?|rector|behat|infection|deptrac|grumphp|ecs"
    r"|phpbench|codeception)"
    r"[^/]*$|(?:^|/)(?:issue_template|\.github|templates?|cloudformation|charts?|openapi|i18n)/|openapi|swagger",
    re.IGNORECASE,
)
_SHOWN = Pattern(
    "shown",
    r"^[ \t]*(?:[#;]|//)[^\n]*\b(?:(?:example|sample|default) (?:config(?:uration)?|settings)\b"
    r"|(?:copy|rename) this file (?:to|as)\b)",
    ignore_case=True,
    paths=("**/*{config,settings,conf,environment}*.{toml,yml,yaml,ini,conf,cfg,properties}",),
)
"""A file that says of itself that it shows a configuration to start from."""
_SAID_WITHIN = 8
_COMMENTED_OUT = re.compile(r"^[ \t]*[#;][ \t]?[\w.-]+[ \t]*[=:][ \t]*\S")
_FEWEST_COMMENTED_OUT = 3
_REAL = ("**/.env", "**/.env.{local,development,production,test}")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = []
    stacks = {file.path for file, _ in resources(snapshot, "cloudformation", "arm", "bicep")}
    for path in own_files(snapshot, _PATHS):
        name = path.rpartition("/")[2]
        if not _TEMPLATE.fullmatch(name):
            continue
        if snapshot.file_class(path) is FileClass.DOCUMENT or path in stacks or _READ_AS_IS.search(path):
            continue
        if (_CONFIGURES.search(name) or _FOLDER.search(path)) and (snapshot.text(path) or "").strip():
            found.append((path, 1, 1))
    for hit in hits.of("shown"):
        own = snapshot.file_class(hit.path) in (FileClass.CONFIGURATION, FileClass.SOURCE)
        choices = sum(_COMMENTED_OUT.match(line) is not None for line in snapshot.lines(hit.path))
        name = hit.path.rpartition("/")[2]
        if own and hit.line <= _SAID_WITHIN and choices >= _FEWEST_COMMENTED_OUT and not name.startswith("."):
            found.append((hit.path, 1, 1))
    found.sort(key=lambda place: (place[0].count("/"), place[0]))
    near = [(path, 1, "a real file, not a template") for path in own_files(snapshot, _REAL)]
    return settled(_WORDS, found, near=near)


_WORDS = Words(
    "{files} example {files:file|files} of environment or configuration can be copied and filled in.",
    "No example of environment or configuration to copy is tracked.",
)

PROBE = Probe(
    id="env.template",
    question="Is there an example environment or configuration file to copy?",
    answer=_answer,
    patterns=(_SHOWN,),
    paths=(*_PATHS, *_SHOWN.paths),
    asks=("names of example, sample and template files", "configuration that says it is one to start from"),
)
