"""The year planner in a real browser: python3 tests/oracles/planner.py QAC ROOT

Needs `selenium` from PyPI, and `chromium` and `chromium-driver` from Debian. Looks at the planner that QAC, the built
binary, makes of frameworks under ROOT, the root of the repository. Exits with 1 and says what is wrong where a reader
would not see what the JSON says, could not do without a mouse, a wide screen or a script, or would lose text on paper.
"""

import base64
import json
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# A file, the days of its plan, and the roles it is narrowed to.
PLANS = [
    (
        "frameworks/rbwm-childrens-services-2016.qac.md",
        ("2017-01-01", "2017-12-31"),
        ["early-help-team-manager", "head-of-safeguarding"],
    ),
    ("frameworks/ward-hand-hygiene-and-records.qac.md", ("2027-04-01", "2028-03-31"), []),
    ("examples/ward.qac.md", ("2017-05-01", "2017-06-30"), []),
]
HOSTILE = "</script></li><img src=x onerror=alert(1)> & 'quotes' {{ 7*7 }} \u05e9\u05dc\u05d5\u05dd \U0001f4bb " + 9 * "long"
# Widths and heights of paper in inches.
PAPERS = {"A4": (8.27, 11.69), "A4 on its side": (11.69, 8.27), "A3": (11.69, 16.54), "A3 on its side": (16.54, 11.69)}
FLAGS = """--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()

SHOWN = "return [...document.querySelectorAll('.thing')].filter((one) => one.checkVisibility()).map((one) => one.id)"
TOO_WIDE = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What sticks out of its box, or out of the page: text that a printer would cut.
CUT = """return [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility()).filter((one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (style.clipPath !== 'none' || one.closest('.skip')) return false;
  return box.right > innerWidth + 1 || box.left < -1
    || (style.overflow !== 'visible' && one.scrollWidth > one.clientWidth + 1);
}).map((one) => one.outerHTML.slice(0, 200))"""

faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def qac(binary, root, *arguments):
    done = subprocess.run([binary, *arguments], cwd=root, capture_output=True, check=True)
    return done.stdout.decode()


def browser(profile, script=True):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in [*FLAGS, f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def ids(driver):
    return sorted(driver.execute_script(SHOWN))


def resize(driver, width, height):
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def press(driver, *keys):
    for key in keys:
        driver.switch_to.active_element.send_keys(key)


def focus_by_tab(driver, name):
    """Goes from the top of the page to the field of that name with the Tab key alone."""
    driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(10):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        focused = driver.switch_to.active_element
        if focused.get_attribute("name") == name:
            return focused
    return None


def choose_by_keys(driver, name, value):
    """Chooses `value` in the field of that name with Tab and the arrow keys alone."""
    field = focus_by_tab(driver, name)
    if field is None:
        return False
    press(driver, Keys.HOME)
    for _ in range(300):
        if field.get_property("value") == value:
            return True
        press(driver, Keys.ARROW_DOWN)
    return False


def look_at_narrowing(driver, page, plan, narrowed, everything):
    for role, wanted in narrowed.items():
        driver.get(page.as_uri())
        expect(choose_by_keys(driver, "role", role), f"{plan}: no way to `{role}` by the keyboard")
        expect(ids(driver) == wanted, f"{plan}: narrowed to `{role}`, other things are shown than the JSON gives")
        told = driver.find_element(By.CSS_SELECTOR, "[role=status]").text
        count = f"{len(wanted)} of {len(everything)} shown"
        expect(told.startswith(count), f"{plan}: `{told}` does not begin with `{count}`")
        address = driver.current_url
        expect(parse_qs(urlsplit(address).fragment).get("role") == [role], f"{plan}: {address} does not name `{role}`")
        driver.get("about:blank")
        driver.get(address)
        expect(ids(driver) == wanted, f"{plan}: {address} does not bring `{role}` back")
        focus_by_tab(driver, "role")
        for _ in range(5):
            if driver.switch_to.active_element.tag_name != "button":
                press(driver, Keys.TAB)
        press(driver, Keys.ENTER)
        driver.execute_async_script("setTimeout(arguments[0], 50)")
        expect(ids(driver) == everything, f"{plan}: the button does not show everything again")


def pages_of(document):
    """How many pages a PDF has: its page objects, also those inside compressed streams."""
    whole, rest = [document], document
    while b"stream" in rest:
        rest = rest.split(b"stream", 1)[1]
        try:
            whole.append(zlib.decompressobj().decompress(rest.lstrip(b"\r\n")))
        except zlib.error:
            pass
    return sum(part.count(b"/Type /Page\n") + part.count(b"/Type /Page ") for part in whole)


def look_at_paper(driver, plan):
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    for paper, (width, height) in PAPERS.items():
        # 96 pixels an inch, without the margins of 12 mm on either side.
        resize(driver, round(width * 96 - 2 * 12 / 25.4 * 96), round(height * 96))
        cut = driver.execute_script(CUT)
        expect(not cut, f"{plan}: {len(cut)} places are cut on {paper}, such as {cut[:1]}")
        form = driver.find_element(By.CSS_SELECTOR, ".filters")
        expect(not form.is_displayed(), f"{plan}: the fields are printed on {paper}")
        printed = driver.execute_cdp_cmd(
            "Page.printToPDF", {"paperWidth": width, "paperHeight": height, "printBackground": True}
        )
        count = pages_of(base64.b64decode(printed["data"]))
        expect(count >= 1, f"{plan}: no page on {paper}")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def look_at(driver, page, plan, narrowed, everything):
    driver.get(page.as_uri())
    expect(ids(driver) == everything, f"{plan}: other things are shown than the JSON gives")
    for width in (320, 360, 768, 1280):
        resize(driver, width, 800)
        wide = driver.execute_script(TOO_WIDE)
        expect(wide <= 0, f"{plan}: {wide} pixels too wide for {width}")
    look_at_narrowing(driver, page, plan, narrowed, everything)
    driver.get(page.as_uri())
    look_at_paper(driver, plan)
    said = [entry["message"] for entry in driver.get_log("browser")]
    expect(not said, f"{plan}: the console says {said}")


def look_without_script(driver, page, plan, everything):
    driver.get(page.as_uri())
    shown = [one.get_attribute("id") for one in driver.find_elements(By.CSS_SELECTOR, ".thing") if one.is_displayed()]
    expect(sorted(shown) == everything, f"{plan}: without the script other things are shown than the JSON gives")
    fields = driver.find_elements(By.CSS_SELECTOR, ".filters")
    expect(not any(field.is_displayed() for field in fields), f"{plan}: fields that do nothing are shown")


def make(binary, root, folder, file, days):
    """The page of a plan, what is due in it, and a function for what is due for a role."""
    asked = ["schedule", file, "--from", days[0], "--to", days[1]]

    def due(*more):
        document = json.loads(qac(binary, root, *asked, *more, "--format", "json"))
        return sorted(one["id"] for one in document["occurrences"])

    page = folder / (Path(file).name + ".html")
    page.write_text(qac(binary, root, *asked, "--format", "html"), encoding="utf-8")
    return page, due


def main(binary, root):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hostile = folder / "hostile.qac.md"
        text = (root / "examples/ward.qac.md").read_text(encoding="utf-8")
        hostile.write_text(text.replace("Ward file audits", HOSTILE), encoding="utf-8")
        plans = [*PLANS, (str(hostile), ("2017-01-01", "2017-12-31"), [])]
        with_script, without = browser(folder / "one"), browser(folder / "two", script=False)
        try:
            for file, days, roles in plans:
                page, due = make(binary, root, folder, file, days)
                plan, everything = Path(file).name, due()
                narrowed = {role: due("--for", role) for role in roles}
                look_at(with_script, page, plan, narrowed, everything)
                look_without_script(without, page, plan, everything)
                expect(not with_script.find_elements(By.CSS_SELECTOR, "main img"), f"{plan}: a title became a picture")
        finally:
            with_script.quit()
            without.quit()
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"planner: {len(plans)} plans by keyboard, at 4 widths, on {len(PAPERS)} papers and without the script")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()))
