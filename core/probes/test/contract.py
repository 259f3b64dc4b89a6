"""Do contract tests hold the API, its consumers or whole processes to an agreed result?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import MANIFESTS, TESTS, files_of, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_LIBRARY = (
    r"@Pact\b|@PactTestFor\b|\bPactV[34]\b|\bPactDslWithProvider\b|\bau\.com\.dius\.pact\b"
    r"|@pact-foundation/|\bfrom pact\b|\bPactNet\b"
    r"|@PactBroker\b|\bPact\.(?:service_consumer|service_provider|configure|provider_states_for)"
    r"|[\"\']pact/(?:provider|consumer)|\bpact_helper\b|\bpact-go\b|\bPactVerif|\bPhpPact\b|\bpact_consumer\b"
    r"|\bspring-cloud-contract\b|@AutoConfigureStubRunner\b|@AutoConfigureMessageVerifier\b"
    r"|\borg\.springframework\.cloud\.contract\b"
    r"|\bschemathesis\b|\bfrom openapi_core\b|\bjest-openapi\b|\btoSatisfyApiSpec\b|\bchai-openapi\b"
    r"|\bassert_schema_conform\b"
    r"|\bassert_response_schema_confirm\b|\bcommittee[-_/](?:rails|test)|\bCommittee::(?:Rails::)?Test\b"
    r"|\buse Spectator\b"
    r"|\bassertValidResponse\(|\bOpenApiValidationFilter\b"
    # The API's answers held to a JSON schema, by the matchers of Ruby, PHP, Java, JavaScript, Python, Elixir and .NET
    r"|\bmatch_(?:json|response|openapi|api)_schema\b|\bexpect_to_match_(?:json_)?schema\b|\bmatch_openapi_\w*schema\b"
    r"|\bmatchesJsonSchema\w*\(|\bassertMatches(?:Json|Resource\w*|Response)\w*Schema\("
    r"|\bassertResponseMatchesSchema\w*\("
    r"|\bopenapi-(?:response-validator|backend|enforcer)\b|\.to\.be\.jsonSchema\(|\bassert_response_schema\("
    r"|\bOpenApiSpex\.TestAssertions\b|\bassert_operation_response\(|\bOpenApiCore\b|\bswagger-request-validator\b"
    r"|\bOpenApi(?:Interaction|Validation)?(?:Validator|Filter|Matchers?)\b|\bopenApi\(\)\.isValid\("
    r"|\bopenapi_tester\b|\bSchemaTester\b|\bOpenAPI(?:Schema)?Validator\b|\bvitest-openapi\b"
    r"|\bopenapi-validator-(?:middleware|ts)\b"
    r"|\bLeague\\\\OpenAPIValidation\b|\bValidatorBuilder::from\w+\(|\(new ValidatorBuilder\)?->from|\bskooma\b"
    r"|\bopenapi_first\b.*\b[tT]est"
    r"|\bOpenapiFirst::Test\b|\bswagger_helper\b|\brun_test!|\bopenapi3filter\.ValidateResponse|\bhypothesis_?graphql\b"
    r"|\bdredd[-_ ]hooks\b|[\"']dredd[\"']|\bdredd (?:--|[\w./-]+\.(?:ya?ml|json|apib|md)\b)"
    r"|@apideck/portman\b|\bportman (?:--|-\w)"
)
_DOCUMENT = (
    r"\bJSchema\.(?:Parse|Load)\(|\bJsonSchema\.From\w+\(|\bOpenApi(?:Stream|String|Text)Reader\b"
    r"|\bOpenApiDocument\.(?:Load|Parse|From)\w*\("
    r"|\b(?:new Ajv\w*|ajv\.(?:validate|compile))\(|\bfrom openapi_spec_validator\b|\bopenapi_spec_validator\."
    r"|\bvalidate_spec\("
    r"|\bSwaggerParser\.(?:validate|dereference)\(|\bOpenAPIV3Parser\b|\bOpenAPIParser\b|\bJSONSchemer\.openapi\("
    r"|\bOpenapi3Parser\."
    r"|\bloader\.LoadFromData\(|\bdoc\.Validate\(|\bjsonschema\.validate\(|\bJsonSchemaFactory\b"
    r"|\bJSONSchemer\.schema\("
)
"""What reads a schema or a document of OpenAPI: a contract when the running service's answer is held against it."""
_OF_OPENAPI = re.compile(r"openapi|swagger", re.IGNORECASE)
_SERVED = re.compile(
    r"\b\w*[cC]lient\w*\.(?:\w*[gG]et\w*|request|Send\w*)\(|\brequest\(\w+\)|\bfetch\(|\bCreate(?:Client"
    r"|Server\w*)\(|\.StartAsync\("
    r"|\bGetController<|\bget[ (][\"'/]|\bhttptest\.|\.ServeHTTP\(|\b(?:mockMvc|MockMvc|TestRestTemplate"
    r"|restTemplate|given\(\))|\binject\("
    r"|\bsupertest\b|\bConnTest\b|->(?:get|getJson|json|call)\("
)
_NEAR = 20
"""Lines around a schema in which the service is asked."""
_SCHEMA_FILE = re.compile(r"[\w/.-]*schema[\w/.-]*\.(?:json|ya?ml)", re.IGNORECASE)
_ANSWERS = re.compile(r"response|reply|\bbody\b|\bjson\b|request spec|\bapi\b", re.IGNORECASE)
_OF_API = ("**/{api,apis,requests,request,integration,controllers,graphql,rest}/**", "**/*{api,Api,API}*.*")
_SCHEMA = (
    r"\bJSON::Validator\.(?:fully_)?validate!?\(|\bJSONSchemer\.schema\(|\bnew JsonSchema\w*Validator\("
    r"|\bDraft\d+Validator\b|\bjsonschema\.validate\(|\bvalidate_schema\(|\bajv\.(?:validate|compile)\("
    r"|\bJsonSchemaFactory\b|\bjson_schemer\b|\btoMatchSchema\("
)
_PROCESS = (
    r"\bclass \w*(?:Process|Api|API|Service|Flow|Consumer|Provider)\w*Contract\w*"
    r"|\bdef test_\w*(?:process|api|service|flow|consumer|provider|schema)\w*_contract\w*\("
    r"|\b(?:describe|context|it|test)\([\"'`][^\"'`\n]*\b(?:process|api|service|flow|consumer"
    r"|provider)[^\"'`\n]*\bcontract\b"
    r"|\b(?:describe|context)\([\"'`][^\"'`\n]*\bcontract tests?\b|\bfunc Test\w*(?:Process|API|Service"
    r"|Flow)\w*Contract\w*\("
)
_NAMED = ("**/*contract*/**", "**/*{contract,Contract}*.*")
_CHAIN = re.compile(r"solidity|hardhat|\.sol\b|web3|ethers", re.IGNORECASE)


