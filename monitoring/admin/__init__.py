"""What is reported, in the admin: DSNs, errors, signs of attacks and complaints."""

from monitoring.admin.complaints import ComplaintAdmin
from monitoring.admin.dsns import DsnAdmin
from monitoring.admin.errors import ErrorGroupAdmin, EventAdmin
from monitoring.admin.security import SecuritySignalAdmin

__all__ = [
    "ComplaintAdmin",
    "DsnAdmin",
    "ErrorGroupAdmin",
    "EventAdmin",
    "SecuritySignalAdmin",
]
