"""Are versions of languages and tools fixed for developers?"""

import re

from core.formats.npm import json_object
from core.matching.pattern import Hit, Pattern
from core.probes.answers import Words, settled
from core.probes.code_use import CONFIGURED
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.reading import Place, own_files
from core.snapshot.snapshot import Snapshot

_FILES = (
    "**/.tool-versions", "**/{.,}mise{,.local,.*}.toml", "**/{.,}mise/config.toml", "**/.config/mise.toml",
    "**/.{nvmrc,node-version,python-version,python-versions,ruby-version,java-version,go-version,php-version,sdkmanrc,jvmrc}",
    "**/.{terraform-version,opentofu-version,terragrunt-version,packer-version,kubectl-version,helm-version,bazelversion}",
    "**/.{swift-version,elixir-version,erlang-version,crystal-version,perl-version,lua-version,dart-version,fvmrc,bun-version}",
    "**/.prototools", "**/{.,}aqua.{yml,yaml}", "**/devbox.json", "flake.lock",
    "**/.fvm/fvm_config.json", "**/rust-toolchain{,.toml}", "**/.bingo/*.mod", "**/.xcode-version", "**/.dvmrc",
)  # fmt: skip
_WRAPPERS = ("**/gradle/wrapper/gradle-wrapper.properties", "**/.mvn/wrapper/maven-wrapper.properties")
_DISTRIBUTION = Pattern("wrapper", r"^[ \t]*distributionUrl[ \t]*=", classes=CONFIGURED, paths=_WRAPPERS)
_GO = Pattern("go", r"^(go|toolchain)[ \t]+(go)?\d", classes=CONFIGURED, paths=("**/go.{mod,work}",))
_RUBY = Pattern("ruby", r"^[ \t]*ruby[ \t(]+[\"'][~>= ]*\d", classes=CONFIGURED, paths=("**/Gemfile",))
_PIPFILE = Pattern(
    "python", r"^[ \t]*python_(full_)?version[ \t]*=[ \t]*[\"']\d", classes=CONFIGURED, paths=("**/Pipfile",)
)
_JAVA = Pattern(
    "java",
    r"\bJavaLanguageVersion\.of\(|\bjvmToolchain\b|<(node|npm|yarn|pnpm)Version>v?\d|<requireJavaVersion>|<requireMavenVersion>"
    r"|<jdkToolchain>",
    classes=CONFIGURED,
    paths=("**/build.gradle{,.kts}", "**/pom.xml", "**/{buildSrc,build-logic}/**/*.{gradle,kts,kt,groovy}"),
    code_only=True,
)
_PHP = Pattern("php", r"^[ \t]*[\"']php[\"'][ \t]*:[ \t]*[\"']\d", paths=("**/composer.json",))
_PLATFORM = re.compile(r"^[ \t]*\"platform\"[ \t]*:")
_ENGINES = {"node", "npm", "yarn", "pnpm", "bun", "deno"}
_SECTIONS = ("engines", "packageManager", "volta", "devEngines")


def _package(path: str, text: str) -> tuple[str, ...]:
    """Return the sections of a package.json that fix versions of tools."""
    data = json_object(text)
    engines = data.get("engines")
    found = [name for name in _SECTIONS[1:] if data.get(name)]
    if isinstance(engines, dict) and _ENGINES & set(engines):
        found.append("engines")
    return tuple(found)


def _sdk(path: str, text: str) -> bool:
    """Tell whether a global.json names a .NET SDK."""
    sdk = json_object(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)).get("sdk")
    return isinstance(sdk, dict) and bool(sdk.get("version"))


def _of_platform(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a version of PHP is the one that all dependencies are resolved for, not a range that is required."""
    return any(_PLATFORM.match(line) for line in snapshot.lines(hit.path)[max(0, hit.line - 4) : hit.line])


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for path in own_files(snapshot, _FILES):
        if (snapshot.text(path) or "").strip():
            found.append((path, 1, 1))
        else:
            near.append((path, 1, "empty"))
    found += lines_of(hits.of("wrapper", "go", "ruby", "python", "java"))
    for path in own_files(snapshot, ("**/package.json",)):
        for section in snapshot.model(path, _package) or ():
            lines = enumerate(snapshot.lines(path), 1)
            at = next((n for n, line in lines if line.lstrip().startswith(f'"{section}"')), 1)
            found.append((path, at, at))
    found += lines_of(hit for hit in hits.of("php") if _of_platform(snapshot, hit))
    found += [(path, 1, 1) for path in own_files(snapshot, ("**/global.json",)) if snapshot.model(path, _sdk)]
    found.sort(key=lambda place: (place[0].count("/"), place[0], place[1]))
    return settled(_WORDS, found, near=near)


_WORDS = Words(
    "Versions of languages or tools are fixed in {files} {files:file|files}.",
    "No tracked file fixes versions of languages or tools for developers.",
)

PROBE = Probe(
    id="env.toolchain-pin",
    question="Are the versions of languages and tools fixed for developers?",
    answer=_answer,
    patterns=(_DISTRIBUTION, _GO, _RUBY, _PIPFILE, _JAVA, _PHP),
    paths=(
        *_FILES,
        *_WRAPPERS,
        *_GO.paths,
        *_RUBY.paths,
        *_PIPFILE.paths,
        *_JAVA.paths,
        *_PHP.paths,
        "**/package.json",
        "**/global.json",
    ),
    asks=(
        "version files",
        "toolchains in Gradle and Maven",
        "engines and package managers in package.json",
        "the SDK in global.json",
    ),
)
