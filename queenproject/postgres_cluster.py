"""Makes the embedded PostgreSQL's cluster: its roles, its database, and who may connect.

Roles are written in PostgreSQL's single-user mode, before the server ever listens. So no way of
logging in as superuser has to exist, not even for a moment.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from queenproject.postgres_programs import hand_over, run
from queryassist.conf import READER_CONNECTIONS

DATABASE = "queen"
PORT = "5432"
OWNER = "queen"
READER = "queen_reader"
UNFINISHED = "new-"

ACCESS = f"""\
local {DATABASE},/^(test|bench)_{DATABASE} {OWNER},{READER} scram-sha-256
local postgres {OWNER} scram-sha-256
"""
"""pg_hba.conf: these two roles, by password, over the socket; nobody else in any way.

Who makes a test database is connected to ``postgres`` meanwhile.
"""

LIMIT_READER = (
    f"ALTER ROLE {READER} CONNECTION LIMIT {READER_CONNECTIONS}",
    # Errors of SQL that people write quote data, and so does the SQL.
    f"ALTER ROLE {READER} SET log_min_messages = fatal",
    f"ALTER ROLE {READER} SET log_min_error_statement = panic",
)

CONFIGURATION = f"""\
# Roles: {"; ".join(LIMIT_READER)}
listen_addresses = ''
port = {PORT}
unix_socket_permissions = 0700
log_line_prefix = '%m [%p] %q%u@%d '
temp_file_limit = '2GB'
"""
"""postgresql.auto.conf, which is read last; nobody may write it by ALTER SYSTEM.

By its comment a cluster is known whose roles were made with other limits.
"""

FILES = {"pg_hba.conf": ACCESS, "postgresql.auto.conf": CONFIGURATION}


def ensure_cluster(data: Path, passfile: Path) -> None:
    """Make the cluster and the passwords of its roles where they are missing.

    The server must not be running.
    """
    has_passwords = passfile.exists()
    if not has_passwords:
        write_passwords(passfile)
    if not data.exists():
        create_cluster(data, passfile)
    elif not has_passwords or not is_configured(data):
        renewed = password_statements("ALTER ROLE {role} PASSWORD '{password}'", passfile)
        execute(data, [*renewed, *LIMIT_READER])
        configure(data)


def create_cluster(data: Path, passfile: Path) -> None:
    """Make the cluster aside and move it into place whole, so that a kill leaves no half of it."""
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=data.parent))
    hand_over(folder)
    # The built-in C.UTF-8 sorts and folds alike on every machine, whatever locales it has.
    run(
        "initdb",
        f"--pgdata={folder}",
        "--username=postgres",
        "--auth-local=peer",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    )
    execute(folder, first_statements(passfile))
    configure(folder)
    folder.rename(data)
    # Last, since the programs of a killed start may have gone on writing until now.
    for unfinished in data.parent.glob(f"{UNFINISHED}*"):
        shutil.rmtree(unfinished, ignore_errors=True)


def configure(data: Path) -> None:
    """Write what the server reads when it starts; in place, which keeps the files' owner."""
    for name, text in FILES.items():
        (data / name).write_text(text, encoding="utf-8")


def is_configured(data: Path) -> bool:
    """Return whether the cluster has all that this version of Queen gives to a cluster."""
    return all((data / name).read_text("utf-8") == text for name, text in FILES.items())


def first_statements(passfile: Path) -> list[str]:
    """Return the SQL of a new cluster: two roles, neither a superuser, and the database."""
    return [
        *password_statements("CREATE ROLE {role} LOGIN PASSWORD '{password}'", passfile),
        # For the test databases.
        f"ALTER ROLE {OWNER} CREATEDB",
        *LIMIT_READER,
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO {READER}",
    ]


def password_statements(template: str, passfile: Path) -> list[str]:
    """Return one statement for each role in the password file."""
    entries = (line.rsplit(":", 2) for line in passfile.read_text(encoding="utf-8").splitlines())
    return [template.format(role=role, password=password) for _, role, password in entries]


def execute(data: Path, statements: Iterable[str]) -> None:
    """Run SQL in single-user mode, one statement a line; the first error ends it."""
    options = (
        "exit_on_error=on",
        "log_min_error_statement=panic",
        "log_checkpoints=off",
        # Rounds make guessing slow. Nobody guesses 256 random bits, but each log-in, and with it
        # each question, would wait for the rounds.
        "scram_iterations=1",
    )
    arguments = [part for option in options for part in ("-c", option)]
    script = "".join(f"{statement}\n" for statement in statements)
    run("postgres", "--single", "-D", str(data), *arguments, "postgres", script=script)


def write_passwords(passfile: Path) -> None:
    """Generate the roles' passwords into a libpq password file that only its owner may read."""
    entries = (f"*:*:*:{role}:{secrets.token_urlsafe(32)}\n" for role in (OWNER, READER))
    handle, name = tempfile.mkstemp(dir=passfile.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(entries)
    Path(name).rename(passfile)
