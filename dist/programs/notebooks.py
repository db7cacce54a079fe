"""Executes notebooks, and scripts that stand in a list with them; `notebooks.py --help` tells how."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from console import utf8_streams
from environments import MissingEnvironment, find_environment
from homes import add_kernel, usable_variables
from job import Job
from junit import Case, plain, write_report
from listing import read_entries

_ENGINES = "nbclient nbconvert"
_PROBE = "import importlib.util as u, sys; sys.exit(not (u.find_spec('nbformat') and (%s)))" % " or ".join(
    "u.find_spec(%r)" % name for name in _ENGINES.split()
)


class Options:
    """What every notebook of a run needs to know."""

    def __init__(self, given, variables):
        self.timeout = given.timeout
        self.cell_timeout = given.cell_timeout
        # Of the environment that was asked for; otherwise each notebook says which it needs.
        self.kernel = None
        # The interpreter that has nbclient, and its environment.
        self.driver = sys.executable
        self.variables = variables
        self.script_python = sys.executable
        self.script_env = variables


def main(arguments):
    given = _parser().parse_args(arguments)
    try:
        entries = read_entries(given.paths, given.skip)
    except (OSError, UnicodeDecodeError) as error:
        print("a list of notebooks cannot be read: %s" % error, file=sys.stderr)
        return 2
    if not entries:
        print("no notebooks in %s" % ", ".join(given.paths), file=sys.stderr)
        return 5
    folder = tempfile.mkdtemp(prefix="stack-notebooks-")
    try:
        options = _options(given, entries, folder)
        return Run(given, entries, options, folder).all()
    except MissingEnvironment as error:
        print("stack-action: %s" % error, file=sys.stderr)
        return 127
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _parser():
    parser = argparse.ArgumentParser(prog="notebooks.py", description="Executes notebooks.")
    parser.add_argument("--junit", required=True, metavar="PATH", help="the report")
    parser.add_argument("--output", required=True, metavar="DIR", help="for executed notebooks that failed")
    parser.add_argument("--environment", metavar="NAME", help="a kernel, a conda environment, or a folder of /opt")
    parser.add_argument("--timeout", type=_seconds, metavar="S", help="for a notebook")
    parser.add_argument("--cell-timeout", type=_seconds, metavar="S", help="for a cell")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="so many at once")
    parser.add_argument("--expect", choices=["pass", "fail"], default="pass")
    parser.add_argument("--skip", action="append", default=[], metavar="GLOB")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a notebook, a script (.py), a list of them, or a folder")
    return parser


def _seconds(text):
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise ValueError(text)
    # Libraries differ in whether they take parts of a second.
    return int(seconds) if seconds == int(seconds) else seconds


def _options(given, entries, folder):
    variables = usable_variables(os.environ, folder)
    options = Options(given, variables)
    environment = None
    if given.environment is not None:
        environment = find_environment(given.environment)
        if environment.python is not None:
            own = environment.variables()
            changed = {name: text for name, text in own.items() if os.environ.get(name) != text}
            options.script_python, options.script_env = environment.python, dict(variables, **changed)
        elif any(entry.is_script for entry in entries):
            raise MissingEnvironment("scripts cannot run in %s: it is not one of Python" % given.environment)
    if all(entry.is_script or entry.skipped for entry in entries):
        return options
    candidates = [sys.executable, *([environment.python] if environment and environment.python else [])]
    driver = next((python for python in candidates if _has(python, _PROBE)), None)
    if driver is None:
        missing = "notebooks need nbclient (or nbconvert) and nbformat: %s cannot import them"
        raise MissingEnvironment(missing % " and ".join(candidates))
    options.driver = driver
    if environment is not None and environment.kernel is None:
        if not _has(environment.python, "import ipykernel"):
            raise MissingEnvironment("the environment %s has no kernel: ipykernel is missing" % environment.name)
        options.kernel = add_kernel(options.variables, folder, environment)
    elif environment is not None:
        options.kernel = environment.kernel
    return options


def _has(python, program):
    null = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.call([python, "-c", program], **null) == 0
    except OSError:
        return False


class Run:
    def __init__(self, given, entries, options, folder):
        self._given = given
        self._options = options
        self._folder = folder
        self._cases = {entry.path: Case(entry.name).at(entry.path, 1) for entry in entries}
        self._to_do = []
        self._jobs = []
        self._retried = set()
        self._stopped = False
        for entry in entries:
            case = self._cases[entry.path]
            if entry.skipped is not None:
                case.skipped = entry.skipped
                print("skipped %s (%s)" % (entry.name, entry.skipped))
            elif not os.path.isfile(entry.path):
                self._fail(case, "there is no file %s" % entry.path, "")
            else:
                self._to_do.append(entry)

    def all(self):
        signal.signal(signal.SIGTERM, self._stop)
        try:
            # Those that run alone come last.
            for serial, at_once in ((False, max(1, self._given.jobs)), (True, 1)):
                self._work([entry for entry in self._to_do if entry.serial is serial], at_once)
            if self._stopped:
                self._stop_jobs()
        finally:
            for job in self._jobs:
                job.close()
            self._write()
        cases = list(self._cases.values())
        failed = sum(case.failure is not None for case in cases)
        unexpected = sum("stack-action.unexpected" in case.properties for case in cases)
        skipped = sum(case.skipped is not None and case.skipped_type is None for case in cases)
        parts = ["%d skipped" % skipped] * bool(skipped) + ["%d passed unexpectedly" % unexpected] * bool(unexpected)
        print(", ".join(["%d of %d notebooks failed" % (failed, len(cases)), *parts]))
        return 143 if self._stopped else 1 if failed else 0

    def _stop(self, _signum, _frame):
        self._stopped = True

    def _work(self, entries, at_once):
        waiting = list(entries)
        while (waiting or self._jobs) and not self._stopped:
            while waiting and len(self._jobs) < at_once:
                self._jobs.append(Job(waiting.pop(0), self._options, self._folder))
            for job in list(self._jobs):
                verdict = job.poll()
                if verdict is None:
                    continue
                if job.may_be_retried and job.entry.path not in self._retried:
                    self._retried.add(job.entry.path)
                    waiting.append(job.entry)
                else:
                    self._settle(job, verdict)
                self._jobs.remove(job)
                job.close()
                self._write()
            time.sleep(0.05)

    def _stop_jobs(self):
        running = {job.entry.path: job for job in self._jobs}
        for job in self._jobs:
            job.terminate()
        for job in self._jobs:
            self._settle(job, job.stop("was still running when the suite was stopped"), expected=False)
        for entry in self._to_do:
            case = self._cases[entry.path]
            if not case.seconds and entry.path not in running:
                case.skipped = "stopped before its turn"

    def _settle(self, job, verdict, expected=None):
        case = self._cases[job.entry.path].at(job.entry.path, verdict.line)
        case.seconds = max(job.seconds, 0.001)
        expected = self._given.expect == "fail" and not verdict.broken if expected is None else expected
        if verdict.timed_out:
            case.properties["stack-action.timeout"] = "1"
        if expected:
            case.properties["stack-action.expected"] = "fail"
        if verdict.message is None:
            if expected:
                case.properties["stack-action.unexpected"] = "1"
            print("passed  %s (%.1f s)%s" % (case.name, case.seconds, ", which is not expected" if expected else ""))
        elif expected:
            case.skipped, case.skipped_type = verdict.message, "xfail"
            print("failed  %s (%.1f s) as expected: %s" % (case.name, case.seconds, plain(verdict.message)))
        else:
            self._fail(case, verdict.message, verdict.text)
            if not job.entry.is_script:
                self._keep(job)

    def _keep(self, job):
        parts = [part for part in job.entry.name.split("/") if part not in ("", ".", "..")]
        target = os.path.join(self._given.output, *parts)
        try:
            if job.keep(target):
                print("        the executed notebook is in %s" % target)
        except OSError as error:
            print("        the executed notebook cannot be kept: %s" % error)

    def _fail(self, case, message, text):
        case.failure = (message, text or message)
        print("FAILED  %s (%.1f s): %s" % (case.name, case.seconds, plain(message)))
        for line in plain(text).rstrip().split("\n") if text else []:
            print("        " + line)

    def _write(self):
        # Those that have not had their turn are not in a report that may be the last.
        write_report(self._given.junit, "notebooks", [case for case in self._cases.values() if _is_settled(case)])


def _is_settled(case):
    return bool(case.seconds) or case.failure is not None or case.skipped is not None


if __name__ == "__main__":
    utf8_streams()
    sys.exit(main(sys.argv[1:]))
