#!/usr/bin/env python
"""Django's command line; starts or joins the embedded database first, where there is one."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    from django.core.management import execute_from_command_line

    from queenproject.database import join_database
    from queenproject.startup import failures_in_words

    try:
        with failures_in_words():
            join_database()
            execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
