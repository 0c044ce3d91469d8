"""What is hidden before text leaves, what stays, and that everything comes back as it was."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claude import redaction
from claude.redaction import Redactor, mask

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
PEM = "-----BEGIN {0}-----\nMIIEpAIBAAKCAQEA7x+/=\nProc-Type: 4,ENCRYPTED\n-----END {0}-----"

# A text, and the part of it that must not leave.
HIDDEN = [
    ("key sk-ant-api03-abcDEF_123-abcDEF123456", "sk-ant-api03-abcDEF_123-abcDEF123456"),
    ("OPENAI sk-proj-abcdefghij0123456789", "sk-proj-abcdefghij0123456789"),
    ("stripe sk_live_4eC39HqLyjWDarjtT1zdp7dc", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
    ("hook whsec_abcdefghijklmnopqrstuv0123", "whsec_abcdefghijklmnopqrstuv0123"),
    ("aws AKIAIOSFODNN7EXAMPLE.", "AKIAIOSFODNN7EXAMPLE"),
    ("google AIzaSyA1234567890abcdefghijklmnopqrstuv", "AIzaSyA1234567890abcdefghijklmnopqrstuv"),
    ("oauth ya29.a0AfH6SMBabcdefghijklmno", "ya29.a0AfH6SMBabcdefghijklmno"),
    ("gh ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
    ("gh github_pat_11ABCDEFG0abcdefghijkl_mnop", "github_pat_11ABCDEFG0abcdefghijkl_mnop"),
    ("gl glpat-abcdefghij0123456789", "glpat-abcdefghij0123456789"),
    ("slack xoxb-123456789012-abcdefABCDEF", "xoxb-123456789012-abcdefABCDEF"),
    (
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXX",
        "T00000000/B00000000/XXXXXXXXXXXX",
    ),
    ("SG.abcdefghijklmnopqr.stuvwxyz0123456789ab", "SG.abcdefghijklmnopqr.stuvwxyz0123456789ab"),
    ("twilio SK0123456789abcdef0123456789abcdef", "SK0123456789abcdef0123456789abcdef"),
    ("npm_abcdefghijklmnopqrstuvwxyz0123456789", "npm_abcdefghijklmnopqrstuvwxyz0123456789"),
    ("hf_abcdefghijklmnopqrstuvwxyz01234567", "hf_abcdefghijklmnopqrstuvwxyz01234567"),
    ("bot 123456789:AAabcdefghijklmnopqrstuvwxyz0123456", "AAabcdefghijklmnopqrstuvwxyz0123456"),
    (f"cookie {JWT};", JWT),
    ("Authorization: Bearer abcdefghij0123456789", "abcdefghij0123456789"),
    ("authorization: basic dXNlcjpwYXNzd29yZDEyMw==", "dXNlcjpwYXNzd29yZDEyMw=="),
    ("Authorization: Token 0123456789abcdef0123", "0123456789abcdef0123"),
    ("password=hunter", "hunter"),
    ("DB_PASSWORD=hunter2\nNEXT=1", "hunter2"),
    ("?user=bob&password=hunter2&page=1", "hunter2"),
    ("host=db dbname=x password='it is long' user=y", "it is long"),
    ("Server=db;User Id=sa;Password=hunter2;", "hunter2"),
    ("password: hunter2", "hunter2"),
    ('{"password": "hunter", "user": "bob"}', "hunter"),
    ('"{\\"password\\": \\"hunter\\", \\"user\\": 1}"', "hunter"),
    ("PASSWORD = 'correct horse'", "correct horse"),
    ('passphrase := "a \\"quoted\\" one"', 'a \\"quoted\\" one'),
    ("'secret' => 'abcdef'", "abcdef"),
    ("SECRET_KEY = 'django-insecure-abc'", "django-insecure-abc"),
    ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI/K7MDENG"),
    ("x-api-key: 0123456789abcdef", "0123456789abcdef"),
    ("AccountKey=abcdEFGH0123+/==;", "abcdEFGH0123+/=="),
    ("refresh_token=abcdefg", "abcdefg"),
    ("postgresql://queen:s3cr3t@db.example/queen?sslmode=require", "s3cr3t"),
    ("postgres+psycopg://u:p%40ss@10.0.0.1:5432/x", "10.0.0.1"),
    ("mongodb+srv://u:p@cluster0.example.net", "u:p@cluster0"),
    ("redis://:s3cr3t@cache:6379/0", "s3cr3t"),
    ("git clone https://bob:s3cr3t@example.com/x.git", "bob:s3cr3t"),
    ("https://0123456789abcdef0123456789abcdef@sentry.example/1", "0123456789abcdef"),
    (PEM.format("RSA PRIVATE KEY"), "MIIEpAIBAAKCAQEA7x"),
    (PEM.format("PRIVATE KEY"), "MIIEpAIBAAKCAQEA7x"),
    (PEM.format("PGP PRIVATE KEY BLOCK"), "MIIEpAIBAAKCAQEA7x"),
    (PEM.format("PRIVATE KEY").replace("\n", "\\n"), "MIIEpAIBAAKCAQEA7x"),
    (
        "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIrYSSNQFaA2Hwf1duRS",
        "MHcCAQEEIIrYSSNQFaA2Hwf1duRS",
    ),
    ("Who is bob.o+news@mail.example.co.uk?", "bob.o+news@mail.example.co.uk"),
    ("<jörg@müller.example>", "jörg@müller.example"),
    (f"wallet 0x{'aB3' * 13}f,", f"0x{'aB3' * 13}f"),
]
STAYS = [
    "How many users have a password?",
    "What is a token, and what is a secret?",
    "users who bypass=5 the check",
    "max_tokens=4096, token_count: 12, tokens: 7",
    "tokenizer=fast; passenger: 4x; compass=north",
    "password == other",
    "def login(password: str, token: Token | None = None) -> None:",
    'password = request.POST["password"]',
    'secret = os.environ["SECRET"]',
    "authenticate(username=name, password=password)",
    "form.login(password=self.cleaned_data)",
    "password=get_password(user)",
    "password = models.CharField(max_length=128)",
    "PASSWORD=$DB_PASSWORD and token=${TOKEN} and password={password}",
    "password=None, api_key=null",
    "password=***",
    "basic internationalization, bearer responsibilities",
    "postgresql://localhost/queen and redis://cache:6379/0",
    "https://example.com:8080/a@b?c=d",
    "sk-short, task-force, sk_live_x",
    "AKIA, AKIAIOSFODNN7EXAMPLETOOLONG",
    "ghp_short eyJhbGciOiJIUzI1NiJ9 alone",
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBg\n-----END PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----\nMIIBIjANBg\n-----END CERTIFICATE-----",
    "@decorator, bob@localhost, pkg@1.2.3, a @ b",
    "commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
    f"0x{'a' * 39} 0x{'a' * 41} 0x{'a' * 64} 0x{'g' * 40} 1{'0x' + 'a' * 40}",
    "[REDACTED] and [REDACTED:email:1] and [REDACTED:EMAIL:]",
]


@pytest.mark.parametrize(("text", "secret"), HIDDEN)
def test_secret_is_hidden_and_comes_back(text: str, secret: str) -> None:
    redactor = Redactor()

    hidden = redactor.redact(text)

    assert secret not in hidden
    assert "[REDACTED:" in hidden
    assert redactor.restore(hidden) == text


@pytest.mark.parametrize("text", STAYS)
def test_near_miss_stays(text: str) -> None:
    assert mask(text) == text


def test_only_the_secret_is_hidden() -> None:
    text = '{"user": "bob", "password": "hunter", "n": 1} to a@example.com, b@example.com.'

    assert mask(text) == (
        '{"user": "bob", "password": "[REDACTED:NAMED_SECRET:1]", "n": 1} '
        "to [REDACTED:EMAIL:1], [REDACTED:EMAIL:2]."
    )


def test_same_secret_has_the_same_placeholder_and_a_longer_talk_the_same_beginning() -> None:
    first, second = Redactor(), Redactor()

    short = [first.redact(text) for text in ("a@example.com", "b@example.com")]
    long = [second.redact(text) for text in ("a@example.com", "b@example.com", "a@example.com")]

    assert short == long[:2] == ["[REDACTED:EMAIL:1]", "[REDACTED:EMAIL:2]"]
    assert long[2] == long[0]


class TestHostileText:
    def test_placeholder_in_the_text_stands_for_itself_alone(self) -> None:
        redactor = Redactor()
        text = "[REDACTED:EMAIL:1] bob@example.com [REDACTED:LITERAL:1]"

        hidden = redactor.redact(text)

        assert hidden == "[REDACTED:LITERAL:1] [REDACTED:EMAIL:1] [REDACTED:LITERAL:2]"
        assert redactor.restore(hidden) == text

    def test_placeholder_that_was_never_given_out_stays(self) -> None:
        redactor = Redactor()
        redactor.redact("bob@example.com")

        assert redactor.restore("[REDACTED:EMAIL:2]") == "[REDACTED:EMAIL:2]"

    def test_restored_secret_is_not_restored_again(self) -> None:
        redactor = Redactor()
        hidden = redactor.redact('a@example.com password="[REDACTED:EMAIL:1]"')

        assert redactor.restore(hidden) == 'a@example.com password="[REDACTED:EMAIL:1]"'

    @pytest.mark.parametrize(
        "text",
        [
            "a" * 50_000,
            "password=" * 10_000,
            'password="' * 10_000,
            "password: \\" * 10_000,
            "-----BEGIN PRIVATE KEY-----" * 5_000,
            "a@" * 50_000,
            "a." * 50_000 + "@",
            "://" + "a:" * 50_000,
            "eyJ" * 30_000,
            "[REDACTED:" * 10_000,
        ],
    )
    def test_no_text_takes_long(self, text: str) -> None:
        start = time.process_time()

        Redactor().redact(text)

        assert time.process_time() - start < 5


PARTS = st.sampled_from(
    [*(text for text, _ in HIDDEN), *STAYS, "[REDACTED:EMAIL:1]", "[REDACTED:KEY:", "]", '"', "\\"]
)


@given(st.lists(PARTS | st.text(max_size=5), max_size=8).map("".join))
def test_every_text_comes_back(text: str) -> None:
    redactor = Redactor()

    assert redactor.restore(redactor.redact(text)) == text


def test_json_is_hidden_and_restored_in_its_texts() -> None:
    redactor = Redactor()
    value = {"a@example.com": ["b@example.com", 1, None, {"x": "password=hunter"}]}

    hidden = redactor.redact_json(value)  # type: ignore[arg-type]  # a dict is invariant

    assert hidden == {
        "a@example.com": [
            "[REDACTED:EMAIL:1]",
            1,
            None,
            {"x": "password=[REDACTED:NAMED_SECRET:1]"},
        ]
    }
    assert redactor.restore_json(hidden) == value


@pytest.mark.parametrize("text", [text for text, _ in HIDDEN])
def test_no_text_with_a_secret_is_passed_over_for_speed(text: str) -> None:
    for shown in (text, text.upper(), text.lower(), f"x {text} y"):
        assert redaction._SECRET.search(shown) is None or Redactor()._may_hold_secret(shown)
        assert redaction._SECRET.search(shown) is None or Redactor(shown)._may_hold_secret(shown)


@given(st.from_regex(redaction._SECRET, fullmatch=True))
def test_whatever_a_pattern_finds_is_not_passed_over(text: str) -> None:
    assert Redactor()._may_hold_secret(text)
    assert Redactor(text)._may_hold_secret(text)


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [("password", True), ("X-Api-Key", True), ("Cookie", True), ("cart", False), ("monkey", False)],
)
def test_a_name_may_say_that_what_it_names_is_secret(name: str, is_secret: bool) -> None:
    assert redaction.names_secret(name) is is_secret
