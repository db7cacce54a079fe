"""Jupyter, started as the container starts it, serves those who know the token and nobody else."""
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest

TOKEN = "a-token-for-this-test"


class Server:
    def __init__(self, home):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = home / "jupyter.log"
        self.environment = {**os.environ, "HOME": str(home), "JUPYTER_TOKEN": TOKEN, "JUPYTER_PORT": str(self.port)}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["start-notebook"], cwd=home, env=self.environment, stdout=log, stderr=subprocess.STDOUT)

    def get(self, path, token=None):
        """Status and body of an answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        if token:
            request.add_header("Authorization", f"token {token}")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def wait(self, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.get("/api")
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"Jupyter does not answer:\n{self.log.read_text()}")

    def is_healthy(self):
        return subprocess.run(["healthcheck"], env=self.environment, stderr=subprocess.DEVNULL).returncode == 0

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=15)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("home"))
    server.wait()
    yield server
    server.process.kill()
    server.process.wait()


@pytest.mark.parametrize("token", [None, "wrong"])
def test_refuses_without_the_token(server, token):
    assert server.get("/api/contents", token)[0] == 403


def test_serves_with_the_token(server):
    status, body = server.get("/api/contents", TOKEN)
    assert status == 200
    assert "jupyter.log" in [entry["name"] for entry in json.loads(body)["content"]]


def test_serves_the_page_that_people_see(server):
    status, body = server.get("/tree", TOKEN)
    assert status == 200
    assert b"<title>" in body


def test_offers_a_python_kernel(server):
    _, body = server.get("/api/kernelspecs", TOKEN)
    assert "python3" in json.loads(body)["kernelspecs"]


def test_does_not_print_the_token(server):
    assert TOKEN not in server.log.read_text()


def test_is_healthy_until_it_is_told_to_stop(server):
    """Runs last: the server is gone afterwards."""
    assert server.is_healthy()
    assert server.stop() == 0
    assert not server.is_healthy()
