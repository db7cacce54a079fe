"""Imports one name after the other and tells of each: importing.py NAMES-FD REPORT-FD.

Runs in the interpreter that is tested, which may be another than that of the program beside it, and imports nothing of
ours.
"""

import sys

# The names are imported as if we were not there.
sys.path[:] = sys.path[1:]

import faulthandler
import importlib
import json
import os
import time
import traceback


def main(names_fd, report_fd):
    # Bound here: what is imported may put other things in their place.
    write, dumps, clock, leave, flush = os.write, json.dumps, time.monotonic, os._exit, _flush
    load, describe = importlib.import_module, _describe

    def tell(**what):
        data = (dumps(what) + "\n").encode("ascii")
        while data:
            data = data[write(report_fd, data) :]

    faulthandler.enable()
    with os.fdopen(names_fd, encoding="utf-8") as file:
        names = json.load(file)
    for name in names:
        tell(begins=name)
        began = clock()
        try:
            load(name)
            fault = None
        except BaseException as error:
            fault = describe(error)
        flush()
        tell(ends=name, seconds=clock() - began, fault=fault)
    # Threads that an import has begun would keep the interpreter from ending.
    leave(0)


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass


def _describe(error):
    """(what it is, in one line; the traceback from the first module on)"""
    try:
        entries = traceback.extract_tb(error.__traceback__)
        own = [entry for entry in entries if entry[0] != __file__ and not entry[0].startswith("<frozen importlib")]
        own = [entry for entry in own if not entry[0].endswith("importlib/__init__.py")]
        last = "".join(traceback.format_exception_only(type(error), error)).strip()
        shown = traceback.format_list(own[-20:])
        return [last.split("\n")[-1], "".join(shown) + last]
    except Exception:
        return [type(error).__name__, type(error).__name__]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
