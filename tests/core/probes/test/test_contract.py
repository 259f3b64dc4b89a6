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


@pytest.mark.parametrize(
    "files",
    [
        {
            "Shop.Tests/ApiTests.cs": "public class ApiTests {\n  [Fact]\n  public async Task SwaggerConforms() {\n"
            '    var json = await client.GetStringAsync("/swagger/v1/swagger.json");\n'
            '    var schema = JSchema.Parse(File.ReadAllText("OpenAPI-schema.json"));\n'
            "    Assert.True(JObject.Parse(json).IsValid(schema));\n  }\n}\n"
        },
        {
            "tests/Api.Tests/OpenApiTests.cs": "[Fact]\npublic async Task Served() {\n"
            '  var stream = await client.GetStreamAsync("/openapi.json");\n'
            "  new OpenApiStreamReader().Read(stream, out var diagnostic);\n  Assert.Empty(diagnostic.Errors);\n}\n"
        },
        {
            "src/test/java/ApiIT.java": "class ApiIT {\n  @Test void a() {\n"
            '    OpenApiInteractionValidator.createFor("openapi.yaml").build();\n  }\n}\n'
        },
        {
            "tests/test_openapi.py": "from openapi_spec_validator import validate\n\n\ndef test_served(client):\n"
            "    validate(client.get('/openapi.json').json())\n"
        },
        {
            "test/api.test.js": "const ajv = new Ajv();\ntest('answers as the OpenAPI document says', async () => {\n"
            "  const res = await request(app).get('/orders');\n"
            "  expect(ajv.validate(schema, res.body)).toBe(true);\n});\n"
        },
        {
            "tests/ApiTest.php": "<?php\nclass ApiTest extends TestCase {\n  public function test_a() {\n"
            "    $validator = ValidatorBuilder::fromYaml('openapi.yaml')->getValidator();\n  }\n}\n"
        },
    ],
)
def test_answers_and_documents_held_against_the_schema_of_the_api(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_a_schema_of_something_else_is_no_contract() -> None:
    text = 'class T {\n  void A() { var s = JSchema.Parse(File.ReadAllText("settings-schema.json")); }\n}\n'
    assert ask(PROBE, {"Shop.Tests/SettingsTests.cs": text}).outcome is Outcome.ABSENT
