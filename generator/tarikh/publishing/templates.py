"""The theme's templates: escaped by default, strict about names, speaking one language each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType

from jinja2 import (
    BytecodeCache,
    DictLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Macro
from markupsafe import Markup

from tarikh.speaking.speaker import Speaker

from .compiler import ViewEnvironment
from .hosting import policy


class ThemeError(Exception):
    """A template that is missing or cannot be rendered; says which."""


class _Compiled(BytecodeCache):
    """Keeps compiled templates, so that five languages compile each template once, and load it once."""

    def __init__(self, code: dict[str, bytes]) -> None:
        self._code = code
        self._loaded: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._loaded:
            bucket.code = self._loaded[bucket.key]
        elif bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])
            if bucket.code:  # else the template has changed
                self._loaded[bucket.key] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()
        if bucket.code:
            self._loaded[bucket.key] = bucket.code


class _Once:
    """Renders what many pages show only once: the same view, by the same macro. No place for a view of one page."""

    def __init__(self) -> None:
        self._kept: dict[Macro, dict[int, tuple[object, str]]] = defaultdict(dict)

    def __call__(self, macro: Macro, view: object) -> str:
        kept = self._kept[macro]
        try:
            return kept[id(view)][1]
        except KeyError:
            kept[id(view)] = view, (text := macro(view))  # the view is kept, so that no other can have its id
            return text

    def forget(self) -> None:
        self._kept.clear()


def sources(folder: Path) -> dict[str, str]:
    """The templates of a theme folder by their names."""
    files = sorted(folder.rglob("*.html"))
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


class Templates:
    """Templates by their names, one environment a language.

    `compiled` is the code of those that were asked for; made ready by the same Tarikh and Python, it need not be made
    again. Code of a template that has changed is passed over. `assets` are the files of the theme that pages name.
    """

    def __init__(
        self,
        sources: Mapping[str, str],
        compiled: Mapping[str, bytes] | None = None,
        assets: Mapping[str, str] | None = None,
    ) -> None:
        self.compiled = dict(compiled or {})
        self._cache = _Compiled(self.compiled)
        self._assets = assets or {}
        self._loader = DictLoader(sources)
        self._environments: dict[str, Environment] = {}
        self._once = _Once()

    def render(self, name: str, say: Speaker, **views: object) -> bytes:
        """The page that a template makes of views, as UTF-8. Raises ThemeError."""
        environment = self._environments.get(say.language.tag) or self._speaking(say)
        try:
            return environment.get_template(f"{name}.html").render(**views).encode()
        except TemplateNotFound as error:
            raise ThemeError(f"the theme has no template {error.name}") from error
        except TemplateError as error:
            line = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
            raise ThemeError(f"the template {name}.html{line}: {error.message}") from error
        except AttributeError as error:
            raise ThemeError(f"the template {name}.html: {error}") from error

    def prepare(self, say: Speaker) -> None:
        """Compiles all, if some are not, before copies of this process would do so each for itself."""
        names = self._loader.list_templates()
        if len(self.compiled) >= len(names):
            return
        environment = self._environments.get(say.language.tag) or self._speaking(say)
        for name in names:
            with suppress(TemplateError):  # it is told of where it is rendered
                environment.get_template(name)

    def forget(self) -> None:
        """Lets go of what was rendered once."""
        self._once.forget()

    def fragment(self, source: str, say: Speaker, **views: object) -> str:
        """What a piece of template makes of views, with the macros of the theme at hand."""
        environment = self._environments.get(say.language.tag) or self._speaking(say)
        return environment.from_string(source).render(**views)

    def _speaking(self, say: Speaker) -> Environment:
        environment = ViewEnvironment(
            loader=self._loader,
            bytecode_cache=self._cache,
            extensions=["jinja2.ext.i18n"],
            auto_reload=False,
            cache_size=-1,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            say.gettext, say.ngettext, newstyle=False, pgettext=say.pgettext
        )
        environment.globals["_"] = say.gettext  # Jinja's own wants the context
        environment.globals["once"] = self._once
        environment.globals["asset"] = lambda path: self._assets.get(
            path, ""
        )  # what a file of the theme is asked for by
        environment.globals["policy"] = Markup(policy())  # noqa: S704 (ours, and without marks that would need it)
        self._environments[say.language.tag] = environment
        return environment
