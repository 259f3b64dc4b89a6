import pytest

from core.model.evidence import LONGEST_LINE
from core.snapshot.entry import LARGEST_FILE
from core.snapshot.file_class import FileClass
from core.snapshot.globs import expand, matches_any
from tests.helpers.snapshots import snapshot

FILES = {
    "README.md": "# Example\n",
    "app/main.py": "import os\nprint(1)\n",
    "app/data.bin.txt": b"\0\1",
    "big.py": "x = 1\n" * 200_000,
    "crlf.py": b"\xef\xbb\xbfone\r\ntwo\r\n",
    "latin.py": b"# caf\xe9\n",
    "lfs.dat2": b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n",
    "Settings/App.JSON": "{}",
    "vendor/x/y.py": "y = 1\n",
    "k8s/web.yaml": "a: 1\n",
}


def test_files_by_class_and_glob_in_path_order():
    shot = snapshot(FILES)
    assert shot.files(FileClass.SOURCE) == ("app/main.py", "big.py", "crlf.py", "latin.py")
    assert shot.files(globs=("**/*.{json,yaml}",)) == ("Settings/App.JSON", "k8s/web.yaml")
    assert shot.files(globs=("vendor/**",)) == ()
    assert shot.files(FileClass.VENDORED, globs=("**/*.py",)) == ("vendor/x/y.py",)
    assert shot.has("README.md")
    assert not shot.has("readme.md")


def test_what_cannot_be_searched_is_said():
    shot = snapshot(FILES)
    read = dict(shot.contents())
    assert read["crlf.py"] == b"one\ntwo\n"
    assert shot.text("crlf.py") == "one\ntwo\n"
    assert shot.unreadable == {"app/data.bin.txt": "binary", "big.py": "over 1 MiB", "lfs.dat2": "LFS pointer"}
    assert shot.text("big.py") is None
    assert shot.text("latin.py") == "# caf\N{REPLACEMENT CHARACTER}\n"


def test_excluded_files_are_not_there():
    shot = snapshot(FILES, excluded=("app/**",))
    assert not shot.has("app/main.py")
    assert "app/main.py" not in shot.files()


def test_a_skipped_source_file_matters_and_a_skipped_data_file_does_not():
    large = "x" * (LARGEST_FILE + 1)
    shot = snapshot({"a.py": large, "b.json": "[" + large, "c.py": "c = 1\n"})
    record, lost = shot.searched(["needle"], [], [])
    assert (record.eligible, record.read, lost) == (3, 1, True)
    assert [(s.reason, s.count, s.paths) for s in record.skipped] == [("over 1 MiB", 2, ("a.py", "b.json"))]
    _, lost = shot.searched(["needle"], ["**/*.json"], [])
    assert lost is False
    assert shot.searched([], [], [])[0].read == 3  # names need no reading


def test_evidence_has_context_and_hides_secrets():
    lines = [f"line {i}" for i in range(1, 30)]
    lines[14] = 'api_key = "sk_live_0123456789abcdef"'
    shot = snapshot({"a.py": "\n".join(lines)})
    found = shot.evidence("a.py", 15, 15)
    assert (found.snippet_line, found.line, found.blob) == (12, 15, shot.entries["a.py"].blob)
    assert found.snippet.splitlines()[:4] == ["line 12", "line 13", "line 14", 'api_key = "sk_l************"']
    assert len(found.snippet.splitlines()) == 12
    assert "0123456789" not in shot.masked_line("a.py", 15)


def test_a_secret_that_is_cut_off_at_the_edge_of_a_line_stays_hidden():
    secret = "ghp_" + "aB3dE6gH9" * 4
    shot = snapshot({"a.py": "x" * 280 + " " + secret})
    assert secret[:18] not in shot.evidence("a.py", 1, 1).snippet


def test_a_line_without_end_is_searched_but_never_shown_whole():
    shot = snapshot({"min.js": "a" * 200_000 + " needle"})
    assert dict(shot.contents())["min.js"].endswith(b"needle")
    assert len(shot.evidence("min.js", 1, 1).snippet) == len(shot.masked_line("min.js", 1)) == LONGEST_LINE


@pytest.mark.parametrize(("line", "end"), [(0, 0), (99, 120), (3, 1)])
def test_evidence_outside_the_file_does_no_harm(line, end):
    assert snapshot({"a.py": "1\n2\n3\n"}).evidence("a.py", line, end).path == "a.py"


def test_models_are_made_once_and_what_is_not_understood_is_noted():
    calls = []

    def parse(path: str, text: str) -> int:
        calls.append(path)
        if "bad" in path:
            raise ValueError("no number")
        return len(text)

    shot = snapshot({"a.txt": "abc", "bad.txt": "x"})
    assert shot.models(["a.txt", "bad.txt", "a.txt"], parse) == (3, 3)
    assert (calls, shot.not_understood) == (["a.txt", "bad.txt"], {"bad.txt": "no number"})


def test_a_file_nested_too_deep_for_its_parser_is_not_understood():
    def parse(path: str, text: str) -> int:
        return parse(path, text) + 1

    shot = snapshot({"deep.json": "[" * 5000})
    assert shot.model("deep.json", parse) is None
    assert list(shot.not_understood) == ["deep.json"]


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.py", "a.py", True),
        ("*.py", "x/a.py", False),
        ("**/*.py", "a.py", True),
        ("**/*.py", "x/y/a.py", True),
        ("x/**", "x/y/z", True),
        ("**/{a,b}.{yml,yaml}", "q/B.YAML", True),
        ("{a,b{c,d}}/x", "bd/x", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("**/k8s/**/*.yaml", "deploy/k8s/a.yaml", True),
        ("a{b", "a{b", True),
        ("src**", "src/a/b", True),
        ("a+b(c)", "a+b(c)", True),
    ],
)
def test_globs(glob, path, matches):
    assert matches_any(path, (glob,)) is matches
    assert (path in snapshot({path: "x"}).files(*FileClass, globs=(glob,))) is matches


def test_choices_of_a_glob_are_written_out():
    assert expand("{a,b}/{c,d}") == ("a/c", "a/d", "b/c", "b/d")


def test_a_pipeline_too_large_to_read_leaves_an_absence_unproven() -> None:
    large = "# " + "x" * (2 * 1024 * 1024)
    for path, mattered in ((".github/workflows/ci.yml", True), (".gitlab-ci.yml", True), ("data/rows.json", False)):
        _, lost = snapshot({path: large, "src/app.py": "x = 1\n"}).searched(("x",), (), ())
        assert lost is mattered, path
