from pathlib import Path

assert "shop" in Path("/srv/site/shop/index.html").read_text()
