"""A study whose every text is an attack stays text: while the page is built, and in the browser."""

from __future__ import annotations

import dataclasses
import json
import re

import jinja2
import pytest

import reports
import seeds
from reports import page, summary
from seeds import schema
from seeds.package_file import MAX_LIMIT_CHARACTERS, MAX_LIMITS

PRODUCT = "9449772114007"
PAYLOADS = {
    "script": "<script>window.pwned=1</script>",
    "end of script": "</script><script>window.pwned=1</script>",
    "image": "<img src=x onerror=window.pwned=1>",
    "remote image": "</title></textarea><img src=http://127.0.0.1:9/x>",
    "vector": "<svg/onload=window.pwned=1>",
    "style": "</style><style>main{display:none}</style>",
    "comment": "<!--<script>",
    "literal": "${window.pwned=1}",
    "backticks": "`${window.pwned=1}`",
    "template product": "{{1234567*7654321}} {{7*7}}",
    "template block": "{% if true %}window.pwned{% endif %}",
    "half a template": "50{% discount",
    "template comment": "{#tag",
    "half an expression": "a {{ b",
    "script address": "javascript:window.pwned=1",
    "double quotes": '" onmouseover="window.pwned=1" x="',
    "single quotes": "' onfocus='window.pwned=1' autofocus='",
    "entities": "&lt;b&gt;&#x3c;script&#x3e;",
    "markdown": "[x](javascript:window.pwned=1) ![x](http://127.0.0.1:9/x) | a | **b**",
    "escapes": "\\u003cscript\\u003e \\x3c \\",
    "formula inside": "x =HYPERLINK(1)",
    "prototype": "__proto__",
    "right to left": "\u05d0\u05d1 abc",
    "long": "long " * 200 + "end",
}
LEG_FIELDS = {"capacity_low": "1", "capacity_high": "900", "evidence_class": "A"}
NOT_FIRST = [f"{sign}cmd|' /C calc'!A0" for sign in "=+-@"]
UNPRINTABLE = ["\u2028", "\u2029", "\u0000", "\u0007", "\u202e", "\u200b"]


def _folder_payload(folder):
    return f"{{{{ cycler.__init__.__globals__.os.mkdir('{folder}') }}}}"


def _tables(payloads):
    """Give one transit jurisdiction, two legs, one report and one pressure for each payload."""
    numbered = list(enumerate(payloads, start=10))
    text = payloads[0]
    places = [
        {"id": "O", "name": f"{text} O", "role": "origin", "lat": "38", "lon": "-97"},
        {"id": "Z", "name": f"{text} Z", "role": "destination", "lat": "35", "lon": "104"},
    ]
    tables = {"jurisdictions": places, "legs": [], "pressure": [], "evidence": [], "measures": []}
    tables |= {"claims": [], "quantities": [], "derivations": []}
    tables["priors"] = [
        {"id": word, "alpha": "1", "beta": "2", "reason": text}
        for word, text in zip("ABCDE", payloads, strict=False)
    ]
    for i, text in numbered:
        where = {"lat": str(i), "lon": str(60 + i), "role": "transit"}
        aliases = ";".join(part for part in text.split(";") if part.strip()) + ";other"
        places.append({"id": f"T{i}", "name": text, "aliases": aliases, "note": text} | where)
        shared = LEG_FIELDS | {"capacity": str(100 + i), "evidence": f"E{i}", "note": text}
        shared |= {"kept_open": text, "seed_claims": f"S{i}"}
        tables["legs"] += [
            {"id": f"O>T{i}", "origin": "O", "destination": f"T{i}"} | shared,
            {"id": f"T{i}>Z", "origin": f"T{i}", "destination": "Z"} | shared,
        ]
        target = {"target_kind": "jurisdiction", "target": f"T{i}", "points": str(i)}
        tables["pressure"].append({"id": f"P{i}", "reason": text} | target)
        told = {"name": text, "legal_basis": text, "reason": text}
        acts = {"legs": f"O>T{i};T{i}>Z", "effect": "pressure", "points": "9", "cost": "1"}
        tables["measures"].append({"id": f"M{i}", "basis": "assumed"} | told | acts)
        free = ("claim", "title", "publisher", "published", "source_class")
        free += ("grade", "legal_status", "case_group", "note")
        fixed = {"id": f"E{i}", "kind": "case", "url": f"https://example.org/{i}?a=b&c=d#e"}
        tables["evidence"].append(fixed | dict.fromkeys(free, text))
        fixed = {"id": f"S{i}", "kind": "fact", "verdict": "unverified", "evidence": f"E{i}"}
        free = ("claim", "period", "reason", "used")
        tables["claims"].append(fixed | dict.fromkeys(free, text))
        fixed = {"id": f"q{i}", "kind": "case", "value": str(100 + i)}
        tables["quantities"].append(fixed | {"unit": text, "reason": text})
        fixed = {"id": f"O>T{i}.best", "leg": f"O>T{i}", "column": "capacity"}
        tables["derivations"].append(fixed | {"expression": f"q{i}", "reason": text})
    return tables


