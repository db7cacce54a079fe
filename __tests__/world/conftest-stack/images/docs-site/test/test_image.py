"""The site serves what is mounted into it."""
from pathlib import Path

from tests_common.helpers import STACK

DATA = Path(__file__).resolve().with_name("data")


def test_serves_what_is_mounted(container, http_client):
    mounted = container.run(volumes={str(DATA): {"bind": "/srv/site/data", "mode": "ro"}})
    answer = http_client.get(f"{container.address(mounted)}/data/hello.txt", timeout=30)
    assert answer.text == (DATA / "hello.txt").read_text()


def test_data_cannot_be_changed(container):
    printed = container.output(
        "sh", "-c", "touch /srv/site/data/new 2>&1 || echo refused",
        volumes={str(DATA): {"bind": "/srv/site/data", "mode": "ro"}})
    assert "refused" in printed


def test_lies_in_the_stack():
    assert STACK / "docs-site" == DATA.parent.parent
