"""One notebook, or script, that is being executed by a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

from processes import VARIABLE, kill_all
from verdicts import Verdict, of_notebook, of_script, tail

_PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "executing.py")
# For writing down what there is when it has to end, and for a kernel's shutdown when it has ended.
_GRACE = 3
_MAX_OUTPUT = 1024 * 1024


class Job:
    def __init__(self, entry, options, folder):
        self.entry = entry
        self._options = options
        self._folder = tempfile.mkdtemp(dir=folder)
        self._token = uuid.uuid4().hex
        self._executed = os.path.join(self._folder, "executed.ipynb")
        self._output = tempfile.TemporaryFile()
        self._reports, report_fd = os.pipe()
        os.set_blocking(self._reports, False)
        self._rest = b""
        self._told = {}
        self._cell = None
        self._began = time.monotonic()
        self._done_at = None
        self._copy = os.path.join(self._folder, "copy")
        self._terminated_at = None
        self._printed_before = ""
        settings = {
            "path": entry.path,
            "folder": self._copy,
            "executed": self._executed,
            "report_fd": report_fd,
            "kernel": options.kernel,
            "cell_timeout": options.cell_timeout,
            "script_python": options.script_python if entry.is_script else None,
            "script_env": options.script_env if entry.is_script else None,
        }
        python = sys.executable if entry.is_script else options.driver
        variables = dict(options.variables, **{VARIABLE: self._token})
        if entry.is_script:
            settings["script_env"] = dict(options.script_env, **{VARIABLE: self._token})
        try:
            self._process = subprocess.Popen(
                [python, _PROGRAM, json.dumps(settings)],
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=subprocess.STDOUT,
                pass_fds=(report_fd,),
                start_new_session=True,
                env=variables,
            )
        finally:
            os.close(report_fd)

    @property
    def seconds(self):
        return time.monotonic() - self._began

    def poll(self):
        """The verdict, when there is one."""
        self._read()
        if self._process.poll() is not None:
            self._read()
            return self._verdict()
        if "fault" in self._told:
            # It only has to clear up.
            self._done_at = self._done_at or time.monotonic()
            return self._verdict() if time.monotonic() - self._done_at > _GRACE else None
        limit = self._options.timeout
        if limit is not None and self.seconds > limit:
            return self.stop("took longer than %g s" % limit, timed_out=True)
        return None

    def terminate(self):
        """Tells it to end; the notebook is written down as far as it came."""
        if self._terminated_at is None:
            self._terminated_at = time.monotonic()
            # What it says of its own end is no news.
            self._printed_before = self._printed()
            self._signal(signal.SIGTERM)

    def stop(self, message, timed_out=False):
        """The verdict on one that is ended before its time."""
        self.terminate()
        try:
            self._process.wait(max(0, self._terminated_at + _GRACE - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        self._read()
        output = self._printed_before
        if self._cell is None:
            return Verdict(message, "\n".join([message, output]).rstrip(), timed_out=timed_out)
        message = "%s, in cell %d" % (message, self._cell + 1)
        verdict = of_notebook(self.entry.path, {"fault": "stopped", "cell": self._cell, "message": message}, output)
        verdict.timed_out = timed_out
        return verdict

    @property
    def may_be_retried(self):
        """The kernel did not even start: two that start at once may have taken the same port."""
        return bool(self._told.get("retry"))

    def keep(self, target):
        """Puts the executed notebook there. Whether there is one."""
        if not os.path.isfile(self._executed):
            return False
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(self._executed, target)
        return True

    def close(self):
        """Ends all that it has started, and takes its files away."""
        self._signal(signal.SIGKILL)
        self._process.wait()
        kill_all(self._token)
        os.close(self._reports)
        self._output.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _verdict(self):
        output, status = self._printed(), self._process.poll()
        if self.entry.is_script:
            return of_script(self.entry.path, status, output)
        if "fault" in self._told:
            trace = self._placed(self._told.get("traceback") or "")
            told = dict(self._told, seconds=self._options.cell_timeout, traceback=trace)
            return of_notebook(self.entry.path, told, output)
        return Verdict("the program that executes it ended with status %s" % status, output, broken=True)

    def _signal(self, signum):
        try:
            os.killpg(self._process.pid, signum)
        except (ProcessLookupError, PermissionError):
            pass

    def _printed(self):
        size = self._output.seek(0, os.SEEK_END)
        self._output.seek(max(0, size - _MAX_OUTPUT))
        return self._placed(tail(self._output.read().decode("utf-8", "replace")))

    def _placed(self, text):
        """With the names of the files that were copied."""
        return text.replace(self._copy, os.path.dirname(self.entry.path))

    def _read(self):
        while True:
            try:
                part = os.read(self._reports, 65536)
            except BlockingIOError:
                part = b""
            if not part:
                break
            self._rest += part
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            told = json.loads(line.decode("ascii"))
            self._cell = told.get("cell", self._cell)
            if "fault" in told:
                self._told = told
