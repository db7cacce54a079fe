"""A plugin for pytest (`-p stack_action_pytest`): places of failures, time limits, reruns of what took too long.

STACK_TEST_TIMEOUT  seconds for a test and its fixtures; as much again for what they do at the end
STACK_RERUNS        how often a test is run again that took too long
"""

import faulthandler
import os
import re
import signal
import sys
import threading
import traceback
from types import SimpleNamespace

import pytest
from _pytest.reports import TestReport
from _pytest.runner import runtestprotocol

from stack_action_limit import Limit
from stack_action_places import Places

# pytest takes over the standard streams later; this one stays what it is.
_STDERR = os.dup(2)
_FOLDER = os.path.dirname(os.path.abspath(__file__))


def pytest_configure(config):
    if not config.pluginmanager.hasplugin("timeout"):
        config.addinivalue_line("markers", "timeout(seconds): the time limit of this test")
    config.pluginmanager.register(Plugin(config), "stack-action")
    # Where tests run in other processes, those find us by the path that we have here.
    if not getattr(config.option, "numprocesses", None) and not getattr(config.option, "tx", None):
        _hide()


def _hide():
    """Tests and what they start see the modules that they would see without us."""
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != _FOLDER]
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    left = [path for path in paths if os.path.abspath(path or ".") != _FOLDER]
    if len(left) == len(paths):
        return
    if left:
        os.environ["PYTHONPATH"] = os.pathsep.join(left)
    else:
        del os.environ["PYTHONPATH"]


def _number(name):
    text = os.environ.get(name) or "0"
    try:
        return float(text)
    except ValueError:
        raise pytest.UsageError("%s must be a number, not %r" % (name, text))


