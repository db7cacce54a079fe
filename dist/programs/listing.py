"""Lists of notebooks: one path a line, relative to the list's folder; `#` skips one, `!` runs it alone."""

import fnmatch
import glob
import os
import re

_KINDS = (".ipynb", ".py")


class Entry:
    def __init__(self, path, serial=False, skipped=None):
        self.path = os.path.abspath(path)
        # One name for one file, whichever list it stands in.
        below = os.path.relpath(self.path)
        self.name = self.path if below.startswith(os.pardir + os.sep) else below
        self.serial = serial
        # Why it does not run.
        self.skipped = skipped

    @property
    def is_script(self):
        return self.path.endswith(".py")


def read_entries(paths, skip):
    """What the paths name, each file once. Throws an OSError or a UnicodeDecodeError for a list that cannot be read."""
    found = {}
    for path in paths:
        for entry in _entries_of(path):
            found.setdefault(entry.path, entry)
    for entry in found.values():
        if any(_matches(entry.path, pattern) for pattern in skip):
            entry.skipped = entry.skipped or "skipped by the suite"
    return list(found.values())


def _matches(path, pattern):
    """A glob names the file, with as many of the folders above it as somebody has written down."""
    parts = path.split(os.sep)
    return any(fnmatch.fnmatchcase(os.sep.join(parts[at:]), pattern) for at in range(len(parts)))


def _entries_of(path):
    if is_glob(path):
        return [entry for one in expand(path) for entry in _entries_of(one)]
    if path.endswith(_KINDS):
        return [Entry(path)]
    return _notebooks_below(path) if os.path.isdir(path) else _read_list(path)


def is_glob(path):
    """A suite of the spec may name what lies in the image by a glob."""
    return bool(re.search(r"[*?\[]", path)) and not os.path.exists(path)


def expand(path):
    return sorted(glob.glob(path, recursive=True))


def _notebooks_below(folder):
    found = []
    for above, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(Entry(os.path.join(above, name)) for name in sorted(files) if name.endswith(".ipynb"))
    return found


def _read_list(path):
    with open(path, encoding="utf-8-sig") as file:
        lines = file.read().split("\n")
    folder = os.path.dirname(os.path.abspath(path))
    entries = []
    for raw in lines:
        line = raw.strip()
        out = line.startswith(("#", "!#"))
        words = re.sub(r"\s#.*", "", line.lstrip("#! \t")).strip()
        if not words:
            continue
        place = os.path.join(folder, words)
        # A comment, unless it is a notebook that somebody has taken out.
        if out and not (words.endswith(_KINDS) and os.path.isfile(place)):
            continue
        entries.append(Entry(place, line.startswith("!"), "taken out of the list" if out else None))
    return entries
