"""Which of Qt's files the app needs: PyInstaller brings all that QtWebEngine might have use for, half of which a page never asks for."""

import re

_UNUSED_LIBRARIES = re.compile(
    r"Qt6?(3D|Charts|DataVisualization|Graphs|Location|Multimedia|Pdf|QuickControls2|QuickDialogs2|Quick3D|QuickEffects|QuickLayouts|"
    r"QuickParticles|QuickShapes|QuickTemplates2|QuickTimeline|QuickVectorImage|RemoteObjects|Scxml|Sensors|ShaderTools|SpatialAudio|"
    r"StateMachine|Test|TextToSpeech|VirtualKeyboard|WebSockets|WebView|LabsStyleKit|Labs|WaylandCompositor)"
)
_UNUSED_PLUGINS = (
    "assetimporters|geometryloaders|multimedia|qmltooling|renderers|sceneparsers|sqldrivers|virtualkeyboard"
)
_UNUSED_FOLDERS = re.compile(rf"/(qml|plugins/({_UNUSED_PLUGINS}))/")
_TRANSLATIONS = re.compile(r"/translations/(?!qtwebengine_locales/)")
_WORDS = re.compile(r"/(qtbase|qt)_(ru|en)\.qm$")
_LOCALES = re.compile(r"/qtwebengine_locales/(?!(ru|en-US|en-GB)\.pak$)")


def is_needed(name: str) -> bool:
    """Tell whether a file belongs into the package, by the name under which it would lie there."""
    path = "/" + name.replace("\\", "/")
    if "/PySide6/" not in path and "Qt6" not in path:
        return "/share/" not in path or "/share/icons" not in path
    if _UNUSED_FOLDERS.search(path) or _LOCALES.search(path):
        return False
    if _TRANSLATIONS.search(path) and not _WORDS.search(path):
        return False
    return not _UNUSED_LIBRARIES.match(path.rsplit("/", 1)[1].removeprefix("lib"))
