import pytest

from core.model.outcome import Outcome
from core.probes.test.error_paths import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"tests/test_a.py": "mock.side_effect = ConnectionError('down')\n"},
        {"tests/test_b.py": "def test_provider_timeout():\n    provider.fails()\n    assert send() == 'later'\n"},
        {"src/a.test.ts": "api.get.mockRejectedValueOnce(new Error('ECONNREFUSED'));\n"},
        {"src/test/java/ATest.java": "class ATest {\n  void a() { when(x.go()).thenThrow(new IOException()); }\n}\n"},
        {"pkg/a_test.go": "func TestQueryTimeout(t *testing.T) {\n\tif err := run(); err == nil {\n"},
        {"spec/a_spec.rb": "stub_request(:get, url).to_timeout\n"},
    ],
)
def test_failing_dependencies_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {
            "tests/test_a.py": "def test_rejects_empty_name():\n    with pytest.raises(ValidationError):\n"
            "        go('')\n"
        },
        {"src/a.py": "mock.side_effect = ConnectionError('down')\n"},
        {"src/a.test.ts": "expect(response.status).toBe(404);\n"},
        {"tests/ATests.cs": "mock.Setup(m => m.Get(1)).Throws(new KeyNotFoundException());\n"},
    ],
)
def test_invalid_input_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "files",
    [
        {"tests/search/proxy.rs": "let response = ResponseTemplate::new(500);\n"},
        {"test/s3_test.exs": 'Plug.Conn.resp(conn, 500, "broken")\n'},
        {"test/s3_test.exs": '|> Plug.Conn.resp(503, """\n'},
        {"test/client_test.exs": "Bypass.down(bypass)\n"},
    ],
)
def test_failing_servers_of_rust_and_elixir(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT
