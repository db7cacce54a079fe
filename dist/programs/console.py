"""Standard streams that take any text, whatever the locale of the image is."""

import io
import sys


def utf8_streams():
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        stream.flush()
        wide = io.TextIOWrapper(stream.detach(), encoding="utf-8", errors="replace", line_buffering=True)
        setattr(sys, name, wide)
