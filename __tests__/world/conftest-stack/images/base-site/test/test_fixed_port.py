"""A port of the machine, written down: two images that are tested at once would both want it."""
import os

import pytest


@pytest.mark.skipif("FIXED_PORTS" not in os.environ, reason="one image at a time: set FIXED_PORTS to run it")
def test_serves_where_it_was_told(container, http_client):
    container.run(ports={"8888/tcp": 8892})
    assert http_client.get("http://localhost:8892", timeout=30).status_code == 200
