import pytest

from core.model.outcome import Outcome
from core.probes.rel.retry import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "@retry(stop=stop_after_attempt(3))\ndef go():\n    pass\n"},
        {"src/a.ts": "import pRetry from 'p-retry';\nawait pRetry(go, { retries: 3 });\n"},
        {"src/a.go": "func a() {\n\tbackoff.Retry(go, backoff.NewExponentialBackOff())\n}\n"},
        {"src/A.cs": "var p = Policy.Handle<E>().WaitAndRetryAsync(3, t => d);\n"},
        {"app/jobs/a_job.rb": "class AJob < ApplicationJob\n  retry_on Timeout, wait: :exponentially_longer\nend\n"},
        {"src/main/resources/application.yml": "filters:\n  - name: Retry\n"},
    ],
)
def test_retries_in_code_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {".gitlab-ci.yml": "test:\n  retry: 2\n  script: make test\n"},
        {"src/a.vue": '<template>\n  <Wait :form="form" @retry="begin()" />\n</template>\n'},
        {"package.json": '{"dependencies": {"p-retry": "^6.0.0"}}\n'},
        {"app/ThrottleRequests.php": "<?php\nfunction handle($maxAttempts = 600, $decayMinutes = 1) {}\n"},
        {"app/WaitForDb.php": "<?php\n$maxAttempts = 30;\n"},
    ],
)
def test_retries_elsewhere_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "files",
    [
        {"lib/shop/fly.ex": "Req.new(base_url: url) |> Req.request(retry: :safe_transient)\n"},
        {"lib/shop/apps.ex": "Process.send_after(self(), {:retry, slug}, time)\n"},
        {"rpc/client.go": "func exponentialBackoffWait(unit time.Duration) func(uint) time.Duration {\n"},
        {"src/call.ts": "export async function fetchWithRetry(url: string) {\n}\n"},
    ],
)
def test_retries_of_ones_own_in_several_languages(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"src/A.java": "class A {\n  Object a() { return Retryer.executeWithRetry(() -> call(), strategy); }\n}\n"},
        {"src/A.java": "class A {\n  Retryer<Boolean> r = RetryerBuilder.<Boolean>newBuilder().build();\n}\n"},
        {"src/A.java": "class A {\n  Object c = b.retryPolicy(new ExponentialBackoffRetry(1000, 3));\n}\n"},
        {"src/A.kt": "val shop = flow.retryWhen { cause, attempt -> cause is IOException }\n"},
        {"src/A.java": "class A {\n  Mono<A> a() { return load().retryWhen(Retry.backoff(3, pause)); }\n}\n"},
        {"src/A.cs": "class A {\n  void B() { cfg.UseMessageRetry(r => r.Interval(3, 100)); }\n}\n"},
        {"src/A.cs": "class A {\n  void B() { p = Extensions.HandleTransientHttpError().RetryAsync(3); }\n}\n"},
        {"src/a.ts": "import { retry } from 'ts-retry';\nexport const a = () => retryAsync(load, { maxTry: 3 });\n"},
        {"src/a.ts": "import got from 'got';\nexport const a = () => got(url, { retry: { limit: 3 } });\n"},
        {"a.go": "func a() {\n\tretry.New(retry.Attempts(3)).Do(load)\n}\n"},
        {"a.go": "func a() {\n\tr := retrier.New(retrier.ExponentialBackoff(3, time.Second), nil)\n}\n"},
        {"src/a.rs": "fn a() {\n    let p = ExponentialBackoffBuilder::default();\n}\n"},
        {"src/a.rs": "fn a() {\n    RetryIf::spawn(s, load, again);\n}\n"},
        {"src/A.php": "<?php\n$client->push(Middleware::retry($decider, $delay));\n"},
        {"src/A.scala": "object A {\n  val a = retrying.retryingOnAllErrors(RetryPolicies.limitRetries(3))\n}\n"},
        {"a.py": "client = RetryClient(retry_options=ExponentialRetry(attempts=3))\n"},
        {"app/a.rb": "def a\n  Retryable.retryable(tries: 3) { load }\nend\n"},
    ],
)
def test_libraries_of_each_ecosystem(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_jobs_of_oban_are_tried_again_unless_told_otherwise() -> None:
    job = "defmodule Shop.Mail do\n  use Oban.Worker, queue: :mail%s\n\n  def perform(_), do: :ok\nend\n"
    assert ask(PROBE, {"lib/shop/mail.ex": job % ""}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"lib/shop/mail.ex": job % ",\n    max_attempts: 1"}).outcome is Outcome.ABSENT
