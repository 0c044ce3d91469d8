"""Django's settings, all from the environment; importing them starts nothing."""

from __future__ import annotations

import os
from datetime import timedelta

from csp.constants import NONE as CSP_NONE
from csp.constants import SELF as CSP_SELF

from queenproject.database import BASE_DIR, STATE_DIR, database_settings
from queenproject.env import (
    env_bool,
    env_choice,
    env_decimal,
    env_int,
    env_list,
    env_secret,
    env_str,
    env_time_zone,
    find_env_secret,
)

DEBUG = env_bool("DEBUG", False)
SECRET_KEY = env_secret(
    "SECRET_KEY", generated=STATE_DIR / "secret_key", min_length=1 if DEBUG else 32
)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")

INSTALLED_APPS = [
    "queenproject.apps.QueenprojectConfig",
    "users.apps.UsersConfig",
    "monitoring.apps.MonitoringConfig",
    "devagent.apps.DevagentConfig",
    "queryassist.apps.QueryassistConfig",
    "live.apps.LiveConfig",
    "claude.apps.ClaudeConfig",
    "sandbox.apps.SandboxConfig",
    "queenproject.apps.QueenAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "channels",
    "axes",
    "django_htmx",
    "django_q",
]

MIDDLEWARE = [
    "monitoring.own.middleware.LatencyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "queenproject.middleware.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "users.middleware.RecordActivityMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "queenproject.urls"
ASGI_APPLICATION = "queenproject.asgi.application"
WSGI_APPLICATION = "queenproject.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = database_settings()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "users.User"
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# By account and address together: a stranger keeps nobody else out, and one address of many people
# is not shut for all of them. Guessing from many addresses is what monitoring looks for.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env_int("LOGIN_FAILURES", 5, minimum=1)
AXES_COOLOFF_TIME = timedelta(minutes=env_int("LOGIN_LOCK_MINUTES", 15, minimum=1))
AXES_RESET_ON_SUCCESS = True
# As the form of the admin calls it, whatever the model does.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "users.counted_logins.counted_name"
# A wait that each try began anew could be kept up by anybody at the same address, and is written.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = env_time_zone("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
# The few static files are served from the packages that bring them; nothing has to be collected.
WHITENOISE_USE_FINDERS = True

# One switch for all that needs HTTPS. Behind a proxy that ends it, the proxy must set
# X-Forwarded-Proto itself, or anybody could claim to have come by HTTPS.
HTTPS = env_bool("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", 31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env_bool("HTTPS_PROXY_HEADER", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
# Whatever text of others gets into a page, the browser runs and loads Queen's own files only.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [CSP_NONE],
        "script-src": [CSP_SELF],
        "style-src": [CSP_SELF],
        "img-src": [CSP_SELF, "data:"],
        "connect-src": [CSP_SELF],
        "base-uri": [CSP_SELF],
        "form-action": [CSP_SELF],
        "frame-ancestors": [CSP_NONE],
    }
}

# The queue is only the doorbell: a task lost or repeated must not matter, and one that kills its
# worker must not be delivered for ever. See docs/decisions.
WORKERS = env_int("WORKERS", 2, minimum=1)
TASK_TIMEOUT_S = env_int("TASK_TIMEOUT_S", 600, minimum=1)
Q_CLUSTER = {
    "name": "queen",
    "label": "Background tasks",
    "orm": "default",
    "workers": WORKERS,
    "queue_limit": WORKERS,
    "bulk": 1,
    "timeout": TASK_TIMEOUT_S,
    "retry": 2 * TASK_TIMEOUT_S + 60,
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
    "poll": 0.5,
}

# Without Redis, sockets are woken through the database. See docs/decisions/0010-live-updates.md.
REDIS_URL = find_env_secret("REDIS_URL")
CHANNEL_LAYERS: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
LIVE_POLL_MS = env_int("LIVE_POLL_MS", 1_000, minimum=1)
LIVE_INTERVAL_MS = env_int("LIVE_INTERVAL_MS", 250, minimum=1)
LIVE_REFRESH_S = env_int("LIVE_REFRESH_S", 60, minimum=1)

LOG_LEVEL = env_choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Replaces Django's own handlers, one of which is silent unless DEBUG is on.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # It tells of each login four times.
        "axes": {"level": "WARNING"},
        # It tells of each task several times, where rows tell what became of it.
        "django-q": {"level": "WARNING"},
        # It tells what it parses, which people wrote.
        "sqlglot": {"level": "ERROR"},
    },
}

