"""Recognisers of text that is given in the question: names, parts of names, e-mail addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeGuard

from queryassist.catalog import Column, Shape
from queryassist.english.boolean import all_of, any_of, columns_of, negate, parts_of
from queryassist.english.clauses.corrections import corrected
from queryassist.english.clauses.given_texts import (
    LETTER,
    at_domain,
    given_text,
    is_a_letter,
    is_described,
    is_domain,
    text_columns,
    text_start,
    text_test,
)
from queryassist.english.clauses.linking import link
from queryassist.english.clauses.parts import Clause, ProblemPart, TestPart
from queryassist.english.clauses.starts import UnknownWord, starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.dictionary import english_words
from queryassist.english.words.lexicon import ColumnWord, Comparator, Noun
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.spec import Comparison, Condition, Operator

Name = tuple[str, ...]
"""A text by its words; only names of people have several."""

_PARTICLES = frozenset("al ben bin da de del den der di dos du el la le ten ter van von".split())
_MOST_WORDS = 4
_LIST_WORDS = (Role.OR, Role.AND)


@starts_with(ColumnWord, Kind.EMAIL, Kind.ADDRESS)
def text(sentence: Sentence, at: int) -> Clause | None:
    """ "named Maria", "last name van Dijk", "email ends with .jp", "jane@example.com", "0x…"."""
    token = sentence.tokens[at]
    if token.kind in (Kind.EMAIL, Kind.ADDRESS):
        return _recognised(sentence, at)
    found = text_columns(sentence, at)
    if found is None:
        return None
    after, columns = found
    if columns[0].shape is Shape.EMAIL and sentence.words[after : after + 1] in _ORIGINS:
        given = given_text(sentence, after + 1)
        after += given is not None and is_domain(given[0])
    negated = False
    test = _text_comparator(sentence, after)
    if test is None:
        linked, negated = link(sentence, after)
        # What links may hold the test itself: the "contain" of "that do not contain".
        tested = (_text_comparator(sentence, place) for place in range(after, linked + 1))
        test, after = next(filter(None, tested), None), linked
    if test is None:
        tests, end = _tests_of_names(sentence, at, after, columns)
    elif is_described(sentence, text_start(sentence, test[0])):
        written = sentence.text(test[0], text_start(sentence, test[0]) + 1)
        return Clause(at, test[0] + 2, ProblemPart(f"“{written}”: please give the letters."))
    else:
        tests, end = _tests_of_parts(sentence, test, columns)
    if not tests:
        return None
    condition = any_of(tests)
    part = TestPart(negate(condition) if negated else condition, columns[0].name)
    return Clause(at, end, part)


def _tests_of_parts(
    sentence: Sentence, test: tuple[int, Comparator], columns: Sequence[Column]
) -> tuple[list[Condition], int]:
    """Return the tests of "contains son", "ends with .jp" and where they end."""
    names, end = _list(sentence, text_start(sentence, test[0]), _part)
    ends = sentence.words[test[0] - 1] in _BEFORE_DOMAINS
    tests: list[Condition] = [
        at_domain(column, name)
        if ends and column.shape is Shape.EMAIL
        else text_test(column, test[1].operator, name)
        for column in columns
        for (name,) in names
    ]
    return tests, end


def _tests_of_names(
    sentence: Sentence, at: int, after: int, columns: Sequence[Column]
) -> tuple[list[Condition], int]:
    """Return the tests of "named Maria", "has a z in it" and where they end; none, no tests."""
    shape = columns[0].shape
    named = sentence.role(at, Role.NAMED) is not None
    start = sentence.skip(after, Role.ARTICLE)
    start -= start == sentence.size and sentence.words[-1] == "a"  # "users named A"
    if not _opens_name(sentence, start, named=named) or _says_what_is(sentence, at, start):
        return [], at
    if shape is Shape.ADDRESS and not _may_be_address(sentence, start):
        return [], at
    names, end = _list(sentence, start, _name if shape is Shape.NAME else _part)
    in_it = sentence.words[end : end + 2] in _IN_IT
    if in_it or (is_a_letter(sentence, start - 1) and end == start + 1):
        held = (" ".join(name) for name in names)
        parts = [text_test(c, Operator.CONTAINS, part) for part in held for c in columns]
        return list(parts), end + 2 * in_it
    if shape is Shape.EMAIL and all(is_domain(name) for (name,) in names):
        return [at_domain(columns[0], name) for (name,) in names], end
    return list(_name_tests(columns, names)), end


def _text_comparator(sentence: Sentence, at: int) -> tuple[int, Comparator] | None:
    return sentence.find(at, Comparator, lambda word: word.of_text)


def _says_what_is(sentence: Sentence, at: int, start: int) -> bool:
    """Whether a word of English follows several names: "which first names are used"."""
    names = sentence.find(at, ColumnWord, lambda word: word.plural and _is_name(word.column))
    return names is not None and start > at + 1 and sentence.tokens[start].text in english_words()


def _may_be_address(sentence: Sentence, at: int) -> bool:
    """Whether an address, and no bare word, is given: quoted, or with a digit in it."""
    given = given_text(sentence, at)
    quoted = sentence.tokens[at].kind is Kind.QUOTED
    return given is not None and (quoted or any(map(str.isdigit, given[0])))


def _is_name(column: Column) -> bool:
    return column.shape is Shape.NAME


@starts_with(words={"of", "for"})
def name_of_row(sentence: Sentence, at: int) -> Clause | None:
    """The "of Jack Davis" of "the e-mail of Jack Davis": words with capitals, none of them ours."""
    if sentence.words[at] not in ("of", "for"):
        return None
    columns = [c for c in sentence.world.dataset.columns if _is_name(c)]
    asked = at > 0 and any(sentence.find(i, ColumnWord) for i in range(max(0, at - 3), at))
    if len(columns) != 2 or not asked:
        return None
    found = _name(sentence, at + 1) if at + 1 < sentence.size else None
    if found is None or len(found[0]) < 2:
        return None
    tokens = sentence.tokens[at + 1 : found[1]]
    if not all(token.text[:1].isupper() for token in tokens) or sentence.has_meaning(at + 1):
        return None
    return Clause(at, found[1], TestPart(any_of(_name_tests(columns, [found[0]])), columns[0].name))


@starts_with(UnknownWord)
def named_person(sentence: Sentence, at: int) -> Clause | None:
    """The "Maria Silva" of "what is Maria Silva's balance": words with capitals, none of them ours.

    They stand behind a verb or a word for showing, and no rows follow ("is Premium Plus users").
    """
    columns = [c for c in sentence.world.dataset.columns if _is_name(c)]
    if at == 0 or sentence.words[at - 1] not in _BEFORE_A_PERSON or len(columns) != 2:
        return None
    if not sentence.tokens[at].text[:1].isupper() or sentence.has_meaning(at):
        return None
    found = _name(sentence, at)
    if found is None or len(found[0]) < 2 or sentence.find(found[1], Noun) is not None:
        return None
    if not all(token.text[:1].isupper() for token in sentence.tokens[at : found[1]]):
        return None
    return Clause(at, found[1], TestPart(any_of(_name_tests(columns, [found[0]])), columns[0].name))


_BEFORE_A_PERSON = frozenset("is was does did has about show me find of".split())


@starts_with(UnknownWord, words=_PARTICLES, follows=True)
def another_name(sentence: Sentence, at: int) -> Clause | None:
    """ "And Sato?" after a question about people of a name."""
    previous = sentence.world.previous
    opened = sentence.skip(0, Role.FOLLOW, Role.AND, Role.ARTICLE)
    if previous is None or at not in (0, opened) or not _continues_name(sentence, at):
        return None
    names = {c.name for c in sentence.world.dataset.columns if c.shape is Shape.NAME}
    tested = [name for name in dict.fromkeys(columns_of(previous.where)) if name in names]
    found = _name(sentence, at)
    if not tested or found is None or any(word.isalpha() for word in sentence.words[found[1] :]):
        return None
    columns = [sentence.world.dataset.get_column(name) for name in tested]
    test = any_of(_name_tests(columns, [found[0]]))
    return Clause(at, found[1], TestPart(test, columns[0].name))


_WITHIN = (["in"], ["inside"], ["within"])
_IN_IT = (["in", "it"], ["in", "them"])


@starts_with(Kind.QUOTED, words=LETTER)
def held_text(sentence: Sentence, at: int) -> Clause | None:
    """ "(have) 'smith' (somewhere) in their e-mail", "an A in …": a part of a text column."""
    start = at + is_a_letter(sentence, at)
    if start == at and sentence.tokens[at].kind is not Kind.QUOTED:
        return None
    within = start + 1 + (sentence.words[start + 1 : start + 2] in (["somewhere"], ["anywhere"]))
    if sentence.words[within : within + 1] not in _WITHIN:
        return None
    found = text_columns(sentence, sentence.skip(within + 1, Role.ARTICLE))
    given = given_text(sentence, start)
    if found is None or given is None:
        return None
    tests = [text_test(column, Operator.CONTAINS, given[0]) for column in found[1]]
    return Clause(at, found[0], TestPart(any_of(tests), found[1][0].name))


@starts_with(follows=True)
def another_part(sentence: Sentence, at: int) -> Clause | None:
    """The "M" of "and with M?" after a question about names that start with S."""
    previous = sentence.world.previous
    tests = [test for test in parts_of(previous.where) if _is_pattern(test)] if previous else []
    opened = sentence.skip(0, Role.FOLLOW, Role.FILLER, Role.AND, Role.OR, Role.POSSESS)
    given = given_text(sentence, at) if len(tests) == 1 and at == opened else None
    if given is None or len(given[0]) > 1 or any(map(str.isalpha, sentence.words[given[1] :])):
        return None
    test = replace(tests[0], value=given[0])
    return Clause(at, given[1], TestPart(test, test.column))


def _is_pattern(test: Condition) -> TypeGuard[Comparison]:
    patterns = (Operator.STARTS_WITH, Operator.ENDS_WITH, Operator.CONTAINS)
    return isinstance(test, Comparison) and test.operator in patterns


def domain(sentence: Sentence, at: int) -> Clause | None:
    """ "(with an) example.org e-mail", "a .org e-mail", "an @example.org address", "gmail"."""
    signed = sentence.words[at] in (".", "@")
    given = given_text(sentence, at) if signed or sentence.tokens[at].kind is Kind.WORD else None
    provider = sentence.words[at] in _PROVIDERS
    if given is None or not (signed or provider or is_domain(given[0])):
        return None
    found = sentence.find(given[1], ColumnWord, lambda word: word.column.shape is Shape.EMAIL)
    emails = [c for c in sentence.world.dataset.columns if c.shape is Shape.EMAIL]
    told = found is not None or ((provider or sentence.words[at] == "@") and len(emails) == 1)
    if not told:
        return None
    column, end = (found[1].column, found[0]) if found is not None else (emails[0], given[1])
    end += sentence.words[end : end + 1] in (["address"], ["addresses"])
    return Clause(at, end, TestPart(at_domain(column, given[0]), column.name))


_ORIGINS = (["from"], ["in"], ["on"], ["with"])
_PROVIDERS = frozenset(
    "aol gmail googlemail hotmail icloud outlook proton protonmail yahoo".split()
)
"""Names of domains that say by themselves that an e-mail is meant."""
_BEFORE_DOMAINS = frozenset({"at", "domain", "is", "of"})
"""The last words of what says that the text is what stands after the @: "whose domain is"."""


def _list(
    sentence: Sentence, at: int, read: Callable[[Sentence, int], tuple[Name, int] | None]
) -> tuple[list[Name], int]:
    """Return the texts of "A", "A or B", "A, B and C", and where they end."""
    first = read(sentence, at)
    if first is None:
        return [], at
    names, end = [first[0]], first[1]
    while (after := _next_in_list(sentence, end)) is not None:
        further = None if _is_grammar(sentence, after) else read(sentence, after)
        if further is None:
            break
        names.append(further[0])
        end = further[1]
    return names, end


def _next_in_list(sentence: Sentence, at: int) -> int | None:
    """Return the place after "or", "and" or a comma, or None where the list ends."""
    comma = sentence.words[at : at + 1] == [","]
    start = at + comma
    after = sentence.role(start, *_LIST_WORDS)
    after = after if after is not None else start
    return after if at < after < sentence.size else None


def name_at(sentence: Sentence, at: int) -> str:
    """Return the words here that may be a name, as they were written."""
    found = _name(sentence, at)
    return sentence.text(at, found[1]) if found is not None else ""


def _part(sentence: Sentence, at: int) -> tuple[Name, int] | None:
    given = given_text(sentence, at)
    return ((given[0],), given[1]) if given is not None else None


def _name(sentence: Sentence, at: int) -> tuple[Name, int] | None:
    """Return the words of a name of one or more, and where it ends."""
    given = given_text(sentence, at)
    if given is None or sentence.tokens[at].kind is not Kind.WORD:
        return _part(sentence, at)
    words, end = [given[0]], given[1]
    while len(words) < _MOST_WORDS and _continues_name(sentence, end):
        further = given_text(sentence, end)
        if further is None:
            break
        words.append(further[0])
        end = further[1]
    return tuple(words), end


def _continues_name(sentence: Sentence, at: int) -> bool:
    """Whether the next word is none of ours, nor a misspelling of one."""
    if at >= sentence.size or sentence.tokens[at].kind is not Kind.WORD:
        return False
    if sentence.words[at] in _PARTICLES and _continues_name(sentence, at + 1):
        return True
    is_ours = _is_grammar(sentence, at) or sentence.time(at) is not None
    return not is_ours and corrected(sentence.tokens[at], sentence.world.lexicon) is None


def _name_tests(columns: Sequence[Column], names: Iterable[Name]) -> Iterable[Condition]:
    """Yield that a column is one of the names, or two of them a first and a last part of it."""
    names = tuple(names)
    for column in columns:
        for name in names:
            yield text_test(column, Operator.EQ, " ".join(name))
    for name in names if len(columns) == 2 else ():
        for cut in range(1, len(name)):
            parts = (" ".join(name[:cut]), " ".join(name[cut:]))
            yield all_of(
                text_test(column, Operator.EQ, part)
                for column, part in zip(columns, parts, strict=True)
            )


def _opens_name(sentence: Sentence, at: int, *, named: bool) -> bool:
    """Whether a text is given here, and not a word of ours ("first name and e-mail")."""
    if at >= sentence.size or (not named and sentence.words[at - 1] in ("of", "the")):
        return False
    if named and sentence.tokens[at].text[:1].isupper():
        return True
    is_place = named and not sentence.senses(at) and sentence.tokens[at].kind is Kind.WORD
    return is_place or not _is_grammar(sentence, at)


def _is_grammar(sentence: Sentence, at: int) -> bool:
    """Whether the word here is one of ours, so that it is no name ("first name and e-mail")."""
    token = sentence.tokens[at]
    if token.kind in (Kind.QUOTED, Kind.EMAIL, Kind.ADDRESS):
        return False
    if token.kind is not Kind.WORD or sentence.find(at, Noun):
        return True
    return bool(sentence.senses(at)) or sentence.value(at) is not None


def _recognised(sentence: Sentence, at: int) -> Clause | None:
    """An e-mail or wallet address by itself: the column that is declared to hold such texts."""
    token = sentence.tokens[at]
    wanted = Shape.EMAIL if token.kind is Kind.EMAIL else Shape.ADDRESS
    for column in sentence.world.dataset.columns:
        if column.shape is wanted:
            given = token.text.lower() if token.kind is Kind.EMAIL else token.text
            test = Comparison(column.name, Operator.EQ, given)
            return Clause(at, at + 1, TestPart(test, column.name, equality=True))
    return None
