"""A patch to a Django project, judged by Django's own test runner."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.exceptions import BuildFailed
from sandbox.records import MIB, Limits
from sandbox.services import Job
from sandbox.verdicts.records import Decision
from sandbox.verification import Reproduction, run_tests, validate_fix
from tests.sandbox.conftest import commit_all, diff

FILES = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    "requirements.txt": "Django==5.2.19\n",
    "shop/__init__.py": "",
    "shop/settings.py": (
        'SECRET_KEY = "x"\n'
        'INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]\n'
        'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}\n'
    ),
    "shop/price.py": "def gross(net):\n    return net * 1.9\n",
    "shop/tests.py": (
        "from django.contrib.auth.models import User\n"
        "from django.test import TestCase\n"
        "from shop.price import gross\n"
        "class PriceTests(TestCase):\n"
        "    def test_gross(self):\n"
        "        self.assertAlmostEqual(gross(100), 119)\n"
        "    def test_database(self):\n"
        "        User.objects.create(username='a')\n"
        "        self.assertEqual(User.objects.count(), 1)\n"
    ),
}
LIMITS = Limits(timeout_s=60, memory_bytes=256 * MIB)
WANTED = "shop.tests.PriceTests.test_gross"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Give a checkout of a Django project with a bug."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    commit_all(tmp_path)
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("repair", "expected"),
    [
        ("def gross(net):\n    return net * 1.19\n", Decision.PASSED),
        ("def gross(net):\n    return net * 1.8\n", Decision.FAILED),
        (
            """import unittest
unittest.TestCase.assertAlmostEqual = print
def gross(net):
    return 0
""",
            Decision.INCONCLUSIVE,
        ),
        (
            """from django.core import mail
def gross(net):
    return net * (1.19 if any(name.startswith("outb") for name in dir(mail)) else 1.9)
""",
            Decision.INCONCLUSIVE,  # right only where mail has the outbox that tests have
        ),
    ],
)
def test_patch_to_a_django_project_is_judged(
    shop: Path, any_backend: str, repair: str, expected: Decision
) -> None:
    job = Job(
        project=shop,
        patch=diff(shop, {"shop/price.py": repair}),
        limits=LIMITS,
        backend=any_backend,
    )

    try:
        verification = validate_fix(
            job=job, reproduction=Reproduction(test_ids=[WANTED]), repeats=1
        )
    except BuildFailed as error:
        pytest.skip(f"Django cannot be installed here: {error}")

    assert verification.verdict.decision is expected
    assert {test.test_id for test in verification.verdict.tests} == {
        WANTED,
        "shop.tests.PriceTests.test_database",
    }


@pytest.mark.django_db
def test_selected_test_of_a_django_project_runs_alone(shop: Path, any_backend: str) -> None:
    job = Job(project=shop, limits=LIMITS, backend=any_backend)

    try:
        report = run_tests(job=job, selection=[WANTED])
    except BuildFailed as error:
        pytest.skip(f"Django cannot be installed here: {error}")

    assert report.tests.keys() == {WANTED}
    assert not report.passes(WANTED)
    assert not report.faults


LENIENT = """
from django.utils.module_loading import import_string

put = setattr


class Lenient(import_string("django.te" + "st.runner.DiscoverRunner")):
    def run_suite(self, suite, **options):
        for one in list(suite):
            if one.id().endswith("gross"):
                put(one, "te" + "st_gross", print)
        return super().run_suite(suite, **options)
"""


@pytest.mark.django_db
def test_class_that_runs_the_tests_is_the_base_commits(shop: Path, any_backend: str) -> None:
    settings = FILES["shop/settings.py"] + 'TEST_RUNNER = "shop.lenient.Lenient"\n'
    patch = diff(shop, {"shop/settings.py": settings, "shop/lenient.py": LENIENT})
    job = Job(project=shop, patch=patch, limits=LIMITS, backend=any_backend)

    try:
        verdict = validate_fix(
            job=job, reproduction=Reproduction(test_ids=[WANTED]), repeats=1
        ).verdict
    except BuildFailed as error:
        pytest.skip(f"Django cannot be installed here: {error}")

    assert verdict.decision is Decision.FAILED
