"""Who gets in where: one row for each request to each address, and for each panel of a socket.

An address or panel that is not in the tables fails ``test_access.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from channels.security.websocket import WebsocketDenier
from django.contrib.auth.models import Permission
from django.db.models import Model

from live.consumers import PanelConsumer
from tests.functional import rows
from tests.users.factories import UserFactory
from users.models import User

LOGIN: Final = "the login"
FORBIDDEN: Final = 403

Outcome = int | str
"""The status of a response, or LOGIN where it leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A request, the permissions that it takes, and what it leads to for those who have them.

    Each of ``needs`` is a permission, or some that do as well as each other, joined by ``|``.
    ``outsiders`` is what it leads to for everybody who is not staff. ``at`` makes what the address
    names. Where ``welcome`` is FORBIDDEN, not even a superuser gets in.
    """

    method: str = "get"
    needs: tuple[str, ...] = ()
    welcome: int = 200
    outsiders: Outcome = LOGIN
    at: Callable[[User], object] = lambda person: 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step of the ladder: somebody, and what the request leads to for them."""

    who: str
    make: Callable[[], User | None]
    outcome: Outcome


def ladder(row: Row) -> Iterator[Rung]:
    """Return everybody who tries: each who is refused has all permissions but the one wanted."""
    yield Rung(who="nobody", make=lambda: None, outcome=row.outsiders)
    yield Rung(who="a plain user", make=partial(holder, is_staff=False), outcome=row.outsiders)
    for need in row.needs:
        without = partial(holder, without=need.split("|"))
        yield Rung(who=f"staff without {need}", make=without, outcome=FORBIDDEN)
    yield Rung(who="those who may", make=partial(_insider, row), outcome=row.welcome)


def holder(*, is_staff: bool = True, without: Collection[str] = ()) -> User:
    """Return a new person who has all permissions of the project, but for some."""
    person: User = UserFactory.create(is_staff=is_staff)
    granted = [one for label, one in _permissions().items() if label not in without]
    person.user_permissions.set(granted)
    return person


def _insider(row: Row) -> User:
    if row.welcome == FORBIDDEN:
        return UserFactory.create(is_staff=True, is_superuser=True)
    person: User = UserFactory.create(is_staff=True)
    known = _permissions()
    person.user_permissions.set([known[need.split("|")[0]] for need in row.needs])
    return person


def _permissions() -> dict[str, Permission]:
    found = Permission.objects.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}": one for one in found}


def model(
    label: str,
    fresh: Callable[[], Model],
    *,
    may: str = "view",
    view: str = "",
    saved: int = 200,
    single: tuple[str, ...] = (),
) -> dict[str, tuple[Row, ...]]:
    """Return the rows of a model's pages in the admin.

    ``may`` says what can be done there at all, ``saved`` what sending an empty form leads to,
    and ``single`` what else it takes to open or change a single row.
    """
    app, name = label.split(".")
    base, one = f"admin/{app}/{name}/", f"admin/{app}/{name}/<object_id>/"
    look = (view or f"{app}.view_{name}|{app}.change_{name}",)

    def at(person: User) -> object:
        return fresh().pk

    def doing(what: str, *methods: str, welcome: int = 200) -> tuple[Row, ...]:
        if what not in may.split():
            return (Row(method="post", welcome=FORBIDDEN, at=at),)
        needs = (f"{app}.{what}_{name}", *single)
        return tuple(Row(method=method, needs=needs, welcome=welcome, at=at) for method in methods)

    return {
        base: (Row(needs=look),),
        f"{base}add/": doing("add", "get", "post"),
        one: (Row(welcome=302, at=at),),
        f"{one}history/": (Row(needs=(*look, *single), at=at),),
        f"{one}change/": (
            Row(needs=(*look, *single), at=at),
            *doing("change", "post", welcome=saved),
        ),
        f"{one}delete/": doing("delete", "get", "post"),
    }


ASK = "queryassist.ask_queen"
ALL = "view add change delete"
PERSONAL = ("users.view_personal_data",)


def chat(
    *methods: str, welcome: int, at: Callable[[User], object] = lambda person: 1, also: str = ""
) -> tuple[Row, ...]:
    """Return the rows of an address of the chat page."""
    needs = (ASK, also) if also else (ASK,)
    return tuple(Row(method=method, needs=needs, welcome=welcome, at=at) for method in methods)


