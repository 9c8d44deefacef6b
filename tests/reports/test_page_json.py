"""The page's data block: a JSON parser reads every text back, and nothing else can read it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports import json_text

ACTIVE = set("<>&'`${}")
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _assert_inert(text):
    assert text.isascii()
    assert text.isprintable()
    for string in STRINGS.findall(text):
        assert not ACTIVE & set(string)
    outside = STRINGS.sub("", text)
    assert not set(outside) & set("<>&'`$")


@settings(max_examples=3_000, deadline=None)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&'`${}\\\"/!-#%uU\u2028\u2029")))
)
@example("</script><script>")
@example("<!--<script>")
@example('\\"</script>\\')
@example("\ud800 \udfff \u2028 \u2029 \x00")
@example("\\u003cscript\\u003e")
def test_every_text_is_inert_and_comes_back(text):
    written = json_text.inert({text: [text]})
    _assert_inert(written)
    assert json.loads(written) == {text: [text]}


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_every_value_is_inert_and_comes_back(value):
    written = json_text.inert(value)
    _assert_inert(written)
    assert json.loads(written) == value


def test_a_browser_s_parser_reads_the_same(node):
    texts = ["</script>", "${7*7}", "`{{7*7}}`", "\u2028\u2029", "\\", '"', "\U0001f600", "&lt;"]
    assert node("output = JSON.parse(input);", json_text.inert(texts)) == texts


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_json_number_is_refused(number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text.inert({"amount": number})
