"""From the lists of the log, the ledger and the memory in the admin to Queen, and back."""

from __future__ import annotations

import html
import re
import uuid
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from claude.models import Call
from queryassist.memory.models import DatasetSnapshot, TaughtWord, VerifiedQuestion
from queryassist.models import Question
from tests.queryassist.chat_page import client_of, send, staff_with, text_of

pytestmark = pytest.mark.django_db(transaction=True)

LISTED = (Question, Call, VerifiedQuestion, TaughtWord, DatasetSnapshot)
ALL = ("ask_queen", "view_personal_data", *(f"view_{each._meta.model_name}" for each in LISTED))


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_each_list_has_a_way_to_queen_that_counts_what_it_shows(model: type) -> None:
    client = client_of(staff_with(*ALL))
    name = f"{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]

    page = text_of(client.get(reverse(f"admin:{name}_changelist")))
    address = re.search(r'action="([^"]+/about/[^"]+)"', page)
    assert address is not None
    answered = client.post(html.unescape(address[1]), {"token": uuid.uuid4()}, follow=True)

    assert 'class="figure"' in text_of(answered)


def test_the_filters_of_the_log_come_along() -> None:
    client = client_of(staff_with(*ALL))
    for status in ("refused", "refused", "answered"):
        Question.objects.create(text="?", engine="offline", status=status)
    address = reverse("admin:queryassist_ask_about", args=["questions"])

    page = text_of(
        client.post(
            f"{address}?{urlencode({'status__exact': 'refused'})}",
            {"token": uuid.uuid4()},
            follow=True,
        )
    )

    assert "outcome = refused" in page
    assert '<p class="figure">2</p>' in page


def test_an_answer_about_the_log_leads_to_its_rows_in_the_admin() -> None:
    client = client_of(staff_with(*ALL))
    Question.objects.create(text="Refused one", engine="offline", status="refused")
    Question.objects.create(text="Answered one", engine="offline", status="answered")

    reply = text_of(send(client, "How many questions were refused today?"))
    found = re.search(r'<a href="([^"]+)">Show in the admin</a>', reply)
    assert found is not None
    listed = text_of(client.get(html.unescape(found[1])))

    assert "Refused one" in listed
    assert "Answered one" not in listed


def test_who_may_not_ask_has_no_way_to_queen() -> None:
    page = text_of(
        client_of(staff_with("view_question")).get(reverse("admin:queryassist_question_changelist"))
    )

    assert "Ask Queen about these" not in page