QUERYASSIST_ROW_CAP = env_int("QUERYASSIST_ROW_CAP", 1_000, minimum=1)
QUERYASSIST_STATEMENT_TIMEOUT_MS = env_int("QUERYASSIST_STATEMENT_TIMEOUT_MS", 10_000, minimum=1)
QUERYASSIST_BACKGROUND_TIMEOUT_MS = env_int("QUERYASSIST_BACKGROUND_TIMEOUT_MS", 3_000, minimum=1)
QUERYASSIST_LOCK_TIMEOUT_MS = env_int("QUERYASSIST_LOCK_TIMEOUT_MS", 1_000, minimum=1)
QUERYASSIST_PARALLEL_QUESTIONS = env_int("QUERYASSIST_PARALLEL_QUESTIONS", 6, minimum=1)
QUERYASSIST_ADMISSION_TIMEOUT_MS = env_int("QUERYASSIST_ADMISSION_TIMEOUT_MS", 60_000, minimum=1)
QUERYASSIST_MAX_COST = env_int("QUERYASSIST_MAX_COST", 1_000_000, minimum=1)
QUERYASSIST_PERSONAL_DATA_PERMISSION = "users.view_personal_data"
QUERYASSIST_WEEK_START = env_int("QUERYASSIST_WEEK_START", 0, maximum=6)
QUERYASSIST_SMALLEST_GROUP = env_int("QUERYASSIST_SMALLEST_GROUP", 5, minimum=1)
QUERYASSIST_VALUE_CAP = env_int("QUERYASSIST_VALUE_CAP", 20_000, minimum=1)
USERS_ACTIVITY_THROTTLE_S = env_int("USERS_ACTIVITY_THROTTLE_S", 300)

ANTHROPIC_API_KEY = find_env_secret("ANTHROPIC_API_KEY")
ANTHROPIC_BASE_URL = env_str("ANTHROPIC_BASE_URL", "https://api.anthropic.com")
CLAUDE_ENABLED = env_bool("CLAUDE_ENABLED", True)
CLAUDE_MODEL_READING = env_str("CLAUDE_MODEL_READING", "claude-sonnet-5-5")
CLAUDE_MODEL_REPAIR = env_str("CLAUDE_MODEL_REPAIR", "claude-opus-5-5")
CLAUDE_PRICES = env_list("CLAUDE_PRICES")
CLAUDE_TIMEOUT_S = env_int("CLAUDE_TIMEOUT_S", 120, minimum=1)
CLAUDE_MAX_RETRIES = env_int("CLAUDE_MAX_RETRIES", 2)
CLAUDE_RETRY_WAIT_MAX_S = env_int("CLAUDE_RETRY_WAIT_MAX_S", 30)
CLAUDE_BUDGET_QUESTION_USD = env_decimal("CLAUDE_BUDGET_QUESTION_USD", "0.50")
CLAUDE_BUDGET_REPAIR_RUN_USD = env_decimal("CLAUDE_BUDGET_REPAIR_RUN_USD", "10")
CLAUDE_BUDGET_PERSON_DAY_USD = env_decimal("CLAUDE_BUDGET_PERSON_DAY_USD", "5")
CLAUDE_BUDGET_DAY_USD = env_decimal("CLAUDE_BUDGET_DAY_USD", "50")

