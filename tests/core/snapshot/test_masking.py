import pytest

from core.snapshot.masking import mask


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("AKIAIOSFODNN7EXAMPLE", "IOSFODNN7EXAMPLE"),
        ("token: ghp_abcdefghijklmnopqrstuvwxyz012345", "abcdefghijklmnop"),
        ("postgres://app:hunter22@db/app", "hunter22"),
        ("password = 'correct horse1'", "correct horse1"),
        ('DB_PASSWORD="changeme"', "changeme"),
        ("client_secret: 9f8e7d6c5b4a", "9f8e7d6c5b4a"),
        ("Authorization: Bearer abcdefghijklmnop1234", "abcdefghijklmnop1234"),
        ("aws wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI/K7MDENG"),
        ("-----BEGIN RSA PRIVATE KEY-----", "BEGIN RSA PRIVATE KEY"),
        ("xoxb-123456789012-abcdefghij", "123456789012"),
    ],
)
def test_secrets_are_hidden(line, secret):
    assert secret not in mask(line)


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683",
        "password = os.environ['DB_PASSWORD']",
        "secret: ${{ secrets.DEPLOY_TOKEN }}",
        "token = get_token(request)",
        "def reset_password(user: User) -> None:",
        "https://example.com/a/very/long/path/with/many/parts/index.html",
        "sentry_sdk.init(dsn=settings.SENTRY_DSN)",
        "password: str",
        'password = "${DB_PASSWORD}"',
        'secret: "{{ vault_secret }}"',
        'token = "DEPLOY_TOKEN"',
    ],
)
def test_what_is_no_secret_is_left_alone(line):
    assert mask(line) == line
