"""Can parts of the application be switched on and off by feature flags?"""

import re

from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CODE, declared, seen
from core.probes.probe import Found, Hits, Probe, absent
from core.snapshot.snapshot import Snapshot

_SERVICES = Pattern(
    "services",
    # LaunchDarkly, Unleash, OpenFeature, PostHog, GrowthBook, Split, Flagsmith, ConfigCat, Optimizely, Statsig
    r"\b(ldclient|ldClient|LDClient|LaunchDarkly|useLDClient|withLDProvider|asyncWithLDProvider)\b|launchdarkly"
    r"|\bUnleashClient\b|\bunleash\.(isEnabled|is_enabled|initialize|getVariant)|\bUnleash(::Client|Context"
    r"|Builder)?[.(]"
    r"|\b[Oo]pen[Ff]eature\.(getClient|get_client|setProvider|set_provider|GetApiClient|NewClient"
    r"|SetProvider\w*|Api|addHooks)"
    r"|\bopenfeature\.|OpenFeatureAPI|OpenFeature::SDK|OpenFeature\\"
    r"|\b(getBooleanValue|get_boolean_value|BooleanValue)\("
    r"((ctx|context[\w.()]*), ?|flag_?[kK]ey[=:] ?)?([\"'`A-Z]|flag)[^)\n]*,"  # asked by the flag's name
    r"|[pP]ost[hH]og\.?\w*\.(isFeatureEnabled|is_feature_enabled|feature_enabled|getFeatureFlag"
    r"|get_feature_flag|IsFeatureEnabled)"
    r"|\buse(FeatureFlag(Enabled|Payload|VariantKey)?|FeatureIsOn|FeatureValue)\("
    r"|\bGrowthBook\b"
    r"|SplitFactory|\bFlagsmith\b|flagsmith\.|configcat\b|ConfigCatClient|optimizely\.(isFeatureEnabled"
    r"|decide)|[sS]tatsig\.(checkGate|check_gate|CheckGate)"
    r"|\bffclient\.|DevCycle(Client|Provider)",
    classes=CODE,
    code_only=True,
)
_HOOKS = Pattern("hooks", r"\buse(Flag|Decision|Gate|Treatment)\(", classes=CODE, code_only=True)
"""Hooks of React whose names also mean other things: they count beside the name of a service for flags."""
_OF_SERVICE = re.compile(
    r"launchdarkly|unleash|openfeature|growthbook|splitio|split\.io|flagsmith|configcat|optimizely|statsig|devcycle"
    r"|feature-?flag",
    re.IGNORECASE,
)
_LIBRARIES = Pattern(
    "libraries",
    # Ruby: Flipper, Rollout; Django: waffle, flags; Elixir: FunWithFlags; Laravel: Pennant; .NET: FeatureManagement;
    # Java: Togglz, FF4j
    r"\bFlipper(\.enabled\?|\[|\.enable\b|\.register)|\$rollout\.active\?"
    r"|\b(flag|switch|sample)_is_active\(|waffle_(flag|switch)\(|\{%[ \t]*(flag|switch)[ \t]|from waffle\b"
    r"|\bwaffle\.\w+_is_active"
    r"|from flags\.state|\bflag_enabled\(|FunWithFlags\.enabled|Laravel\\Pennant|\bFeature::(active|for|define"
    r"|when|inactive)\("
    r"|IFeatureManager|\[FeatureGate\(|AddFeatureManagement|FeatureManager\.isActive|\bff4j\b|\bFF4j\b"
    r"|FeatureToggleService",
    classes=CODE,
    code_only=True,
)
_OWN = Pattern(
    "own",
    r"\b(is_?[fF]eature_?([fF]lag_?)?([eE]nabled|[aA]ctive|[oO]n)|feature_?[fF]lag_?([eE]nabled|[aA]ctive)"
    r"|[fF]eature_(enabled|flag_enabled|flag_active)"
    r"|IsFeature(Flag)?Enabled|has_?[fF]eature_?[fF]lag|check_?[fF]eature_?[fF]lag|is_?[fF]lag_?[eE]nabled)\??[ \t]*\(?"
    r"|\b[fF]eature_?(Flag|Toggle|flag|toggle)s?\.(is_?[eE]nabled|is_?[aA]ctive|enabled\??|active\??|get|isOn"
    r"|Enabled|IsEnabled)\b"
    r"|\b(FeatureFlag|FeatureToggle)s?(::|\.)[A-Z]\w+"
    r"|\bFeature_?Flags?\w*::[A-Z]\w+|\b\w*_feature_flags?\(\)"
    r"|\b\w*Togg?le?able_?Features?\b|\b[eE]xperimental_?[fF]eatures\(\)"
    r"|@(Feature(Flag|Toggle)|feature_flag(_required)?|require_feature)\b",
    classes=CODE,
    code_only=True,
)
_DECLARED = declared(
    r"launchdarkly|unleash|openfeature|open-feature|growthbook|flagsmith|configcat|django-waffle|flipper|fun_with_flags"
    r"|pennant|FeatureManagement|togglz|ff4j|statsig|optimizely"
)
_LOOKS_LIKE = Pattern(
    "looks-like",
    r"Features::(enabled|registration)|--enable-feature|^//go:build|has_perm\(|cfg\(feature",
    classes=CODE,
)
_FIELD = re.compile(r"\bIs(?:Un)?Set\b|\bShouldSerialize|serializ|\bjson:", re.IGNORECASE)
"""A record's field of that name, asked whether it was given."""
_FEWEST_OWN = 2


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    hooks = tuple(hit for hit in hits.of("hooks") if _OF_SERVICE.search(snapshot.text(hit.path) or ""))
    known = (*hits.of("services", "libraries"), *hooks)
    own = tuple(hit for hit in hits.of("own") if not _FIELD.search(hit.text))
    if not known and len({(hit.path, hit.line) for hit in own}) < _FEWEST_OWN:
        near = [(hit.path, hit.line, "one toggle alone") for hit in own]
        near += [(hit.path, hit.line, "declared, not used") for hit in hits.of("declared")]
        near += [(h.path, h.line, "a build setting, option or permission") for h in hits.of("looks-like")[:20]]
        return absent("No feature flag gates the application's code.", near)
    return seen(
        hits,
        [*known, *own],
        "Feature flags are used at {places} {places:place|places} in {files} {files:file|files}.",
        "No feature flag gates the application's code.",
        confidence=Confidence.HIGH if known else Confidence.MEDIUM,
    )


PROBE = Probe(
    id="cd.feature-flags",
    question="Do feature flags switch parts of the application on and off?",
    answer=_answer,
    patterns=(_SERVICES, _HOOKS, _LIBRARIES, _OWN, _DECLARED, _LOOKS_LIKE),
    classes=CODE,
)
