import json

assert json.loads("[6, 7]") == [6, 7]
