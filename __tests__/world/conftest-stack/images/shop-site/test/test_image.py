"""The shop is open."""


def test_serves_the_shop(container, http_client):
    answer = http_client.get(f"{container.address(container.run())}/shop/", timeout=30)
    assert answer.text.strip() == "<h1>shop</h1>"
