"""Every error of our own, as one tree. A message is lower case, names the thing, holds no secret.

MonitorError
├── ConfigError        the configuration cannot be used (all problems in `problems`)
├── StoreError         the database cannot be opened, is newer than us, or is damaged
│   └── AlreadyRunningError another instance holds the database
├── InputError         a file or argument given by the user cannot be read
└── ParseError         remote bytes could not be read (`reason`, `url`)
"""

from __future__ import annotations


class MonitorError(Exception):
    """Base of all errors that a user may be shown; everything else is a bug."""

    #: Exit code of the command line (sysexits.h where one fits).
    exit_code = 1


class ConfigError(MonitorError):
    """The configuration cannot be used; `problems` lists every one, as `file:line: key: what`."""

    exit_code = 78  # EX_CONFIG

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StoreError(MonitorError):
    """The database cannot be used as it is."""

    exit_code = 74  # EX_IOERR


class AlreadyRunningError(StoreError):
    """Another instance holds the database."""

    exit_code = 75  # EX_TEMPFAIL


class InputError(MonitorError):
    """A file or argument given by the user cannot be read."""

    exit_code = 65  # EX_DATAERR


class ParseError(MonitorError):
    """Remote bytes could not be read as what they should be."""

    def __init__(self, reason: str, url: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {url}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.url = url
        self.detail = detail
