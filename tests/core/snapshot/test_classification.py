import pytest

from core.snapshot.classification import classify, is_example_repository, is_lock_file, readme_title
from core.snapshot.file_class import FileClass

CASES = {
    "source": """
        src/app.py app/models/user.rb cmd/server/main.go src/Program.cs lib/foo.ex bin/serve
        src/index.tsx src/main/java/com/example/shop/Order.java app/Http/Kernel.php schema.sql
        scripts/deploy.sh web/page.html src/testimonials/view.ts contest.py src/latest.js
    """,
    "test": """
        tests/test_app.py app/test_views.py pkg/server_test.go src/app.test.ts
        spec/models/user_spec.rb spec/helper.rb Shop.Tests/OrderTests.cs
        src/test/java/com/acme/OrderTest.java cypress/e2e/login.cy.ts pkg/testdata/x.yaml
        e2e/docker-compose.yml tests/README.md integration-tests/run.sh Tests/Unit/UserTest.php
        ShopUITests/A.swift test/support/case.ex src/__tests__/a.js features/login.feature
        main.tftest.hcl app/Commands/TestsSetupFixture.php
    """,
    "configuration": """
        package.json pyproject.toml .github/workflows/test.yml .gitlab-ci.yml Makefile
        requirements-dev.txt .env.example config/app.example.yml .eslintrc.js next.config.mjs go.mod
        pom.xml build.gradle.kts gradlew Jenkinsfile .github/dependabot.yml CODEOWNERS poetry.lock
        charts/web/.helmignore spec/openapi.yaml Gemfile Rakefile setup.py .circleci/config.yml
        docs/Makefile
    """,
    "infrastructure": """
        main.tf Dockerfile docker/Dockerfile.prod app.dockerfile docker-compose.yml
        compose.prod.yaml k8s/web.yaml charts/web/values.yaml charts/web/templates/deploy.tpl
        infra/main.bicep kustomization.yaml deploy/prometheus/rules.yml serverless.yml
        ansible/site.yml monitoring/grafana/dashboards/api.json dockerfiles/web.Dockerfile
    """,
    "document": """
        README.md docs/guide.rst LICENSE docs/conf.py NOTES.txt docs/static/site.js
        .github/pull_request_template.md CHANGELOG infra/README.md doc/arch/0001-record.adoc
    """,
    "generated": """
        dist/app.js api/v1/user.pb.go proto/user_pb2.py static/app.min.js
        pkg/zz_generated.deepcopy.go src/__generated__/types.ts Form.Designer.cs lib/user.g.dart
    """,
    "vendored": """
        vendor/github.com/x/y.go node_modules/a/index.js third_party/lib/a.c static/jquery-3.6.0.js
        wwwroot/lib/site.css .yarn/releases/yarn.js vendor/README.md
    """,
    "example": """
        examples/hello/main.py sample/app.js demo/docker-compose.yml docs/examples/a.py
        examples/tests/test_a.py
    """,
    "binary": """
        logo.png lib/app.jar docs/manual.pdf fonts/Inter.woff2 examples/shot.png
    """,
}


@pytest.mark.parametrize(("wanted", "path"), [(wanted, path) for wanted, all in CASES.items() for path in all.split()])
def test_a_path_has_its_class(wanted, path):
    assert classify(path) == wanted


def test_example_folders_of_an_example_repository_hold_what_counts():
    assert classify("examples/api/main.go", example_repository=True) == "source"
    assert classify("samples/infra/main.tf", example_repository=True) == "infrastructure"


@pytest.mark.parametrize(
    ("name", "paths", "whole"),
    [
        ("opentelemetry-demo", ["src/a.py"], True),
        ("flask", ["src/flask/app.py", "src/flask/cli.py", "examples/a.py"], False),
        ("blueprints", ["examples/a/main.py", "examples/b/main.go", "tool.py"], True),
        ("demographics", ["a.py"], False),
        ("empty", [], False),
    ],
)
def test_a_whole_repository_can_be_an_example(name, paths, whole):
    assert is_example_repository(name, paths) is whole


def test_lock_files_are_told_from_manifests():
    assert [p for p in ("a/yarn.lock", "go.sum", "go.mod", "package.json", "uv.lock") if is_lock_file(p)] == [
        "a/yarn.lock",
        "go.sum",
        "uv.lock",
    ]


def test_the_readme_says_that_a_repository_is_an_example_whatever_its_folder_is_called() -> None:
    title = readme_title("<img src='x'>\n\n# OpenTelemetry Demo #\n\n## Start\n")
    assert title == "OpenTelemetry Demo"
    assert is_example_repository(f"client-code {title}", ["src/app.py"])
    assert readme_title("Parcel desk\n===========\n\n# later\n") == "Parcel desk"
    assert not is_example_repository("client-code Parcel desk", ["src/app.py"])
    assert readme_title("no heading") == ""


def test_a_library_copied_with_its_version_to_what_is_served_is_not_ours() -> None:
    assert classify("public/plugins/codemirror-5.17.0/mode/nginx.js") is FileClass.VENDORED
    assert classify("static/js/uikit-v3.2/index.js") is FileClass.VENDORED
    assert classify("public/plugins/editor/index.js") is FileClass.SOURCE
    assert classify("releases/shop-1.2.0/index.js") is FileClass.SOURCE