def _of_api(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a schema in a file of the repository is held against what an API answers."""
    return bool(_SCHEMA_FILE.search(hit.text) and snapshot.matches(hit.path, _OF_API) and _ANSWERS.search(hit.text))


def _of_service(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a document of OpenAPI or an answer is held against a schema beside a call of the running service."""
    lines = "\n".join(snapshot.lines(hit.path)[max(0, hit.line - 1 - _NEAR) : hit.line + _NEAR])
    return bool(_OF_OPENAPI.search(lines) and _SERVED.search(lines))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    agreed = tuple(hit for hit in hits.of("schema") if snapshot.matches(hit.path, _NAMED) or _of_api(snapshot, hit))
    chain = {path for path in files_of(hits.of("process")) if _CHAIN.search(snapshot.text(path) or "")}
    process = tuple(hit for hit in hits.of("process") if hit.path not in chain)
    served = tuple(hit for hit in hits.of("document") if _of_service(snapshot, hit))
    found = (*hits.of("library"), *served, *agreed, *process)
    return seen(
        hits,
        found,
        "Contract tests at {places} {places:place|places} in {files} {files:file|files}.",
        "No contract test of an API or a process.",
    )


PROBE = Probe(
    id="test.contract",
    question="Are there contract tests of the API, of its consumers or of whole processes?",
    answer=_answer,
    patterns=(
        Pattern("library", _LIBRARY, classes=TESTS, code_only=True),
        Pattern("schema", _SCHEMA, classes=TESTS, code_only=True),
        Pattern("document", _DOCUMENT, classes=TESTS, code_only=True),
        Pattern("process", _PROCESS, classes=TESTS, code_only=True),
        Pattern("declared", r"\bpact\b|schemathesis|dredd|jest-openapi|spring-cloud-contract", paths=MANIFESTS),
    ),
    classes=TESTS,
)
