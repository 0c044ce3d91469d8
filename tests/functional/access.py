"""Who gets in where: one row for each request to each address, and for each panel of a socket.

An address or panel that is not in the tables fails ``test_access.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
NOT_FOUND: Final = 404

Outcome = int | str
"""The status of a response, or LOGIN where it leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A request, the permissions that it takes, and what it leads to for those who have them.

    Each of ``needs`` is a permission, or some that do as well as each other, joined by ``|``.
    ``besides`` are permissions that they have as well, to see the data that it is about.
    ``outsiders`` is what it leads to for everybody who is not staff. ``at`` makes what the address
    names; where it ``is_own``, others do not find it. Where ``welcome`` is FORBIDDEN, not even a
    superuser gets in.
    """

    method: str = "get"
    data: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    welcome: int = 200
    outsiders: Outcome = LOGIN
    at: Callable[[User], object] = lambda person: 1
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step of the ladder: somebody, and what the request leads to for them.

    ``of_others`` says that it names what somebody else has.
    """

    who: str
    make: Callable[[], User | None]
    outcome: Outcome
    of_others: bool = False


def ladder(row: Row) -> Iterator[Rung]:
    """Return everybody who tries: each who is refused has all permissions but the one wanted."""
    yield Rung(who="nobody", make=lambda: None, outcome=row.outsiders)
    yield Rung(who="a plain user", make=partial(holder, is_staff=False), outcome=row.outsiders)
    for need in row.needs:
        without = partial(holder, without=need.split("|"))
        yield Rung(who=f"staff without {need}", make=without, outcome=FORBIDDEN)
    if row.is_own:
        who = "staff who may all, of somebody else's"
        yield Rung(who=who, make=holder, outcome=NOT_FOUND, of_others=True)
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
    person.user_permissions.set([known[need.split("|")[0]] for need in (*row.needs, *row.besides)])
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
CODE = "devagent.view_project"
INCIDENTS = "monitoring.view_incident"
_RUN = Row(needs=("devagent.view_repairrun",), welcome=302, at=rows.repair_run_of, is_own=True)
_CODE = Row(needs=(CODE,), at=rows.code_of, is_own=True)
_BY_DSN = Row(method="post", welcome=FORBIDDEN, outsiders=FORBIDDEN)
ALL = "view add change delete"
PERSONAL = ("users.view_personal_data",)


_TOKEN: Final = str(UUID(int=1))
_DATASET: Final = "users.view_user"


def _page(at: Callable[[User], object] = lambda person: 1, *, is_own: bool = False) -> Row:
    """Return the row of reading an address of the chat page."""
    return Row(needs=(ASK,), besides=(_DATASET,), at=at, is_own=is_own)


def _form(row: Row, *also: str, welcome: int = 302, **data: str) -> Row:
    """Return the row of sending a form to the address of another row."""
    data = {"token": _TOKEN, **data}
    return replace(row, method="post", needs=(ASK, *also), welcome=welcome, data=data)


