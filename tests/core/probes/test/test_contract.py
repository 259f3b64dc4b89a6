import pytest

from core.model.outcome import Outcome
from core.probes.test.contract import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"src/test/java/APactTest.java": 'class APactTest {\n  @Pact(consumer = "a")\n  void a() {}\n}\n'},
        {"tests/test_api.py": "import schemathesis\nschema = schemathesis.from_path('x')\n"},
        {"test/api.test.ts": "import jestOpenAPI from 'jest-openapi';\nexpect(r).toSatisfyApiSpec();\n"},
        {"tests/contracts/test_get.py": "from jsonschema import Draft7Validator\n"},
        {
            "tests/test_process_contracts.py": "class TestCouncilProcessContract:\n    def test_a(self):\n"
            "        assert 1\n"
        },
        {
            "spec/integration/api/api_spec_helper.rb": "def holds(json)\n"
            '  JSON::Validator.fully_validate("lib/schemas/api_v1.json", json)\nend\n'
        },
        {"spec/requests/orders_spec.rb": "require 'swagger_helper'\nresponse(200, 'found') { run_test! }\n"},
        {"spec/requests/users_spec.rb": 'it { expect(response).to match_json_schema("user") }\n'},
        {"tests/Api/BooksTest.php": "<?php\n$this->assertMatchesResourceItemJsonSchema(Book::class);\n"},
        {"src/test/java/UserIT.java": 'then().body(matchesJsonSchemaInClasspath("user.json"));\n'},
        {"test/orders_test.exs": "use ExUnit.Case\nimport OpenApiSpex.TestAssertions\n"},
        {"spec/consumers/pact_helper.rb": "require 'pact/provider/rspec'\n"},
    ],
)
def test_agreed_results_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"tests/test_rental.py": "def test_signs_contract():\n    assert 1\n"},
        {"test/token.test.js": "const { ethers } = require('hardhat');\ndescribe('Token contract tests', () => {});\n"},
        {"spec/lib/config_spec.rb": 'JSON::Validator.validate!("config.schema.json", settings)\n'},
        {"tests/test_serializer.py": "def test_a():\n    jsonschema.validate(a, b)\n"},
    ],
)
def test_serializers_and_other_contracts_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
