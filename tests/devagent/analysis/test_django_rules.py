"""Each rule for Django code, beside what is like its matches and is right."""

from __future__ import annotations

from textwrap import dedent

import pytest

from devagent.analysis.django_rules import DJANGO_RULES
from devagent.analysis.patterns import match

FOUND = [
    ("django-query-in-loop", "for pk in pks:\n    use(User.objects.get(pk=pk))"),
    ("django-query-in-loop", "while True:\n    if x:\n        User.objects.filter(a=1).exists()"),
    ("django-query-in-loop", "rows = [User.objects.get(pk=pk) for pk in pks]"),
    (
        "django-missing-select-related",
        "for order in Order.objects.filter(paid=True):\n    print(order.owner.name)",
    ),
    (
        "django-missing-select-related",
        """
        def view():
            orders = Order.objects.filter(paid=True)
            for order in orders:
                print(order.owner.name)
        """,
    ),
    (
        "django-missing-select-related",
        "for order in Order.objects.all():\n    print(order.lines.count())",
    ),
    ("django-unbounded-queryset", "def view(request):\n    return show(User.objects.all())"),
    ("django-unhandled-get", "def view(request, pk):\n    return User.objects.get(pk=pk)"),
    (
        "django-unhandled-get",
        """
        def view(request, pk):
            try:
                return User.objects.get(pk=pk)
            except ValueError:
                return None
        """,
    ),
    (
        "django-unhandled-get",
        "class Show(DetailView):\n    def get_object(self):\n        return User.objects.get(pk=1)",
    ),
    ("django-compared-secret", "if user.password == form['password']: pass"),
    ("django-compared-secret", "ok = given != self.api_key"),
    ("django-compared-secret", "ok = row.token == request.GET['token']"),
    ("django-mark-safe", "mark_safe(request.GET['q'])"),
    ("django-mark-safe", "mark_safe(f'<b>{name}</b>')"),
    ("django-mark-safe", "safestring.mark_safe('<b>' + name)"),
    ("django-formatted-sql", "cursor.execute(f'SELECT {pk}')"),
    ("django-formatted-sql", "cursor.execute('SELECT %s' % pk)"),
    ("django-formatted-sql", "User.objects.raw('SELECT ' + name)"),
    ("django-formatted-sql", "cursor.execute('SELECT {}'.format(pk), [])"),
    ("django-formatted-sql", "def f(pk):\n    sql = f'SELECT {pk}'\n    cursor.execute(sql)"),
    ("django-csrf-exempt", "@csrf_exempt\ndef view(request): pass"),
    ("django-csrf-exempt", "path('x', csrf_exempt(view))"),
    ("django-filter-by-request", "User.objects.filter(**request.GET.dict())"),
    ("django-filter-by-request", "User.objects.get(**self.request.data)"),
    (
        "django-filter-by-request",
        "def view(request):\n    wanted = dict(request.GET)\n    User.objects.filter(**wanted)",
    ),
    ("django-plain-password", "user.password = form.cleaned_data['password']"),
    ("django-plain-password", "User.objects.create(email=email, password=password)"),
]
RIGHT = [
    ("django-query-in-loop", "for user in User.objects.filter(pk__in=pks):\n    use(user)"),
    ("django-query-in-loop", "names = [user.name for user in User.objects.all()]"),
    (
        "django-missing-select-related",
        "for order in Order.objects.select_related('owner'):\n    print(order.owner.name)",
    ),
    (
        "django-missing-select-related",
        "for user in User.objects.filter(a=1):\n    print(user.name.upper())",
    ),
    (
        "django-missing-select-related",
        """
        def view(rows):
            orders = Order.objects.select_related("owner")
            for order in orders:
                print(order.owner.name)
            for row in rows:
                print(row.owner.name, row.lines.count())
        """,
    ),
    ("django-unbounded-queryset", "def view(request):\n    return show(User.objects.all()[:50])"),
    ("django-unbounded-queryset", "def view(request):\n    return User.objects.all().count()"),
    (
        "django-unbounded-queryset",
        "def view(request, pk):\n    return get_object_or_404(User.objects.all(), pk=pk)",
    ),
    ("django-unbounded-queryset", "def export():\n    return list(User.objects.all())"),
    (
        "django-unhandled-get",
        """
        def view(request, pk):
            try:
                return User.objects.get(pk=pk)
            except User.DoesNotExist:
                raise Http404
        """,
    ),
    ("django-unhandled-get", "def service(pk):\n    return User.objects.get(pk=pk)"),
    (
        "django-unhandled-get",
        "class Orders(Manager):\n    def first_one(self):\n        return User.objects.get(pk=1)",
    ),
    ("django-compared-secret", "if form['password'] == '': pass"),
    ("django-compared-secret", "ok = user.check_password(password)"),
    ("django-compared-secret", "if token == None: pass"),
    ("django-mark-safe", "mark_safe('<b>fixed</b>')"),
    ("django-formatted-sql", "cursor.execute('SELECT %s', [pk])"),
    ("django-formatted-sql", "pool.execute(task)"),
    ("django-csrf-exempt", "@csrf_protect\ndef view(request): pass"),
    ("django-formatted-sql", "def f(pk):\n    sql = 'SELECT %s'\n    cursor.execute(sql, [pk])"),
    ("django-filter-by-request", "User.objects.filter(**conditions)"),
    (
        "django-filter-by-request",
        "def view(request):\n    wanted = form.cleaned_data\n    User.objects.filter(**wanted)",
    ),
    ("django-plain-password", "user.password = make_password(typed)"),
    ("django-plain-password", "user.password = hasher.hash(typed)"),
    ("django-plain-password", "self.password = password"),
    ("django-plain-password", "User.objects.create_user(email=email, password=password)"),
]


def rules_that_match(code: str) -> set[str]:
    """Return the names of the rules with a match in a piece of code."""
    text = dedent(code)
    return {finding.rule for finding in match(text, path="shop/views.py", patterns=DJANGO_RULES)}


@pytest.mark.parametrize(("rule", "code"), FOUND)
def test_wrong_code_is_found(rule: str, code: str) -> None:
    assert rule in rules_that_match(code)


@pytest.mark.parametrize(("rule", "code"), RIGHT)
def test_right_code_of_the_same_kind_is_left_alone(rule: str, code: str) -> None:
    assert rule not in rules_that_match(code)


def test_every_rule_has_both_examples() -> None:
    names = {rule.name for rule in DJANGO_RULES}

    assert names == {rule for rule, _ in FOUND} == {rule for rule, _ in RIGHT}


def test_a_finding_tells_its_place() -> None:
    code = "import x\n\n\ndef view(request):\n    return User.objects.get(pk=1)\n"

    [finding] = match(code, path="shop/views.py", patterns=DJANGO_RULES)

    assert (finding.path, finding.line, finding.column, finding.end_line) == (
        "shop/views.py",
        5,
        12,
        5,
    )


def test_code_that_does_not_parse_is_matched_as_far_as_it_does() -> None:
    code = "def broken(:\n\n\nuser = User.objects.filter(**request.GET)\n"

    assert rules_that_match(code) == {"django-filter-by-request"}