def _chat() -> dict[str, tuple[Row, ...]]:
    """Return the rows of the chat page; what its addresses name is a person's own."""
    page = _page()
    conversation = _page(rows.conversation_of, is_own=True)
    answer = _page(rows.answer_of, is_own=True)
    watch = _page(rows.watch_of, is_own=True)
    notice = _page(rows.notice_of, is_own=True)
    word = _page(rows.word_of, is_own=True)
    offer = replace(_page(rows.offer_of, is_own=True), besides=(_DATASET, "devagent.report_bug"))
    return {
        "": (page, _form(page, question="How many users?")),
        "<pk>/": (conversation,),
        "<pk>/rename/": (_form(conversation, title="Mine"),),
        "<pk>/delete/": (_form(conversation),),
        "stop/": (_form(page),),
        "suggest/": (page,),
        "about/<dataset>/": (_form(_page(lambda person: "users")),),
        "shared/<token>/": (_page(rows.share_of),),
        "questions/<pk>/": (answer,),
        "questions/<pk>/sent/": (answer,),
        "questions/<pk>/background/": (answer,),
        "questions/<pk>/chart/": (answer,),
        "questions/<pk>/change/": (_form(answer, path="group_by.0", remove=""),),
        "questions/<pk>/feedback/": (_form(answer, verdict="right"),),
        "questions/<pk>/watch/": (_form(answer),),
        "questions/<pk>/share/": (_form(answer),),
        "questions/<pk>/export/": (_form(answer, welcome=200),),
        "questions/<pk>/verify/": (_form(answer, "queryassist.verify_question"),),
        "questions/<pk>/act/": (_form(offer, shown="stale"),),
        "questions/<pk>/choose/": (_form(answer, reader="claude"),),
        "questions/<pk>/meaning/": (_form(answer, meaning="seen"),),
        "questions/<pk>/sql/": (
            _form(answer, "queryassist.run_sql", "users.view_personal_data", sql="SELECT 1"),
        ),
        "watches/<pk>/pause/": (_form(watch),),
        "watches/<pk>/resume/": (_form(watch),),
        "watches/<pk>/delete/": (_form(watch),),
        "notices/<pk>/dismiss/": (_form(notice),),
        "words/": (page, _form(page, sentence="a minor is a user under 18")),
        "words/<pk>/": (word,),
        "words/<pk>/decide/": (_form(word, decision="keep"),),
        "words/usual/": (_form(page),),
        "brief/": (_form(page),),
    }


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
    "admin/<app_label>/": (Row(besides=(_DATASET,), at=lambda person: "users"),),
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
    **model("devagent.project", rows.project, may="view change", saved=302),
    **model("devagent.bugreport", rows.bug_report),
    "admin/devagent/bugreport/add/": (
        Row(needs=("devagent.report_bug",)),
        Row(method="post", needs=("devagent.report_bug",)),
    ),
    "admin/devagent/bugreport/similar/": (
        Row(needs=("devagent.report_bug",), data={"title": "Wrong totals"}),
    ),
    **model("devagent.repairrun", rows.repair_run),
    **{
        f"admin/devagent/repairrun/<pk>/{decision}/": (
            replace(_RUN, method="post", needs=(*_RUN.needs, f"devagent.{permission}_repairrun")),
        )
        for decision, permission in (
            *((name, name) for name in ("approve", "reject", "request_changes", "cancel")),
            *(("roll_back", "roll_back"), ("keep", "approve")),
        )
    },
    "admin/devagent/repairrun/<pk>/patch/": (replace(_RUN, welcome=200),),
    "admin/devagent/repairrun/<pk>/reach/": (replace(_RUN, welcome=200),),
    **model("devagent.auditentry", rows.audit_entry),
    **model(
        "devagent.standingapproval",
        rows.standing_approval,
        view="devagent.view_standingapproval|devagent.give_standingapproval",
    ),
    "admin/devagent/standingapproval/add/": (
        Row(needs=("devagent.give_standingapproval",)),
        Row(method="post", needs=("devagent.give_standingapproval",)),
    ),
    "admin/devagent/project/<pk>/reindex/": (
        Row(
            method="post",
            needs=(CODE, "devagent.reindex_project"),
            welcome=302,
            at=rows.project_of,
            is_own=True,
        ),
    ),
    "admin/devagent/code/": (
        Row(needs=(CODE,)),
        Row(needs=(CODE,), data={"project": "shop"}, at=rows.project_of, is_own=True),
    ),
    "admin/devagent/code/<name>/file/": (_CODE,),
    "admin/devagent/code/<name>/findings/": (_CODE,),
    "admin/devagent/code/<name>/related/": (_CODE,),
    "admin/devagent/code/<name>/reach/": (_CODE,),
    **model("monitoring.dsn", rows.dsn, may="view add change", saved=302),
    **model("monitoring.errorgroup", rows.error_group),
    **model("monitoring.event", rows.event),
    **model("monitoring.securitysignal", rows.security_signal),
    **model("monitoring.complaint", rows.complaint, may="view add"),
    "admin/monitoring/dashboard/": (Row(needs=(INCIDENTS,)),),
    "admin/monitoring/dashboard/errors/": (Row(needs=(INCIDENTS,)),),
    **model("monitoring.incident", rows.incident),
    **{
        f"admin/monitoring/incident/<pk>/{what}/": (
            Row(
                method="post",
                needs=(INCIDENTS, "monitoring.handle_incident"),
                welcome=302,
                at=rows.incident_of,
                is_own=True,
            ),
        )
        for what in ("take", "close", "silence")
    },
    **model("monitoring.anomaly", rows.anomaly),
    **model("monitoring.notice", rows.incident_notice),
    **model("monitoring.silence", rows.silence),
    **model("monitoring.policy", rows.policy, may="view add change"),
    **model("monitoring.brake", rows.brake, may="view add"),
    **model("monitoring.rule", rows.line_rule, may=ALL),
    # Applications come by the key of a DSN; no login opens these.
    **{f"api/<project_id>/{kind}/": (_BY_DSN,) for kind in ("envelope", "store", "complaints")},
    **model("sandbox.run", rows.sandbox_run),
    **model("django_q.schedule", rows.schedule, may=ALL),
    **model("django_q.success", rows.success, may="view change delete", saved=302),
    **model("django_q.failure", rows.failure, may="view change delete", saved=302),
    **model("django_q.ormq", rows.queued, may="view change delete"),
    "admin/queryassist/performance/": (Row(needs=("queryassist.view_performance",)),),
    "admin/queryassist/performance/charts/<name>/": (
        Row(needs=("queryassist.view_performance",), at=lambda person: "engines"),
    ),
    **{f"admin/queryassist/ask/{path}": found for path, found in _chat().items()},
}

SOCKETS: dict[str, type] = {"ws/live/": PanelConsumer, "": WebsocketDenier}
"""The consumers; at every other address, the denier."""


def _own(person: User) -> object:
    return person.pk


PANELS: dict[str, Row] = {
    "queryassist.asking": Row(needs=(ASK,), at=_own),
    "queryassist.watches": Row(needs=(ASK,), at=_own),
    "queryassist.notices": Row(needs=(ASK,), at=_own),
    "devagent.index": Row(needs=(CODE,), at=rows.project_of),
    "devagent.progress": Row(needs=_RUN.needs, at=rows.repair_run_of),
    "devagent.proposal": Row(needs=_RUN.needs, at=rows.repair_run_of),
    "monitoring.board": Row(needs=(INCIDENTS,), at=lambda person: ""),
    "monitoring.incident": Row(needs=(INCIDENTS,), at=rows.incident_of),
}
"""What the one consumer sends; each key names a person, who alone may see it, or what is theirs."""
