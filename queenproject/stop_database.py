"""``python -m queenproject.stop_database`` stops an embedded server that was left running."""

from __future__ import annotations

from queenproject.database import EMBEDDED
from queenproject.startup import failures_in_words

if __name__ == "__main__":
    with failures_in_words():
        EMBEDDED.stop()
