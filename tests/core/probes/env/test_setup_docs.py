import pytest

from core.model.outcome import Outcome
from core.probes.env.setup_docs import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Shop\n\n## Development\n\n```sh\nmake bootstrap\n```\n"},
        {"CONTRIBUTING.md": "# Contributing\n\n```\n$ npm install\n$ npm start\n```\n"},
        {"docs/development/getting-started.md": "# Start\n\n```bash\npip install -r requirements.txt\n```\n"},
        {"DEVELOPERS.md": "# Developing\n\n## Server setup\n\n```bash\nmise run db-start\nmix setup\n```\n"},
        {"docs/en/guides/How-to-build.md": "# Build\n\n1. Run `./mvnw clean package`\n"},
        {"apps/web/README.md": "# Web\n\n```sh\npnpm install\n```\n"},
        {"TEST_FAST.md": "# Tests\n\n```bash\nmvn clean install\n```\n"},
        {"README.rst": "Shop\n====\n\nBuild it::\n\n    ./gradlew build\n"},
    ],
)
def test_concrete_commands_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Shop\n\n```sh\npip install shop\n```\n"},
        {"README.md": "# Shop\n\nSee https://docs.example for set-up.\n"},
        {"libs/Authenticator/README.md": "# Authenticator\n\n```sh\ncomposer install\n```\n"},
        {"crates/api/common/README.md": "# Bindings\n\n```sh\ncargo test\n```\n"},
        {"examples/a/README.md": "# A\n\n```sh\nnpm install\n```\n"},
        {"README.md": "# Shop\n\n```sh\nnpm install shop\n```\n"},
    ],
)
def test_installing_the_product_and_links_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
