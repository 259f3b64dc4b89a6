"""Names and extensions by which files are told apart; plain tables, read by classification."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BINARY = _words(
    """
    png jpg jpeg gif ico icns webp avif bmp tif tiff psd ai eps pdf doc docx xls xlsx ppt pptx odt ods odp
    zip gz tgz bz2 xz zst 7z rar tar jar war ear whl egg nupkg gem deb rpm dmg iso exe dll so dylib a o lib
    obj class pyc pyo wasm bin dat db sqlite sqlite3 mdb woff woff2 ttf otf eot mp3 mp4 m4a wav ogg webm mov
    avi mkv flac swf jks p12 pfx keystore gpg der mo parquet avro npy npz pkl pickle h5 onnx pt phar pack
    idx snk rdb mmdb
    """
)
CODE = _words(
    """
    py pyi pyx js jsx mjs cjs ts tsx mts cts vue svelte astro java kt kts groovy scala sc cs fs fsx vb go rs
    rb erb rake php phtml blade ex exs eex heex leex erl hrl swift m mm c h cc cpp cxx hpp hh hxx dart lua
    pl pm r jl hs elm clj cljs cljc ml mli nim zig cr d pas f90 sql graphql gql proto thrift avdl html htm
    xhtml css scss sass less styl sh bash zsh fish ps1 psm1 psd1 bat cmd awk sed tcl coffee pug haml slim
    ejs hbs mustache liquid twig jinja jinja2 sol move cu cshtml razor xaml aspx ascx jsp jspx gsp ftl vm as
    ino v sv vhd vhdl asm s el vim abap cls trigger apex
    """
)
DOCUMENT = _words(
    """
    md mdx markdown mdown rst adoc asciidoc asc txt org wiki tex textile rdoc pod ipynb puml plantuml mmd
    """
)
CONFIGURATION = _words(
    """
    json json5 jsonc yaml yml toml ini cfg conf config properties xml xsd plist env lock sum mod gradle sbt
    csproj fsproj vbproj sln slnx props targets nuspec gemspec podspec cabal nix cmake mk bzl bazel csv tsv
    desktop service timer socket reg editorconfig rego cue dhall pkl policy strings po pot ftl resx xliff
    xlf avsc wsdl svg map ndjson jsonl geojson
    """
)
INFRASTRUCTURE = _words(
    """
    tf tfvars tfbackend bicep hcl dockerfile containerfile jsonnet libsonnet nomad tofu
    """
)
WRAPPERS = _words(
    """
    j2 tpl tmpl template dist example sample default gotmpl in
    """
)
"""Extensions around another one: `values.yaml.tmpl` is what `values.yaml` is."""

VENDORED_FOLDERS = _words(
    """
    node_modules bower_components jspm_packages vendor vendors vendored _vendor third_party third-party
    thirdparty 3rdparty 3rd-party pods carthage site-packages godeps .yarn .terraform .bundle elm-stuff
    external_libs external-libs external_crates external-crates extern_libs
    """
)
VENDORED_VERSION = re.compile(r"[a-z][\w.]*(?:-[a-z][\w.]*)*-v?\d+\.\d+(?:\.\d+)*", re.IGNORECASE)
"""A library's folder with its version in the name; in a folder of what is served to browsers it was copied there."""
SERVED_FOLDERS = _words("public static assets wwwroot webroot htdocs")
VENDORED_FILE = re.compile(
    r"(?:jquery|bootstrap|angular|react|vue|lodash|moment|d3|modernizr|popper|underscore|backbone|handlebars|font-?awesome"
    r"|normalize|select2|highlight|mathjax|chart|clipboard|htmx|alpine)(?:[.-](?:\d[\w.]*|bundle|umd|slim|prod(?:uction)?))+"
    r"\.(?:js|css)",
    re.IGNORECASE,
)
GENERATED_FOLDERS = _words(
    """
    dist generated __generated__ .next .nuxt .output .svelte-kit _build htmlcov coverage .openapi-generator
    storybook-static __pycache__ autogen
    """
)
GENERATED_FILE = re.compile(
    r".*\.min\.(?:js|css|mjs)|.*\.(?:js|css|mjs)\.map|.*\.(?:bundle|chunk)\.js|.*\.pb(?:\.gw|_grpc)?\.go|.*_grpc\.pb\.go"
    r"|.*\.pb\.(?:cc|h|swift|validate\.go)|.*_pb2(?:_grpc)?\.pyi?|.*_pb\.(?:js|d\.ts|rb)|.*_grpc_web_pb\.js|.*_pb\.ts"
    r"|.*\.g\.(?:dart|cs|i\.cs)|.*\.(?:freezed|gr|mocks)\.dart|.*\.designer\.(?:cs|vb)|.*modelsnapshot\.cs"
    r"|.*\.(?:generated|gen|auto)\.\w+|.*_generated\.\w+|zz_generated.*|.*[._-]autogen\.\w+|bindata\.go|.*\.snap\.new",
    re.IGNORECASE,
)
EXAMPLE_FOLDERS = _words(
    """
    example examples sample samples demo demos tutorial tutorials quickstart quickstarts playground
    playgrounds showcase cookbook
    """
)
TEST_FOLDERS = _words(
    """
    test tests __tests__ __test__ __mocks__ __fixtures__ __snapshots__ fixtures fixture testdata test-data
    test_data testing testsuite e2e cypress playwright androidtest unittest unittests testfixtures
    test-fixtures test-utils testutils testutil test_utils test-resources itest jmeter gatling k6 loadtest
    loadtests perftest
    """
)
SPEC_FOLDERS = frozenset({"spec", "specs", "features"})
"""Folders of tests in Ruby and JavaScript, of interface descriptions elsewhere: only code in them is a test."""

