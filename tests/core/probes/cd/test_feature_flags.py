import pytest

from core.model.outcome import Outcome
from core.probes.cd.feature_flags import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/views.py", "import waffle\nif waffle.flag_is_active(request, 'new'):\n    pass\n"),
        ("src/app.ts", "const on = client.getBooleanValue('new-checkout', false)\n"),
        ("app/models/user.rb", "return if Flipper.enabled?(:search, user)\n"),
        ("main.go", "openfeature.SetProvider(flagd.NewProvider())\n"),
        ("src/Home.cs", 'public class Home {\n  [FeatureGate("Beta")]\n  public void Get() {}\n}\n'),
        ("app/Http/Home.php", "<?php\nuse Laravel\\Pennant\\Feature;\n$a = Feature::active('new-api');\n"),
        ("lib/app.ex", "if FunWithFlags.enabled?(:beta), do: :ok\n"),
        ("src/App.java", "class App { boolean b = FeatureManager.isActive; LDClient client; }\n"),
        ("src/page.tsx", "const show = useFeatureFlagEnabled('new-page')\n"),
    ],
)
def test_libraries(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_an_own_registry_that_gates_features() -> None:
    code = (
        "if feature_flags.is_enabled('search'):\n    search()\nif feature_flags.is_enabled('export'):\n    export()\n"
    )
    assert ask(PROBE, {"app/a.py": code}).summary == "Feature flags are used at 2 places in 1 file."


def test_traps() -> None:
    one = ask(PROBE, {"app/a.py": "if feature_enabled('x'):\n    pass\n"})
    assert (one.outcome, one.near_misses[0].reason) == (Outcome.ABSENT, "one toggle alone")
    declared = ask(PROBE, {"package.json": '{"dependencies": {\n"launchdarkly-node-server-sdk": "^7.0.0"\n}}'})
    assert (declared.outcome, declared.near_misses[0].reason) == (Outcome.ABSENT, "declared, not used")
    assert (
        ask(PROBE, {"main.go": '//go:build linux\nflag.Bool("enable-feature", false, "")\n'}).outcome is Outcome.ABSENT
    )
    assert (
        ask(PROBE, {"app/User.php": "<?php\nif (Features::enabled(Features::registration())) {}\n"}).outcome
        is Outcome.ABSENT
    )
    field = 'if o.FeatureFlags.IsSet() {\n\ttoSerialize["featureFlags"] = o.FeatureFlags\n}\n'
    assert ask(PROBE, {"a.go": field, "b.go": field}).outcome is Outcome.ABSENT
    cell = "class A { boolean b(CellValue cell) { return cell.getBooleanValue(); } }\n"
    assert ask(PROBE, {"src/A.java": cell}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"app/a.py": "if user.has_perm('x'):\n    pass\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"app/a.py": "NEW_UI = os.environ.get('NEW_UI') == '1'\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"app/a.py": "# Flipper.enabled?(:x) is what Ruby would use here\n"}).outcome is Outcome.ABSENT


def test_features_that_can_be_switched_while_it_runs() -> None:
    text = "pub runtime: RuntimeTogglableFeatures,\nfn set(f: RuntimeTogglableFeatures) {}\n"
    assert ask(PROBE, {"src/features.rs": text}).outcome is Outcome.PRESENT
    asked = "let s = parse(&CONFIG.client_feature_flags(),\n    &FeatureFlagFilter::ValidOnly);\n"
    assert ask(PROBE, {"src/api.rs": asked}).outcome is Outcome.PRESENT
