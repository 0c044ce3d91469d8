"""``manage.py queen_setup``: brings the database up to date."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from queenproject.first_run import prepare_database


class Command(BaseCommand):
    help = "Bring tables, views and the reader's role up to date. Safe to run at any time."

    def handle(self, *args: object, **options: object) -> None:
        prepare_database()