TEST_FOLDER = re.compile(
    r".*[._-](?:tests?|e2e)|(?:unit|integration|functional|acceptance|smoke|load|contract|system)[._-]?tests?"
)
TEST_CAMEL_FOLDER = re.compile(r".*[a-z.](?:Tests?|UITests|UnitTests|IntegrationTests)")
TEST_FILE = re.compile(
    r"test_.*\.py|.*_tests?\.py|tests\.py|conftest\.py|.*_test\.(?:go|rb|exs|dart|cc|cpp|c|rs|lua|ts|js|php|jl)"
    r"|.*[.-](?:test|spec|cy|e2e)\.(?:[cm]?[jt]sx?|vue|svelte)|.*_spec\.(?:rb|lua|js|ts|cr)|.*\.feature|.*\.snap|.*\.bats"
    r"|mock_.*\.go|.*_mock\.go|.*\.tftest\.hcl|test[-_]?helper.*\.\w+|spec_helper\.rb|rails_helper\.rb|.*\.t",
    re.IGNORECASE,
)
TEST_CAMEL_FILE = re.compile(
    r".*(?:Tests?|TestCase|IT|Spec|Specs|Should|TestBase)\.(?:java|kt|groovy|scala|cs|fs|vb|php|swift)|Tests?[A-Z]\w*\.(?:java|kt|php)"
)
CONFIGURATION_FILE = re.compile(
    r"\..*rc(?:\.\w+)?|\.env.*|.*\.env(?:\..*)?|\.git\w+|\.docker\w+|\.\w+ignore|(?:gnu)?makefile(?:\..*)?|justfile|\.justfile"
    r"|taskfile.*|rakefile|gemfile.*|pipfile.*|procfile.*|brewfile|podfile.*|cartfile.*|fastfile|appfile|vagrantfile|tiltfile"
    r"|earthfile|jenkinsfile.*|.*\.jenkinsfile|codeowners|owners(?:_aliases)?|go\.(?:mod|sum|work)|requirements.*\.(?:txt|in|pip)"
    r"|constraints.*\.txt|cmakelists\.txt|robots\.txt|runtime\.txt|setup\.py|noxfile\.py|.*\.config\.[cm]?[jt]s|.*\.conf\.[cm]?[jt]s"
    r"|\.pnp\..*|gulpfile\..*|gruntfile\..*|mix\.exs|package\.swift|.*\.gradle\.kts|gradlew(?:\.bat)?|mvnw(?:\.cmd)?|build|workspace"
    r"|\.tool-versions|\.(?:nvmrc|node-version|python-version|ruby-version|java-version|terraform-version|go-version)"
    r"|rust-toolchain|\.pre-commit-.*|manifest\.in|\.bazel\w*|\.buckconfig|crontab|.*\.cron|cloudbuild.*|wscript|sconstruct",
    re.IGNORECASE,
)
INFRASTRUCTURE_FILE = re.compile(
    r"(?:.*[.-])?(?:docker|container)file(?:[.-].*)?|(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml|chart\.(?:yaml|lock)"
    r"|kustomization\.ya?ml|pulumi.*\.ya?ml|cdk\.json|serverless\.(?:ya?ml|ts|js|json)|samconfig\.toml|skaffold\.ya?ml|helmfile.*"
    r"|fly\.toml|render\.yaml|app\.ya?ml|heroku\.yml|azure\.yaml|azuredeploy.*\.json|netlify\.toml|vercel\.json|wrangler\.toml"
    r"|railway\.(?:toml|json)|terragrunt\.hcl|.*\.pkr\.hcl|prometheus.*\.ya?ml|alertmanager.*\.ya?ml|ansible\.cfg|nomad.*\.hcl",
    re.IGNORECASE,
)
INFRASTRUCTURE_FOLDERS = _words(
    """
    k8s kubernetes kube helm helm-chart helm-charts chart charts kustomize terraform tf infra infrastructure
    cloudformation cfn argocd argo-cd flux gitops ansible manifests deploy deployment deployments deployer
    iac pulumi openshift prometheus grafana alertmanager monitoring docker ops
    """
)
INFRASTRUCTURE_DATA = _words(
    """
    yaml yml json tpl j2 conf libsonnet jsonnet toml ini cfg tmpl gotmpl properties xml
    """
)
DOCUMENT_FOLDERS = _words(
    """
    doc docs documentation website wiki docsite
    """
)
DOCUMENT_FILE = re.compile(
    r"(?:readme|licen[cs]e|notice|authors|contributors|maintainers|contributing|copying|changelog|changes|history|news|todo"
    r"|security|code_of_conduct|install|upgrading|version|patents|credits|faq|support|governance|roadmap|architecture|runbook)"
    r"(?:[-_.][\w-]+)?",
    re.IGNORECASE,
)
LOCK_FILE = re.compile(
    r"package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock"
    r"|gemfile\.lock|composer\.lock|go\.sum|cargo\.lock|packages\.lock\.json|gradle\.lockfile|.*\.lockfile|mix\.lock"
    r"|pubspec\.lock|podfile\.lock|package\.resolved|flake\.lock|\.terraform\.lock\.hcl|chart\.lock|project\.assets\.json"
    r"|conda-lock\.ya?ml|pixi\.lock|deno\.lock|paket\.lock|buildscript-gradle\.lockfile|verification-metadata\.xml",
    re.IGNORECASE,
)
EXAMPLE_WORDS = _words(
    """
    example examples sample samples demo demos quickstart starter boilerplate tutorial todo realworld
    """
)
"""A repository named so is an example as a whole."""
