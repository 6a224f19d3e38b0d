"""Chat: a chat model through LangChain, asked for an object of a schema that grows while it is written.

Knows providers, time limits and what can go wrong on the way. Knows nothing of evidence, law or answers.
"""

import os
import queue
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import Any

import httpx
from langchain_core.messages import BaseMessage

from assistant.writing.errors import ChatError, Trouble
from assistant.writing.once import watched
from assistant.writing.patience import deadline, until
from assistant.writing.wire import bridled
from ingest.errors import SettingsError
from ingest.settings import Settings
from ingest.url import secrets_in, without_secrets

AT_ONCE = 8  # requests that may wait for the model at the same time
_RETRIES = 2  # of a failed request, by the provider's client
_END = object()


class Chat:
    """A chat model. Thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._model = _model(settings)
        self._seconds = settings.chat_seconds
        self._secrets = _secrets(settings)
        self._plain = False
        self._room = threading.BoundedSemaphore(AT_ONCE)
        where = f"@{without_secrets(settings.chat_base_url)}" if settings.chat_base_url else ""
        self.fingerprint = f"{settings.chat_model}{where}"

    def grow(self, messages: Sequence[BaseMessage], schema: dict[str, Any]) -> Iterator[Any]:
        """The object the model writes, again and again as it grows. Raises ChatError.

        The model is read in a thread of its own, so that a server that drips or hangs cannot hold the answer up for
        longer than the time allowed; the thread ends with the next thing it reads, or when its connection is broken off.
        """
        if not self._room.acquire(blocking=False):
            raise ChatError(Trouble.UNAVAILABLE)
        moment = deadline(self._seconds)
        pipe: queue.Queue[Any] = queue.Queue()
        left = threading.Event()
        threading.Thread(target=self._read, args=(messages, schema, pipe, left, moment), daemon=True).start()
        try:
            while (item := _next(pipe, moment)) is not _END:
                if isinstance(item, ChatError):
                    raise item
                yield item
        finally:
            left.set()

    def _read(
        self,
        messages: Sequence[BaseMessage],
        schema: dict[str, Any],
        pipe: queue.Queue[Any],
        left: threading.Event,
        moment: float,
    ) -> None:
        try:
            with until(moment), closing(self._stream(list(messages), schema)) as growing:
                for partial in growing:
                    if left.is_set():
                        return
                    if any(
                        one in str(partial) for one in self._secrets
                    ):  # a server that hears the key must not show it
                        raise ChatError(Trouble.NONSENSE)
                    pipe.put(partial)
            pipe.put(_END)
        except Exception as error:  # noqa: BLE001  a provider's client may raise anything; no answer may fail by it
            late = time.monotonic() >= moment  # broken off, whatever the client makes of it
            pipe.put(ChatError(Trouble.SLOW if late else _trouble(error)))
        finally:
            self._room.release()

    def _stream(self, messages: list[BaseMessage], schema: dict[str, Any]) -> Generator[Any]:
        """The growing object; a server that does not know schemas is asked for plain JSON from then on."""
        from langchain_core.exceptions import ModelInvalidRequestError

        if not self._plain:
            try:
                yield from _once(self._model.with_structured_output(schema)).stream(messages)
                return
            except ModelInvalidRequestError:
                self._plain = True
        yield from _once(self._model.with_structured_output(schema, method="json_mode")).stream(messages)


def load_chat(settings: Settings) -> Chat | None:
    """The chat model that the settings name, None when they name none. Raises SettingsError."""
    return Chat(settings) if settings.chat_model else None


def _next(pipe: queue.Queue[Any], moment: float) -> Any:
    try:
        return pipe.get(timeout=max(0.0, moment - time.monotonic()))
    except queue.Empty:
        raise ChatError(Trouble.SLOW) from None


def _once(chain: Any) -> Any:
    """A model with its parser, and between them a look at what it writes, which the parser does not keep."""
    from langchain_core.runnables import RunnableGenerator, RunnableSequence

    *steps, parser = chain.steps
    return RunnableSequence(*steps, RunnableGenerator(watched), parser)


def _secrets(settings: Settings) -> tuple[str, ...]:
    """What the server is told that no reader may see: the key, and what the URL holds of such."""
    key = settings.chat_api_key.get_secret_value()
    return tuple(one for one in (key, *secrets_in(settings.chat_base_url)) if one)


def _model(settings: Settings) -> Any:
    # a trace of questions sent to a third party would be telemetry
    os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "false"
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"timeout": settings.chat_seconds, "max_retries": _RETRIES, "temperature": 0}
    bridle = bridled(settings.chat_seconds)
    if settings.chat_model.startswith("openai:"):  # the client of no other provider takes one of ours, but ollama's
        options["http_client"] = httpx.Client(**bridle)
    if settings.chat_base_url:
        options["base_url"] = settings.chat_base_url
    if key := settings.chat_api_key.get_secret_value():
        options["api_key"] = key
    elif settings.chat_base_url:
        options["api_key"] = "none"  # servers of one's own ask for no key, their client does
    if settings.chat_model.startswith("ollama:"):  # its client knows neither keys nor retries
        options = {
            "base_url": settings.chat_base_url or None,
            "temperature": 0,
            "client_kwargs": bridle,
        }
    try:
        return init_chat_model(settings.chat_model, **options)
    except (ImportError, ValueError, TypeError) as error:
        provider = settings.chat_model.partition(":")[0]
        raise SettingsError(
            f"対話モデル {settings.chat_model!r} を用意できません（{type(error).__name__}）。",
            hint="GAIHI_CHAT_MODEL を openai:名前 のように「提供者:名前」で書いてください。"
            f"openai のほかは部品が要ります（pip install langchain-{provider or '提供者'}）。",
        ) from error


def _trouble(error: Exception) -> Trouble:
    from langchain_core.exceptions import ModelTimeoutError, OutputParserException

    named = type(error).__name__.lower()
    if isinstance(error, ChatError):
        return error.trouble
    if "refusal" in named or "contentfilter" in named:  # each provider has a class of its own
        return Trouble.REFUSED
    if isinstance(error, ModelTimeoutError) or "timeout" in named:
        return Trouble.SLOW
    if isinstance(error, OutputParserException) or "lengthfinish" in named:
        return Trouble.CUT if "lengthfinish" in named else Trouble.NONSENSE
    if isinstance(error, ValueError | TypeError | KeyError):
        return Trouble.NONSENSE
    return Trouble.UNAVAILABLE