@pytest.fixture(scope="module")
def trap(tmp_path_factory):
    """Give a folder that exists only if some text was run as a template."""
    return tmp_path_factory.mktemp("trap") / "sprung"


@pytest.fixture(scope="module")
def payloads(trap):
    return [*PAYLOADS.values(), _folder_payload(trap)]


@pytest.fixture(scope="module")
def hostile_study(write_study, payloads):
    own = {"capacity_unit": payloads[0], "effort_unit": payloads[9]}
    own["limits"] = [text for text in payloads if len(text) <= MAX_LIMIT_CHARACTERS][-MAX_LIMITS:]
    package = {"title": " ".join(payloads[:4]), "routerisk": own}
    folder = write_study(_tables(payloads), package)
    (folder / "scenarios").mkdir()
    for number, text in enumerate(payloads, start=10):
        quoted = json.dumps(text)  # a text of TOML is written as one of JSON is
        lines = f'title = {quoted}\nnote = {quoted}\nremove = ["O>T{number}"]\n'
        (folder / "scenarios" / f"s{number}.toml").write_text(lines, encoding="utf-8")
    return seeds.load(folder)


@pytest.fixture(scope="module")
def report(hostile_study, tmp_path_factory):
    """Give the folder of a whole report on the hostile study."""
    folder = tmp_path_factory.mktemp("report")
    reports.build(hostile_study, folder)
    return folder


def test_the_reader_takes_the_texts_as_they_are(hostile_study, payloads):
    assert list(hostile_study.jurisdictions["name"][2:]) == payloads
    assert list(hostile_study.pressure["reason"]) == payloads
    assert list(hostile_study.evidence["case_group"]) == payloads
    assert len(payloads) == 25
    assert [scenario.title for scenario in hostile_study.scenarios] == payloads
    assert [scenario.note for scenario in hostile_study.scenarios] == payloads
    assert len(hostile_study.limits) == MAX_LIMITS


def test_every_column_of_text_holds_every_attack(hostile_study, payloads):
    columns = [
        (table.name, field.name)
        for table in schema.tables()
        for field in table.fields
        if field.kind in {"text", "texts"}
    ]
    assert len(columns) == 26
    for table, column in columns:
        cells = [
            part
            for cell in getattr(hostile_study, table)[column]
            for part in (cell if isinstance(cell, tuple) else [cell])
        ]
        # A list is cut at each semicolon, and of priors there are five at most.
        wanted = [text for text in payloads if ";" not in text or column != "aliases"]
        assert set(wanted[:5] if table == "priors" else wanted) <= set(cells), (table, column)


def test_the_templates_would_run_where_text_is_compiled(tmp_path):
    # Otherwise the tests below would prove nothing.
    folder = tmp_path / "made"
    jinja2.Template(_folder_payload(folder)).render()
    assert folder.is_dir()
    assert PRODUCT in jinja2.Template(PAYLOADS["template product"]).render()


def test_building_the_report_runs_nothing(report, trap):
    for file in report.iterdir():
        content = file.read_bytes()
        assert PRODUCT.encode() not in content
    assert not trap.exists()


