"""Is there an example of the environment or configuration that a developer copies and fills in?"""

import re

from core.probes.answers import Words, settled
from core.probes.probe import Found, Hits, Probe
from core.probes.reading import own_files
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_ROLE = "{example,sample,template,dist,tmpl,tpl,default}"
_KINDS = (
    "{yml,yaml,json,toml,ini,cfg,conf,config,properties,env,env.*,py,rb,php,js,ts,cjs,mjs,xml,tfvars,hcl,exs,edn,sh}"
)
_TEMPLATES = (
    f"**/.env*{{.,-,_}}{_ROLE}", f"**/.env.{_ROLE}.*", f"**/{{env,dotenv,environment}}{{.,-,_}}{_ROLE}",
    "**/{example,sample,template}.env",
    "**/*.env.{example,sample,template,dist}", "**/{example,sample,template}{.,-,_}env", f"**/.envrc.{_ROLE}",
    f"**/*.{_KINDS}.{{example,sample,dist}}", f"**/*{{.,-,_}}{{example,sample,template}}.{_KINDS}",
    f"**/{{config,settings,appsettings,secrets,local,database,application,credentials}}*.{_KINDS}.{{template,tmpl,tpl,default}}",
    f"**/{{config,settings}}{{.,-,_}}{_ROLE}",
    f"**/{{example,sample}}{{.,-,_}}{{config,settings,configuration}}.{_KINDS}",
)  # fmt: skip
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
    r"[^/]*$|(?:^|/)(?:issue_template|\.github|templates?|cloudformation|charts?|openapi)/|openapi|swagger|(?:^"
    r"|/)i18n/",
    re.IGNORECASE,
)
_REAL = ("**/.env", "**/.env.{local,development,production,test}")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = []
    for path in own_files(snapshot, _TEMPLATES):
        name = path.rpartition("/")[2]
        if snapshot.file_class(path) is FileClass.DOCUMENT or _READ_AS_IS.search(path):
            continue
        if (_CONFIGURES.search(name) or _FOLDER.search(path)) and (snapshot.text(path) or "").strip():
            found.append((path, 1, 1))
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
    paths=_TEMPLATES,
    asks=("names of example, sample and template files",),
)
