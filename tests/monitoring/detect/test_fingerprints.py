"""Fingerprints: the same error has the same, and no later version changes it."""

from __future__ import annotations

import pytest

from monitoring.detect.fingerprints import ErrorSeen, Frame, fingerprint

PAY = [
    Frame(module="django.core.handlers", function="get_response", in_app=False),
    Frame(module="shop.views", function="pay"),
    Frame(module="shop.carts", function="total"),
]


def test_frames_of_the_application_and_the_type_make_the_fingerprint() -> None:
    error = ErrorSeen(exception_type="KeyError", frames=PAY, message="'a'")
    newer_django = [Frame(module="django.other", function="call", in_app=False), *PAY[1:]]
    assert fingerprint(error) == fingerprint(
        ErrorSeen(exception_type="KeyError", frames=newer_django, message="'b'", logger="x")
    )
    assert fingerprint(error) != fingerprint(ErrorSeen(exception_type="ValueError", frames=PAY))
    assert fingerprint(error) != fingerprint(ErrorSeen(exception_type="KeyError", frames=PAY[:2]))


def test_frames_of_libraries_count_where_there_are_no_others() -> None:
    one = ErrorSeen(exception_type="OSError", frames=PAY[:1])
    other = ErrorSeen(
        exception_type="OSError", frames=[Frame(module="a", function="b", in_app=False)]
    )
    assert fingerprint(one) != fingerprint(other)


def test_the_depth_of_a_recursion_does_not_matter() -> None:
    deep = [*PAY[:2], *[PAY[2]] * 900]
    assert fingerprint(ErrorSeen(frames=PAY)) == fingerprint(ErrorSeen(frames=deep))


def test_generated_names_of_modules_are_alike() -> None:
    one, other = (
        ErrorSeen(frames=[Frame(module=f"static/js/app.{build}.js", function="render")])
        for build in ("3f2a9c81", "77b0c1d2")
    )
    assert fingerprint(one) == fingerprint(other)


def test_without_frames_logger_and_template_decide() -> None:
    one = ErrorSeen(logger="shop.pay", message="order 17 of jo@shop.example is late")
    assert fingerprint(one) == fingerprint(
        ErrorSeen(logger="shop.pay", message="order 4 of al@shop.example is late")
    )
    assert fingerprint(one) != fingerprint(ErrorSeen(logger="shop", message=one.message))


def test_a_log_line_alone_is_known_by_its_template() -> None:
    one = ErrorSeen(line="2026-03-01 12:00:00 ERROR shop.pay: order 17 is late")
    other = ErrorSeen(line="2026-03-02 13:30:00 ERROR shop.pay: order 4 is late")
    assert fingerprint(one) == fingerprint(other)


def test_parts_cannot_be_shifted_into_each_other() -> None:
    assert fingerprint(ErrorSeen(logger="ab", message="c")) != fingerprint(
        ErrorSeen(logger="a", message="bc")
    )


@pytest.mark.parametrize("text", ["", "\ud800", "\x00", "x" * 100_000])
def test_any_text_has_a_fingerprint(text: str) -> None:
    error = ErrorSeen(exception_type=text, logger=text, message=text, line=text)
    assert fingerprint(error).startswith("1:")


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (ErrorSeen(exception_type="KeyError", frames=PAY), "1:3f11d015af89bcdf3535a785b50ebcd9"),
        (
            ErrorSeen(logger="shop.pay", message="order 17 of jo@shop.example took 3 ms"),
            "1:b8e2cad7f81b4fdd6b24adbbb911d08d",
        ),
        (
            ErrorSeen(line="Mar  1 12:00:00 web1 app[3]: disk /dev/sda1 is full"),
            "1:5880d5af7e664197c356aa7c80b8298b",
        ),
    ],
)
def test_version_1_is_never_changed(error: ErrorSeen, key: str) -> None:
    assert fingerprint(error, 1) == key


def test_a_version_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        fingerprint(ErrorSeen(), 99)
