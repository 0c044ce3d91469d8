"""How a program that cannot start says why: in one sentence, not by a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from queenproject.exceptions import EmbeddedPostgresError


@contextmanager
def failures_in_words() -> Iterator[None]:
    """End the program with exit code 1 and a sentence where settings or database do not let it run.

    A fault of the code passes with its traceback.
    """
    try:
        yield
    except (EmbeddedPostgresError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except OperationalError as error:
        if not _is_unreachable(error):
            raise
        sys.exit(f"The database cannot be reached: {' '.join(str(error).split())}")


def _is_unreachable(error: OperationalError) -> bool:
    """Return whether no server answered: its own errors carry a code."""
    cause = error.__cause__
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None
