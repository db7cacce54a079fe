"""What became of a notebook or a script, in words."""

import json
import os
import re
import signal

from junit import cut, plain
from notebook_lines import source_lines

_MAX_SOURCE = 100
# How IPython has named the line of a cell, newest first; the first hit is the cell's own.
_CELL_LINES = (
    re.compile(r"^-+> ?(\d+) ", re.MULTILINE),
    re.compile(r"Cell In ?\[\d+\], line (\d+)"),
    re.compile(r"(?:<ipython-input-|Input In )[^\n]*line (\d+)"),
    re.compile(r"<cell line: (\d+)>"),
)
_SCRIPT_LINE = re.compile(r'^ +File "([^"\n]+)", line (\d+)', re.MULTILINE)


class Verdict:
    def __init__(self, message=None, text="", line=1, timed_out=False, broken=False):
        # One line; None of what has passed.
        self.message = message
        self.text = text
        self.line = line
        self.timed_out = timed_out
        # It could not run at all: never what somebody expects of a notebook.
        self.broken = broken


def of_notebook(path, told, output):
    """`told` is what executing.py said in the end, or its last cell."""
    fault, cell = told.get("fault"), told.get("cell")
    if fault is None:
        return Verdict()
    if cell is None:
        return Verdict(told["message"], output, broken=True)
    source, lines = _source_of(path, cell)
    name = "cell %d" % (cell + 1)
    trace = plain(told.get("traceback") or "")
    if fault == "died":
        message = "the kernel died in %s%s" % (name, _status_words(told.get("status")))
    elif fault == "timeout":
        message = "%s took longer than %g s" % (name, told["seconds"])
    elif fault == "error":
        message = "%s: %s" % (name, plain(told["message"]).split("\n")[0])
    else:
        message = told["message"]
    text = [message, "", "%s:" % name, *["    " + line for line in source.split("\n")[:_MAX_SOURCE]]]
    text += ["", trace] if trace else ["", output] if output and fault != "error" else []
    line = lines[0] if lines else 1
    failing = _failing_line(trace)
    if failing is not None and 0 < failing <= len(lines):
        line = lines[failing - 1]
    return Verdict(message, "\n".join(text).rstrip(), line, timed_out=fault == "timeout")


def of_script(path, status, output):
    if status == 0:
        return Verdict()
    last = output.rstrip().split("\n")[-1]
    ended = "exit status %d" % status if status > 0 else "ended by %s" % signal.Signals(-status).name
    places = [int(line) for file, line in _SCRIPT_LINE.findall(output) if os.path.basename(file) == os.path.basename(path)]
    message = last if places and status == 1 else ended
    return Verdict(message, output, places[-1] if places else 1)


def _source_of(path, cell):
    """(source of a cell, the file's line for each of its lines)"""
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
        source = json.loads(text)["cells"][cell]["source"]
    except (OSError, ValueError, LookupError, TypeError):
        return "", []
    return plain(source if isinstance(source, str) else "".join(source)), source_lines(text, cell)


def _failing_line(trace):
    found = [pattern.search(trace) for pattern in _CELL_LINES]
    first = min((match for match in found if match), key=lambda match: match.start(), default=None)
    return None if first is None else int(first.group(1))


def _status_words(status):
    if status is None or status >= 0:
        return ""
    name = signal.Signals(-status).name
    return " (%s%s)" % (name, ", often for want of memory" if name == "SIGKILL" else "")


def tail(output, lines=40):
    return "\n".join(cut(plain(output)).rstrip().split("\n")[-lines:])
