"""Is it kept as code where alerts go?"""

from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CONFIGURED
from core.probes.declared import declared_hits, set_hits
from core.probes.obs.as_code import ASKED, declared_in, monitored, monitoring_paths
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.snapshot.snapshot import Snapshot

_DECLARED = (
    r"\bazurerm_monitor_action_group\b|\bpagerduty_(?:service|escalation_policy|event_orchestration\w*)\b"
    r"|\bopsgenie_(?:team|integration|api_integration|escalation)\b|\bgoogle_monitoring_notification_channel\b"
    r"|\bnewrelic_(?:notification_destination|notification_channel|alert_channel|workflow)\b"
    r"|\bgrafana_(?:contact_point|notification_policy)\b|\bMicrosoft\.Insights/actionGroups"
    r"|\bvictorops_routing_rule\b"
    r"|\bdatadog_integration_(?:pagerduty|slack_channel|opsgenie_service_object)\b|\baws_chatbot_slack_channel\w*"
    r"|\bAWS::Chatbot::|\bnew (?:\w+\.)?SlackChannelConfiguration\("
)
_TOPIC = r"\baws_sns_topic_subscription\b|\bAWS::SNS::Subscription\b|\bnew (?:\w+\.)?(?:Email|Sms|Url)Subscription\("
_ALARM = r"\balarm_actions\b|\bAlarmActions\b|\baddAlarmAction\(|\bSnsAction\("


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    receivers = [(m.path, r.line, r.line) for m in monitored(snapshot) for r in m.receivers if r.kinds]
    nowhere = [(m.path, r.line, "receiver without a destination") for m in monitored(snapshot) for r in m.receivers]
    declared = lines_of(
        (*declared_in(snapshot, hits, "declared"), *declared_hits(snapshot, "microsoft.insights/actiongroup"))
    )
    # A topic is a destination of alerts only where an alarm sends to one.
    subscribed = set_hits(snapshot, "subscription", within=("aws::sns::topic",))
    topics = lines_of((*hits.of("topic"), *subscribed)) if hits.of("alarm") else ()
    places = (*receivers, *declared, *topics)
    if not places:
        near = nowhere + [(hit.path, hit.line, "no alarm sends to it") for hit in hits.of("topic")]
        return absent("No destination of alerts is kept as code.", near, eligible=monitoring_paths(snapshot))
    confidence = Confidence.HIGH if receivers else Confidence.MEDIUM
    message = "{places} {places:destination of alerts is|destinations of alerts are} kept as code."
    return present(message, places, args={"places": len(places)}, confidence=confidence)


PROBE = Probe(
    id="obs.alert-routing",
    question="Is it kept as code where alerts go?",
    answer=_answer,
    patterns=(
        Pattern("declared", _DECLARED, classes=CONFIGURED, code_only=True),
        Pattern("topic", _TOPIC, classes=CONFIGURED, code_only=True),
        Pattern("alarm", _ALARM, classes=CONFIGURED, code_only=True),
    ),
    classes=CONFIGURED,
    asks=ASKED,
)