_CHAT = {
    "": (*chat("get", welcome=200), *chat("post", welcome=400)),
    "<pk>/": chat("get", welcome=200, at=rows.conversation_of),
    "<pk>/rename/": chat("post", welcome=302, at=rows.conversation_of),
    "<pk>/delete/": chat("post", welcome=302, at=rows.conversation_of),
    "stop/": chat("post", welcome=400),
    "suggest/": chat("get", welcome=200),
    "about/<dataset>/": chat("post", welcome=404),
    "shared/<token>/": chat("get", welcome=404, at=lambda person: UUID(int=1)),
    "questions/<pk>/": chat("get", welcome=404, at=rows.question_of),
    "questions/<pk>/sent/": chat("get", welcome=200, at=rows.question_of),
    "questions/<pk>/background/": chat("get", welcome=404, at=rows.question_of),
    "questions/<pk>/chart/": chat("get", welcome=404, at=rows.question_of),
    "questions/<pk>/change/": chat("post", welcome=400, at=rows.question_of),
    "questions/<pk>/feedback/": chat("post", welcome=422, at=rows.question_of),
    "questions/<pk>/watch/": chat("post", welcome=302, at=rows.question_of),
    "questions/<pk>/share/": chat("post", welcome=404, at=rows.question_of),
    "questions/<pk>/export/": chat("post", welcome=404, at=rows.question_of),
    "questions/<pk>/verify/": chat("post", welcome=302, at=rows.question_of,
                                   also="queryassist.verify_question"),
    "questions/<pk>/choose/": chat("post", welcome=400, at=rows.question_of),
    "questions/<pk>/meaning/": chat("post", welcome=404, at=rows.question_of),
    "questions/<pk>/sql/": (
        Row(method="post", welcome=400, at=rows.question_of,
            needs=(ASK, "queryassist.run_sql", "users.view_personal_data")),
    ),
    "watches/<pk>/pause/": chat("post", welcome=404),
    "watches/<pk>/resume/": chat("post", welcome=404),
    "watches/<pk>/delete/": chat("post", welcome=404),
    "notices/<pk>/dismiss/": chat("post", welcome=404),
    "words/": (*chat("get", welcome=200), *chat("post", welcome=302)),
    "words/<pk>/": chat("get", welcome=404),
    "words/<pk>/decide/": chat("post", welcome=404),
    "words/usual/": chat("post", welcome=302),
    "brief/": chat("post", welcome=302),
}  # fmt: skip

PAGES: dict[str, tuple[Row, ...]] = {
    "": (Row(welcome=302, outsiders=302),),
    "admin/": (Row(),),
    "admin/login/": (Row(welcome=302, outsiders=200),),
    "admin/logout/": (Row(method="post", outsiders=302),),
    "admin/password_change/": (Row(), Row(method="post")),
    "admin/password_change/done/": (Row(),),
    "admin/autocomplete/": (Row(welcome=FORBIDDEN),),
    "admin/jsi18n/": (Row(),),
    "admin/r/<content_type_id>/<object_id>/": (Row(welcome=404),),
    "admin/<app_label>/": (Row(welcome=404, at=lambda person: "users"),),
    "admin/<url>": (Row(welcome=404, at=lambda person: "nothing/here/"),),
    "admin/users/user/<id>/password/": (
        Row(needs=("users.change_user", *PERSONAL), at=lambda person: UserFactory.create().pk),
    ),
    **model("auth.group", rows.group, may=ALL),
    **model("users.user", UserFactory.create, may=ALL, single=PERSONAL),
    "admin/users/user/add/": (
        Row(needs=("users.add_user", "users.change_user", *PERSONAL)),
        Row(method="post", needs=("users.add_user", "users.change_user", *PERSONAL)),
    ),
    **model("queryassist.question", rows.question, single=PERSONAL),
    **model("queryassist.doubleentry", rows.double_entry, single=PERSONAL),
    **model("queryassist.export", rows.export, single=PERSONAL),
    **model(
        "queryassist.feedback", rows.feedback, view="queryassist.view_question", single=PERSONAL
    ),
    **model("queryassist.watch", rows.watch, may="view delete", single=PERSONAL),
    **model("queryassist.verifiedquestion", rows.verified_question, single=PERSONAL),
    **model("queryassist.taughtword", rows.taught_word, single=PERSONAL),
    **model("queryassist.datasetsnapshot", rows.dataset_snapshot),
    **model("claude.call", rows.claude_call),
    **model("claude.switch", rows.claude_switch, may="view add"),
    **model("devagent.project", rows.project),
    **model("sandbox.run", rows.sandbox_run),
    **model("django_q.schedule", rows.schedule, may=ALL),
    **model("django_q.success", rows.success, may="view change delete", saved=302),
    **model("django_q.failure", rows.failure, may="view change delete", saved=302),
    **model("django_q.ormq", rows.queued, may="view change delete"),
    "admin/queryassist/performance/": (Row(needs=("queryassist.view_performance",)),),
    "admin/queryassist/performance/charts/<name>/": (
        Row(needs=("queryassist.view_performance",), welcome=404, at=lambda person: "none"),
    ),
    **{f"admin/queryassist/ask/{path}": found for path, found in _CHAT.items()},
}

SOCKETS: dict[str, type] = {"ws/live/": PanelConsumer, "": WebsocketDenier}
"""The consumers; at every other address, the denier."""


def _own(person: User) -> object:
    return person.pk


PANELS: dict[str, Row] = {
    "queryassist.asking": Row(needs=(ASK,), at=_own),
    "queryassist.watches": Row(needs=(ASK,), at=_own),
    "queryassist.notices": Row(needs=(ASK,), at=_own),
}
"""What the one consumer sends; each key names a person, who alone may see it."""
