import pytest

from core.formats.errors import NotUnderstood
from core.formats.teamcity import parse

SETTINGS = '''import jetbrains.buildServer.configs.kotlin.*

object Build : BuildType({
    steps {
        script {
            scriptContent = """
                npm ci
                npm test
            """.trimIndent()
        }
        gradle {
            tasks = "clean check"
        }
    }
    triggers {
        vcs { }
    }
})

object Ship : BuildType({
    steps {
        dockerCommand {
            commandType = push {
                namesAndTags = "shop:1"
            }
        }
    }
})
'''


def test_build_types_with_their_commands() -> None:
    pipeline = parse(".teamcity/settings.kts", SETTINGS)
    assert pipeline.triggers == ("push",)
    assert [(job.id, job.line, [step.run.split() for step in job.steps]) for job in pipeline.jobs] == [
        ("Build", 3, [["npm", "ci", "npm", "test"], ["gradle", "clean", "check"]]),
        ("Ship", 20, [["docker", "push"]]),
    ]


def test_settings_without_commands_are_not_understood() -> None:
    with pytest.raises(NotUnderstood):
        parse(".teamcity/settings.kts", "project { vcsRoot(Main) }\n")
