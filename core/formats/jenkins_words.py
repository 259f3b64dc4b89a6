"""Names that Jenkins pipelines know by themselves or by a common plug-in: what else is called comes from a library.

Lists: https://www.jenkins.io/doc/pipeline/steps and https://www.jenkins.io/doc/book/pipeline/syntax
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHELLS = frozenset({"sh", "bat", "powershell", "pwsh"})
"""Steps whose argument is commands."""

SECTIONS = _words(
    """
    pipeline agent options triggers stages stage steps parallel matrix axes axis excludes exclude values
    notValues post always changed fixed regression aborted failure success unstable unsuccessful cleanup when
    input environment parameters tools libraries failFast properties name label any none beforeAgent lib library
    Library
    """
)
"""Words of declarative pipelines."""

SILENT = _words(
    """
    echo print println error unstable sleep checkout git svn scm deleteDir cleanWs stash unstash pwd isUnix
    fileExists readFile writeFile readJSON writeJSON readYaml writeYaml readProperties readMavenPom
    writeMavenPom readCSV readManifest findFiles touch tool env params currentBuild build milestone mail
    emailext slackSend office365ConnectorSend hangouts discordSend telegramSend rocketSend step tm addBadge
    addShortText createSummary setBuildStatus githubNotify publishChecks updateGitlabCommitStatus
    addGitLabMRComment gitlabBuilds bitbucketStatusNotify notifyBitbucket jiraSendBuildInfo
    jiraSendDeploymentInfo jiraComment getContext load evaluate waitUntil waitForQualityGate unzip zip tar untar
    sha1 sha256 fileOperations copyArtifacts copyArtifactPermission archive fingerprint buildDiscarder
    logRotator disableConcurrentBuilds disableResume durabilityHint skipDefaultCheckout skipStagesAfterUnstable
    timestamps ansiColor overrideIndexTriggers preserveStashes quietPeriod newContainerPerStage
    checkoutToSubdirectory parallelsAlwaysFailFast rateLimitBuilds disableRestartFromStage pollSCM cron upstream
    githubPush gitlab issueCommentTrigger pipelineTriggers parameterizedCron string text booleanParam choice
    password file extendedChoice credentials run assert list podTemplate containerTemplate splitTests properties
    buildName buildDescription lastChanges validateDeclarativePipeline resolveScm prependToFile verifyHash tee
    nodesByLabel gerritReview gerritCheck manager docker steps script this super def Jenkins System int boolean
    long double float char byte short
    """
)
"""Steps that tell, fetch, keep or set something: no probe asks for them."""

PLUGINS = _words(
    """
    junit xunit testNG archiveArtifacts recordIssues recordCoverage publishCoverage cobertura jacoco publishHTML
    checkstyle findbugs spotbugs pmd warnings perfReport gatlingArchive dependencyCheck dependencyCheckPublisher
    snykSecurity anchore neuvector prismaCloudScanImage twistcliScan aquaMicroscanner checkmarx veracode
    fortifyScan withSonarQubeEnv sonarqube cache kubernetesDeploy sshPublisher sshagent ansiblePlaybook
    ansibleTower deploy nexusPublisher nexusArtifactUploader rtUpload rtDownload rtPublishBuildInfo rtMavenRun
    rtMavenDeployer s3Upload cfnUpdate azureWebAppPublish acsDeploy awsCodeBuild openshiftDeploy openshiftBuild
    helm pushToCloudFoundry octopusDeploy googleStorageUpload nodejs withMaven withGradle robot cucumber allure
    publishCppcheck discoverReferenceBuild discoverGitReferenceBuild mineRepository gitStatusWrapper
    withKubeConfig
    """
)
"""Steps of common plug-ins that do something a probe may ask for: kept as calls."""

WRAPPERS = _words(
    """
    node script withEnv withCredentials dir ws wrap timeout retry lock catchError warnError container timestamps
    ansiColor configFileProvider withDockerContainer withDockerRegistry throttle xvfb withVault withAWS
    withChecks waitUntil sshagent podTemplate withDockerServer withAnt rvm nvm gitlabCommitStatus stage parallel
    withFolderProperties maskPasswords realtimeJUnit withNPM withPythonEnv openshift
    """
)
"""Steps around other steps."""

METHODS = _words(
    """
    each eachWithIndex collect collectEntries findAll find any every join trim split contains size add put get
    replace replaceAll toString tokenize readLines execute startsWith endsWith toLowerCase toUpperCase toInteger
    isEmpty equals matches substring push pop addAll putAll remove keySet values sort unique first last take
    plus times with call format getResult rawBuild getProject minus inject groupBy upto
    """
)
"""Methods of values."""
