"""The rows of monitoring."""

from monitoring.models.complaints import Complaint, Topic
from monitoring.models.counts import Dropped, LatencyMinute, MinuteCount
from monitoring.models.dsns import Dsn
from monitoring.models.events import Event
from monitoring.models.groups import ErrorGroup, Level
from monitoring.models.incidents import Anomaly, Dashboard, Incident, IncidentEntry, Severity
from monitoring.models.logs import LogFile
from monitoring.models.notices import Notice
from monitoring.models.payloads import Payload
from monitoring.models.policies import Brake, Policy, Response
from monitoring.models.rules import Rule, Silence
from monitoring.models.security import SecuritySignal
from monitoring.models.watching import GroupWatch, Heartbeat

__all__ = [
    "Anomaly",
    "Brake",
    "Complaint",
    "Dashboard",
    "Dropped",
    "Dsn",
    "ErrorGroup",
    "Event",
    "GroupWatch",
    "Heartbeat",
    "Incident",
    "IncidentEntry",
    "LatencyMinute",
    "Level",
    "LogFile",
    "MinuteCount",
    "Notice",
    "Payload",
    "Policy",
    "Response",
    "Rule",
    "SecuritySignal",
    "Severity",
    "Silence",
    "Topic",
]
