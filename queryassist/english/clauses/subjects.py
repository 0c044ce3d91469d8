"""Recognisers of what rows are about and whose doing: "what was asked most", "who asked"."""

from __future__ import annotations

from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.parts import Clause, ColumnsPart, FillerPart, NounPart, TestPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, EventWord, Noun, TopWord
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, Operator

COMMON = frozenset({"common", "commonest", "frequent", "popular", "rarest"})


@starts_with(words={"my"})
def owned_noun(sentence: Sentence, at: int) -> Clause | None:
    """ "my users" are the users; "my balance" is nobody's here and stays unread."""
    if sentence.words[at] != "my":
        return None
    found = sentence.find(at + 1, Noun)
    return Clause(at, found[0], NounPart(found[1].plural)) if found else None


@starts_with(words={"what", "which", "who"})
def what_happened(sentence: Sentence, at: int) -> Clause | None:
    """ "what was asked (most)", "who asked": what rows are about, or whose doing they are.

    With the rows themselves it has to be ranked: "which questions were asked most".
    """
    dataset, word = sentence.world.dataset, sentence.words[at]
    rows = _own_noun(sentence, at + 1) if word in ("what", "which") else None
    columns = {"what": dataset.subject_column, "who": dataset.actor_column}
    name = dataset.subject_column if rows is not None else columns.get(word)
    if name is None:
        return None
    start = rows[0] if rows is not None else at + 1
    end = sentence.skip(start, Role.COPULA, Role.FILLER)
    actor = sentence.find(end, ColumnWord, lambda word: word.column.name == dataset.actor_column)
    end = actor[0] if actor is not None else end
    event = sentence.find(end, EventWord)
    if event is None or (rows is not None and sentence.find(event[0], TopWord) is None):
        return None
    plural = rows[1].plural if rows is not None else word == "what"
    return Clause(at, end, ColumnsPart((dataset.get_column(name),), plural, distinct=True))


@starts_with(TopWord, Role.ARTICLE)
def most_common(sentence: Sentence, at: int) -> Clause | None:
    """ "most asked questions", "most common questions": what most rows are about."""
    name = sentence.world.dataset.subject_column
    start = sentence.skip(at, Role.ARTICLE)
    top = sentence.find(start, TopWord, lambda word: word.descending)
    if name is None or top is None:
        return None
    event = sentence.find(top[0], EventWord)
    if event is None and COMMON.isdisjoint(sentence.words[start : top[0]]):
        return None
    rows = _own_noun(sentence, event[0] if event is not None else top[0])
    if rows is None:
        return None
    column = sentence.world.dataset.get_column(name)
    return Clause(at, rows[0], ColumnsPart((column,), rows[1].plural, distinct=True))


def _own_noun(sentence: Sentence, at: int) -> tuple[int, Noun] | None:
    """Return (end, noun) of a word for the rows of the dataset itself."""
    return sentence.find(at, Noun, lambda noun: noun.dataset == sentence.world.dataset.name)


@starts_with(ColumnWord)
def doer(sentence: Sentence, at: int) -> Clause | None:
    """ "(did) people ask": whose doing it was, with nothing said of them."""
    actor = sentence.world.dataset.actor_column
    if actor is None or sentence.words[max(0, at - 1)] not in ("do", "does", "did"):
        return None
    found = sentence.find(at, ColumnWord, lambda word: word.column.name == actor)
    if found is None or sentence.find(found[0], EventWord) is None:
        return None
    return Clause(at, found[0], FillerPart())


def has_own_meaning(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a word for another dataset's rows names a column here, or only opens what is said.

    "Quick question: …" is about no questions.
    """
    if sentence.find(at, ColumnWord, lambda word: not word.column.values):
        return True
    opens = sentence.skip(0, Role.FILLER, Role.ARTICLE, Role.POSSESS) >= end
    return opens and sentence.role(at, Role.FILLER) == end


@starts_with(Noun)
def of_key(sentence: Sentence, at: int) -> Clause | None:
    """ "user 1042", "user #1042": the row with that key."""
    found = sentence.find(at, Noun)
    if found is None:
        return None
    start = found[0]
    while sentence.words[start : start + 1] in (["#"], ["no"], ["number"], ["nr"], ["id"], [":"]):
        start += 1
    number = sentence.number(start)
    plain = number is not None and not number.ordinal and number.unit is None
    if number is None or not plain or not isinstance(number.value, int) or found[1].plural:
        return None
    amount = read_amount(sentence, start)
    if amount is None or not amount.is_exact or amount.unit is not None:
        return None
    key = sentence.world.dataset.key
    test = Comparison(key, Operator.EQ, number.value)
    return Clause(at, number.end, TestPart(test, key, equality=True))
