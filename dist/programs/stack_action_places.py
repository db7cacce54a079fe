"""Where in a suite's own files something failed."""

import os

_FOREIGN = ("site-packages", "dist-packages")


class Places:
    def __init__(self, config):
        start = getattr(getattr(config, "invocation_params", None), "dir", None) or os.getcwd()
        self._start = str(start)
        paths = [os.path.join(self._start, str(arg).split("::")[0]) for arg in config.args]
        folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths if os.path.exists(path)]
        root = str(getattr(config, "rootpath", None) or config.rootdir)
        # What was asked for, then all that belongs to it; the whole machine does not.
        self._roots = [sorted(set(map(os.path.realpath, folders))), [os.path.realpath(root)]]
        self._roots = [[folder for folder in roots if folder != os.sep] for roots in self._roots]

    def of_exception(self, error):
        """(file, line) of the deepest entry in the suite's files, or None."""
        entries = []
        seen = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            trace = error.__traceback__
            while trace is not None:
                entries.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
                trace = trace.tb_next
            # A file that could not be read as Python has no entry of its own.
            if isinstance(error, SyntaxError) and error.filename:
                entries.append((error.filename, error.lineno or 1))
            error = error.__cause__ if not any(self.is_own(name) for name, _line in entries) else None
        for roots in self._roots:
            for name, line in reversed(entries):
                if self._is_below(name, roots):
                    return self.absolute(name), line
        return None

    def of_item(self, item):
        """(file, line) where a test begins."""
        path = getattr(item, "path", None) or getattr(item, "fspath", None)
        if path is None:
            return None
        location = getattr(item, "location", None)
        line = location[1] if location is not None and location[1] is not None else 0
        return self.absolute(str(path)), line + 1

    def absolute(self, name):
        return os.path.normpath(os.path.join(self._start, name))

    def is_own(self, name):
        return any(self._is_below(name, roots) for roots in self._roots)

    def _is_below(self, name, roots):
        path = os.path.realpath(self.absolute(name))
        return not any(part in _FOREIGN for part in path.split(os.sep)) and any(
            path.startswith(root + os.sep) for root in roots
        )
