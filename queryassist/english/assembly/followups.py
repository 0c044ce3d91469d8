"""Follow-ups: fragments that change the question before ("and in Osaka?", "sort them by age")."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column, ColumnType
from queryassist.english.assembly.back_references import (
    asks_for_its_share,
    asks_for_the_others,
    asks_who_it_is,
    holder_of_answer,
    others_than_answer,
    share_following,
    share_of_answer,
)
from queryassist.english.assembly.changed_conditions import (
    bound_both_sides,
    with_conditions,
)
from queryassist.english.assembly.doubts import doubt_following
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.followed_sides import (
    of_each_side,
    rows_of_sides,
    sides_of,
)
from queryassist.english.assembly.group_tests import tests_of_groups
from queryassist.english.assembly.heads import head_column
from queryassist.english.assembly.measures import find_measures
from queryassist.english.assembly.orders import index_of
from queryassist.english.assembly.other_figures import (
    extremes_of_same,
    united,
    with_other_figures,
)
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_order, which_share
from queryassist.english.assembly.ranking_doubts import doubt_place
from queryassist.english.assembly.removals import overall, values_of
from queryassist.english.assembly.reordering import reordered
from queryassist.english.assembly.sides import side_by_side
from queryassist.english.boolean import all_of, alternatives_of, columns_of, parts_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.linking import names_rows
from queryassist.english.clauses.parts import (
    Ask,
    ColumnsPart,
    GroupPart,
    HavingPart,
    LimitPart,
    MeasurePart,
    ShareTestPart,
    TestPart,
    TopPart,
)
from queryassist.english.words.lexicon import EnumWord
from queryassist.english.words.roles import Role
from queryassist.spec import (
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Operator,
    QuerySpec,
)

_VERBS = frozenset("are is were was live lives come comes reside have has do".split())
_POINTING_BACK = (Role.SAME, Role.ONLY, Role.REMOVE, Role.REVERSED, Role.NEXT)


def is_follow_up(draft: Draft) -> bool:
    """Whether a question needs the one before it: it points back, or names no rows of its own."""
    if draft.refers_back or draft.opens_with(*_POINTING_BACK) or _is_about_answer(draft):
        return True
    if draft.asks_overall:
        return not (draft.has_noun and draft.asks)
    if not (
        draft.has_noun or _counts_in_full(draft) or (_is_grouped(draft) and _asks_in_full(draft))
    ):
        own = find_own_figure(draft) and draft.has(GroupPart) and not draft.only_compares
        return not own or draft.opens_with(Role.FOLLOW)
    tests_groups = draft.has(HavingPart) and not draft.has(GroupPart, ColumnsPart)
    if draft.narrows or (tests_groups and _is_grouped(draft)):
        return True
    if find_own_figure(draft):
        return draft.goes_on and not draft.has(TestPart, GroupPart) and _is_grouped(draft)
    return draft.opens_with(Role.FOLLOW) and not draft.asks


def _asks_in_full(draft: Draft) -> bool:
    """Whether it is a sentence with a figure and rows of its own: "what is the age of women?"."""
    sentence = draft.sentence
    opened = sentence.words[:2] in (["what", "is"], ["what", "was"])
    opened = opened and "there" not in sentence.words
    rows = any(
        sentence.find(clause.start, EnumWord, lambda word: word.bare) is not None
        for clause in draft.clauses
    )
    return opened and rows and any(part.column is not None for part in draft.all(MeasurePart))


def _counts_in_full(draft: Draft) -> bool:
    """Whether it is a sentence with rows, verb and place: "how many women are in Rio?"."""
    sentence = draft.sentence
    counted = sentence.role(0, Role.HOW_MANY)
    if counted is None or _VERBS.isdisjoint(sentence.words) or not names_rows(sentence, counted):
        return False
    places = {column.name for column in sentence.world.dataset.indexed_columns}
    return any(part.column in places for part in draft.all(TestPart))


def _is_about_answer(draft: Draft) -> bool:
    return asks_for_its_share(draft) or asks_for_the_others(draft)


def _is_grouped(draft: Draft) -> bool:
    previous = draft.sentence.world.previous
    return previous is not None and bool(previous.group_by)


def find_own_figure(draft: Draft) -> bool:
    """Whether the question names a figure by itself."""
    return bool(find_measures(draft))


def follow_up(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the previous spec with what the fragment changes; raises Puzzled where unclear."""
    draft.clauses = tests_of_groups(draft, previous)
    doubt_following(draft, previous)
    if asks_for_the_others(draft):
        return _with_figures(draft, others_than_answer(draft, previous))
    if asks_for_its_share(draft):
        return share_of_answer(draft, previous)
    if previous.measures and asks_who_it_is(draft):
        return holder_of_answer(previous)
    if Ask.SHARE in draft.asks:
        return share_following(draft, previous)
    if previous.limit_per is not None:
        draft.asks.discard(Ask.APART)  # "3 each", "the two richest in each"
    spec = _changed(draft, _everywhere(draft, previous))
    doubt_place(draft, spec)
    again = draft.opens_with(Role.SAME) or (
        Ask.COUNT in draft.asks and (draft.refers_back or draft.only_counts)
    )
    if spec == previous and not (again or _shows_more(draft, spec)):
        raise ask_back("What should change about the last question? I found nothing new in this.")
    return spec


