"""Templates: everything is escaped, once, and what a theme gets wrong is told."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from builds import checked
from conftest import ROOT
from tarikh.publishing.compiler import escaped
from tarikh.publishing.templates import Templates, ThemeError
from tarikh.speaking.catalog import load_catalog
from tarikh.speaking.speaker import Speaker

HTML = Markup("<b>&amp;</b>")


@dataclass(frozen=True, slots=True)
class View:
    text: str
    html: Markup = HTML


class Asking:
    """Says how often it is asked."""

    asked = 0

    @property
    def text(self) -> str:
        self.asked += 1
        return f"<{self.asked}>"


@pytest.fixture(scope="module")
def say() -> Speaker:
    return Speaker(checked().ground.languages["en"], load_catalog(ROOT / "theme" / "locale", "en"))


def rendered(say: Speaker, template: str, **views: object) -> str:
    return Templates({"page.html": template}).render("page", say, **views).decode()


values = st.one_of(st.text(), st.text().map(Markup), st.integers(), st.floats(), st.none(), st.booleans())


@settings(derandomize=True)
@given(values)
def test_a_value_is_escaped_as_everywhere_in_jinja(value: object) -> None:
    assert escaped(value) == escape(value)


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{ view.text }}", "&lt;i&gt;&#39;&#34;&amp;"),
        ('<a title="{{ view.text }}">', '<a title="&lt;i&gt;&#39;&#34;&amp;">'),
        ("{{ view.html }}", "<b>&amp;</b>"),
        ("{{ view.text ~ view.html }}", "&lt;i&gt;&#39;&#34;&amp;<b>&amp;</b>"),
        ("{{ [view.text, view.html]|join }}", "&lt;i&gt;&#39;&#34;&amp;<b>&amp;</b>"),
        ('{{ "<%s>"|format(view.text) }}', "&lt;&lt;i&gt;&#39;&#34;&amp;&gt;"),
        ("{{ view.text.upper() }}", "&lt;I&gt;&#39;&#34;&amp;"),
        ('{{ _("%(num)s event")|format(num="<") }}', "&lt; event"),
        ("{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{{ m(view.text) }}", "&lt;i&gt;&#39;&#34;&amp;1"),
        ("{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{{ m(b=view.html, a=2) }}", "2<b>&amp;</b>"),
        (
            "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}{{ view.text }}{% endcall %}",
            "<&lt;i&gt;&#39;&#34;&amp;>",
        ),
        ("{% macro m() %}{{ varargs[0] }}{% endmacro %}{{ m(view.text) }}", "&lt;i&gt;&#39;&#34;&amp;"),
        ('{% macro m() %}{{ kwargs["a"] }}{% endmacro %}{{ m(a=view.text) }}', "&lt;i&gt;&#39;&#34;&amp;"),
        ("{% set x %}<{{ view.text }}>{% endset %}{{ x }}", "<&lt;i&gt;&#39;&#34;&amp;>"),
        ("{% macro m(v) %}<{{ v.text }}>{% endmacro %}{{ once(m, view) }}", "<&lt;i&gt;&#39;&#34;&amp;>"),
        ("{% for v in [view] %}{{ loop.index }}{{ v.text }}{% endfor %}", "1&lt;i&gt;&#39;&#34;&amp;"),
    ],
)
def test_text_is_escaped_once_wherever_it_comes_from(say: Speaker, template: str, html: str) -> None:
    assert rendered(say, template, view=View("<i>'\"&")) == html


@pytest.mark.parametrize(
    "template", ["{{ veiw }}", "{{ view.txet }}", "{{ view.text.more }}", "{{ view.text", "{{ m(1) }}"]
)
def test_a_slip_in_a_template_is_told_with_its_name(say: Speaker, template: str) -> None:
    with pytest.raises(ThemeError, match=r"page\.html"):
        rendered(say, template, view=View(""))


def test_what_is_rendered_once_is_asked_for_once_by_each_macro(say: Speaker) -> None:
    view, macros = Asking(), "".join(f"{{% macro {m}(v) %}}{m}{{{{ v.text }}}}{{% endmacro %}}" for m in "ab")
    html = rendered(say, macros + "{{ once(a, view) }}{{ once(b, view) }}{{ once(a, view) }}", view=view)
    assert html == "a&lt;1&gt;b&lt;2&gt;a&lt;1&gt;"


def test_compiled_templates_can_be_handed_on_and_are_compiled_again_when_they_change(say: Speaker) -> None:
    first = Templates({"page.html": "{{ view.text }}"})
    assert first.render("page", say, view=View("a")) == b"a"
    again = Templates({"page.html": "{{ view.text }}"}, first.compiled)
    assert again.render("page", say, view=View("b")) == b"b"
    assert again.compiled == first.compiled
    changed = Templates({"page.html": "{{ view.text }}!"}, first.compiled)
    assert changed.render("page", say, view=View("c")) == b"c!"
    assert changed.compiled != first.compiled
