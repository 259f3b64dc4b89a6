"""GitHub workflows for tests, in one line a step."""

CI = ".github/workflows/ci.yml"


def workflow(*steps: str, on: str = "[push, pull_request]", job: str = "", path: str = CI) -> dict[str, str]:
    """Return one workflow file with one job; `job` holds further keys of the job, one a line."""
    extra = "".join(f"    {line}\n" for line in job.splitlines())
    body = "".join(f"      - {step}\n" for step in steps)
    return {path: f"on: {on}\njobs:\n  build:\n    runs-on: ubuntu-latest\n{extra}    steps:\n{body}"}
