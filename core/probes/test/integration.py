"""Do tests run several components together, or against a real database or service?"""

from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.ci.real_services import services_of_own_tests
from core.probes.code_use import TESTS, files_of, seen
from core.probes.probe import Found, Hits, Probe, present
from core.probes.test.unit import CASE, in_code
from core.snapshot.snapshot import Snapshot

_REAL = (
    r"\b[tT]estcontainers\b|@Testcontainers\b|@Container\b|\b\w*Container\(.*[\"'](?:postgres|mysql|redis"
    r"|mongo|kafka|rabbitmq)|\bdockertest\."
    r"|@SpringBootTest\b|@DataJpaTest\b|@QuarkusTest\b|@MicronautTest\b|\bDropwizardAppExtension\b"
    r"|\bDropwizardAppRule\b"
    r"|\bWebApplicationFactory<|\bpytest\.mark\.(?:django_db|integration)\b"
    r"|\bfrom django\.test import\b.*\b(?:Transaction)?TestCase\b"
    r"|\bfrom rest_framework\.test import\b|\buse (?:RefreshDatabase|DatabaseMigrations"
    r"|DatabaseTransactions|LazilyRefreshDatabase)\b"
    r"|\bActionDispatch::IntegrationTest\b|\btype: :request\b|^//go:build .*\b(?:integration|e2e)\b"
    r"|^// \+build .*\b(?:integration|e2e)\b"
    r"|\benvtest\.Environment\b|\be2e\.New\w*Environment|\balembic\b.*\bupgrade\(|\bcommand\.upgrade\("
    r"|\b(?:create|drop)_all\(|\bmetadata\.sorted_tables\b|\bMongoMemoryServer\b"
    r"|\bEcto\.Adapters\.SQL\.Sandbox|\b(?:psycopg2?|asyncpg|pymysql)\.connect\(|\bsqlx::test\b"
    r"|\bKafkaContainer\b|\bWireMockExtension\b"
    # Rust: the whole service in the test; Elixir: cases through the endpoint or with the database; tags of any language
    r"|\bactix_web::test::init_service\(|\btest::init_service\(|\baxum_test::TestServer\b|\bTestServer::new\("
    r"|\bspawn_app\(\)|^[ \t]*use \w[\w.]*\.(?:Conn|Channel|Feature|Integration)Case\b"
    r"|^[ \t]*(?:describe|context|RSpec\.describe)[ \t(]+[\"'](?:[\w ]+ )?integration(?: tests?)?[\"']"
    r"|^[ \t]*@(?:module)?tag :?integration\b|@Tag\(\"integration\"\)|\[Trait\(\"\w+\", \"Integration(?:Tests?)?\"\)\]"
    r"|\[Category\(\"Integration\"\)\]|@group integration\b|#\[Group\('integration'\)\]"
)
_FOLDERS = (
    "**/{integration,integration_tests,integration-tests,integrationtest,integrationTest,acceptance,functional,Feature,e2e,system}/**",
    "**/*{.Integration,.IntegrationTests,.Integration.Tests,.Integration.Test,.IntegrationTest,.FunctionalTests}/**",
    "**/*.{Integration,Functional,Acceptance}.{Test,Tests}/**",
    "**/src/it/**",
    "**/tests/it/**/*.rs",
    "**/*{IT,IntegrationTest,IntegrationTests,_integration_test,.integration.test,.int.test,_e2e_test,-e2e}.*",
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    real = in_code(hits.of("real"))
    folders = in_code(hits.of("folder"))
    mocked = files_of(hits.of("mock"))
    first = {hit.path: hit for hit in reversed(folders) if hit.path not in mocked}
    found = (*real, *(first[path] for path in sorted(first)))
    if not found and hits.of("case") and (services := services_of_own_tests(snapshot)):
        message = "CI runs the tests beside real services, at {places} {places:place|places}."
        return present(message, services, args={"places": len(services)}, confidence=Confidence.MEDIUM)
    return seen(
        hits,
        found,
        "Integration tests at {places} {places:place|places} in {files} {files:file|files}.",
        "No test runs several components together or against a real service.",
    )


PROBE = Probe(
    id="test.integration",
    question="Are there integration tests (several components, or a real database or service)?",
    answer=_answer,
    patterns=(
        Pattern("real", _REAL, classes=TESTS, code_only=True),
        Pattern("folder", CASE, classes=TESTS, paths=_FOLDERS),
        Pattern("case", CASE, classes=TESTS),
        Pattern(
            "mock",
            r"\bjest\.mock\(|\bvi\.mock\(|\bunittest\.mock\b|\bfrom mock import|\bMockito\b|\bgomock\b|\bsinon\b"
            r"|\bnew Mock<|\bSubstitute\.For<|\bcreateMock\(|\bgetMockBuilder\(|\bMockery::"
            r"|\bmockk[(<]|\binstance_double\(",
            classes=TESTS,
            paths=_FOLDERS,
        ),
    ),
    classes=TESTS,
    asks=("service containers of CI jobs that test",),
)
