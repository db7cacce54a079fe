"""Copies a folder so that what is run there cannot change it."""

import os
import shutil
import stat

_LEFT_OUT = (".git", ".ipynb_checkpoints", "__pycache__")


def copy_folder(source, target):
    """Files, folders and links; what cannot be read, and what is none of them, is left out."""
    os.makedirs(target, exist_ok=True)
    try:
        entries = list(os.scandir(source))
    except OSError:
        return
    for entry in entries:
        if entry.name in _LEFT_OUT:
            continue
        new = os.path.join(target, entry.name)
        # What it makes of itself while it is copied would have no end.
        if os.path.realpath(entry.path) == os.path.realpath(target):
            continue
        try:
            if entry.is_symlink():
                os.symlink(_link(entry.path), new)
            elif entry.is_dir():
                copy_folder(entry.path, new)
            elif stat.S_ISREG(entry.stat().st_mode):
                shutil.copy2(entry.path, new)
        except OSError:
            continue


def _link(path):
    """Links to neighbours lead to their copies; the others lead where they led before."""
    link = os.readlink(path)
    if os.path.isabs(link):
        return link
    neighbour = ".." not in link.split(os.sep)
    return link if neighbour else os.path.normpath(os.path.join(os.path.dirname(path), link))
