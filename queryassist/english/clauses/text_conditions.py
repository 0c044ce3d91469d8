"""Recognisers of text that is given in the question: names, parts of names, e-mail addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeGuard

from queryassist.catalog import Column, ColumnType, Shape
from queryassist.english.boolean import all_of, any_of, columns_of, negate, parts_of
from queryassist.english.clauses.corrections import corrected
from queryassist.english.clauses.linking import link
from queryassist.english.clauses.parts import Clause, TestPart
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
    found = _text_columns(sentence, at)
    if found is None:
        return None
    after, columns = found
    if columns[0].shape is Shape.EMAIL and sentence.words[after : after + 1] in _ORIGINS:
        given = _given(sentence, after + 1)
        after += given is not None and _is_domain(given[0])
    negated = False
    tests: list[Condition]
    test = sentence.find(after, Comparator, lambda word: word.of_text)
    if test is None:
        after, negated = link(sentence, after)
        test = sentence.find(after, Comparator, lambda word: word.of_text)
    if test is not None:
        names, end = _list(sentence, _text_start(sentence, test[0]), _part)
        ends = sentence.words[test[0] - 1] in _BEFORE_DOMAINS
        tests = [
            _at_domain(column, name)
            if ends and column.shape is Shape.EMAIL
            else _text_test(column, test[1].operator, name)
            for column in columns
            for (name,) in names
        ]
    else:
        named = sentence.role(at, Role.NAMED) is not None
        start = sentence.skip(after, Role.ARTICLE)
        if not _opens_name(sentence, start, named=named) or _says_what_is(sentence, at, start):
            return None
        if columns[0].shape is Shape.ADDRESS and not _may_be_address(sentence, start):
            return None
        is_name = columns[0].shape is Shape.NAME
        names, end = _list(sentence, start, _name if is_name else _part)
        tests = list(_name_tests(columns, names))
        if columns[0].shape is Shape.EMAIL and all(_is_domain(name) for (name,) in names):
            tests = [_at_domain(columns[0], name) for (name,) in names]
    if not tests:
        return None
    condition = any_of(tests)
    part = TestPart(negate(condition) if negated else condition, columns[0].name)
    return Clause(at, end, part)


def _says_what_is(sentence: Sentence, at: int, start: int) -> bool:
    """Whether a word of English follows several names: "which first names are used"."""
    names = sentence.find(at, ColumnWord, lambda word: word.plural and _is_name(word.column))
    return names is not None and start > at + 1 and sentence.tokens[start].text in english_words()


def _may_be_address(sentence: Sentence, at: int) -> bool:
    """Whether an address, and no bare word, is given: quoted, or with a digit in it."""
    given = _given(sentence, at)
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


@starts_with(Kind.QUOTED)
def held_text(sentence: Sentence, at: int) -> Clause | None:
    """ "(have) 'smith' (somewhere) in their e-mail": a quoted part of a text column."""
    if sentence.tokens[at].kind is not Kind.QUOTED:
        return None
    within = at + 1 + (sentence.words[at + 1 : at + 2] in (["somewhere"], ["anywhere"]))
    if sentence.words[within : within + 1] not in _WITHIN:
        return None
    found = _text_columns(sentence, sentence.skip(within + 1, Role.ARTICLE))
    given = _given(sentence, at)
    if found is None or given is None:
        return None
    tests = [_text_test(column, Operator.CONTAINS, given[0]) for column in found[1]]
    return Clause(at, found[0], TestPart(any_of(tests), found[1][0].name))


_WITHIN = (["in"], ["inside"], ["within"])


@starts_with(follows=True)
def another_part(sentence: Sentence, at: int) -> Clause | None:
    """The "M" of "and with M?" after a question about names that start with S."""
    previous = sentence.world.previous
    tests = [test for test in parts_of(previous.where) if _is_pattern(test)] if previous else []
    opened = sentence.skip(0, Role.FOLLOW, Role.FILLER, Role.AND, Role.OR, Role.POSSESS)
    given = _given(sentence, at) if len(tests) == 1 and at == opened else None
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
    given = _given(sentence, at) if signed or sentence.tokens[at].kind is Kind.WORD else None
    provider = sentence.words[at] in _PROVIDERS
    if given is None or not (signed or provider or _is_domain(given[0])):
        return None
    found = sentence.find(given[1], ColumnWord, lambda word: word.column.shape is Shape.EMAIL)
    emails = [c for c in sentence.world.dataset.columns if c.shape is Shape.EMAIL]
    told = found is not None or ((provider or sentence.words[at] == "@") and len(emails) == 1)
    if not told:
        return None
    column, end = (found[1].column, found[0]) if found is not None else (emails[0], given[1])
    end += sentence.words[end : end + 1] in (["address"], ["addresses"])
    return Clause(at, end, TestPart(_at_domain(column, given[0]), column.name))


_ORIGINS = (["from"], ["in"], ["on"], ["with"])
_PROVIDERS = frozenset(
    "aol gmail googlemail hotmail icloud outlook proton protonmail yahoo".split()
)
"""Names of domains that say by themselves that an e-mail is meant."""
_BEFORE_DOMAINS = frozenset({"at", "domain", "is", "of"})
"""The last words of what says that the text is what stands after the @: "whose domain is"."""


def _is_domain(given: str) -> bool:
    return "." in given and "@" not in given


def _at_domain(column: Column, given: str) -> Comparison:
    """Return the test of "example.org", of an ending such as ".org", or of a name: "gmail"."""
    domain = given.lower().removeprefix("@")
    if domain.startswith("."):
        return Comparison(column.name, Operator.ENDS_WITH, domain)
    if "." in domain:
        return Comparison(column.name, Operator.ENDS_WITH, f"@{domain}")
    return Comparison(column.name, Operator.CONTAINS, f"@{domain}.")


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
    given = _given(sentence, at)
    return ((given[0],), given[1]) if given is not None else None


def _name(sentence: Sentence, at: int) -> tuple[Name, int] | None:
    """Return the words of a name of one or more, and where it ends."""
    given = _given(sentence, at)
    if given is None or sentence.tokens[at].kind is not Kind.WORD:
        return _part(sentence, at)
    words, end = [given[0]], given[1]
    while len(words) < _MOST_WORDS and _continues_name(sentence, end):
        further = _given(sentence, end)
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
            yield _text_test(column, Operator.EQ, " ".join(name))
    for name in names if len(columns) == 2 else ():
        for cut in range(1, len(name)):
            parts = (" ".join(name[:cut]), " ".join(name[cut:]))
            yield all_of(
                _text_test(column, Operator.EQ, part)
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


def _text_start(sentence: Sentence, at: int) -> int:
    """Return the place after "the letter", but before an "A" that is the letter itself."""
    after = sentence.skip(at, Role.ARTICLE)
    while sentence.words[after : after + 1] in (["letter"], ["letters"]):
        after += 1
    bare = after == sentence.size or bool(sentence.senses(after))
    return after - 1 if after > at and sentence.words[after - 1] == "a" and bare else after


def _text_test(column: Column, operator: Operator, given: str) -> Comparison:
    if operator is Operator.EQ and given.islower() and given.replace(" ", "").isalpha():
        given = given.title()
    return Comparison(column.name, operator, given)


def _text_columns(sentence: Sentence, at: int) -> tuple[int, list[Column]] | None:
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


def _given(sentence: Sentence, at: int) -> tuple[str, int] | None:
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
