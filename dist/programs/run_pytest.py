"""Runs pytest with our plugin, as `python -m pytest` does: run_pytest.py [--environment NAME] ARGUMENT..."""

import os
import sys

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def main(arguments):
    if len(arguments) > 1 and arguments[0] == "--environment":
        from environments import MissingEnvironment, find_environment

        try:
            environment = find_environment(arguments[1], python=True)
        except MissingEnvironment as error:
            print("stack-action: %s" % error, file=sys.stderr)
            return 127
        python = environment.python
        os.execve(python, [python, os.path.abspath(__file__), *arguments[2:]], environment.variables())
    # Of this folder tests see nothing; the plugin is found by its end of the path.
    sys.path[:] = [os.getcwd(), *[path for path in sys.path if os.path.abspath(path or ".") != _FOLDER], _FOLDER]
    try:
        import pytest
    except ImportError as error:
        print("stack-action: pytest cannot be imported by %s: %s" % (sys.executable, error), file=sys.stderr)
        return 127
    return int(pytest.main(["-p", "stack_action_pytest", *arguments]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
