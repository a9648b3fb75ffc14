"""Draws the app's icons from the house's mark: scripts/pictures icons. They are kept in web/operator/icons."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.frontend import WEB

MARK = WEB / "shared" / "ui" / "icon.svg"
ICONS = WEB / "operator" / "icons"
EMERALD = "#00724f"
_PAGE = """<body style="margin:0;inline-size:{size}px;block-size:{size}px;display:grid;place-items:center;background:{ground}">
<div style="inline-size:{share}%;block-size:{share}%;display:grid">{drawing}</div>"""


def draw(browser: str) -> list[Path]:
    """Write every icon; return where they are. A mask may take a fifth off each side; a badge is its outline alone."""
    mark = MARK.read_text("utf-8")
    plain = mark.replace('<rect width="32" height="32" rx="9" fill="#00724f"/>', "")
    drawings = {
        "192.png": (192, "transparent", 100, mark), "512.png": (512, "transparent", 100, mark),
        "apple.png": (180, EMERALD, 84, plain), "maskable.png": (512, EMERALD, 70, plain), "badge.png": (96, "transparent", 112, plain),
    }  # fmt: skip
    (ICONS / "icon.svg").write_text(mark, "utf-8")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, (size, ground, share, drawing) in drawings.items():
            page = opened.new_page(viewport={"width": size, "height": size})
            page.set_content(_PAGE.format(size=size, ground=ground, share=share, drawing=drawing))
            page.screenshot(path=ICONS / name, omit_background=True)
        opened.close()
    return [ICONS / name for name in drawings]
