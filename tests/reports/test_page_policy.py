"""The page's content security policy admits exactly its own scripts and styles, and holds."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import http.server
import re
import threading

import pytest

from reports import page

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
COLOUR_OF_INTRUDER = "rgb(1, 2, 3)"
BACKGROUND_OF_INTRUDER = "rgb(4, 5, 6)"
WOULD_BE_ASKED = ("img", "script", "style", "frame", "object", "early", "late", "sent")
SETTLE_MS = 500
PRESS = """(late) => {
  fetch(late).catch(() => 0);
  document.getElementById("address").click();
}"""
COLOURS = """() => {
  const { color, backgroundColor } = getComputedStyle(document.getElementById("styled"));
  return [color, backgroundColor];
}"""


def _intruders(port):
    """Give markup that asks a server for things and runs scripts, if anything lets it."""
    at = f"http://127.0.0.1:{port}"
    return f"""
<img src="{at}/img"><script src="{at}/script"></script>
<link rel="stylesheet" href="{at}/style"><iframe src="{at}/frame"></iframe>
<object data="{at}/object"></object>
<script>
window.ran = ["inline script"];
fetch("{at}/early").catch(() => 0);
</script>
<img id="broken" src="data:x" onerror="(window.ran ||= []).push('inline handler')">
<a id="address" href="javascript:void (window.ran ||= []).push('script address')">x</a>
<p id="styled" style="color: {COLOUR_OF_INTRUDER}">x</p>
<style>#styled {{ background: {BACKGROUND_OF_INTRUDER} }}</style>
<form id="form" action="{at}/sent"><input name="a"></form>
"""


class _Blocks(html.parser.HTMLParser):
    """Scripts and styles as a browser cuts them out, and inline attributes that would be code."""

    def __init__(self):
        super().__init__()
        self.blocks = {"script": [], "style": []}
        self.inside = None
        self.attributes = []

    def handle_starttag(self, tag, attrs):
        self.attributes += attrs
        is_data = ("type", "application/json") in attrs
        self.inside = tag if tag in self.blocks and not is_data else None
        if self.inside:
            self.blocks[tag].append("")

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.blocks[self.inside][-1] += data


@pytest.fixture(scope="module")
def text(default_page):
    return default_page.read_text(encoding="utf-8")


@pytest.fixture
def hits():
    """Give a server's port and the paths that it was asked for."""
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path.partition("?")[0].strip("/"))
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1], asked
        server.shutdown()
        thread.join()


def _sources(policy, directive):
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    return parts[directive].split()


def test_the_policy_forbids_everything_that_it_does_not_name(text):
    [policy] = META.findall(text)
    names = {part.split()[0] for part in policy.split(";")}
    assert names == {
        *("default-src", "script-src", "style-src"),
        *("img-src", "base-uri", "form-action"),
    }
    assert _sources(policy, "default-src") == ["'none'"]
    assert _sources(policy, "base-uri") == _sources(policy, "form-action") == ["'none'"]
    assert _sources(policy, "img-src") == ["data:"]
    assert "unsafe" not in policy
    # Before anything that it is to govern.
    assert text.index("Content-Security-Policy") < min(text.index("<style"), text.index("<script"))


def _parsed(text):
    parser = _Blocks()
    parser.feed(text)
    return parser


def test_no_attribute_is_code_or_leads_away(text):
    attributes = _parsed(text).attributes
    assert not [name for name, _ in attributes if name == "style" or name.startswith("on")]
    addresses = [value for name, value in attributes if name in {"src", "href", "action", "data"}]
    assert sorted(addresses) == ["#legs-section", "data:,"]


def test_no_style_asks_for_anything(text):
    styles = "".join(_parsed(text).blocks["style"])
    assert not re.search(r"url\((?!#)|@import|image-set|src:", styles)


@pytest.mark.parametrize("kind", ["script", "style"])
def test_the_hashes_are_those_of_the_blocks_inside(text, kind):
    blocks = _parsed(text).blocks[kind]
    digests = [hashlib.sha256(block.encode()).digest() for block in blocks]
    expected = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    [policy] = META.findall(text)
    assert _sources(policy, f"{kind}-src") == expected
    assert len(set(expected)) == len(expected) >= 2


