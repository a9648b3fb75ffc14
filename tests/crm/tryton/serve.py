"""Serves trytond's own application on a free port, which it prints: python serve.py CONFIG DATABASE."""

import os
import sys

os.environ |= {"TRYTOND_CONFIG": sys.argv[1], "TRYTOND_DATABASE_NAMES": sys.argv[2]}

from trytond.application import app
from werkzeug.serving import make_server

server = make_server("127.0.0.1", 0, app, threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
