"""What a project declares: dependencies and scripts."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dependency:
    """A declared dependency; `scope` is `runtime`, `development` or `optional`."""

    name: str
    line: int
    version: str = ""
    scope: str = "runtime"


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest file.

    Attributes:
        ecosystem: `npm`, `python`, `maven`, `gradle`, `nuget`, `go`, `cargo`, `bundler`, `composer`, `mix`.
        scripts: name to command (package.json scripts, composer scripts).
    """

    path: str
    ecosystem: str
    name: str = ""
    dependencies: tuple[Dependency, ...] = ()
    scripts: dict[str, str] = field(default_factory=dict)
    script_lines: dict[str, int] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
