"""Screenshots of a drawn page for the README: python tests/picture/screenshots.py PAGE.html FOLDER [ACTOR].

Writes light.png, panel.png and dark.png; ACTOR (a name) is the one whose panel is open, the busiest where left out.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from selenium import webdriver

_CHOOSE = """
const node = picture.page.nodes.find((node) => node.label === arguments[0]) || picture.page.nodes[0];
picture.update({chosen: {node: node.id}});
const group = document.querySelector('#panel details');
if (group) group.querySelector('summary').click();
"""


def main(page: Path, folder: Path, actor: str = "") -> None:
    """Open the page and take the pictures."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--window-size=1360,940",
        "--hide-scrollbars",
    ):
        options.add_argument(argument)
    folder.mkdir(parents=True, exist_ok=True)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        browser.get(page.resolve().as_uri() + "#theme=light")
        time.sleep(2)
        browser.save_screenshot(str(folder / "light.png"))
        browser.execute_script(_CHOOSE, actor)
        time.sleep(1.5)
        browser.save_screenshot(str(folder / "panel.png"))
        browser.execute_script("picture.update({theme: 'dark'})")
        time.sleep(1)
        browser.save_screenshot(str(folder / "dark.png"))
    finally:
        browser.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4])
