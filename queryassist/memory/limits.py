"""How long what is remembered may be."""

from __future__ import annotations

QUESTION_LENGTH = 500
WORD_LENGTH = 40
MEANING_LENGTH = 300
WORDS_OF_A_PERSON = 100
