"""How far log files have been read."""

from __future__ import annotations

from django.db import models

from devagent.models import Project


class LogFile(models.Model):
    """Where reading stopped: ``offset`` bytes into the file that had this inode then."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="log_files")
    path = models.CharField(max_length=4_096)
    inode = models.DecimalField(max_digits=20, decimal_places=0)
    offset = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["project", "path"], name="monitoring_one_cursor_a_log_file"
            ),
        ]

    def __str__(self) -> str:
        return self.path
