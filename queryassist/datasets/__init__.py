"""What may be asked about asking itself: the question log, Claude's ledger, and the memory.

Claude's ledger is declared here and not beside its table, since ``claude`` knows nobody.
"""

from __future__ import annotations

from queryassist.datasets.calls import CALLS
from queryassist.datasets.memory import SNAPSHOTS, TAUGHT_WORDS, VERIFIED_QUESTIONS
from queryassist.datasets.questions import QUESTIONS

DATASETS = (QUESTIONS, CALLS, VERIFIED_QUESTIONS, TAUGHT_WORDS, SNAPSHOTS)
