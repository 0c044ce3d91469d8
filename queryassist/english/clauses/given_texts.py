"""Texts that are given in a question, letters among them, and the tests that they make."""

from __future__ import annotations

from string import ascii_lowercase

from queryassist.catalog import Column, ColumnType
from queryassist.english.sentence import Sentence
from queryassist.english.words.dictionary import english_words
from queryassist.english.words.lexicon import ColumnWord
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.spec import Comparison, Operator

_LETTERS = frozenset(ascii_lowercase)
LETTER = frozenset({"a", "an", "letter"})
"""Words before a single letter that is meant as one."""


def given_text(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """Return the text that starts here, up to a space or its closing quote, and where it ends."""
    if at >= sentence.size:
        return None
    token = sentence.tokens[at]
    if token.kind is Kind.QUOTED:
        return token.text[1:-1].strip(), at + 1
    end = at + 1
    while end < sentence.size and sentence.tokens[end].start == sentence.tokens[end - 1].end:
        if sentence.tokens[end].word in ("?", ",", "!", ";", "'s"):
            break
        end += 1
    given = sentence.text(at, end).rstrip("?!,;")
    given = given.rstrip(".") if len(given) > 1 else given
    return (given, end) if any(char.isalnum() for char in given) else None


def text_columns(sentence: Sentence, at: int) -> tuple[int, list[Column]] | None:
    """Return the end of the longest phrase for free text columns here, and all that it names."""
    ends = [
        (end, sense.column)
        for end, sense in sentence.senses(at)
        if isinstance(sense, ColumnWord)
        and sense.column.type is ColumnType.TEXT
        and not (sense.column.values or sense.column.indexed)
    ]
    if not ends:
        return None
    return ends[0][0], [column for end, column in ends if end == ends[0][0]]


def text_test(column: Column, operator: Operator, given: str) -> Comparison:
    if operator is Operator.EQ and given.islower() and given.replace(" ", "").isalpha():
        given = given.title()
    return Comparison(column.name, operator, given)


def text_start(sentence: Sentence, at: int) -> int:
    """Return the place after "the letter", but before an "A" that is the letter itself."""
    after = sentence.skip(at, Role.ARTICLE)
    while sentence.words[after : after + 1] in (["letter"], ["letters"]):
        after += 1
    bare = after == sentence.size or bool(sentence.senses(after))
    return after - 1 if after > at and sentence.words[after - 1] == "a" and bare else after


def is_described(sentence: Sentence, at: int) -> bool:
    """Whether a text is not given but described: "starts with a vowel"."""
    word = sentence.words[at]
    return sentence.words[at - 1] in ("a", "an") and len(word) > 1 and word in english_words()


def is_a_letter(sentence: Sentence, at: int) -> bool:
    """Whether "an A" or "letter z" stands here."""
    following = sentence.words[at + 1 : at + 2]
    return sentence.words[at] in LETTER and not _LETTERS.isdisjoint(following)


def is_domain(given: str) -> bool:
    return "." in given and "@" not in given


def at_domain(column: Column, given: str) -> Comparison:
    """Return the test of "example.org", of an ending such as ".org", or of a name: "gmail"."""
    domain = given.lower().removeprefix("@")
    if domain.startswith("."):
        return Comparison(column.name, Operator.ENDS_WITH, domain)
    if "." in domain:
        return Comparison(column.name, Operator.ENDS_WITH, f"@{domain}")
    return Comparison(column.name, Operator.CONTAINS, f"@{domain}.")
