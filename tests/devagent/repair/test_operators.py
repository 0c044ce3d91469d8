"""Each operator of template repair, by what it has to propose for a small piece of code."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from devagent.repair.code import Code
from devagent.repair.operators import list_operators

PROPOSED = [
    ("comparison sign", "a < b", "a <= b"),
    ("comparison sign", "a is None", "a is not None"),
    ("comparison sign", "a not in b", "a in b"),
    ("arithmetic sign", "a - b", "a + b"),
    ("arithmetic sign", "a += b", "a -= b"),
    ("arithmetic sign", "a += b", "a = b"),
    ("swapped operands", "a - b", "b - a"),
    ("dropped operand", "a % b + c", "a % b"),
    ("dropped operand", "a and b and c", "a and c"),
    ("dropped operand", "not a", "a"),
    ("and or", "a and b", "a or b"),
    ("and or", "a or b or c", "a or b and c"),
    ("negation", "if a: b", "if not (a): b"),
    ("negation", "[a for a in b if c]", "[a for a in b if not (c)]"),
    ("constant", "a[0]", "a[1]"),
    ("constant", "a = 1", "a = (-1)"),
    ("constant", "a = True", "a = False"),
    ("constant", "a = ' b'", "a = 'b'"),
    ("off by one", "range(n)", "range(n + 1)"),
    ("off by one", "range(len(a))", "range(len(a) - 1)"),
    ("off by one", "a * b", "a * (b - 1)"),
    ("slice bound", "a[1:n]", "a[1:]"),
    ("slice bound", "a[:]", "a[::-1]"),
    ("other variable", "def f(a, b):\n    return a", "def f(a, b):\n    return b"),
    ("other target", "def f(a, b):\n    a = 1", "def f(a, b):\n    b = 1"),
    ("related function", "max(a)", "min(a)"),
    ("related function", "a.upper()", "a.lower()"),
    ("other attribute", "a.x == a.y", "a.x == a.x"),
    ("swapped parts", "f(a, b)", "f(b, a)"),
    ("swapped parts", "a if b else c", "c if b else a"),
    ("dropped part", "f(a, b=c)", "f(a)"),
    ("dropped part", "[a, b]", "[b]"),
    ("unwrapped call", "f(a)", "a"),
    ("unwrapped call", "a.strip()", "a"),
    ("wrapped call", "c = a - b", "c = abs(a - b)"),
    ("wrapped call", "f(a)", "f(a.strip())"),
    ("extended condition", "if a:\n    b = c > d", "if (a) and (c > d):\n    b = c > d"),
    ("fixed condition", "if a: b", "if True: b"),
    (
        "condition on a variable",
        "def f(a, b):\n    if a: c",
        "def f(a, b):\n    if (a) and b is None: c",
    ),
    ("donor expression", "f(a)\nb = c", "f(c)\nb = c"),
    ("donor expression", "a = len(b)\nc = 0", "a = len(b)\nc = len(b)"),
    ("added term", "def f(a, b):\n    return a", "def f(a, b):\n    return (a) + b"),
    ("deleted statement", "a\nb", "a\n"),
    ("moved out of the block", "for a in b:\n    c\n    d\n", "for a in b:\n    c\nd\n"),
    ("moved into the block", "for a in b:\n    c\nd\n", "for a in b:\n    c\n    d\n"),
    ("swapped statements", "a = 1\nb = 2\n", "b = 2\na = 1\n"),
    ("copied statement", "a = 1\nb\n", "a = 1\nb\na = 1\n"),
    ("missing return", "def f(a):\n    b = a\n", "def f(a):\n    b = a\n    return b\n"),
    (
        "missing return",
        "def f(a):\n    return a[0]\n",
        "def f(a):\n    if not a:\n        return None\n    return a[0]\n",
    ),
    ("changed jump", "for a in b:\n    break", "for a in b:\n    continue"),
    ("cut off", "a = f(b)", "a = f(b)[1:]"),
    ("cut off", "a = b + c", "a = (b + c)[:-1]"),
    (
        "guarded statement",
        "def f(a, b):\n    return a\n",
        "def f(a, b):\n    if a == b:\n        return a\n",
    ),
    ("guarded statement", "b = c > d\na = 1\n", "b = c > d\nif c > d:\n    a = 1\n"),
    ("missing step", "while a > b:\n    c\n", "while a > b:\n    c\n    a -= 1\n"),
    ("quoted name", "def f(a):\n    return b('a')", "def f(a):\n    return b(a)"),
    ("misspelt text", "a = 'Monday'\nb = 'Mondey'", "a = 'Monday'\nb = 'Monday'"),
    ("other collection", "set(a)", "sorted(a)"),
    ("other bracket", "a = '('", "a = ')'"),
    ("both sides", "a == b", "set(a) == set(b)"),
    ("wrapped once more", "a = f(b)", "a = f(f(b))"),
    ("deleted statement", "a\nb\nc\n", "c\n"),
    ("none or false", "if a: b", "if a is not None: b"),
    ("none or false", "if not a: b", "if a is None: b"),
    (
        "missing save",
        "def f(a):\n    b = C.objects.get()\n    b.n = a\n",
        "def f(a):\n    b = C.objects.get()\n    b.n = a\n    b.save()\n",
    ),
    ("distinct rows", "a.filter(b=c)", "a.filter(b=c).distinct()"),
    ("distinct rows", "a.annotate(n=Count('b'))", "a.annotate(n=Count('b', distinct=True))"),
    ("flat values", "a.values_list('b')", "a.values_list('b', flat=True)"),
    (
        "excluded itself",
        "def f(a):\n    return b.filter(c=a.c).exists()",
        "def f(a):\n    return b.filter(c=a.c).exclude(pk=a.pk).exists()",
    ),
    (
        "excluded itself",
        "def f(self):\n    return b.filter(c=1)",
        "def f(self):\n    return b.filter(c=1).exclude(pk=self.instance.pk)",
    ),
    ("other lookup", "a.filter(b=c)", "a.filter(b__date=c)"),
    ("other method", "a.method == 'GET'", 'a.method == "POST"'),
    ("other method", "a.GET", "a.POST"),
    ("other status", "f(status=200)", "f(status=403)"),
    ("rounded", "(a + b) // c", "-(-(a + b) // c)"),
    ("rounded", "a = b * c / d", "a = round(b * c / d, 2)"),
    ("other order", "a.order_by('b', '-c')", "a.order_by('b', \"c\")"),
    ("other order", "a.order_by('b', '-c')", "a.order_by(\"-b\", '-c')"),
    (
        "or not found",
        "from d import get_object_or_404\nA.objects.get(pk=b)",
        "from d import get_object_or_404\nget_object_or_404(A, pk=b)",
    ),
    (
        "donor keyword",
        "a.filter(b=c)\nd.get(e=f)",
        "a.filter(b=c)\nd.get(e=f, b=c)",
    ),
    ("donor keyword", "a.filter(b=c)\nd.all()", "a.filter(b=c)\nd.filter(b=c)"),
    ("donor keyword", "f(a, b=c)\nf(d)", "f(a, b=c)\nf(d, b=c)"),
    ("called method", "if a.b: c", "if a.b(): c"),
    ("called method", "a = b.c()", "a = b.c"),
    ("returned call", "def f(a):\n    a.b()\n", "def f(a):\n    return a.b()\n"),
    (
        "missing super",
        "class A(B):\n    def f(self, a, *b, c=1, **d):\n        e\n",
        dedent(
            """
            class A(B):
                def f(self, a, *b, c=1, **d):
                    super().f(a, *b, c=c, **d)
                    e
            """
        ).lstrip(),
    ),
    (
        "missing super",
        "class A(B):\n    def f(self):\n        e\n",
        "class A(B):\n    def f(self):\n        e\n        return super().f()\n",
    ),
    ("key or default", "a = b['c']", "a = b.get('c')"),
    ("key or default", "a = b[c]", "a = b.get(c, 0)"),
    ("value or default", "a = b['c']", "a = (b['c'] or 0)"),
    ("other unit", "timedelta(days=a)", "timedelta(hours=a)"),
    ("other unit", "timedelta(a)", "timedelta(minutes=a)"),
    ("checked password", "user.password == given", "user.check_password(given)"),
    ("checked password", "given != user.password", "not user.check_password(given)"),
    ("aware now", "datetime.now()", "timezone.now()"),
    ("filter or get", "User.objects.get(pk=pk)", "User.objects.filter(pk=pk).first()"),
    ("default of an extreme", "max(a)", "max(a, default=0)"),
    ("end of the text", r"p = r'^\d+$'", r"p = r'^\d+\Z'"),
    (
        "named in update_fields",
        "a.b = a.c = 1\na.save(update_fields=['b'])",
        "a.b = a.c = 1\na.save(update_fields=['b', 'c'])",
    ),
    (
        "field in the database",
        "from a import F\nb.c += 1",
        'from a import F\nb.c = F("c") + 1',
    ),
    ("either query", "a.filter(Q(b=1), Q(c=2))", "a.filter(Q(b=1) | Q(c=2))"),
    ("either query", "Q(a=1)", "~Q(a=1)"),
    ("other lookup", "a.filter(b__gt=1)", "a.filter(b__gte=1)"),
    ("other lookup", "a.get(email=b)", "a.get(email__iexact=b)"),
    ("normalised", "a == b", "a.lower() == b.lower()"),
]


def proposals(operator_name: str, source: str) -> set[str]:
    """Return what an operator makes of a piece of code, over all its nodes."""
    code = Code(source)
    [operator] = [each for each in list_operators() if each.name == operator_name]
    edits = (edit for node in ast.walk(code.tree) for edit in operator.propose(node, code))
    return {code.apply(edit) for edit in edits}


@pytest.mark.parametrize(("operator", "before", "after"), PROPOSED)
def test_the_fix_is_among_the_proposals(operator: str, before: str, after: str) -> None:
    assert after in proposals(operator, before)


@pytest.mark.parametrize(
    "source", ["def f(a):\n    a.b()\n    c\n", "a.b()\n", "class A:\n    b()\n"]
)
def test_only_the_last_call_of_a_block_in_a_function_is_returned(source: str) -> None:
    assert proposals("returned call", source) == set()


def test_every_operator_has_an_example() -> None:
    assert {each.name for each in list_operators()} == {name for name, _, _ in PROPOSED}


@pytest.mark.parametrize("operator", [each.name for each in list_operators()])
def test_no_operator_proposes_what_is_there_or_stumbles_over_rare_syntax(operator: str) -> None:
    source = dedent(
        '''
        """Grüße: ein Modul."""
        async def f(*a, b: int = 0, **c):
            async with a[0] as (d, *e):
                lambda g=1: g
            try:
                x = y = {**c, "k": [*a]}
            except* ValueError as error:
                raise error from None
            else:
                del x
            match a:
                case [1, {"k": v}] if v: return f"{v!r:>{b}}"
            while (n := b) and not a: global_ = n @ n; continue
            yield a[1:2, ::3], a[...]
        class A(object): z: int
        '''
    )

    changed = proposals(operator, source)

    assert source not in changed
