import pytest

from core.model.outcome import Outcome
from core.probes.rel.dead_letter import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"infra/main.tf": 'resource "aws_sqs_queue" "q" {\n  redrive_policy = jsonencode({})\n}\n'},
        {"infra/t.yaml": "Properties:\n  RedrivePolicy:\n    deadLetterTargetArn: x\n"},
        {"src/main/java/L.java": "class L {\n  @DltHandler\n  void dead(String m) {\n  }\n}\n"},
        {"src/queue.ts": "channel.assertQueue('q', { arguments: { 'x-dead-letter-exchange': 'dlx' } });\n"},
        {"app/jobs.py": "def again(job_id):\n    requeue_job(job_id, connection=c)\n"},
        {"app/worker.rb": "sidekiq_retries_exhausted do |job, error|\n  keep(job)\nend\n"},
        {"app/webhooks.py": "def replay_failed_webhooks(since):\n    pass\n"},
        {"config/routes.rb": "Rails.application.routes.draw do\n  mount GoodJob::Engine, at: 'jobs'\nend\n"},
        {"lib/tasks.ex": "def again(query) do\n  Oban.retry_all_jobs(query)\nend\n"},
        {"src/JobController.java": "class C {\n  public void reprocessJob(UUID id) {\n  }\n}\n"},
        {"app/jobs.rb": "def retry_failed_jobs(since)\nend\n"},
        {"src/consumer.go": "func (c *Consumer) sendToDLQ(m Message) error {\n\treturn nil\n}\n"},
    ],
)
def test_what_keeps_or_replays_failures_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"app/jobs.py": "@app.task(autoretry_for=(Boom,), max_retries=5)\ndef go():\n    pass\n"},
        {"src/Bus.cs": "// in a real app a Dead Letter Exchange (DLX) would be used\nvar x = 1;\n"},
        {"docs/a.md": "Messages go to the dead letter queue (DLQ).\n"},
        {"app/jobs.py": "from rq.registry import FailedJobRegistry\n"},
        {"src/S.java": "public interface ReplayedTransactionBusinessEventService {\n}\n"},
        {"src/S.java": "interface Stats {\n  int getFailed();\n}\n"},
        {"conf/widget.json": '{\n  "data": "iVBORw0KGgo' + "aB3" * 60 + 'xDLQ/"\n}\n'},
        {"app/jobs.rb": "def retry_job(job)\nend\n"},
        {"app/mail.py": "def retry(letter):\n    send(letter)\n"},
    ],
)
def test_retries_and_words_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_webhooks_that_a_person_sends_again() -> None:
    route = "export const resendWebhookCallRoute = authenticatedProcedure\n  .mutation(run);\n"
    assert ask(PROBE, {"src/resend.ts": route}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"src/resend.ts": "export const resendInvitation = 1;\n"}).outcome is Outcome.ABSENT
