# Jupyter in a container. Everything else keeps its default.
c = get_config()  # noqa: F821 (Jupyter provides it)

c.NotebookApp.ip = "0.0.0.0"  # the container's own network; what of it can be reached is up to whoever runs it
c.NotebookApp.open_browser = False
c.NotebookApp.port_retries = 0  # only this port is published: better to fail than to listen where nobody looks
c.FileContentsManager.delete_to_trash = False  # no desktop, no bin: it would only fill the home directory
