"""The time limit of one test: first an exception where the test is, then the end of the process."""

import os
import signal
import threading
import time

import pytest

try:
    from stack_action_alarm import Alarm
except ImportError:  # An interpreter without ctypes: only what is stuck in C code is not ended.
    Alarm = None

# For what a test cleans up when it is told to end; afterwards the process is ended.
GRACE = float(os.environ.get("STACK_TEST_GRACE") or 10)
# More, for who waits for the interpreter's lock.
LAST = 2


class Limit:
    def __init__(self, on_stuck):
        self._on_stuck = on_stuck
        self._alarm = None
        self._thread = None
        self._armed = False
        self._left = 0.0
        self._before = None
        # The number of seconds that was too few, when the phase that is on (or was the last) has used them up.
        self.exceeded = None
        self.seconds = 0.0
        self.grace = GRACE

    def begin(self, seconds):
        """A test begins, or a part of it that has a limit of its own. 0 is none."""
        self.seconds = self._left = seconds

    def enter(self):
        self.exceeded = None
        if self.seconds <= 0 or threading.current_thread() is not threading.main_thread():
            return
        if Alarm is not None and self._alarm is None:
            self._alarm = Alarm()
        self._began = time.monotonic()
        self._before = signal.signal(signal.SIGALRM, self._ring)
        self._armed = True
        left = max(self._left, 0.001)
        if self._alarm is not None:
            self._alarm.set(left + GRACE + LAST)
        signal.setitimer(signal.ITIMER_REAL, left)

    def leave(self):
        if not self._armed:
            return
        self._armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        if self._alarm is not None:
            self._alarm.set(0)
        if self._thread is not None:
            self._thread.cancel()
            self._thread = None
        signal.signal(signal.SIGALRM, self._before if self._before is not None else signal.SIG_DFL)
        self._left -= time.monotonic() - self._began

    def message(self):
        return "took longer than %g s" % self.exceeded

    def _ring(self, _signum, _frame):
        if not self._armed:
            return
        __tracebackhide__ = True
        self.exceeded = self.seconds
        self._thread = threading.Timer(GRACE, self._on_stuck)
        self._thread.daemon = True
        self._thread.start()
        pytest.fail(self.message())
