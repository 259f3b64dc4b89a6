"""Which file name is which manifest: one table."""

from collections.abc import Callable

from core.formats import bundler, cargo, composer, go, gradle, maven, mix, npm, nuget, python
from core.formats.manifest import Manifest

MANIFESTS: tuple[tuple[tuple[str, ...], Callable[[str, str], Manifest]], ...] = (
    (("**/package.json",), npm.parse),
    (("**/pyproject.toml", "**/*requirements*.{txt,in}", "**/requirements/*.{txt,in}", "**/Pipfile", "**/setup.cfg"),
     python.parse),
    (("**/pom.xml",), maven.parse),
    (("**/*.gradle", "**/*.gradle.kts", "**/gradle/*.versions.toml"), gradle.parse),
    (("**/go.mod",), go.parse),
    (("**/Cargo.toml",), cargo.parse),
    (("**/Gemfile", "**/*.gemspec"), bundler.parse),
    (("**/composer.json",), composer.parse),
    (("**/*.{csproj,fsproj,vbproj}", "**/Directory.Packages.props", "**/Directory.Build.props", "**/packages.config"),
     nuget.parse),
    (("**/mix.exs",), mix.parse),
)  # fmt: skip

MANIFEST_PATHS: tuple[str, ...] = tuple(glob for globs, _ in MANIFESTS for glob in globs)