def _everywhere(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the question before without its places where "worldwide" takes them away."""
    if _WORLDWIDE.isdisjoint(draft.sentence.words):
        return previous
    places = {column.name for column in draft.sentence.world.dataset.indexed_columns}
    known = {Comparison(key.column, Operator.IS_NOT_NULL) for key in previous.group_by}
    old = parts_of(previous.where)
    kept = [part for part in old if part in known or not places & set(columns_of(part))]
    return replace(previous, where=all_of(kept) if kept else None)


_WORLDWIDE = frozenset({"everywhere", "globally", "globe", "world", "worldwide"})


def _shows_more(draft: Draft, spec: QuerySpec) -> bool:
    """Whether "add their age" asks for columns beside a list, which may show them already."""
    return draft.adds and draft.has(ColumnsPart) and not spec.measures


def _changed(draft: Draft, previous: QuerySpec) -> QuerySpec:
    if draft.compares:
        return side_by_side(draft, previous)
    if draft.asks_both and not previous.group_by:
        raise ask_back("Both of which? I keep only the last question in mind. Please name them.")
    if draft.asks_overall or draft.asks_both:
        return overall(draft, previous)
    if draft.asks == {Ask.COUNT, Ask.APART} and not draft.has(TestPart, GroupPart):
        return _count_of_each(previous)
    spec = with_conditions(draft, previous)
    spec = _with_figures(draft, spec)
    spec = _with_groups(draft, spec)
    spec = _with_having(draft, spec)
    return spec if extremes_of_same(draft, previous) else reordered(draft, spec)


def _count_of_each(previous: QuerySpec) -> QuerySpec:
    """ "How many of each?" after "men and women in Spain": the values that were listed."""
    told = (part for part in parts_of(previous.where) if len(alternatives_of(part)) > 1)
    listed = tuple(GroupKey(column=name) for part in told for name in set(columns_of(part)))
    keys = previous.group_by or listed
    if len(keys) != 1 or previous.limit is not None or previous.having:
        raise ask_back("How many of each what? Please name a column, as in “by country”.")
    spec = QuerySpec(dataset=previous.dataset, where=previous.where)
    return replace(spec, measures=(COUNT,), group_by=keys)


def _with_figures(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec with new figures, or as a list where rows or columns are asked for."""
    measures = find_measures(draft) or extremes_of_same(draft, spec)
    counts = Ask.COUNT in draft.asks and not draft.all(GroupPart)
    counts = counts and not ("instead" in draft.sentence.words or _ranks_groups(draft, spec))
    if spec.group_by and (_counts_the_groups(draft, counts) or _names_the_groups(spec, measures)):
        return spec.counted()
    if measures:
        measures = of_each_side(spec, measures)
    if measures and spec.measures and draft.goes_on and not (counts and draft.has(TestPart)):
        return replace(spec, measures=united(spec.measures, measures), count_groups=False)
    if counts and spec.having:
        raise ask_back("The groups were chosen by a test. Please ask for the count in full.")
    if counts and sides_of(spec):
        return replace(spec, measures=measures)
    if counts:
        where = spec.where if _tests_the_whole(draft, spec) else _rows_of(spec)
        return QuerySpec(dataset=spec.dataset, where=where, measures=measures or (COUNT,))
    return with_other_figures(draft, spec, measures) if measures else _as_listing(draft, spec)


def _as_listing(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec as a list where rows or columns are asked for, else as it is."""
    columns = [column for part in draft.all(ColumnsPart) for column in part.columns]
    if Ask.WHEN in draft.asks:  # "when did she join"
        columns += map(draft.sentence.world.dataset.get_column, draft.event_columns)
    listing = draft.asks & {Ask.LIST, Ask.WHO}
    if draft.refers_back and Ask.WHICH in draft.asks and not draft.all(GroupPart):
        listing = listing | {Ask.WHICH}
    counted = spec.measures == (COUNT,) and not spec.group_by
    of_each = counted and all(c.type is ColumnType.TEXT and not c.indexed for c in columns)
    of_those = counted and draft.refers_back
    if _asks_for_values(draft, columns) and (not spec.measures or of_those) and spec.limit is None:
        keys = (GroupKey(column=columns[0].name),)
        return _grouped_by(replace(spec, columns=(), order_by=(), measures=(COUNT,)), keys)
    if columns and (listing or of_each or not spec.measures):
        shown = _shown(draft, spec, tuple(column.name for column in columns))
        if spec.measures:
            return QuerySpec(dataset=spec.dataset, where=_rows_of(spec), columns=shown)
        return replace(spec, columns=shown)
    if listing and spec.measures and not spec.group_by and not draft.all(GroupPart):
        return QuerySpec(dataset=spec.dataset, where=_rows_of(spec))
    return spec


def _tests_the_whole(draft: Draft, spec: QuerySpec) -> bool:
    """Whether new conditions are on the rows that a share is of, and not on its part."""
    part = {name for measure in spec.measures for name in columns_of(measure.where)}
    tested = {part.column for part in draft.all(TestPart)}
    return bool(tested) and not tested & part


def _asks_for_values(draft: Draft, columns: list[Column]) -> bool:
    """Whether the different values of a column are asked for: "from which countries?"."""
    plural = all(part.plural for part in draft.all(ColumnsPart))
    told = len(columns) == 1 and (columns[0].indexed or bool(columns[0].values))
    return told and plural and Ask.WHICH in draft.asks and not draft.asks & {Ask.LIST, Ask.WHO}


def _rows_of(spec: QuerySpec) -> Condition | None:
    """Return which rows were counted: those that its figures are of."""
    conditions = [*parts_of(spec.where), *rows_of_sides(spec)]
    return all_of(conditions) if conditions else None


def _shown(draft: Draft, spec: QuerySpec, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns to show: the key and those named, beside the old ones if they are added.

    Where all that the dataset lists were shown, no more than further ones can be added.
    """
    dataset = draft.sentence.world.dataset
    before = spec.columns or tuple(column.name for column in dataset.columns if column.listed)
    if not draft.goes_on or spec.measures:
        return tuple(dict.fromkeys((dataset.key, *named)))
    shown = tuple(dict.fromkeys((*before, *named)))
    return spec.columns if shown == before else shown


def _ranks_groups(draft: Draft, spec: QuerySpec) -> bool:
    """Whether "how many?" is of the first groups that were shown: "which country has the most"."""
    return bool(spec.group_by) and spec.limit is not None and not draft.has(TestPart)


def _counts_the_groups(draft: Draft, counts: bool) -> bool:
    return counts and draft.refers_back and not draft.all(TestPart) and not draft.has_noun


def _names_the_groups(spec: QuerySpec, measures: tuple[Measure, ...]) -> bool:
    """Whether "how many countries" counts the groups that there are."""
    named = [m.column for m in measures if m.function is Function.COUNT_DISTINCT]
    return len(measures) == 1 and named == [key.column for key in spec.group_by]


def _with_groups(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec split by new groups; a list becomes counts."""
    ranked = draft.has(TopPart, LimitPart) or not spec.measures
    groups = [part for part in draft.all(GroupPart) if not (part.weak and ranked)]
    keys = tuple(dict.fromkeys(key for part in groups for key in part.keys))
    head = head_column(draft) if Ask.WHICH in draft.asks and not keys else None
    if head is not None and spec.measures and not draft.has(TopPart, TestPart):
        keys = (GroupKey(column=head.name),)  # "From which countries?"
    if not keys:
        return _with_other_values(draft, spec)
    each = _limits_each(draft) and not spec.measures
    if each and not spec.order_by:
        raise which_order(draft)
    if (each or spec.limit_per is not None) and keys == (GroupKey(column=keys[0].column),):
        return replace(spec, limit_per=keys[0].column)
    further = bool(spec.group_by) and (draft.goes_on or _keeps_its_sides(draft, spec))
    ranked_rows = spec.limit is not None and not spec.group_by
    of_those = spec.limit is not None and (further or draft.refers_back)
    if spec.having or of_those or ranked_rows:
        raise ask_back("The groups were chosen by their figure. Please ask for others in full.")
    if any(_is_chosen_by(draft, measure, keys) for measure in spec.measures):
        raise which_share(draft)
    if further:
        return replace(spec, group_by=tuple(dict.fromkeys((*spec.group_by, *keys))))
    if spec.group_by and spec.limit is not None:
        return _grouped_by(spec, keys)
    return QuerySpec(
        dataset=spec.dataset, where=spec.where, measures=spec.measures or (COUNT,), group_by=keys
    )


def _keeps_its_sides(draft: Draft, spec: QuerySpec) -> bool:
    """Whether groups are values set side by side: "men vs women" by country are still two."""
    listed = [test for test in parts_of(spec.where) if len(values_of(test)) > 1]
    told = {name for test in listed for name in columns_of(test)}
    kept = told & {key.column for key in spec.group_by}
    return bool(kept) and "instead" not in draft.sentence.words


def _limits_each(draft: Draft) -> bool:
    """Whether a number of rows stands right before the groups: "3 per country"."""
    pairs = zip(draft.clauses, draft.clauses[1:], strict=False)
    return any(isinstance(a.part, LimitPart) and isinstance(b.part, GroupPart) for a, b in pairs)


def _is_chosen_by(draft: Draft, measure: Measure, keys: tuple[GroupKey, ...]) -> bool:
    """Whether groups would take a share's part for their whole: users in Japan, by city."""
    chosen, split = set(columns_of(measure.where)), {key.column for key in keys}
    places = {column.name for column in draft.sentence.world.dataset.indexed_columns}
    within = bool(chosen & split) or bool(chosen & places and split & places)
    return measure.function is Function.SHARE and within


def _with_other_values(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """ "Top 3 cities" after "top 5 countries": the groups of another column."""
    head = draft.first(ColumnsPart)
    if head is None or len(head.columns) != 1 or not draft.has(TopPart) or not spec.group_by:
        return spec
    if len(spec.group_by) > 1:
        raise ask_back("The first of which groups? Please ask for them by one column.")
    return _grouped_by(spec, (GroupKey(column=head.columns[0].name),))


def _grouped_by(spec: QuerySpec, keys: tuple[GroupKey, ...]) -> QuerySpec:
    """Return the spec with other groups in the same ranking, where a missing value is none."""
    old = {Comparison(key.column, Operator.IS_NOT_NULL) for key in spec.group_by}
    kept = [part for part in parts_of(spec.where) if part not in old]
    kept += [Comparison(key.column, Operator.IS_NOT_NULL) for key in keys]
    order = tuple(order for order in spec.order_by if order.measure is not None)
    return replace(spec, where=all_of(kept), group_by=keys, order_by=order)


def _with_having(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """ "Only countries with more than 30 users": a test of the groups there are."""
    if not spec.group_by and draft.has(ShareTestPart):
        raise which_share(draft)
    if not spec.group_by and draft.has(HavingPart):
        raise ask_back("More or fewer in which groups? Please name a column to group by.")
    if not spec.group_by:
        return spec
    measures, having = list(spec.measures), list(spec.having)
    shares = [m for m in measures if m.function is Function.SHARE]
    tested = draft.all(ShareTestPart)
    if tested and (len(shares) != 1 or draft.has(TestPart)):
        raise which_share(draft)
    of_shares = [HavingPart(share, part.tests) for part in tested for share in shares]
    for part in (*draft.all(HavingPart), *of_shares):
        index = index_of(measures, part.measure)
        new = [Having(measure=index, operator=o, value=value) for o, value in part.tests]
        having = [old for old in having if old.measure != index or _bounds_with(old, new)] + new
    return replace(spec, measures=tuple(measures), having=tuple(having))


def _bounds_with(old: Having, new: list[Having]) -> bool:
    """Whether an old test of a figure stays beside new ones: the other end of a range."""
    old_test = Comparison("", old.operator, old.value)
    return all(
        bound_both_sides(old_test, Comparison("", test.operator, test.value)) for test in new
    )
