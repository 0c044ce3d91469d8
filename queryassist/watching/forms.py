"""The form that makes a watch."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from django import forms

from queryassist.watching.figures import MAX_FIGURES, Rule
from queryassist.watching.rhythm import Rhythm, Slot, Weekday
from queryassist.watching.services import Order


class WatchForm(forms.Form):
    """What is told, and when it is looked at."""

    watched = forms.IntegerField(required=False, min_value=0, max_value=MAX_FIGURES)
    rule = forms.ChoiceField(choices=Rule.choices)
    threshold = forms.DecimalField(max_digits=30, decimal_places=6)
    rhythm = forms.ChoiceField(choices=Rhythm.choices)
    at = forms.TimeField(required=False)
    weekday = forms.TypedChoiceField(
        choices=Weekday.choices, coerce=int, required=False, initial=Weekday.MONDAY
    )

    def clean(self) -> dict[str, object]:
        """Return the fields; a change of less than nothing is none."""
        fields = super().clean() or {}
        threshold = fields.get("threshold", Decimal(1))
        if fields.get("rule") == Rule.CHANGES and threshold <= 0:
            self.add_error("threshold", "A change is told from some percentage above 0 on.")
        return fields

    def get_order(self) -> Order:
        """Return the order of a form that is valid."""
        fields = self.cleaned_data
        slot = Slot(
            rhythm=fields["rhythm"],
            at=fields["at"] or time(9),
            weekday=fields["weekday"] or Weekday.MONDAY,
        )
        return Order(
            place=fields["watched"],
            rule=fields["rule"],
            threshold=fields["threshold"],
            slot=slot,
        )

    def get_problem(self) -> str:
        """Return what is wrong with a form that is not valid, in one sentence."""
        name, errors = next(iter(self.errors.items()))
        return f"{name.capitalize()}: {errors[0]}"
