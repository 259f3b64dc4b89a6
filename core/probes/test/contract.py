"""Do contract tests hold the API, its consumers or whole processes to an agreed result?"""

import re

from core.matching.pattern import Pattern
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
    r"|\bassert_response_schema_confirm\b|\bcommittee\b.*\b[Tt]est|\buse Spectator\b"
    r"|\bassertValidResponse\(|\bOpenApiValidationFilter\b"
    r"|\bopenapi3filter\.ValidateResponse|\bhypothesis_?graphql\b|\bdredd\b|\bportman\b"
)
_SCHEMA = (
    r"\bDraft\d+Validator\b|\bjsonschema\.validate\(|\bvalidate_schema\(|\bajv\.(?:validate|compile)\("
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


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    agreed = tuple(hit for hit in hits.of("schema") if snapshot.matches(hit.path, _NAMED))
    chain = {path for path in files_of(hits.of("process")) if _CHAIN.search(snapshot.text(path) or "")}
    process = tuple(hit for hit in hits.of("process") if hit.path not in chain)
    found = (*hits.of("library"), *agreed, *process)
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
        Pattern("process", _PROCESS, classes=TESTS, code_only=True),
        Pattern("declared", r"\bpact\b|schemathesis|dredd|jest-openapi|spring-cloud-contract", paths=MANIFESTS),
    ),
    classes=TESTS,
)
