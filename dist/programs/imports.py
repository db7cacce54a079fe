"""Tries whether names can be imported: imports.py --junit PATH [--environment NAME] [--skip GLOB]... LIST..."""

import argparse
import codecs
import fnmatch
import json
import keyword
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time

from console import utf8_streams
from environments import MissingEnvironment, find_environment
from listing import expand, is_glob
from junit import Case, cut, plain, write_report

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_SHOWN_LINES = 20
_STOPPED = "was still being imported when the suite was stopped"


# Set by the signal that ends a suite.
_stopped = []


def main(arguments):
    parser = argparse.ArgumentParser(prog="imports.py", description="Tries whether names can be imported.")
    parser.add_argument("--junit", required=True, metavar="PATH")
    parser.add_argument("--environment", metavar="NAME")
    parser.add_argument("--skip", action="append", default=[], metavar="GLOB")
    parser.add_argument("lists", nargs="+", metavar="LIST")
    given = parser.parse_args(arguments)
    python, variables = sys.executable, dict(os.environ)
    try:
        lists = [one for path in given.lists for one in (expand(path) if is_glob(path) else [path])]
        names = read_names(lists)
        if given.environment is not None:
            environment = find_environment(given.environment, python=True)
            python, variables = environment.python, environment.variables()
    except MissingEnvironment as error:
        print("stack-action: %s" % error, file=sys.stderr)
        return 127
    except (OSError, UnicodeDecodeError) as error:
        print("a list cannot be read: %s" % error, file=sys.stderr)
        return 2
    if not names:
        print("no names to import in %s" % ", ".join(given.lists), file=sys.stderr)
        return 5
    signal.signal(signal.SIGTERM, _stop)
    cases, to_do = _prepare(names, given.skip)
    try:
        while to_do and not _stopped:
            to_do = _import(python, variables, to_do, cases)
    except OSError as error:
        print("stack-action: %s cannot be started: %s" % (python, error), file=sys.stderr)
        return 127
    for name in to_do:
        cases[name].skipped = "stopped before its turn"
    write_report(given.junit, "imports", list(cases.values()))
    failed = sum(case.failure is not None for case in cases.values())
    skipped = sum(case.skipped is not None for case in cases.values())
    print("%d of %d imports failed%s" % (failed, len(cases), ", %d skipped" % skipped if skipped else ""))
    return 143 if _stopped else 1 if failed else 0


def _stop(signum, _frame):
    _stopped.append(signum)


def read_names(paths):
    """Each name once, and where it is written first."""
    found = {}
    for path in paths:
        with open(path, encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                for name in line.split("#")[0].split():
                    found.setdefault(name, (path, number))
    return found


def _prepare(names, skip):
    cases, to_do = {}, []
    for name, (path, line) in names.items():
        case = cases[name] = Case(name).at(path, line)
        if any(fnmatch.fnmatchcase(name, glob) for glob in skip):
            case.skipped = "skipped by the suite"
        elif not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")):
            _fail(case, "this is no name of a module", "")
        else:
            to_do.append(name)
    return cases, to_do


def _import(python, variables, names, cases):
    """Until all are done, or the interpreter has ended before. What is left to do."""
    reports, report_fd = os.pipe()
    outputs, output_fd = os.pipe()
    process = None
    state = _State(cases)
    try:
        with tempfile.TemporaryFile() as file:
            file.write(json.dumps(names).encode("utf-8"))
            file.seek(0)
            process = subprocess.Popen(
                [python, os.path.join(_FOLDER, "importing.py"), str(file.fileno()), str(report_fd)],
                stdin=subprocess.DEVNULL,
                stdout=output_fd,
                stderr=output_fd,
                pass_fds=(file.fileno(), report_fd),
                start_new_session=True,
                env=variables,
            )
        os.close(report_fd)
        os.close(output_fd)
        report_fd = output_fd = None
        _follow(process, reports, outputs, state)
    finally:
        if process is not None:
            _kill(process)
        for fd in (reports, outputs, report_fd, output_fd):
            if fd is not None:
                os.close(fd)
    if state.current is None and state.done == 0 and not _stopped:
        # It never came to the first name.
        state.begin(names[0])
    if state.current is not None:
        state.fail(_STOPPED if _stopped else _end_of(process.returncode))
    return names[state.done :]


class _State:
    """What the interpreter has told."""

    def __init__(self, cases):
        self._cases = cases
        self.current = None
        self.done = 0
        self._began = time.monotonic()
        self._output = ""

    def printed(self, text):
        sys.stdout.write(text)
        sys.stdout.flush()
        self._output = cut(self._output + text)

    def begin(self, name):
        self.current, self._began, self._output = name, time.monotonic(), ""

    def told(self, line):
        try:
            told = json.loads(line.decode("utf-8"))
            if "begins" in told:
                return self.begin(self._cases[told["begins"]].name)
            if told["ends"] != self.current:
                return None
            seconds, fault = float(told["seconds"]), told["fault"]
        except (ValueError, KeyError, TypeError):
            return None
        case = self._end(seconds)
        if fault is None:
            print("ok      %s (%.1f s)" % (case.name, seconds))
        else:
            _fail(case, str(fault[0]), str(fault[1]))

    def fail(self, message):
        case = self._end(time.monotonic() - self._began)
        # The output is on the screen already.
        print("FAILED  %s: %s" % (case.name, message))
        case.failure = (message, message + "\n" + self._output)

    def _end(self, seconds):
        case = self._cases[self.current]
        case.seconds, case.output = max(seconds, 0.001), self._output
        self.current, self.done = None, self.done + 1
        return case


def _follow(process, reports, outputs, state):
    """Reads until the process has ended. Something it has left behind may hold its pipes open."""
    selector = selectors.DefaultSelector()
    for fd in (reports, outputs):
        os.set_blocking(fd, False)
        selector.register(fd, selectors.EVENT_READ)
    rest = b""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while True:
        ended = process.poll() is not None
        if selector.get_map():
            selector.select(0.1)
        else:
            time.sleep(0.05)
        # First the reports: what was printed before one of them is in the other pipe by now.
        told, over = _read(reports)
        rest += told
        *lines, rest = rest.split(b"\n")
        printed, _ = _read(outputs)
        if printed:
            state.printed(plain(decoder.decode(printed)))
        for line in lines:
            state.told(line)
        if over and reports in selector.get_map():
            selector.unregister(reports)
        if ended or _stopped:
            return


def _read(fd):
    """All that is there, and whether that is the end."""
    parts = []
    while True:
        try:
            part = os.read(fd, 65536)
        except BlockingIOError:
            return b"".join(parts), False
        if not part:
            return b"".join(parts), True
        parts.append(part)


def _kill(process):
    """With what it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def _end_of(status):
    if status >= 0:
        return "the interpreter ended with exit status %d during the import" % status
    return "the interpreter was ended by %s during the import" % signal.Signals(-status).name


def _fail(case, message, text):
    case.failure = (message, text or message)
    print("FAILED  %s: %s" % (plain(case.name), plain(message)))
    for line in plain(text).rstrip().split("\n")[-_SHOWN_LINES:] if text else []:
        print("        " + line)


if __name__ == "__main__":
    utf8_streams()
    sys.exit(main(sys.argv[1:]))
