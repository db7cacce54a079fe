"""The site that all others are built on."""


def test_serves_the_first_page(container, http_client):
    assert http_client.get(container.address(container.run()), timeout=30).text.strip() == "<h1>base</h1>"


def test_two_at_once(container, http_client):
    addresses = {container.address(container.run()) for _ in range(2)}
    assert len(addresses) == 2
    assert {http_client.get(address, timeout=30).status_code for address in addresses} == {200}


def test_leaves_nothing_behind(container, docker_client):
    started = container.run()
    container.remove()
    assert docker_client.containers.list(all=True, filters={"id": started.id}) == []
