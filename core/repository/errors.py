"""What can be wrong with a repository, each with advice."""

from core.errors import SightlineError


class RepositoryError(SightlineError):
    """Something about the repository or git that a person can act on."""


class NotARepository(RepositoryError):
    """The folder is no git repository."""


class NoCommits(RepositoryError):
    """There is nothing to audit yet."""


class UnknownRef(RepositoryError):
    """No branch, tag or commit of that name."""


class ForeignOwnership(RepositoryError):
    """The folder belongs to another user of this computer; a person may trust it, for this repository only."""


class PointsOutside(RepositoryError):
    """Part of the repository lies outside the chosen folder; a person may allow it."""


class GitMissing(RepositoryError):
    """No git, or one that is too old to be called safely."""


class BrokenRepository(RepositoryError):
    """git cannot read what it needs."""
