"""Finds the lines of a .ipynb file in which the source of a cell is written."""

import json
import re

_SPACE = re.compile(r"[ \t\r\n]*")


def source_lines(text, cell):
    """The line of the file for each line of the cell's source (0-based); [] when it cannot be told."""
    try:
        at = _member(text, _space(text, 0), "cells")
        at = _member(text, _element(text, at, cell), "source")
        if text[at] == '"':
            source, _end = _value(text, at)
            return [_line_at(text, at)] * (source.count("\n") + 1)
        lines = []
        for start, piece in _elements(text, at):
            # A piece is a line as a rule; it may be more, or less.
            pieces = piece.count("\n") + (0 if piece.endswith("\n") else 1)
            lines.extend([_line_at(text, start)] * pieces)
        return lines or [_line_at(text, at)]
    except (ValueError, IndexError, LookupError, AttributeError):
        return []


def _line_at(text, at):
    return text.count("\n", 0, at) + 1


def _space(text, at):
    return _SPACE.match(text, at).end()


def _value(text, at):
    return json.JSONDecoder().raw_decode(text, at)


def _member(text, at, name):
    """Where the value of an object's key begins."""
    if text[at] != "{":
        raise ValueError("no object")
    at = _space(text, at + 1)
    while text[at] != "}":
        key, at = _value(text, at)
        at = _space(text, _space(text, at) + 1)
        if key == name:
            return at
        at = _space(text, _value(text, at)[1])
        at = _space(text, at + 1) if text[at] == "," else at
    raise LookupError(name)


def _elements(text, at):
    """Where each element of an array begins, and what it is."""
    if text[at] != "[":
        raise ValueError("no array")
    at = _space(text, at + 1)
    while text[at] != "]":
        value, end = _value(text, at)
        yield at, value
        end = _space(text, end)
        at = _space(text, end + 1) if text[end] == "," else end


def _element(text, at, index):
    for number, (start, _value_there) in enumerate(_elements(text, at)):
        if number == index:
            return start
    raise LookupError(index)
