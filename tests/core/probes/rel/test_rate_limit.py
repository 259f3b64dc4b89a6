import pytest

from core.model.outcome import Outcome
from core.probes.rel.rate_limit import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "@limiter.limit('5/minute')\ndef go():\n    pass\n"},
        {"src/a.ts": "import rateLimit from 'express-rate-limit';\napp.use(rateLimit({ max: 5 }));\n"},
        {"config/initializers/rack_attack.rb": "Rack::Attack.throttle('a', limit: 5, period: 1) { 1 }\n"},
        {"src/Program.cs": "app.UseRateLimiter();\n"},
        {"config/initializers/rack_attack.rb": 'class Attack\n  throttle("ip", limit: 2, period: 5) { 1 }\nend\n'},
        {"src/Login/BruteForceDetection.php": "<?php\nclass BruteForceDetection\n{\n}\n"},
        {"src/A.java": "public class RateLimitProcessingFilter extends OncePerRequestFilter {\n}\n"},
        {"app/throttles.py": "class BurstThrottle(SimpleRateThrottle):\n    rate = '5/min'\n"},
        {"src/throttle.ts": "export class LoginThrottler {\n}\n"},
        {"config/packages/security.yaml": "security:\n  firewalls:\n    main:\n      login_throttling: ~\n"},
        {"nginx.conf": "limit_req_zone $binary_remote_addr zone=a:10m rate=1r/s;\n"},
    ],
)
def test_limits_on_requests_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"src/a.py": "if response.status_code == 429:\n    wait()\n"},
        {"src/TranscodingThrottler.cs": "public class TranscodingThrottler : IDisposable\n{\n}\n"},
        {"src/Block.java": "public static final class RateLimitBlock implements SamplerContent {\n}\n"},
        {"src/RateLimitService.cs": "class RateLimitService : IWaits\n{\n    void A() { Thread.Sleep(5); }\n}\n"},
        {"src/Http/HttpClient.cs": "class HttpClient\n{\n    void A() { throw new TooManyRequestsException(r); }\n}\n"},
        {"src/RateLimitExceededException.cs": "public class RateLimitExceededException : Exception\n{\n}\n"},
        {"src/ThrottledStream.java": "class ThrottledInputStream extends InputStream {\n}\n"},
        {"requirements.txt": "slowapi==0.1\n"},
        {"docs/a.md": "We use `Rack::Attack`.\n"},
    ],
)
def test_answering_429_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_server_that_tells_how_many_requests_are_left() -> None:
    tells = 'w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(free))\n'
    assert ask(PROBE, {"cmd/handler.go": tells}).outcome is Outcome.PRESENT
    reads = 'left := resp.Header.Get("X-RateLimit-Remaining")\n'
    assert ask(PROBE, {"cmd/client.go": reads}).outcome is Outcome.ABSENT
