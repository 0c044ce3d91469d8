import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devagent", "0011_repairs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("base_commit", models.CharField(max_length=64)),
                ("shown_sha256", models.CharField(max_length=64)),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=300)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("reported", "Reported"),
                            ("proposed", "Proposed"),
                            ("seen", "Seen"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("changes_requested", "Changes requested"),
                            ("cancelled", "Cancelled"),
                            ("apply_begun", "Began to apply"),
                            ("applied", "Applied"),
                            ("apply_failed", "Could not be applied"),
                            ("roll_back_asked", "Roll back asked for"),
                            ("rolled_back", "Rolled back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("project", models.CharField(max_length=80)),
                ("run_number", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("commit", models.CharField(blank=True, max_length=64)),
                ("details", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "audit entries",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.AlterModelOptions(
            name="repairrun",
            options={
                "default_permissions": ("view",),
                "ordering": ["-started_at", "-pk"],
                "permissions": [
                    ("cancel_repairrun", "Can cancel the search for a fix"),
                    ("approve_repairrun", "Can approve a fix, so that it is applied"),
                    ("reject_repairrun", "Can reject a fix"),
                    ("request_changes_repairrun", "Can request changes of a fix"),
                    ("roll_back_repairrun", "Can take an applied fix back"),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="repairrun",
            name="devagent_repair_ends_with_its_state",
        ),
        migrations.RemoveConstraint(
            model_name="repairrun",
            name="devagent_what_awaits_approval_has_evidence",
        ),
        migrations.AlterField(
            model_name="repairrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("analysing", "Reads the report"),
                    ("reproducing", "Reproduces the bug"),
                    ("locating", "Looks for the place"),
                    ("generating", "Makes fixes"),
                    ("generated", "Fixes are made"),
                    ("deployed", "A fix is in a sandbox"),
                    ("testing", "Tests fixes"),
                    ("ranking", "Compares fixes"),
                    ("awaiting_approval", "Awaits approval"),
                    ("changes_requested", "Changes are requested"),
                    ("stale", "The branch has moved on"),
                    ("approved", "Approved"),
                    ("applying", "Is being applied"),
                    ("probation", "Applied and watched"),
                    ("done", "Applied"),
                    ("rolled_back", "Rolled back"),
                    ("rejected", "Rejected"),
                    ("cannot_reproduce", "Cannot reproduce the bug"),
                    ("failed", "No fix"),
                    ("cancelled", "Cancelled"),
                ],
                db_index=True,
                default="analysing",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="repairrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "done",
                            "rolled_back",
                            "rejected",
                            "cannot_reproduce",
                            "failed",
                            "cancelled",
                        ),
                    ),
                    ("ended_at", None),
                    _connector="XOR",
                ),
                name="devagent_repair_ends_with_its_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="repairrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            (
                                "awaiting_approval",
                                "stale",
                                "approved",
                                "applying",
                                "probation",
                                "done",
                                "rolled_back",
                                "rejected",
                            ),
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        models.Q(("evidence", ""), _negated=True), ("proposed__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="devagent_what_awaits_approval_has_evidence",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approvals",
                to="devagent.repairrun",
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["run_number"], name="devagent_audit_by_run"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                fields=("run", "person", "sha256", "base_commit"),
                name="devagent_one_approval_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sha256__regex", "^[0-9a-f]{64}$"), ("shown_sha256__regex", "^[0-9a-f]{64}$")
                ),
                name="devagent_approval_is_of_bytes",
            ),
        ),
    ]
