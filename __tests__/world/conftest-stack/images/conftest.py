"""Fixtures of the whole stack. Tests run on the machine and start containers of TEST_IMAGE themselves."""
import os
from urllib.parse import urlsplit

import docker
import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


class TrackedContainer:
    """Starts containers of one image, and removes all of them."""

    def __init__(self, client, image, **options):
        self.client = client
        self.image = image
        self.options = options
        self.started = []

    def run(self, **options):
        container = self.client.containers.run(self.image, detach=True, **{**self.options, **options})
        self.started.append(container)
        return container

    def output(self, *command, **options):
        """What a command prints; a failure of it is one of the test."""
        container = self.run(command=list(command), **options)
        status = container.wait(timeout=120)["StatusCode"]
        printed = container.logs().decode()
        assert status == 0, printed
        return printed

    def address(self, container, port=8888):
        """Where a published port can be reached from here."""
        container.reload()
        [binding, *_] = container.ports[f"{port}/tcp"]
        return f"http://{urlsplit(self.client.api.base_url).hostname or '127.0.0.1'}:{binding['HostPort']}"

    def remove(self):
        while self.started:
            self.started.pop().remove(force=True, v=True)


@pytest.fixture(scope="session")
def http_client():
    """Servers need a moment to come up, and a proxy in front of them accepts connections before they do."""
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", HTTPAdapter(max_retries=Retry(total=8, backoff_factor=0.3, status_forcelist=[502, 503])))
    yield session
    session.close()


@pytest.fixture(scope="session")
def docker_client():
    client = docker.from_env()
    yield client
    client.close()


@pytest.fixture(scope="session")
def image_name():
    return os.environ["TEST_IMAGE"]


@pytest.fixture
def container(docker_client, image_name):
    tracked = TrackedContainer(docker_client, image_name, ports={"8888/tcp": None})
    yield tracked
    tracked.remove()
