"""A container of the image with a port of its own, a browser without a screen, and what both say when a test fails.

They are on the machine and not in the image: they need docker, requests and selenium for Python, and Chromium or Chrome
with its driver. `scripts/engine up --host-tools` brings all of it to Debian."""
import os
import secrets
import shutil
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import docker
import pytest
import requests
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    JavascriptException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

# What a page that is still changing may answer; asked again, it is fine.
PASSING = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    JavascriptException,
    StaleElementReferenceException,
)

# For machines that do ten things at a time; an idle one needs five seconds.
PATIENCE = 180


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    report = outcome.get_result()
    item.has_failed = report.failed or getattr(item, "has_failed", False)


@pytest.fixture
def keep(request, tmp_path):
    """keep(name): where to write what a person shall find after the run."""
    folder = Path(os.environ.get("STACK_OUTPUT", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return lambda name: folder / f"{request.node.name}.{name}"


@pytest.fixture
def container(request, keep):
    """The image as people start it, as soon as it answers."""
    client = docker.from_env(timeout=PATIENCE)
    host = urlsplit(client.api.base_url).hostname if os.environ.get("DOCKER_HOST", "").startswith("tcp:") else None
    token = secrets.token_hex(16)
    started = client.containers.run(
        os.environ["TEST_IMAGE"], detach=True, environment={"JUPYTER_TOKEN": token},
        ports={"8888/tcp": None if host else ("127.0.0.1",)})
    is_ready = False
    try:
        port = wait_for(lambda: published(started, "8888/tcp"), started)
        found = SimpleNamespace(token=token, host=host or "127.0.0.1", url=f"http://{host or '127.0.0.1'}:{port}")
        is_ready = wait_for(lambda: answers(f"{found.url}/api"), started)
        yield found
    finally:
        if not is_ready or getattr(request.node, "has_failed", False):
            keep("container.log").write_bytes(started.logs(timestamps=True))
        started.remove(force=True, v=True)
        client.close()


def wait_for(condition, container):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        container.reload()
        assert container.status in ("created", "running"), f"it ended:\n{container.logs(tail=40).decode()}"
        if found := condition():
            return found
        time.sleep(0.2)
    raise AssertionError(f"not ready after {PATIENCE} s:\n{container.logs(tail=40).decode()}")


def published(container, port):
    return next((binding["HostPort"] for binding in container.ports.get(port) or []), None)


def answers(url):
    with requests.Session() as session:
        session.trust_env = False  # no proxy in between
        try:
            return session.get(url, timeout=10).ok
        except requests.RequestException:
            return False


@pytest.fixture
def browser(request, container, keep, monkeypatch):
    driver = shutil.which("chromedriver")
    assert driver, "there is no chromedriver; install Chromium and its driver (Debian: chromium, chromium-driver)"
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, f"localhost,127.0.0.1,{container.host}")
    options = webdriver.ChromeOptions()
    # The container may be short of shared memory, and is no place for a desktop.
    for flag in ("--headless=new", "--window-size=1280,900", "--disable-dev-shm-usage", "--disable-gpu",
                 "--no-proxy-server", "--no-first-run", "--disable-background-networking"):
        options.add_argument(flag)
    if os.getuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium has none for root
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # A home and a place for temporary files that go with it. Names of sockets are short: tmp_path is too deep.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        service = Service(driver, env={**os.environ, "HOME": home, "TMPDIR": home})
        browser = webdriver.Chrome(service=service, options=options)
        try:
            browser.set_page_load_timeout(PATIENCE)
            yield browser
        finally:
            try:
                if getattr(request.node, "has_failed", False):
                    describe(browser, keep)
            finally:
                browser.quit()


@pytest.fixture
def wait(browser):
    """wait.until(something holds)."""
    return WebDriverWait(browser, PATIENCE, poll_frequency=0.2, ignored_exceptions=PASSING)


def describe(browser, keep):
    """The page as it is and as it looks, and what its scripts complained about. The browser may be gone already."""

    def complaints():
        return "".join(f"{entry['level']} {entry['message']}\n" for entry in browser.get_log("browser")).encode()

    for name, tell in {
        "png": lambda: browser.get_screenshot_as_png(),
        "html": lambda: f"<!-- {browser.current_url.partition('?')[0]} -->\n{browser.page_source}".encode(),
        "browser.log": complaints,
    }.items():
        try:
            keep(name).write_bytes(tell())
        except Exception as error:  # noqa: BLE001 (each of them is worth having without the others)
            keep(name).with_suffix(".missing").write_text(f"{error}\n")
