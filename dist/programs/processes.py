"""Ends a process and all that it has started, also what has left its group: they are known by a variable."""

import os
import signal
import time

VARIABLE = "STACK_ACTION_PROCESS"


def kill_all(token):
    """Kills every process that has the token in its environment, until none is left."""
    word = ("%s=%s" % (VARIABLE, token)).encode()
    for _round in range(50):
        found = _with(word)
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
        if not found:
            return
        time.sleep(0.02)


def _with(word):
    found = []
    try:
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    for pid in pids:
        try:
            with open("/proc/%d/environ" % pid, "rb") as file:
                # Of one that has ended and was not waited for it is empty.
                if pid != os.getpid() and word in file.read().split(b"\0"):
                    found.append(pid)
        except OSError:
            continue
    return found