# Sandboxes run as a user of their own where Queen runs as root, which must reach this folder.
SANDBOX = env_choice("SANDBOX", "AUTO", ("AUTO", "DOCKER", "BUBBLEWRAP"))
SANDBOX_DIR = env_str(
    "SANDBOX_DIR", "/var/lib/queen-sandbox" if os.geteuid() == 0 else str(STATE_DIR / "sandbox")
)
SANDBOX_UID = env_int("SANDBOX_UID", 64_245)
SANDBOX_DOCKER_HOST = env_str("SANDBOX_DOCKER_HOST", "")
SANDBOX_INDEX_URL = env_str("SANDBOX_INDEX_URL", env_str("PIP_INDEX_URL", ""))
SANDBOX_NPM_REGISTRY_URL = env_str("SANDBOX_NPM_REGISTRY_URL", "")
SANDBOX_CA_FILE = env_str("SANDBOX_CA_FILE", env_str("PIP_CERT", env_str("SSL_CERT_FILE", "")))
SANDBOX_BUILD_NETWORK = env_str("SANDBOX_BUILD_NETWORK", "bridge")
SANDBOX_ENVIRONMENT_DAYS = env_int("SANDBOX_ENVIRONMENT_DAYS", 30, minimum=1)
SANDBOX_REPEATS = env_int("SANDBOX_REPEATS", 2, minimum=1)
SANDBOX_TIMEOUT_S = env_int("SANDBOX_TIMEOUT_S", 300, minimum=1)
SANDBOX_MEMORY_MB = env_int("SANDBOX_MEMORY_MB", 1_024, minimum=64)
SANDBOX_DISK_MB = env_int("SANDBOX_DISK_MB", 512, minimum=16)
SANDBOX_PROCESSES = env_int("SANDBOX_PROCESSES", 128, minimum=8)

# Where people reach Queen, for links in e-mails and webhooks.
PUBLIC_URL = env_str("PUBLIC_URL", "http://127.0.0.1:8000")
EMAIL_HOST = env_str("EMAIL_HOST", "")
EMAIL_PORT = env_int("EMAIL_PORT", 25, minimum=1, maximum=65_535)
EMAIL_HOST_USER = env_str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = find_env_secret("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_str("EMAIL_FROM", "queen@localhost")
MONITORING_WEBHOOK_SECRET = find_env_secret("MONITORING_WEBHOOK_SECRET")

DEVAGENT_PROJECTS_FILE = env_str("DEVAGENT_PROJECTS_FILE", "")
DEVAGENT_DEMO_DIR = env_str("DEVAGENT_DEMO_DIR", str(STATE_DIR / "demo" / "kiosk"))

MONITORING_PROJECT = env_str("MONITORING_PROJECT", "")
MONITORING_MAX_BODY_BYTES = env_int("MONITORING_MAX_BODY_BYTES", 1_048_576, minimum=1_024)
MONITORING_MAX_UNPACKED_BYTES = env_int("MONITORING_MAX_UNPACKED_BYTES", 8_388_608, minimum=1_024)
MONITORING_SERVER_PER_MINUTE = env_int("MONITORING_SERVER_PER_MINUTE", 20_000, minimum=1)
MONITORING_BROWSER_PER_MINUTE = env_int("MONITORING_BROWSER_PER_MINUTE", 2_000, minimum=1)
MONITORING_MAX_BACKLOG = env_int("MONITORING_MAX_BACKLOG", 50_000, minimum=1)
MONITORING_FLUSH_S = env_int("MONITORING_FLUSH_S", 5, minimum=1)
MONITORING_PAYLOAD_DAYS = env_int("MONITORING_PAYLOAD_DAYS", 7, minimum=1)
MONITORING_PAYLOAD_MB = env_int("MONITORING_PAYLOAD_MB", 2_048, minimum=1)
MONITORING_KEEP_DAYS = env_int("MONITORING_KEEP_DAYS", 90, minimum=1)
