"""What customers get: the image as the registry has it."""


def test_can_be_pulled(docker_client, image_name):
    image = docker_client.images.get(image_name)
    assert image.attrs["RepoDigests"], f"{image_name} was never pushed"


def test_is_open(container, http_client):
    address = container.address(container.run())
    assert http_client.get(f"{address}/shop/", timeout=30).ok
    assert http_client.get(f"{address}/shop/closed", timeout=30).status_code == 404
