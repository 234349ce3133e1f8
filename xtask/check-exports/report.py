"""The HTML report, opened by headless Chromium over its DevTools protocol, with every request out forbidden.

Three pages: one story, all fixtures, some thousands of stories. Looked at are: errors of the console, requests, links whose
id is missing, counts of the record, the rows that the script fills in, filter and sorting, a page as wide as the window on
a phone, screenshots and the printed page. They stay in the folder, to be looked at.
"""

import base64
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

import websocket

from _check import records as read_records
from _check import run, same

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PATIENCE = 60  # seconds for one answer of the browser: a page that takes longer does not load

LOOK = """(() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const ids = all("[id]").map((element) => element.id);
  const known = new Set(ids);
  const links = all("a[href^='#']").map((link) => decodeURIComponent(link.getAttribute("href").slice(1)));
  return {
    "stories": all(".story").length,
    "quotes": all(".quotes > li").length,
    "events": all("li.event").length,
    "links whose id is missing": links.filter((id) => !known.has(id)).slice(0, 5),
    "ids that stand twice": ids.length - known.size,
    "the table says": document.forms.filter ? document.forms.filter.elements.count.value : "",
    "rows": document.querySelectorAll("#rows tbody tr").length,
  };
})()"""

LOADED = "performance.timing.loadEventEnd > 0 && performance.timing.loadEventEnd - performance.timing.navigationStart"

USE = """(() => {
  const form = document.forms.filter, body = document.getElementById("rows").tBodies[0];
  const more = document.getElementById("more");
  const rows = () => { while (!more.hidden) more.click(); return body.rows.length; };
  const column = (at) => Array.from(body.rows, (row) => row.cells[at].textContent);
  const choose = (name, value) => { form.elements[name].value = value; form.dispatchEvent(new Event("input")); return rows(); };
  const found = { "all rows": rows() };
  const type = column(1)[0];
  found["rows of the first type"] = choose("type", type);
  found["rows of that type"] = column(1).filter((cell) => cell === type).length;
  choose("type", "");
  found["rows for words that no story has"] = choose("words", "zzzzzz");
  choose("words", "");
  document.querySelector("#rows button[data-key=type]").click();
  rows();
  const types = column(1);
  found["sorted by type"] = types.every((cell, at) => at === 0 || types[at - 1].localeCompare(cell, "en") <= 0);
  return found;
})()"""

WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


class Browser:
    """A headless Chromium of its own, with one page."""

    def __init__(self, program):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)  # fmt: skip
        said = []
        for line in self.process.stderr:
            said.append(line.strip())
            if "DevTools listening on " in line:
                break
        else:
            raise RuntimeError("the browser does not start: " + " / ".join(said[-3:]))
        address = line.split(" on ", 1)[1].strip()
        self.socket = websocket.create_connection(address, suppress_origin=True, timeout=PATIENCE)
        self.number, self.session, self.troubles = 0, None, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **params):
        """Sends a command, notes what goes wrong in the meantime, gives the answer."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.note(answer.get("method"), answer.get("params", {}))

    def note(self, event, params):
        if event == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.troubles.append(details.get("exception", {}).get("description", details["text"]))
        elif event == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.troubles.append(f"console: {params['args']}")
        elif event == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.troubles.append(params["entry"]["text"])
        elif event == "Network.requestWillBeSent":
            address = params["request"]["url"]
            if not address.startswith(("file:", "data:", "about:")):
                self.troubles.append(f"request for {address}")

    def value(self, script):
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def load(self, path):
        """Opens a page; gives the seconds until it was there."""
        self.troubles.clear()
        self.ask("Page.navigate", url=path.resolve().as_uri())
        end = time.monotonic() + PATIENCE
        while not (milliseconds := self.value(LOADED)):
            if time.monotonic() > end:
                raise RuntimeError(f"{path.name} is not there after {PATIENCE} s")
            time.sleep(0.1)
        return milliseconds / 1000

    def window(self, width, scheme):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def save(self, path, method, **params):
        """Writes a picture or a printed page."""
        path.write_bytes(base64.b64decode(self.ask(method, **params)["data"]))
        same(f"{path.name} is more than a kilobyte", path.stat().st_size > 1000, True)

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        self.profile.cleanup()


def program():
    """Chromium's path; installs it where a root of Debian runs this; None where it cannot be had."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "--quiet", *step], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        found = shutil.which("chromium")
    return found


def acts(record):
    """Events as the report counts them: an act told several times stands once."""
    seen = set()
    for event in record["events"]:
        if not seen.intersection(event["same_as"]):
            yield event
        seen.add(event["id"])


def page(browser, path, records):
    """Checks what stands in a page; gives what was counted."""
    browser.window(1280, "light")
    seconds = browser.load(path)
    found = browser.value(LOOK)
    events = sum(len(list(acts(record))) for record in records)
    same(f"{path.name}: stories", found["stories"], len(records))
    same(f"{path.name}: quotes", found["quotes"], sum(len(record["quotes"]) for record in records))
    same(f"{path.name}: events", found["events"], events)
    same(f"{path.name}: the table says", found["the table says"], f"{events} of {events} events")
    same(f"{path.name}: the table has rows", 0 < found["rows"] <= events, True)
    for what in ("links whose id is missing", "ids that stand twice"):
        same(f"{path.name}: {what}", found[what] or 0, 0)
    same(f"{path.name}: errors of the console", browser.troubles, [])
    size = path.stat().st_size / 1e6
    print(f"{path.name}: {len(records)} stories, {events} events, {size:.1f} MB, there in {seconds:.1f} s", flush=True)
    return events


def use(browser, path, events):
    """Filters, sorts, looks at the page in windows of two widths and on paper."""
    found = browser.value(USE)
    same("all rows", found["all rows"], events)
    same("rows of the first type", found["rows of the first type"], found["rows of that type"])
    same("rows for words that no story has", found["rows for words that no story has"], 0)
    same("sorted by type", found["sorted by type"], True)
    for width, scheme in ((1280, "light"), (1280, "dark"), (420, "light"), (420, "dark")):
        browser.window(width, scheme)
        browser.load(path)
        wide, window = browser.value(WIDTH)
        same(f"the page is as wide as a window of {width}", wide, window)
        browser.save(path.with_name(f"report-{width}-{scheme}.png"), "Page.captureScreenshot")
    browser.save(path.with_name("report.pdf"), "Page.printToPDF")
    same("errors of the console", browser.troubles, [])


def report(path, records):
    browser = Browser(PROGRAM)
    try:
        page(browser, path.with_name("one.html"), read_records(path.parent, "one.jsonl"))
        events = page(browser, path, records)
        use(browser, path, events)
        few = read_records(path.parent, "few.jsonl")
        stories = (path.with_name("many-stories.jsonl")).read_bytes().count(b"\n")
        page(browser, path.with_name("many.html"), list(itertools.islice(itertools.cycle(few), stories)))
    finally:
        browser.close()
    return len(records)


PROGRAM = program()
if PROGRAM is None:
    print("html: skipped, there is no Chromium and it cannot be installed here")
    sys.exit(0)
run([("html", "out.html", report)])
