"""Which programming languages a repository is written in, by bytes of its source and test files."""

from collections import Counter
from collections.abc import Iterable

from core.snapshot.entry import Entry, Mode
from core.snapshot.file_class import FileClass

_NAMES: dict[str, str] = {
    extension: language
    for language, extensions in {
        "Python": "py pyi pyx",
        "JavaScript": "js jsx mjs cjs",
        "TypeScript": "ts tsx mts cts",
        "Vue": "vue",
        "Svelte": "svelte",
        "Java": "java",
        "Kotlin": "kt kts",
        "Groovy": "groovy",
        "Scala": "scala sc",
        "C#": "cs",
        "F#": "fs fsx",
        "Visual Basic": "vb",
        "Go": "go",
        "Rust": "rs",
        "Ruby": "rb erb rake",
        "PHP": "php phtml",
        "Elixir": "ex exs eex heex",
        "Erlang": "erl hrl",
        "Swift": "swift",
        "Objective-C": "m mm",
        "C": "c h",
        "C++": "cc cpp cxx hpp hh hxx",
        "Dart": "dart",
        "Lua": "lua",
        "Perl": "pl pm",
        "R": "r",
        "Julia": "jl",
        "Haskell": "hs",
        "Elm": "elm",
        "Clojure": "clj cljs cljc",
        "OCaml": "ml mli",
        "Zig": "zig",
        "SQL": "sql",
        "HTML": "html htm xhtml",
        "CSS": "css scss sass less styl",
        "Shell": "sh bash zsh fish",
        "PowerShell": "ps1 psm1 psd1",
        "Terraform": "tf tfvars",
        "Bicep": "bicep",
        "Jsonnet": "jsonnet libsonnet",
    }.items()
    for extension in extensions.split()
}

_COUNTED = frozenset({FileClass.SOURCE, FileClass.TEST, FileClass.INFRASTRUCTURE, FileClass.EXAMPLE})


def languages(files: Iterable[tuple[Entry, FileClass]]) -> tuple[tuple[str, int], ...]:
    """Return (language, bytes), largest first; what is vendored or generated does not count."""
    sizes: Counter[str] = Counter()
    for entry, file_class in files:
        if entry.mode in (Mode.FILE, Mode.EXECUTABLE) and file_class in _COUNTED:
            language = _NAMES.get(entry.path.rpartition(".")[2].lower())
            if language:
                sizes[language] += max(0, entry.size)
    return tuple(sorted(sizes.items(), key=lambda item: (-item[1], item[0])))
