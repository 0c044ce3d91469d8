"""Sentences that teach a word: "a whale is a user with over 10,000 in the wallet". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from queryassist.memory.exceptions import NotTeachable
from queryassist.memory.limits import MEANING_LENGTH, WORD_LENGTH

MOST_WORDS = 3

_PERSON = r"(?:an?|any|every|someone|somebody|anyone|anybody|who|with)\b.+"
_ROWS = r"(?:all |any |the )?[\w-]+ (?:with|who|whose|that|over|under|in|from|having)\b.+"
_EXPLICIT = (
    r"by (?P<word>.+?),? (?:i|we) mean (?P<meaning>.+)",
    r"(?:an?|the word) (?P<word>.+?) (?:means|stands for) (?P<meaning>.+)",
    rf"(?:an?|every) (?P<word>.+?) is (?P<meaning>{_PERSON})",
    r"(?P<word>.+?) (?:means?|stands? for) (?P<meaning>.+)",
)
_MAYBE = rf"(?P<word>[^\s]+) are (?P<meaning>{_ROWS})"
_SENTENCES = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), pattern in _EXPLICIT)
    for pattern in (*_EXPLICIT, _MAYBE)
)
_ASKS = frozenset(
    "what which who whom whose how where when why is are do does did can could would will there"
    " show list give tell find count get".split()
)
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[ '-](?=[^\W_]))+")
_QUOTES = "\"'“”‘’„"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A word and what it is said to mean, as it was typed.

    Where ``is_explicit`` is false and the word has a meaning, the sentence is rather a question:
    "women are customers in Japan".
    """

    word: str
    meaning: str
    is_explicit: bool = True


def find_lesson(text: str) -> Lesson | None:
    """Return what a sentence teaches; None where it is a question or anything else."""
    said = " ".join(text.split())
    if not said or said.endswith("?") or said.split()[0].casefold() in _ASKS:
        return None
    for sentence, is_explicit in _SENTENCES:
        found = sentence.fullmatch(said.rstrip(".!"))
        if found:
            return Lesson(
                word=found["word"].strip(_QUOTES),
                meaning=found["meaning"].strip(),
                is_explicit=is_explicit,
            )
    return None


def forms_of(lesson: Lesson) -> tuple[str, str]:
    """Return the word of a lesson in the singular and the plural, in small letters.

    NotTeachable where it is no word or group of words that could be taught, or the lesson is too
    long.
    """
    word = " ".join(lesson.word.replace("’", "'").casefold().split())
    if not 2 <= len(word) <= WORD_LENGTH - 2 or not _WORD.fullmatch(word):
        raise NotTeachable(
            f"A word that is taught has 2 to {WORD_LENGTH - 2} characters and is made of letters, "
            "with digits, hyphens and single spaces inside."
        )
    if len(word.split()) > MOST_WORDS:
        raise NotTeachable(f"Teach one word, or up to {MOST_WORDS} that belong together.")
    if len(lesson.meaning) > MEANING_LENGTH:
        raise NotTeachable(f"Say what “{word}” means in up to {MEANING_LENGTH} characters.")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _singular(word), word
    return word, _plural(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x")) else f"{word}s"
