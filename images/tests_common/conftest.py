"""These tests hold for every image of the stack, whatever it is for."""
import os
import platform


def pytest_report_header():
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return f"image: {os.environ.get('STACK_IMAGE', 'unknown')} ({system}, {platform.machine()})"
