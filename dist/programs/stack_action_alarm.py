"""A signal at a point in time, from a timer of the kernel.

It comes although the interpreter is stuck in C code. A thread that waits would do as well, but where there are threads
Python 3.12 and later warn at every fork, and tests that fork are many.
"""

import ctypes
import signal

_CLOCK_MONOTONIC = 1


class _SigEvent(ctypes.Structure):
    _fields_ = [
        ("value", ctypes.c_void_p),
        ("signo", ctypes.c_int),
        ("notify", ctypes.c_int),
        ("rest", ctypes.c_char * 48),
    ]


class _TimerSpec(ctypes.Structure):
    _fields_ = [(name, ctypes.c_long) for name in ("every_s", "every_ns", "after_s", "after_ns")]


def _library():
    for name in (None, "librt.so.1"):
        try:
            library = ctypes.CDLL(name, use_errno=True)
            library.timer_create, library.timer_settime
            return library
        except (OSError, AttributeError):
            continue
    return None


class Alarm:
    """Sends `signum` to this process. `works` is false where the system has no such timers."""

    def __init__(self, signum=signal.SIGABRT):
        self._library = _library()
        self._timer = ctypes.c_void_p()
        event = _SigEvent(None, int(signum), 0, b"")
        self.works = (
            self._library is not None
            and self._library.timer_create(_CLOCK_MONOTONIC, ctypes.byref(event), ctypes.byref(self._timer)) == 0
        )

    def set(self, seconds):
        """In so many seconds; 0 takes it back."""
        if self.works:
            whole = int(seconds)
            spec = _TimerSpec(0, 0, whole, int((seconds - whole) * 1e9))
            self._library.timer_settime(self._timer, 0, ctypes.byref(spec), None)
