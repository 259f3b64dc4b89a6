"""*.csproj, *.fsproj, Directory.Packages.props and packages.config: NuGet packages, by line."""

import re

from core.formats.manifest import Dependency, Manifest

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PACKAGE = re.compile(r"<(?:PackageReference|PackageVersion|GlobalPackageReference|package)\b([^>]*)>")
_NAME = re.compile(r"""\b(?:Include|Update|id)\s*=\s*["']([^"']+)["']""")
_VERSION = re.compile(r"""\b(?:Version|version)\s*=\s*["']([^"']+)["']""")
_PROPERTY = re.compile(
    r"<(IsTestProject|RestorePackagesWithLockFile|Nullable|TreatWarningsAsErrors|EnableNETAnalyzers)>true", re.I
)
_TESTS = re.compile(r"tests?\.(cs|fs|vb)proj$", re.IGNORECASE)


def parse(path: str, text: str) -> Manifest:
    """Return the manifest of a .NET project file; properties set to true are named in `sections`."""
    bare = _COMMENT.sub(lambda m: "\n" * m.group().count("\n"), text)
    tests = _TESTS.search(path) or (path.endswith("proj") and "Microsoft.NET.Test.Sdk" in bare)
    scope = "development" if tests else "runtime"
    found = []
    for match in _PACKAGE.finditer(bare):
        name, version = _NAME.search(match[1]), _VERSION.search(match[1])
        if name:
            line = bare.count("\n", 0, match.start()) + 1
            found.append(Dependency(name[1], line, version[1] if version else "", scope))
    return Manifest(path, "nuget", dependencies=tuple(found), sections=tuple(m[1] for m in _PROPERTY.finditer(bare)))
