import pytest

from core.formats.errors import NotUnderstood
from core.formats.yaml_text import document, documents, load


def test_plain_data_follows_yaml() -> None:
    assert load(
        "a: 1\nb: [true, ~, 'x', 1.5]\nc: {d: |\n  e\n  }\n".replace("c: {d: |\n  e\n  }\n", "c: |\n  e\n")
    ) == {
        "a": 1,
        "b": [True, None, "x", 1.5],
        "c": "e\n",
    }


def test_lines_of_keys_values_and_ends() -> None:
    root = document("a: 1\njobs:\n  build:\n    run: |\n      one\n      two\n\nlast: x\n")
    assert (root.line_of("jobs"), root.line_of("last"), root.line_of("none")) == (2, 8, 0)
    run = root.get("jobs", "build", "run")
    assert run is not None
    assert (run.line, run.text_line, run.end_line) == (4, 5, 6)


def test_merge_keys_are_expanded_and_own_keys_win() -> None:
    root = document("base: &b {x: 1, y: 2}\njob:\n  <<: *b\n  y: 3\n")
    assert root.plain()["job"] == {"y": 3, "x": 1}


def test_several_documents_and_empty_ones() -> None:
    assert [d.plain() for d in documents("a: 1\n---\n---\nb: 2\n")] == [{"a": 1}, {"b": 2}]
    assert documents("# nothing\n") == []
    with pytest.raises(NotUnderstood, match="no YAML document"):
        document("")


def test_malformed_text_says_where() -> None:
    with pytest.raises(NotUnderstood, match="line 2"):
        documents("a: [1,\nb: }\n")


@pytest.mark.parametrize("text", ["[" * 300_000, "- " * 300_000 + "a", "{a: " * 200 + "1" + "}" * 200])
def test_nesting_is_bounded_before_it_can_end_the_process(text: str) -> None:
    with pytest.raises(NotUnderstood):
        documents(text)


def test_a_billion_laughs_is_refused_only_when_expanded() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    root = document("\n".join(rows))
    assert root.keys()[-1] == "a11"
    with pytest.raises(NotUnderstood, match="expand"):
        root.plain()


def test_merge_keys_cannot_explode_or_loop() -> None:
    rows = ["a0: &a0 {x: 1}"] + [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    with pytest.raises(NotUnderstood, match="merge"):
        document("\n".join(rows)).plain()
    with pytest.raises(NotUnderstood):
        document("a: &a\n  b: *a\n").plain()


def test_python_tags_are_text() -> None:
    assert document("a: !!python/object/apply:os.system ['true']\n").get("a") is not None
    assert load("a: !reference [x, y]\n") == {"a": ["x", "y"]}
