"""The index must answer exactly what trying every path would."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.snapshot.globs import matches_any
from core.snapshot.path_index import PathIndex

NAMES = (
    "a",
    "Ab",
    "abc.py",
    "ABC.PY",
    "docs",
    "Dockerfile",
    "x.docker",
    "changelog.d",
    "İx",
    "a\nb",
    ".ci",
    "b.tar.gz",
)
PARTS = (
    *NAMES,
    "*",
    "**",
    "?",
    "a*",
    "*b",
    "**ab",
    "doc**",
    "*.py",
    "*c.*",
    "{ab,docs}",
    "change*",
    "Docker*",
    "*.{py,gz}",
)

paths = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join), unique=True, max_size=12)
globs = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("/".join), min_size=1, max_size=3)


@given(paths, globs)
def test_it_answers_what_trying_every_path_would(tree: Sequence[str], wanted: Sequence[str]) -> None:
    assert PathIndex(tree).select(wanted) == tuple(path for path in tree if matches_any(path, wanted))
