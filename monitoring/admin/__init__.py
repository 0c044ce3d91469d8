"""Monitoring in the admin."""

from monitoring.admin.incidents import (
    AnomalyAdmin,
    DashboardAdmin,
    IncidentAdmin,
    NoticeAdmin,
    SilenceAdmin,
)
from monitoring.admin.policies import BrakeAdmin, PolicyAdmin, RuleAdmin

__all__ = [
    "AnomalyAdmin",
    "BrakeAdmin",
    "DashboardAdmin",
    "IncidentAdmin",
    "NoticeAdmin",
    "PolicyAdmin",
    "RuleAdmin",
    "SilenceAdmin",
]
