"""A Debian mail server (exim) on loopback, with a configuration, spool and mailboxes of its own."""

from __future__ import annotations

import email
import email.policy
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

_CONFIG = """
primary_hostname = mta.example
spool_directory = {base}/spool
log_file_path = {base}/log/%slog
pid_file_path = {base}/exim.pid
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
deliver_drop_privilege = true
never_users =
tls_advertise_hosts =
host_lookup =
rfc1413_query_timeout = 0s
queue_only = true
queue_run_in_order = true
keep_environment =
acl_smtp_rcpt = all
acl_smtp_data = all

begin acl
all:
  accept

begin routers
everyone:
  driver = accept
  transport = mailbox

begin transports
mailbox:
  driver = appendfile
  directory = {base}/mail/box
  create_directory
  maildir_format
  return_path_add
  user = {user}
  group = {group}

begin retry
* * F,1h,1m
"""


def find_exim() -> str | None:
    """Return where exim is, None where it is not installed."""
    return shutil.which("exim4", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mta:
    """A running server."""

    port: int
    base: Path
    exim: str

    def mails(self) -> list[EmailMessage]:
        """Have the queue delivered, and return what lies in the mailbox, oldest first."""
        command = [self.exim, "-C", str(self.base / "exim.conf"), "-qff"]
        subprocess.run(command, check=True, capture_output=True)
        folder = self.base / "mail" / "box" / "new"
        files = sorted(folder.glob("*"), key=lambda one: one.stat().st_mtime_ns)
        policy = email.policy.default
        return [email.message_from_bytes(one.read_bytes(), policy=policy) for one in files]


@contextmanager
def exim_server(exim: str, base: Path) -> Iterator[Mta]:
    """Run exim in the foreground of a child process until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    user = _mail_user()
    for name in ("", "spool", "log", "mail"):
        folder = base / name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.chown(folder, user.pw_uid, user.pw_gid)
    config = base / "exim.conf"
    words = {"base": base, "port": port, "user": user.pw_uid, "group": user.pw_gid}
    config.write_text(_CONFIG.format(**words), encoding="utf-8")
    _open_way(base)
    with subprocess.Popen(
        [exim, "-C", str(config), "-bdf"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        try:
            _wait_for(port, child)
            yield Mta(port=port, base=base, exim=exim)
        finally:
            child.terminate()


def _mail_user() -> pwd.struct_passwd:
    """Return whom the server runs as: Debian's own account where we are root, else us."""
    if os.geteuid() == 0:
        return pwd.getpwnam("Debian-exim")
    return pwd.getpwuid(os.geteuid())


def _open_way(base: Path) -> None:
    """Let the server's account pass through the folders of a test, which are the tester's own."""
    for folder in base.parents:
        if folder.stat().st_uid == os.geteuid() and os.geteuid() == 0:
            folder.chmod(folder.stat().st_mode | 0o011)


def _wait_for(port: int, child: subprocess.Popen[bytes]) -> None:
    while child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
            return
        except OSError:
            continue
    told = child.stdout.read().decode() if child.stdout else ""
    raise RuntimeError(f"exim did not start: {told}")
