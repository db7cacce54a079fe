"""Writes a report in the form that pytest writes it in."""

import os
import re
import time
import xml.etree.ElementTree as xml

# What XML 1.0 cannot hold: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_MAX_TEXT = 64 * 1024


def plain(text):
    """Without the escape sequences of terminals, and what no report can hold."""
    return _FORBIDDEN.sub("\ufffd", _ANSI.sub("", text))


def cut(text, limit=_MAX_TEXT):
    """The end of a long text: that is where failures are told."""
    return text if len(text) <= limit else "[...]\n" + text[-limit:]


class Case:
    """What became of one notebook, or one import."""

    def __init__(self, name, seconds=0.0):
        self.name = name
        self.seconds = seconds
        self.properties = {}
        # One line and a text; at most one of the two is there.
        self.failure = None
        self.skipped = None
        # `xfail` for what failed as expected.
        self.skipped_type = None
        self.output = ""

    def at(self, path, line):
        self.properties["stack-action.file"] = os.path.abspath(path)
        self.properties["stack-action.line"] = str(line)
        return self


def write_report(path, suite, cases):
    """In one piece: who reads it while it is written sees the one before."""
    counts = {
        "tests": len(cases),
        "failures": sum(case.failure is not None for case in cases),
        "errors": 0,
        "skipped": sum(case.skipped is not None for case in cases),
        "time": "%.3f" % sum(case.seconds for case in cases),
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    top = xml.Element("testsuites")
    node = xml.SubElement(top, "testsuite", dict({key: str(value) for key, value in counts.items()}, name=suite))
    for case in cases:
        node.append(_case_node(case))
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, exist_ok=True)
    part = "%s.%d.part" % (path, os.getpid())
    xml.ElementTree(top).write(part, encoding="utf-8", xml_declaration=True)
    os.replace(part, path)


def _case_node(case):
    node = xml.Element("testcase", {"name": plain(case.name), "time": "%.3f" % case.seconds})
    if case.properties:
        properties = xml.SubElement(node, "properties")
        for name, value in case.properties.items():
            xml.SubElement(properties, "property", {"name": name, "value": plain(value)})
    if case.failure is not None:
        message, text = case.failure
        xml.SubElement(node, "failure", {"message": plain(message)}).text = cut(plain(text))
    if case.skipped is not None:
        kind = {} if case.skipped_type is None else {"type": case.skipped_type}
        xml.SubElement(node, "skipped", dict(kind, message=plain(case.skipped)))
    if case.output:
        xml.SubElement(node, "system-out").text = cut(plain(case.output))
    return node
