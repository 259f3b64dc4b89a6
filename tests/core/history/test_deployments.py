import pytest

from core.history.deployments import version_of
from core.history.messages import BOT, FIX, HOUSEKEEPING, REVERT, is_bot, kind_of, reverted_by


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("v1.2.3", ("", 1, 2, 3, False)),
        ("1.2", ("", 1, 2, None, False)),
        ("release-2024.10.1", ("", 2024, 10, 1, False)),
        ("api/v2.0.1", ("api", 2, 0, 1, False)),
        ("@scope/web@3.4.5", ("scope/web", 3, 4, 5, False)),
        ("web@3.4.5", ("web", 3, 4, 5, False)),
        ("chart-web-1.0.0", ("chart-web", 1, 0, 0, False)),
        ("v1.0.0-rc.1", ("", 1, 0, 0, True)),
        ("v2.0.0b3", ("", 2, 0, 0, True)),
        ("3.0.0.dev1", ("", 3, 0, 0, True)),
        ("v5.0.0-alpha", ("", 5, 0, 0, True)),
        ("v1.0.0.Final", ("", 1, 0, 0, False)),
        ("4.1.0.post1", ("", 4, 1, 0, False)),
        ("v1.2.3+build.5", ("", 1, 2, 3, False)),
        ("latest", None),
        ("v7", None),
        ("nightly", None),
    ],
)
def test_versions_of_tag_names(name, expected):
    found = version_of(name)
    assert (found and (found.part, found.major, found.minor, found.patch, found.pre_release)) == expected


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        (b"Fix crash on empty input", FIX),
        (b"fix(api): handle null", FIX),
        (b"hotfix for login", FIX),
        (b'Revert "Add cache"', REVERT),
        (b"revert: add cache", REVERT),
        (b"docs: fix typo", HOUSEKEEPING),
        (b"Bump version to 1.2.3", HOUSEKEEPING),
        (b"1.2.3", HOUSEKEEPING),
        (b"feat: add a fix for slow pages", 0),
        (b"Add prefix option", 0),
        (b"Add login", 0),
    ],
)
def test_what_a_subject_says(subject, kind):
    assert kind_of(subject) == kind


def test_bots_and_reverted_commits():
    assert is_bot(b"49699333+dependabot[bot]@users.noreply.github.com")
    assert not is_bot(b"abbot@example.com")
    assert reverted_by(b'Revert "x"\n\nThis reverts commit 0123456789abcdef.\n') == (b"0123456789abcdef",)
    assert BOT not in (FIX, REVERT, HOUSEKEEPING)