class Plugin:
    def __init__(self, config):
        self._config = config
        self._seconds = _number("STACK_TEST_TIMEOUT")
        self._reruns = int(_number("STACK_RERUNS"))
        self._places = Places(config)
        self._limit = Limit(self._end)
        # Who brings pytest-timeout has the marker and the options of it.
        self._other = config.pluginmanager.hasplugin("timeout")
        self._off = bool(getattr(config.option, "usepdb", False) or getattr(config.option, "trace", False))
        self._item = None
        self._when = None
        self._timed_out = False
        self._attempt = 0
        self._pid = os.getpid()

    # --- Time limits

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item):
        seconds, func_only = self._seconds_of(item)
        self._limit.begin(0 if func_only else seconds)
        yield from self._phase(item, "setup")
        if func_only:
            self._limit.begin(seconds)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item):
        yield from self._phase(item, "call")

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item):
        # Of its own: fixtures of a test that took too long are still taken down.
        seconds, func_only = self._seconds_of(item)
        self._limit.begin(0 if func_only else seconds)
        yield from self._phase(item, "teardown")

    def _phase(self, item, when):
        self._item, self._when = item, when
        self._limit.enter()
        try:
            yield
        finally:
            self._limit.leave()
            if when == "teardown":
                self._item = None

    def _seconds_of(self, item):
        """(seconds or 0, whether for the function alone)"""
        if self._off:
            return 0, False
        marker = item.get_closest_marker("timeout")
        args, more = (marker.args, marker.kwargs) if marker is not None else ((), {})
        given = args[0] if args else more.get("timeout")
        if self._other:
            option = self._config.getoption("timeout", None) or self._ini("timeout") or os.environ.get("PYTEST_TIMEOUT")
            theirs = option if given is None else given
            # Its timer goes off once; the reruns are ours.
            return self._float(theirs) if theirs is None or self._attempt > 0 else 0, False
        func_only = args[2] if len(args) > 2 else more.get("func_only")
        return self._float(given), bool(func_only)

    def _float(self, given):
        try:
            return self._seconds if given is None else float(given)
        except (TypeError, ValueError):
            return self._seconds

    def _ini(self, name):
        try:
            return self._config.getini(name)
        except (ValueError, KeyError):
            return None

    def _end(self):
        """The test goes on as if nothing had been said to it. What is known by now is kept, and that is the end."""
        message = "%s, went on for more than %g s after that, and was ended with all of pytest" % (
            self._limit.message(),
            self._limit.grace,
        )
        os.write(_STDERR, ("\n%s: %s\n" % (self._item.nodeid, message)).encode("utf-8", "replace"))
        faulthandler.dump_traceback(file=_STDERR, all_threads=True)
        try:
            xml = self._xml()
            if xml is not None:
                self._log_failure(xml, message, [("stack-action.timeout", "1")])
                xml.pytest_sessionfinish()
        except BaseException as error:
            os.write(_STDERR, ("no report could be written: %r\n" % error).encode("utf-8", "replace"))
        finally:
            os._exit(1)

    def _log_failure(self, xml, message, more):
        """Puts the test that is on into the report, as one that has failed."""
        frame = sys._current_frames().get(threading.main_thread().ident)
        entries = traceback.extract_stack(frame)
        own = [at for at, entry in enumerate(entries) if self._places.is_own(entry.filename)]
        item, stack = self._item, "".join(traceback.format_list(entries[own[0] if own else 0 :]))
        place = self._place_of_frame(frame) or self._places.of_item(item)
        properties = [*item.user_properties, *_properties_of(place), *more]
        phases = [(self._when, "failed", "%s\n\n%s" % (message, stack))]
        if self._when != "teardown":
            phases.append(("teardown", "passed", None))
        _log(xml, item.nodeid, item.location, None, phases, properties)

    def _place_of_frame(self, frame):
        while frame is not None:
            if self._places.is_own(frame.f_code.co_filename):
                return self._places.absolute(frame.f_code.co_filename), frame.f_lineno
            frame = frame.f_back
        return None

    def _xml(self):
        plugins = self._config.pluginmanager.get_plugins()
        return next((plugin for plugin in plugins if type(plugin).__name__ == "LogXML"), None)

    # --- The end of the suite

    def pytest_sessionstart(self, session):
        # Of xdist's processes the one that writes the report.
        if not hasattr(session.config, "workerinput") and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, _signum, _frame):
        """As if somebody had typed Ctrl-C: fixtures are taken down, and the report is written."""
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if os.getpid() != self._pid:
            # A process that a test has forked ends as it would without us.
            os.kill(os.getpid(), signal.SIGTERM)
            return
        xml = self._xml()
        message = "was still running when the suite was stopped"
        if self._item is not None and xml is not None:
            self._log_failure(xml, message, [])
        # Those of other processes, of which pytest would write down a nameless one.
        for (nodeid, node), reporter in list(getattr(xml, "node_reporters", {}).items()):
            if reporter.attrs.get("name") is None:
                _log(xml, nodeid, (nodeid, None, nodeid), node, [("call", "failed", message), ("teardown", "passed", None)])
        raise KeyboardInterrupt("the suite was stopped")

    # --- Reruns

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        if self._reruns <= 0 or self._has_other_reruns(item):
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        before = list(item.user_properties)
        for attempt in range(self._reruns + 1):
            self._timed_out, self._attempt = False, attempt
            item.user_properties[:] = before
            reports = runtestprotocol(item, log=False, nextitem=nextitem)
            if not self._timed_out or attempt == self._reruns or item.session.shouldstop:
                break
            _forget_fixtures(item)
        self._attempt = 0
        if attempt > 0 and not any(report.failed for report in reports):
            reports[-1].user_properties.append(("stack-action.flaky", str(attempt)))
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def _has_other_reruns(self, item):
        return self._config.pluginmanager.hasplugin("rerunfailures") and bool(
            self._config.getoption("reruns", None) or item.get_closest_marker("flaky")
        )

    # --- What the report says besides

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        outcome = yield
        report = outcome.get_result()
        exceeded = self._limit.exceeded is not None and self._when == call.when
        if exceeded and report.passed:
            # It swallowed what it was told, and came to an end after all.
            report.outcome, report.longrepr = "failed", self._limit.message()
        if report.failed:
            if exceeded or (call.excinfo is not None and self._is_others(call.excinfo.value)):
                self._timed_out = True
                _note(item, report, [("stack-action.timeout", "1")])
            error = call.excinfo.value if call.excinfo is not None else None
            place = self._places.of_exception(error) or self._places.of_item(item)
            _note(item, report, _properties_of(place))
        elif getattr(report, "wasxfail", None) is not None:
            passed = [("stack-action.unexpected", "1")] if report.passed else []
            _note(item, report, [("stack-action.expected", "fail"), *passed])

    def _is_others(self, error):
        return self._other and isinstance(error, pytest.fail.Exception) and bool(re.match(r"Timeout [>(]", str(error)))

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_make_collect_report(self, collector):
        outcome = yield
        report = outcome.get_result()
        excinfo = getattr(getattr(report, "call", None), "excinfo", None)
        if report.failed:
            place = (excinfo and self._places.of_exception(excinfo.value)) or self._places.of_item(collector)
            # An attribute travels from the processes of xdist with the report.
            report.stack_action = _properties_of(place)

    @pytest.hookimpl(trylast=True)
    def pytest_collectreport(self, report):
        xml = self._xml() if report.failed else None
        if xml is not None and hasattr(xml, "node_reporter"):
            for name, value in getattr(report, "stack_action", []):
                xml.node_reporter(report).add_property(name, value)


def _log(xml, nodeid, location, node, phases, properties=()):
    """Tells the report of a test; `node` is xdist's name for the process of it."""
    for when, outcome, longrepr in phases:
        report = TestReport(nodeid, location, {}, outcome, longrepr, when, user_properties=list(properties))
        if node is not None:
            report.node = node
        xml.pytest_runtest_logreport(report)


def _properties_of(place):
    return [] if place is None else [("stack-action.file", place[0]), ("stack-action.line", str(place[1]))]


def _note(item, report, pairs):
    """On this report, and on the later ones of the test: pytest writes down what the last one says."""
    new = [pair for pair in pairs if pair[0] not in [name for name, _value in item.user_properties]]
    item.user_properties.extend(new)
    report.user_properties.extend(new)


def _forget_fixtures(item):
    """A fixture that took too long is tried again; pytest keeps what it raised for all that come later."""
    found = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    for fixture in [fixture for fixtures in found.values() for fixture in fixtures]:
        cached = getattr(fixture, "cached_result", None)
        if cached is not None and cached[2] is not None:
            try:
                fixture.finish(SimpleNamespace(node=item, config=item.config))
            except Exception:
                fixture.cached_result = None
