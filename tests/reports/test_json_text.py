import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import json_text

ATOMS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text() | st.text(alphabet="<>&'`${}\\\"/!-%#u003c\u2028\u2029")
VALUES = st.recursive(
    ATOMS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_both_forms_read_back_as_the_same_value(value):
    assert json.loads(json_text.pretty(value)) == value
    assert json.loads(json_text.inert(value)) == value


@given(TEXTS)
def test_no_sign_of_a_text_means_anything_to_html_script_or_template(text):
    inert = json_text.inert(text)
    assert inert.isascii()
    assert not re.search(r"[<>&'`${}]", inert)
    assert inert[0] == inert[-1] == '"'


@pytest.mark.parametrize(
    "text", ["</script>", "<!--", "]]>", "{{ 7*7 }}", "{% x %}", "{# x #}", "${x}", "&lt;", "`x`"]
)
def test_what_would_be_code_is_not_to_be_found(text):
    assert text not in json_text.inert({text: [text, {"a": text}]})


@given(st.dictionaries(TEXTS, st.integers(), min_size=2, max_size=6))
def test_the_order_of_keys_changes_no_byte(value):
    turned = dict(reversed(value.items()))
    assert json_text.pretty(turned) == json_text.pretty(value)
    assert json_text.inert(turned) == json_text.inert(value)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(number):
    for spelled in (json_text.pretty, json_text.inert):
        with pytest.raises(ValueError, match="not JSON compliant"):
            spelled({"a": number})


def test_pretty_text_is_indented_and_ends_in_a_line_feed():
    assert json_text.pretty({"b": "é", "a": [1]}) == '{\n  "a": [\n    1\n  ],\n  "b": "é"\n}\n'
