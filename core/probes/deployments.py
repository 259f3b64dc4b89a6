"""What publishes an artifact and what deploys a running system, as CI steps say it."""

import re

from core.formats.pipeline import Job, Step
from core.probes.commands import Command
from core.probes.purposes import is_elsewhere
from core.probes.reading import action

_START = r"(?:^|[\s\"'/(])"

_DEPLOYS = re.compile(
    _START + r"(?:kubectl (?:-\S+ \S+ )*(?:apply|set image|rollout (?:status|restart))"
    r"|helm(?:file)? (?:upgrade|apply|sync)|terraform apply"
    r"|terragrunt (?:run-all )?apply|tofu apply|azd (?:deploy|up|provision)|az (?:webapp|containerapp|functionapp"
    r"|deployment)\b.*"
    r"(?:deploy|create|update|up)|aws (?:ecs (?:update-service|deploy)|deploy|cloudformation deploy"
    r"|lambda update-function-code"
    r"|elasticbeanstalk)|sam deploy|cdk deploy|(?:serverless|sls) deploy|pulumi up|gcloud (?:run|app|functions"
    r"|builds)\b.*(?:deploy|submit)"
    r"|fly(?:ctl)? deploy|eb deploy|cap \w+ deploy|cf push|heroku container:release|kamal (?:re)?deploy"
    r"|render deploys create|skaffold run"
    r"|argocd app (?:sync|set)"
    r"|vercel\b.*--prod|netlify deploy|wrangler (?:deploy|publish)|firebase deploy|dep deploy|ansible-playbook"
    r"|nomad (?:job )?run"
    r"|copilot (?:svc )?deploy|railway up|dokku|docker stack deploy|kustomize build .*\| ?kubectl)(?=\s|$)"
    r"|git push \S*heroku|deploy\.sh|bin/deploy|scripts?/deploy",
    re.IGNORECASE,
)
_PUBLISHES = re.compile(
    _START + r"(?:docker(?: image)? push|docker buildx build\b.*--push|docker buildx bake\b.*--push"
    r"|docker compose\b.*\bpush|docker-compose push"
    r"|podman push|buildah push|skopeo copy|crane push|ko (?:build|publish)|(?:npm|pnpm|yarn(?: npm)?|lerna"
    r"|changeset) publish|npx changeset publish"
    r"|twine upload|(?:poetry|uv|flit|hatch|pdm) publish|gem push|rake release|cargo publish|mvnw?\b.*\sdeploy"
    r"|gradlew?\b.*\spublish\w*|gradlew?\b.*[\s:]jib|mvnw?\b.*\bjib:build"
    r"|dotnet nuget push|nuget push|goreleaser(?: release)?|helm (?:push|cm-push)|cr upload|semantic-release"
    r"|release-it|gh release (?:create|upload)"
    r"|mix hex\.publish|fastlane|jreleaser|release-plz|cargo release|xcrun altool|build --push)(?=\s|$)"
    r"|aws s3 (?:sync|cp)\b.*(?:dist|build|release)",
    re.IGNORECASE,
)
_NOTHING_LEAVES = re.compile(
    r"^(?:shellcheck|shfmt|hadolint|(?:ba|z)?sh -n)\s|--syntax-check|ansible-playbook\b.*\s(?:--check|-C)(?=\s|$)"
    r"|\bfastlane\s+(?:(?:ios|android|mac)\s+)?(?:\w*tests?\w*|scan|lint|unit\w*|screenshots?|snapshot|match"
    r"|verify)(?=\s|$)"
    r"|\bgoreleaser (?:build|check|healthcheck|init)\b"
    r"|\baws s3 (?:sync|cp)\s(?:-\S+\s)*\S*(?:report|coverage|logs?\b|test-results)"
)
"""Commands that name a delivery and only check, test or keep records."""
_PUSH_TASK = re.compile(r"make\s+(?:\S+\s+)*?(?:[\w.:/-]*(?:push|publish|deploy|release)[\w.:/-]*)(?=\s|$)")
_PUSH_SCRIPT = re.compile(
    r"^(?:\w+=\S*\s+)*(?:(?:ba|z)?sh\s+)?(?:\./)?(?:[\w.-]+/)+(?:publish|release|deploy|push)(?:[-_]\w+)*(?:\.(?:sh"
    r"|bash))?(?=\s|$)"
)
_OF_RECORDS = re.compile(
    r"coverage|docs?\b|notes|report|results?|translat|locali|check|test|lint|verify|prepare|draft|bump|changelog"
    r"|version|badge"
    r"|metrics|logs?\b|cache|branch|commit|guard|dry",
    re.IGNORECASE,
)
"""What tasks and scripts push that is not the software."""
_DEPLOY_ACTIONS = re.compile(
    r"^(azure/(webapps-deploy|k8s-deploy|functions-action|aks-set-context|container-apps-deploy-action|arm-deploy"
    r"|static-web-apps-deploy)"
    r"|aws-actions/(amazon-ecs-deploy-task-definition|aws-cloudformation-github-deploy|aws-codebuild-run-build)"
    r"|google-github-actions/(deploy-\w+|release-cloud-deploy)|akhileshns/heroku-deploy|superfly/flyctl-actions.*"
    r"|bobheadxi/deployments|chrnorm/deployment-action|einaregilsson/beanstalk-deploy|amondnet/vercel-action"
    r"|cloudflare/wrangler-action"
    r"|appleboy/(ssh|scp)-action|deliverybot/helm|wei/curl-deploy|kubernetes\w*@\d|helmdeploy@\d|azurewebapp@\d"
    r"|azurermwebapp\w*@\d|azure(?:functionapp|webapp|containerapps|staticwebapp)\w*@\d|servicefabricdeploy@\d"
    r"|azure(?:resourcemanagertemplate|resourcegroup)deployment@\d|iiswebappdeploymentonmachinegroup@\d"
    r"|hashicorp/tfc-workflows-github/actions/apply-run|digitalocean/app_action.*|nwtgck/actions-netlify"
    r"|helmfile/helmfile-action|argoproj-labs/argocd-.*|clowdhaus/argo-cd-action|railwayapp/.*"
    r"|burnett01/rsync-deployments"
    r"|argoproj/.*deploy.*)$"
)
_PUBLISH_ACTIONS = re.compile(
    r"^(docker/(build-push|bake)-action|pypa/gh-action-pypi-publish|softprops/action-gh-release"
    r"|goreleaser/goreleaser-action"
    r"|ncipollo/release-action|actions/create-release|(googleapis|google-github-actions)/release-please-action"
    r"|changesets/action"
    r"|cycjimmy/semantic-release-action|js-devtools/npm-publish|helm/chart-releaser-action|rubygems/release-gem"
    r"|kciter/aws-ecr-action"
    r"|redhat-actions/push-to-registry|marvinpinto/action-automatic-releases|svenstaro/upload-release-action"
    r"|actions/upload-release-asset"
    r"|r0adkll/upload-google-play|rubygems/.*|docker@\d|nugetcommand@\d|npm@\d|mikepenz/release-.*"
    r"|elgohr/publish-docker-.*|githubrelease@\d|universalpackages@\d"
    r"|whoan/docker-build-with-cache-action|macbre/push-to-ghcr|release-plz/action|crazy-max/ghaction-docker-.*push"
    r"|(.*/)?plugins?[-/](docker|kaniko|buildx|gh-release|github-release|release|npm|pypi|s3|ecr|gcr|helm).*)$"
)
_CALL = re.compile(
    r"(?:^|[^a-z])(?:deploy\w*|publish\w*|release|push-image|build-push\S*|push)(?:[^a-z]|$)", re.IGNORECASE
)
_REMOTE = re.compile(
    r"^(?:sudo\s+)?(?:sshpass\s+(?:-\S+\s+\S+\s+)?)?(?:ssh(?!-)|scp|rsync|sftp|lftp)\s"
    r"|^curl\s.*-X\s*POST\s.*(?:deploy|hook)",
    re.IGNORECASE,
)
_NAMED_DEPLOYMENT = re.compile(r"(?<![a-z])deploy(?!\w*[-_ ]?(?:key|docs?|token)\b)", re.IGNORECASE)
_TEST_CLUSTER = re.compile(
    r"\bkind create|\bminikube start|\bk3d cluster|get\.k3s\.io|helm/kind-action|setup-(?:kind|minikube|k3[ds])"
    r"|setup-k3d-k3s"
)
_FALSE = {"false", "no", ""}


