"""Questions that were read twice; but for the choice, a row is never changed."""

from __future__ import annotations

from django.db import models

from queryassist.answers import Agreement
from queryassist.spec_json import ExactJSONDecoder, ExactJSONEncoder


class DoubleEntry(models.Model):
    """What came of reading a question twice.

    Where the readers differed, ``readings`` keeps the answer of each, ``chosen`` says whose a
    person took, and ``answer`` is the question that this became.
    """

    question = models.OneToOneField(
        "queryassist.Question", on_delete=models.CASCADE, related_name="double_entry"
    )
    agreement = models.CharField(max_length=10, choices=Agreement)
    note = models.TextField(blank=True)
    readings = models.JSONField(default=list, encoder=ExactJSONEncoder, decoder=ExactJSONDecoder)
    chosen = models.CharField(max_length=20, blank=True)
    chosen_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(
        "queryassist.Question", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ("view",)
        verbose_name_plural = "double entries"

    def __str__(self) -> str:
        return f"{self.get_agreement_display()}: {self.question}"
