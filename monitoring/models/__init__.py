"""The rows of monitoring."""

from monitoring.models.complaints import Complaint, Topic
from monitoring.models.counts import Dropped, LatencyMinute, MinuteCount
from monitoring.models.dsns import Dsn
from monitoring.models.events import Event
from monitoring.models.groups import ErrorGroup, Level
from monitoring.models.logs import LogFile
from monitoring.models.payloads import Payload
from monitoring.models.security import SecuritySignal

__all__ = [
    "Complaint",
    "Dropped",
    "Dsn",
    "ErrorGroup",
    "Event",
    "LatencyMinute",
    "Level",
    "LogFile",
    "MinuteCount",
    "Payload",
    "SecuritySignal",
    "Topic",
]