@pytest.fixture
def intrude(visit, tmp_path, hits):
    """Give a function that opens a page with markup that a hostile hand put in.

    It returns what ran, the two colours of the styled text, and what the server was asked for.
    """
    port, asked = hits

    def open_copy(text):
        file = tmp_path / "copy.html"
        file.write_text(text.replace("<main>", f"<main>{_intruders(port)}", 1), encoding="utf-8")
        seen = visit(file)
        seen.tell(PRESS, f"http://127.0.0.1:{port}/late")
        seen.page.wait_for_load_state("networkidle")
        ran, colours = seen.tell("window.ran || []"), seen.tell(COLOURS)
        violations = seen.tell("window.violations")
        seen.tell("document.getElementById('form').submit()")
        seen.page.wait_for_timeout(SETTLE_MS)
        return ran, colours, sorted(asked), violations

    return open_copy


def test_what_is_inlined_loses_its_comments_and_indentation_alone():
    text = "/* a\n * b */\n  x = 1; // kept\n\n/** c */ y = 2;\n  // d\nz = 3;\n/* e */\n"
    assert page.lean(text) == "x = 1; // kept\n/** c */ y = 2;\nz = 3;\n"


@pytest.mark.parametrize("name", page.SCRIPTS)
def test_no_string_of_a_script_runs_over_a_line_where_blanks_would_be_lost(name):
    assert "`" not in page.lean(page.asset(name))
    assert "\\\n" not in page.asset(name)


@pytest.mark.browser
def test_with_its_policy_an_altered_page_asks_for_nothing_and_runs_nothing(intrude, text):
    ran, colours, asked, violations = intrude(text)
    assert asked == []
    assert ran == []
    assert colours[0] != COLOUR_OF_INTRUDER
    assert colours[1] != BACKGROUND_OF_INTRUDER
    blocked = {violation.split()[0] for violation in violations}
    assert blocked >= {"img-src", "script-src-elem", "script-src-attr", "style-src-elem"}


@pytest.mark.browser
def test_without_its_policy_the_same_page_would_do_all_of_it(intrude, text):
    # Otherwise the test above would prove nothing.
    ran, colours, asked, _ = intrude(META.sub("", text))
    assert sorted(ran) == ["inline handler", "inline script", "script address"]
    assert colours == [COLOUR_OF_INTRUDER, BACKGROUND_OF_INTRUDER]
    assert set(asked) >= set(WOULD_BE_ASKED)


TRACK = """(at) => {
  const image = document.createElement("img");
  image.src = at + "/tracker.gif";
  document.querySelector("main").append(image);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = at + "/tracker.css";
  document.head.append(style);
  new Image().src = at + "/pixel";
  const request = new XMLHttpRequest();
  request.open("GET", at + "/request");
  request.onerror = () => {};
  try { request.send(); } catch { /* refused at once */ }
  return fetch(at + "/fetch").then(() => "sent", () => "refused");
}"""
TRACKED = {"tracker.gif", "tracker.css", "pixel", "request", "fetch"}


def _tracked(visit, hits, file):
    """Put trackers into a finished page as a script would; return what left it and what it says."""
    port, asked = hits
    seen = visit(file)
    outcome = seen.tell(TRACK, f"http://127.0.0.1:{port}")
    seen.page.wait_for_timeout(SETTLE_MS)
    return outcome, set(asked), {text.split()[0] for text in seen.tell("window.violations")}


@pytest.mark.browser
def test_a_tracker_put_into_the_finished_page_sends_nothing(visit, hits, default_page):
    outcome, asked, blocked = _tracked(visit, hits, default_page)
    assert outcome == "refused"
    assert asked == set()
    assert blocked >= {"img-src", "style-src-elem", "connect-src"}


@pytest.mark.browser
def test_without_the_policy_the_tracker_would_send(visit, hits, text, tmp_path):
    # Otherwise the test above would prove nothing.
    file = tmp_path / "open.html"
    file.write_text(META.sub("", text), encoding="utf-8")
    outcome, asked, _ = _tracked(visit, hits, file)
    assert outcome == "sent"
    assert asked >= TRACKED
