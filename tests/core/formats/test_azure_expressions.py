import pytest

from core.formats.azure_expressions import Value, evaluate, truth

KNOWN: dict[str, Value] = {"parameters.os": "Linux", "parameters.build": "$(Build.BuildId)", "parameters.off": "false"}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("eq(parameters.os, 'linux')", "true"),
        ("and(ne(parameters.os, 'win'), not(parameters.off))", "true"),
        ("and(parameters.off, variables.unknown)", "false"),
        ("or(variables.unknown, eq(1, 1))", "true"),
        ("or(variables.unknown, parameters.off)", None),
        ("eq(parameters.build, '7')", None),
        ("in(parameters.os, 'mac', 'LINUX')", "true"),
        ("notIn(parameters.os, 'mac')", "true"),
        ("format('{0}-{{x}}-{1}', parameters.os, 'it''s')", "Linux-{x}-it's"),
        ("coalesce('', parameters.os)", "Linux"),
        ("replace(lower(parameters.os), 'x', '_')", "linu_"),
        ("startsWith(parameters.os, 'li')", "true"),
        ("eq(", None),
        ("eq('a'", None),
        ("surprise('a')", None),
        ("'a' 'b'", None),
        ("", None),
        ("(" * 500, None),
    ],
)
def test_values(expression: str, value: str | None) -> None:
    assert evaluate(expression, KNOWN.get) == value


def test_what_only_a_run_decides_is_neither_true_nor_false() -> None:
    assert [truth(value) for value in ("true", "", "False", "$(x)", None)] == [True, False, False, None, None]
