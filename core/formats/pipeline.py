"""What CI systems have in common: pipelines of jobs of steps. Line numbers count from 1."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a job.

    Attributes:
        uses: action, image or template that it calls, empty for a command.
        uses_line: line of that call, 0 without one.
        run: its shell commands, empty for a call.
        run_line: line of the first command.
        folder: working directory, empty for the repository's root.
        options: inputs (`with:`) and cache keys as text.
        condition: its `if:` / `when:` text; every system's way to say "only after a failure" is `failure()`.
        source: the template of the repository in which its commands stand, empty for the pipeline's own file; the
            lines above are then those of the call.
        source_line: line of the first command there.
    """

    line: int
    name: str = ""
    uses: str = ""
    uses_line: int = 0
    run: str = ""
    run_line: int = 0
    options: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    condition: str = ""
    timeout: str = ""
    timeout_line: int = 0
    folder: str = ""
    end_line: int = 0
    source: str = ""
    source_line: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One job of a pipeline.

    Attributes:
        uses: reusable workflow, template or library that it calls, empty for a job with steps.
        needs: ids of jobs that must end before it begins.
        services: images of service containers.
        matrix: number of combinations when known, 1 without a matrix.
        environment: named deployment environment.
        permissions: token permissions as text, empty when not stated.
        cache: it declares a cache of its own (GitLab `cache:`).
        retry: it declares automatic retries.
        interruptible: a newer run cancels it (GitLab).
        manual: waits for a person.
        retention: retention of its artifacts, such as `1 week`.
    """

    id: str
    line: int
    name: str = ""
    steps: tuple[Step, ...] = ()
    uses: str = ""
    options: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    image: str = ""
    services: tuple[str, ...] = ()
    services_line: int = 0
    matrix: int = 1
    matrix_line: int = 0
    timeout: str = ""
    timeout_line: int = 0
    environment: str = ""
    environment_line: int = 0
    permissions: str = ""
    permissions_line: int = 0
    condition: str = ""
    stage: str = ""
    cache: bool = False
    cache_line: int = 0
    retry: bool = False
    retry_line: int = 0
    interruptible: bool = False
    interruptible_line: int = 0
    manual: bool = False
    retention: str = ""
    retention_line: int = 0


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One pipeline file.

    Attributes:
        system: `github-actions`, `gitlab-ci` ...
        triggers: events, such as `push`, `pull_request`, `schedule`.
        permissions: top-level token permissions as text, empty when not stated.
        cancels: superseded runs are cancelled at the top level.
        cancels_line: where it says so.
        includes: files of this repository that it includes; templates are expanded in its jobs as well.
        action: a composite action (its steps run where it is used), not a workflow.
        not_understood: parts that the parser left out, in words.
    """

    system: str
    path: str
    name: str = ""
    triggers: tuple[str, ...] = ()
    trigger_line: int = 1
    jobs: tuple[Job, ...] = ()
    permissions: str = ""
    permissions_line: int = 0
    cancels: bool = False
    cancels_line: int = 0
    action: bool = False
    includes: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()

    def steps(self) -> tuple[tuple[Job, Step], ...]:
        """Return every step with its job."""
        return tuple((job, step) for job in self.jobs for step in job.steps)