def test_the_page_holds_no_text_of_the_study_outside_its_data(report, hostile_study):
    text = (report / "index.html").read_text(encoding="utf-8")
    block = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
    [data] = block.findall(text)
    assert json.loads(data)["study"]["title"] == hostile_study.title
    assert not set("<>&'`$") & set(data)
    outside = block.sub("", text)
    assert "pwned" not in outside
    assert "sprung" not in outside


def test_the_summary_holds_no_markup(report, payloads):
    text = (report / "summary.md").read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)[<>\[\]`$*_!~{}]", text)
    for payload in payloads:
        assert summary.escape(payload) in text


def test_the_table_of_legs_holds_no_formula(report):
    lines = (report / "legs.csv").read_text(encoding="utf-8").splitlines()
    cells = [cell.strip('"') for line in lines for cell in line.split(",")]
    assert len(lines) > 40
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("text", [*NOT_FIRST, *(f"a{sign}b" for sign in UNPRINTABLE)])
@pytest.mark.parametrize(
    ("table", "column"),
    [("jurisdictions", "name"), ("legs", "note"), ("pressure", "reason"), ("evidence", "claim")],
)
def test_the_reader_refuses_formulas_and_invisible_signs(write_study, table, column, text):
    tables = _tables(["plain"])
    tables[table][0][column] = text
    with pytest.raises(seeds.DataError, match=r"formula|control character|NUL"):
        seeds.load(write_study(tables))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:window.pwned=1",
        "JaVaScRiPt:window.pwned=1",
        "data:text/html,<script>window.pwned=1</script>",
        "//example.org",
        "https://example.org/<script>",
        "https://example.org/{{7*7}}",
        'https://example.org/" onclick="window.pwned=1',
    ],
)
def test_the_reader_refuses_what_is_no_web_address(write_study, address):
    tables = _tables(["plain"])
    tables["evidence"][0]["url"] = address
    with pytest.raises(seeds.DataError, match="not a web address"):
        seeds.load(write_study(tables))


@pytest.mark.parametrize("text", ["<b>", "a b", "{{7*7}}", "A`", "../A", "A" * 65, "${a}"])
@pytest.mark.parametrize("column", ["id", "mechanism"])
def test_the_reader_refuses_markup_in_ids(write_study, column, text):
    tables = _tables(["plain"])
    tables["legs"][0][column] = text
    with pytest.raises(seeds.DataError, match="cannot be an id"):
        seeds.load(write_study(tables))


@pytest.mark.browser
class TestInTheBrowser:
    """The hostile page, opened and used."""

    @pytest.fixture
    def seen(self, visit, report):
        return visit(report / "index.html")

    def _assert_harmless(self, seen):
        assert seen.tell("typeof window.pwned") == "undefined"
        assert seen.tell("document.querySelectorAll('main img, main iframe').length") == 0
        seen.assert_quiet()

    def test_nothing_runs_and_nothing_is_asked_for(self, seen):
        assert seen.page.inner_text("#badge") == "This page and Python agree"
        assert seen.page.locator("main").is_visible()
        self._assert_harmless(seen)

    def test_every_text_is_shown_as_it_is(self, seen, payloads, hostile_study):
        assert seen.page.title() == hostile_study.title.strip()
        assert seen.tell("document.getElementById('title').textContent") == hostile_study.title
        places = seen.tell("document.getElementById('jurisdictions').textContent")
        sources = seen.tell("document.getElementById('sources').textContent")
        for payload in payloads:
            # Once as the name and once as the note.
            assert places.count(payload) >= 2
            # Once each as claim, grade, date and publisher; a standing shows blanks for _.
            assert sources.count(payload) >= 4
            assert payload.replace("_", " ") in sources

    def test_every_leg_shows_its_texts_as_they_are(self, seen, payloads):
        for number, payload in enumerate(payloads, start=10):
            seen.tell(
                "(leg) => document.querySelector(`#legs [data-leg='${leg}']`).click()",
                f"O>T{number}",
            )
            shown = seen.tell("document.getElementById('detail').textContent")
            # The name, the leg's note, the reason of the pressure, the claim and the publisher.
            assert shown.count(payload) >= 5
        self._assert_harmless(seen)

    def test_the_diagram_and_every_state_stay_harmless(self, seen):
        seen.page.check("#view input[value=diagram]")
        for lens in ("volume", "effort", "passing"):
            seen.page.check(f"#lens input[value={lens}]")
        for colour in ("pressure", "route", "evidence", "chokepoints"):
            seen.page.check(f"#colour input[value={colour}]")
        assert PAYLOADS["image"] in seen.tell("document.getElementById('diagram').textContent")
        self._assert_harmless(seen)

    def test_what_if_shows_every_text_as_it_is(self, seen, payloads):
        tick = "(key) => document.querySelector(`[data-key='${key}']`).click()"
        for number, payload in enumerate(payloads, start=10):
            # A leg of one jurisdiction is removed, then it is closed, then the measure is taken.
            for key in (f"out O>T{number}", f"close T{number}", f"take M{number}"):
                seen.tell(tick, key)
            panel = seen.tell("document.getElementById('what-if').textContent")
            heard = seen.tell("document.getElementById('live').textContent")
            # Each chip says it once; the leg by the name of its end.
            assert panel.count(payload) >= 3
            assert heard.count(payload) >= 3
            seen.tell(
                "(key) => document.querySelector(`#jurisdictions [data-key='${key}']`).click()",
                f"place T{number}",
            )
            assert payload in seen.tell("document.querySelector('#detail h2').textContent")
            seen.tell("document.querySelector('#what-if [data-key=clear]').click()")
            assert "Nothing is changed" in seen.page.inner_text("#what-if")
        self._assert_harmless(seen)

    def test_next_steps_and_the_table_of_removals_show_texts_as_they_are(self, seen, payloads):
        assert any(
            payload in seen.tell("document.getElementById('next').textContent")
            for payload in payloads
        )
        seen.tell("() => { dispatchEvent(new Event('beforeprint')); }")
        removals = seen.tell("document.getElementById('removals').textContent")
        for payload in payloads:
            # The two legs, the jurisdiction, the measure, and the jurisdiction's column.
            assert removals.count(payload) >= 5
        self._assert_harmless(seen)

    def test_dots_and_commands_carry_no_markup(self, seen, payloads):
        names = "[...document.querySelectorAll('.spot-button')].map((dot) => dot.ariaLabel)"
        assert set(payloads) <= {*seen.tell(names)}
        seen.tell("document.querySelector(`[data-key='take M10']`).click()")
        kept = seen.tell("document.getElementById('keep').textContent")
        assert '--measure "M10"' in kept
        assert "pwned" not in kept
        self._assert_harmless(seen)

    def test_a_script_address_never_becomes_a_link(self, visit, hostile_study, write_page):
        # No reader lets these in; the page would not follow them either.
        addresses = ["javascript:window.pwned=1", " javascript:1", "data:text/html,x", "//x", "h"]
        evidence = hostile_study.evidence.copy()
        evidence["url"] = [*addresses, *evidence["url"][len(addresses) :]]
        study = dataclasses.replace(hostile_study, evidence=evidence)
        seen = visit(write_page(reports.analyze(study)))
        links = seen.tell("[...document.querySelectorAll('#sources a')].map((link) => link.href)")
        assert len(links) == len(evidence) - len(addresses)
        assert all(link.startswith("https://example.org/") for link in links)
        self._assert_harmless(seen)


def test_the_data_is_the_only_place_where_page_and_study_meet(results, study):
    # The same page around other data: everything outside the block is byte for byte the same.
    renamed = study.jurisdictions.assign(note="{{7*7}}", name=study.jurisdictions["id"])
    other = reports.analyze(dataclasses.replace(study, jurisdictions=renamed, title="{% x"))
    block = re.compile(r'<script type="application/json" id="data">.*?</script>', re.DOTALL)
    assert block.sub("", page.html(results, {})) == block.sub("", page.html(other, {}))
