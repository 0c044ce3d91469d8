"""``python -m queenproject.stop_database`` stops the embedded server, whoever uses it."""

from __future__ import annotations

from queenproject.database import EMBEDDED

if __name__ == "__main__":
    EMBEDDED.stop()