def on_test_cluster(job: Job) -> bool:
    """Tell whether a job makes a cluster of its own to test in: what it deploys there reaches nobody."""
    return any(_TEST_CLUSTER.search(step.run) or _TEST_CLUSTER.search(step.uses) for step in job.steps)


def deploys(command: Command) -> bool:
    """Tell whether a command changes a running system."""
    text = command.text
    return bool(_DEPLOYS.search(text)) and "--dry-run" not in text and not _NOTHING_LEAVES.search(text)


def deploys_by_hand(job: Job, step: Step, command: Command) -> bool:
    """Tell whether a step that is named for a deployment works on another machine (`ssh deploy@host ...`)."""
    named = f"{step.name} {job.id} {job.name} {job.stage}"
    return bool(_REMOTE.search(command.text) and _NAMED_DEPLOYMENT.search(named)) and not _NOTHING_LEAVES.search(
        command.text
    )


def publishes(command: Command) -> bool:
    """Tell whether a command publishes an artifact, for people or for a later deployment."""
    text = command.text
    dry = "--dry-run" in text or "--snapshot" in text or "check" in text.split()
    own = _PUSH_SCRIPT.match(text)
    by_script = own is not None and not _OF_RECORDS.search(own[0].rpartition("/")[2])
    named = bool(_PUBLISHES.search(text)) or (command.leads_on and (bool(_PUSH_TASK.search(text)) or by_script))
    return named and not dry and not _NOTHING_LEAVES.search(text)


def deploys_by_action(step: Step) -> bool:
    """Tell whether a called action changes a running system."""
    return bool(step.uses and _DEPLOY_ACTIONS.match(action(step.uses)))


def publishes_by_action(step: Step) -> bool:
    """Tell whether a called action publishes an artifact; an image build counts only when it pushes."""
    name = action(step.uses)
    if not name or not _PUBLISH_ACTIONS.match(name):
        return False
    if name in ("docker/build-push-action", "docker/bake-action"):
        pushed = step.options.get("push", "").lower() not in _FALSE
        outputs = f"{step.options.get('outputs', '')} {step.options.get('set', '')}"
        return pushed or "type=registry" in outputs or "push=true" in outputs.replace(" ", "")
    if name.startswith(("npm@", "docker@", "nugetcommand@")):
        return any(word in " ".join(step.options.values()).lower() for word in ("push", "publish"))
    return "--snapshot" not in step.options.get("args", "")


def call_releases(job: Job) -> bool:
    """Tell whether a call to something kept elsewhere names a release or deployment as its purpose."""
    named = f"{job.id} {job.name} {job.uses.partition('@')[0].rpartition('/')[2]}"
    return is_elsewhere(job) and bool(_CALL.search(named.replace("_", "-")))
