"""Fixes that Claude wrote, what a run may spend, and how much the evidence of a fix is worth."""

from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devagent", "0016_releases"),
    ]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="agreement",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="made so often"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="approach",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "None"),
                    ("smallest_change", "Smallest change"),
                    ("root_cause", "Root cause"),
                    ("defensive", "Defensive"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="explanation",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="grade",
            field=models.CharField(
                blank=True,
                choices=[("", "None"), ("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="mutants",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="candidate",
            name="speed",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="candidate",
            name="unchecked",
            field=models.JSONField(default=list, verbose_name="not checked"),
        ),
        migrations.AddField(
            model_name="repairrun",
            name="engine",
            field=models.CharField(
                choices=[
                    ("offline", "Without a model"),
                    ("claude", "Claude, and taking commits back"),
                    ("auto", "All that are there"),
                ],
                default="auto",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="repairrun",
            name="most_sandbox_runs",
            field=models.PositiveIntegerField(default=200, verbose_name="most runs in sandboxes"),
        ),
        migrations.AddField(
            model_name="repairrun",
            name="most_tokens",
            field=models.PositiveIntegerField(
                default=2000000, verbose_name="most tokens of Claude"
            ),
        ),
        migrations.AddField(
            model_name="repairrun",
            name="most_usd",
            field=models.DecimalField(
                decimal_places=2,
                default=Decimal("5"),
                max_digits=8,
                verbose_name="most $ for Claude",
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="tokens",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="candidate",
            name="source",
            field=models.CharField(
                choices=[
                    ("revert", "Takes a commit back"),
                    ("template", "Template"),
                    ("claude", "Claude"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="repairrun",
            name="evidence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "None"),
                    ("attached_test", "Attached test"),
                    ("attached_snippet", "Attached snippet"),
                    ("existing_test", "Test of the project that fails"),
                    ("claude_test", "Test that Claude wrote"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="stage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("analyse", "Read the report"),
                    ("reproduce", "Reproduce the bug"),
                    ("locate", "Find the place"),
                    ("revert", "Find the guilty commit"),
                    ("template", "Make fixes by templates"),
                    ("claude", "Ask Claude for fixes"),
                    ("test", "Test a fix"),
                    ("rank", "Compare fixes"),
                ],
                max_length=10,
            ),
        ),
    ]
