"""Are there end-to-end, browser or system tests?"""

import re

from core.matching.pattern import Pattern
from core.probes.code_use import MANIFESTS, TESTS, seen
from core.probes.probe import Found, Hits, Probe
from core.probes.test.unit import CASE, in_code
from core.snapshot.snapshot import Snapshot

_BROWSER = (
    r"['\"]@playwright/test['\"]|\bfrom playwright\.|\bcy\.(?:visit|get|contains|request)\(|\bCypress\."
    r"|^[ \t]*(?:from|import) selenium\b"
    r"|\bselenium-webdriver\b|\borg\.openqa\.selenium\b|\bOpenQA\.Selenium\b|\bCapybara\."
    r"|\btype: :(?:system|feature)\b"
    r"|\bApplicationSystemTestCase\b|\bActionDispatch::SystemTestCase\b|['\"]puppeteer['\"]"
    r"|\bfrom ['\"]testcafe['\"]|\bDuskTestCase\b"
    r"|\bXCUIApplication\b|\bdetox\b.*\bdevice\b|\bappium\b|\bwebdriverio\b|\bbrowser\.url\("
    r"|\bMicrosoft\.Playwright\b|\bcom\.microsoft\.playwright\b"
    r"|\bchromedp\.|\bStaticLiveServerTestCase\b|\bLiveServerTestCase\b|\bWallaby\b|\bfixture[ \t`(].*\.page[ \t`(]"
)
_FOLDERS = (
    "**/{e2e,e2e-tests,e2e_tests,end2end,end-to-end,end_to_end,system-tests,smoke}/**",
    "**/*.{cy,e2e}.{js,ts,jsx,tsx}",
)

_ACCEPTANCE = ("**/{acceptance-test,acceptance-tests,acceptance_tests,acceptanceTest}/**",)
_ASKS = re.compile(
    r"\bgiven\(\)|\bRestAssured\b|\bhttps?://|\b\w*[rR]est(?:Template|Client)\b|\bHttpClient\b|\bhttp\.(?:Get|Post"
    r"|Do)\("
    r"|\brequests\.(?:get|post|put|delete)\(|\bfetch\(|\bWebDriver\b"
)
"""How a test asks a system that runs beside it."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    in_folders = {hit.path: hit for hit in reversed(in_code(hits.of("folder")))}
    acceptance = {
        h.path: h for h in reversed(in_code(hits.of("acceptance"))) if _ASKS.search(snapshot.text(h.path) or "")
    }
    in_folders |= acceptance
    found = (*in_code(hits.of("browser")), *(in_folders[path] for path in sorted(in_folders)))
    return seen(
        hits,
        found,
        "End-to-end tests at {places} {places:place|places} in {files} {files:file|files}.",
        "No end-to-end, browser or system test.",
    )


PROBE = Probe(
    id="test.e2e",
    question="Are there end-to-end, browser or system tests?",
    answer=_answer,
    patterns=(
        Pattern("browser", _BROWSER, classes=TESTS, code_only=True),
        Pattern("folder", CASE, classes=TESTS, paths=_FOLDERS),
        Pattern("acceptance", CASE, classes=TESTS, paths=_ACCEPTANCE),
        Pattern("declared", r"playwright|cypress|selenium|capybara|puppeteer|testcafe|laravel/dusk", paths=MANIFESTS),
    ),
    classes=TESTS,
)
