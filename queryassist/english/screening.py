"""Questions refused before they are read: empty, unreadable, SQL, orders to change data."""

from __future__ import annotations

import re
import unicodedata

from queryassist.catalog import Dataset
from queryassist.english.words.changing import end_of_change
from queryassist.english.words.text import Kind, Token, fold
from queryassist.english.words.vocabulary import CHANGING_VERBS
from queryassist.readings import AskBack, Choice, Refusal, RefusalReason

MAX_CHARACTERS = 1_000
MAX_TOKENS = 150

_SQL = re.compile(
    r"\b(?:select\b.{0,200}\bfrom|insert\s+into|delete\s+from|drop\s+(?:table|database|schema|view)"
    r"|update\s+\w+\s+set|alter\s+(?:table|role|user)|create\s+(?:table|role|user|view|function)"
    r"|truncate\s+\w+|union\s+(?:all\s+)?select|grant\s+\w+\s+on|copy\s+\w+\s+(?:to|from))\b"
    r"|\A\s*select\s+(?:1|\d+\s*;)\s*\Z"
    r"|;\s*--|/\*|\bpg_\w+|\binformation_schema\b|'\s*or\s+'?1'?\s*=\s*'?1",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_AN_ORDER = frozenset(
    """
    please pls plz can could would will you i want need to like let us me just now go ahead and then
    also kindly hey hi hello queen ok okay , . ! ; : should we must d'you have your do for system
    admin sudo the - help
    """.split()
)


def screen(question: str, dataset: Dataset) -> Refusal | None:
    """Return why a question is refused as it stands, or None."""
    if not question.strip():
        return Refusal(f"Please ask a question. {can_be_asked(dataset)}", RefusalReason.EMPTY)
    if len(question) > MAX_CHARACTERS:
        message = (
            f"The question has {len(question):,} characters; up to {MAX_CHARACTERS:,} can be read."
        )
        return Refusal(message, RefusalReason.TOO_LONG)
    if any(_is_unreadable(char) for char in question):
        message = "The question holds control characters that cannot be read. Please type it again."
        return Refusal(message, RefusalReason.UNREADABLE)
    if not any(char.isalnum() for char in question):
        message = f"There are no words in this question. {can_be_asked(dataset)}"
        return Refusal(message, RefusalReason.UNREADABLE)
    if _SQL.search(fold(question)):
        message = "SQL is not run here. Please ask in plain English."
        return Refusal(f"{message} {can_be_asked(dataset)}", RefusalReason.SQL)
    return None


_THOUSANDS = re.compile(r"\D*[1-9]\d{0,2}\.\d{3}\D*")


def doubtful_number(question: str, tokens: list[Token]) -> AskBack | None:
    """Return the question what "2.000" is: two thousand, as half of the world writes it, or two."""
    for token in tokens:
        if token.kind is not Kind.NUMBER or not _THOUSANDS.fullmatch(token.text):
            continue
        before, after = question[: token.start], question[token.end :]
        meant = (token.text.replace(".", ","), token.text.rstrip("0").rstrip("."))
        choices = tuple(Choice(text, f"{before}{text}{after}") for text in meant)
        return AskBack(f"Does “{token.text}” mean {meant[0]} or {meant[1]}?", choices)
    return None


def screen_length(tokens: list[Token]) -> Refusal | None:
    """Return the refusal of a question with too many words, or None."""
    if len(tokens) <= MAX_TOKENS:
        return None
    message = f"The question has {len(tokens):,} words and signs; up to {MAX_TOKENS} can be read."
    return Refusal(message, RefusalReason.TOO_LONG)


def screen_orders(
    tokens: list[Token], dataset: Dataset, *, follows: bool = False
) -> Refusal | None:
    """Return the refusal of a question that orders a change, or None.

    In a question that ``follows`` another, "make it 10" and "drop the filter" change that one, as
    long as no rows are named.
    """
    named = {dataset.noun, dataset.nouns, *dataset.words, *dataset.plurals}
    changed = end_of_change([token.word for token in tokens]) if follows else None
    if changed is not None and any(token.kind is Kind.NUMBER for token in tokens[changed:]):
        tokens = tokens[changed:]
    figure = tokens[0].word in _ADDING and not _FIGURES.isdisjoint(token.word for token in tokens)
    if follows and (figure or not any(token.word in named for token in tokens)):
        tokens = [token for token in tokens if token.word not in _OF_QUESTIONS]
    expecting = True
    for at, token in enumerate(tokens):
        if expecting and token.word in CHANGING_VERBS and not _is_asked(tokens, at, dataset):
            message = f"Nothing can be changed from here, so “{token.text}” is refused."
            return Refusal(f"{message} {can_be_asked(dataset)}", RefusalReason.CHANGES_DATA)
        starts = token.kind is Kind.PUNCTUATION and token.word in ".!;:"
        expecting = (
            starts
            or token.word in ("and", "then")
            or (expecting and token.word in _BEFORE_AN_ORDER)
        )
    return None


_GIVEN_TO_ASKER = frozenset("me us the a an out number count list average median total".split())
_FOUND = frozenset(
    """
    average breakdown count counts details email emails figure figures list lists median names
    number numbers overview percentage share table top total totals users
    """.split()
)
"""What somebody wants to be sent who asks for an answer."""
_MADE_TO_ASK = (["me", "a", "list"], ["me", "a", "table"])
_ADDING = frozenset({"add", "include"})
_FIGURES = frozenset("count counts number numbers".split())
"""What may be added of rows to an answer: "add the user count", "add the number of users"."""
_OF_QUESTIONS = frozenset("remove drop clear make add change switch exclude include put".split())
_AFTER_A_COLUMN = frozenset("of only and , + & / for in ? . address addresses domain".split())
_READABLE_ORDERS = frozenset({"count"})


def _is_asked(tokens: list[Token], at: int, dataset: Dataset) -> bool:
    """Whether the word opens no order after all: "update date", "list names and email"."""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if tokens[at].word in _READABLE_ORDERS:
        return True
    if tokens[at].word == "add" and tokens[-1].word in ("count", "counts"):
        return True  # "add the user count" is a further figure
    named = any(tokens[at].word in column.words for column in dataset.columns)
    if named and (following in _AFTER_A_COLUMN or (at > 0 and not following)):
        return True
    words = [token.word for token in tokens[at : at + 4]]
    if words[0] == "let":
        return following not in (dataset.noun, *dataset.words)
    if words[0] == "provide":
        return not _is_given_to_rows(tokens, at + 1, dataset)
    made = words[0] == "make" and words[1:] in _MADE_TO_ASK
    given = words[0] == "give" and following in _GIVEN_TO_ASKER
    given = given or words[:3] in (["give", "to", "me"], ["give", "to", "us"])
    sent = words[0] in ("send", "write") and following in ("me", "us")
    sent = sent and not _FOUND.isdisjoint(words[2:])
    return made or given or sent or (at > 0 and following in ("by", "date", "dates"))


def _is_given_to_rows(tokens: list[Token], at: int, dataset: Dataset) -> bool:
    """Whether a row is to get something: "user 5 with $100", "every user with $100"."""
    words = [token.word for token in tokens[at:]]
    given = words[: words.index("with")] if "with" in words else []
    rows = [word for word in given if word.isalpha() and word != "the"]
    named = bool(rows) and (rows[0] in _SINGLE_ROWS or not rows[-1].endswith("s"))
    return named and _SINGLE_ROWS.union((dataset.noun, *dataset.words)).issuperset(rows)


_SINGLE_ROWS = frozenset("a an each every her him it them".split())


def _is_unreadable(char: str) -> bool:
    if char in "\n\r\t":
        return False
    if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return True  # turns the direction of the text that follows, unseen
    return unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") or char == "\ufffd"


def can_be_asked(dataset: Dataset) -> str:
    """Return one sentence with what can be asked."""
    labels = [column.label for column in dataset.columns if column.name != dataset.key]
    shown = ", ".join(labels[:-1]) + f" and {labels[-1]}" if len(labels) > 1 else labels[0]
    sentence = f"You can ask about the {shown} of {dataset.nouns}"
    if dataset.examples:
        sentence += f", for example “{dataset.examples[min(2, len(dataset.examples) - 1)]}”"
    return sentence + "."
