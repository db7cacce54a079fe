"""Every image of the stack is a web site."""


def test_serves_a_page(container, http_client):
    answer = http_client.get(container.address(container.run()), timeout=30)
    assert answer.status_code == 200
    assert "<h1>" in answer.text


def test_is_not_root(container):
    assert container.output("id", "-u").strip() != "0"
