"""Monitoring in the admin: what is reported, what is wrong, and what people set."""

from monitoring.admin.complaints import ComplaintAdmin
from monitoring.admin.dsns import DsnAdmin
from monitoring.admin.errors import ErrorGroupAdmin, EventAdmin
from monitoring.admin.incidents import (
    AnomalyAdmin,
    DashboardAdmin,
    IncidentAdmin,
    NoticeAdmin,
    SilenceAdmin,
)
from monitoring.admin.policies import BrakeAdmin, PolicyAdmin, RuleAdmin
from monitoring.admin.security import SecuritySignalAdmin

__all__ = [
    "AnomalyAdmin",
    "BrakeAdmin",
    "ComplaintAdmin",
    "DashboardAdmin",
    "DsnAdmin",
    "ErrorGroupAdmin",
    "EventAdmin",
    "IncidentAdmin",
    "NoticeAdmin",
    "PolicyAdmin",
    "RuleAdmin",
    "SecuritySignalAdmin",
    "SilenceAdmin",
]
