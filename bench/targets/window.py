"""A bare window of Qt's web engine: the least that shows a page."""

import sys

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

application = QApplication(["window"])
view = QWebEngineView()
view.loadFinished.connect(lambda _: print("loaded", flush=True))
view.resize(1_280, 820)
view.load(QUrl(sys.argv[1]))
view.show()
sys.exit(application.exec())
